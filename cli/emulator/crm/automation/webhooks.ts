import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { duplicateData, invalidData, locate, mandatoryNotFound } from '../checks.ts';
import { itemError } from '../route.ts';
import type { ActionInput, ActionKind } from './action-kind.ts';
import { apiName, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, dependentMismatch, refuse } from './refusal.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const members = [
  { name: 'url', type: 'string', required: true, maxLength: 2000 },
  { name: 'http_method', type: 'string', required: true, oneOf: methods },
  { name: 'feature_type', type: 'string', required: true, oneOf: ['workflow', 'blueprint', 'approval_process', 'kiosks', 'cadences'] },
  { name: 'description', type: 'string', nullable: true, maxLength: 255 },
] as const;

const detailOnly = ['headers', 'url_parameters', 'body', 'date_time_format', 'authentication'];

/** Webhooks (webhooks.json). Headers and bodies come back in clear text, secrets included; only the detail has them. */
export const webhooks: ActionKind = {
  collection: 'webhooks',
  word: 'webhook',
  detailOnly,
  showModule: refer,
  read: (input) => {
    const { item, path, refs } = input;
    demandMembers(item, members, path);
    if (!/^https?:\/\/[^\s]+$/.test(text(item, 'url') ?? '')) refuse(itemError('INVALID_DATA', 'please enter a valid URL', locate(path, 'url')));
    const related = item['related_module'];
    return {
      url: item['url'] ?? '',
      http_method: item['http_method'] ?? '',
      feature_type: item['feature_type'] ?? '',
      description: item['description'] ?? null,
      related_module: isObject(related) ? refer(refs.module(related, `${path}.related_module`)) : null,
      ...readParameters(input, item, 'headers', path),
      ...readParameters(input, item, 'url_parameters', path),
      ...readBody(input),
      ...(isObject(item['date_time_format']) ? { date_time_format: item['date_time_format'] } : {}),
      authentication: readAuthentication(input),
    };
  },
};

/** `{module_parameters, custom_parameters}` under `name`, when given: each parameter needs a name and a value, and a name is there once. */
function readParameters(input: ActionInput, holder: JsonObject, name: string, path: string): JsonObject {
  const given = holder[name];
  if (given === undefined || given === null) return {};
  const parameters = demandObject(holder, name, path);
  const seen = new Set<string>();
  for (const list of ['module_parameters', 'custom_parameters'])
    for (const [index, parameter] of demandObjects(parameters, list, `${path}.${name}`).entries())
      checkParameter(input, parameter, seen, `${path}.${name}.${list}[${index}]`);
  return { [name]: { ...parameters, module_parameters: parameters['module_parameters'] ?? [] } };
}

function checkParameter({ refs, module }: ActionInput, parameter: JsonObject, seen: Set<string>, path: string): void {
  const name = text(parameter, 'name');
  const value = text(parameter, 'value');
  if (name === undefined || value === undefined)
    refuse(
      itemError(
        'MANDATORY_NOT_FOUND',
        'the given parameter is invalid, specify both name and value',
        locate(path, name === undefined ? 'name' : 'value'),
      ),
    );
  if (seen.has(name)) refuse(duplicateData(path, 'name'));
  seen.add(name);
  const merge = /^\$\{!?([^.}]+)\.([^}]+)\}$/.exec(value);
  if (merge?.[1] === apiName(module)) refs.field(apiName(module), { api_name: merge[2] ?? '' }, path);
}

function readBody(input: ActionInput): JsonObject {
  const { item, path } = input;
  if (item['body'] === undefined || item['body'] === null) return {};
  const body = demandObject(item, 'body', path);
  const method = text(item, 'http_method');
  if (method === 'GET' || method === 'DELETE')
    dependentMismatch(path, 'body', { name: 'http_method', path: `${path}.http_method` }, 'Invalid value provided for the given http method');
  const at = `${path}.body`;
  demandMembers(body, [{ name: 'type', type: 'string', required: true, oneOf: ['form_data', 'raw'] }], at);
  const raw = body['type'] === 'raw';
  if (raw && !['JSON', 'XML', 'HTML', 'Text'].includes(text(body, 'format') ?? ''))
    refuse(invalidData(at, 'format', { supported_values: ['JSON', 'XML', 'HTML', 'Text'] }));
  if (raw && text(body, 'raw_data_content') === undefined) refuse(mandatoryNotFound(at, 'raw_data_content'));
  return { body: { format: null, ...body, ...(raw ? {} : readParameters(input, body, 'form_data_content', at)) } };
}

/** The connection that a webhook signs in with must be one of the org's; it is named, never carried. */
function readAuthentication({ context, item, path }: ActionInput): JsonObject {
  if (item['authentication'] === undefined || item['authentication'] === null) return { type: 'general', connection_name: '' };
  const given = demandObject(item, 'authentication', path);
  const at = `${path}.authentication`;
  demandMembers(
    given,
    [
      { name: 'type', type: 'string', required: true, oneOf: ['general', 'connection'] },
      { name: 'connection_name', type: 'string', nullable: true },
    ],
    at,
  );
  const name = text(given, 'connection_name') ?? '';
  const known = context.store.list(context.org.name, 'connections').some((connection) => connection['name'] === name);
  if (name !== '' && !known) refuse(itemError('INVALID_DATA', 'Please provide valid connection name', locate(at, 'connection_name')));
  return { type: given['type'] ?? 'general', connection_name: name };
}
