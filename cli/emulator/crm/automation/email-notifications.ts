import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { invalidData, mandatoryNotFound } from '../checks.ts';
import type { ActionInput, ActionKind } from './action-kind.ts';
import { apiName, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, dependentMismatch, refuse } from './refusal.ts';

/** Recipients that are elements of the org, and the collection that they are in. */
const elements: Readonly<Record<string, string>> = { user: 'users', role: 'roles', profile: 'profiles' };

const recipientTypes = ['field', 'email', 'owner', 'group', 'territory', ...Object.keys(elements)];

/** Email notifications. No OpenAPI file covers them; the shape is the project's reading of Zoho's page "create email notification". */
export const emailNotifications: ActionKind = {
  collection: 'email_notifications',
  word: 'email notification',
  detailOnly: [],
  showModule: refer,
  read: (input) => {
    const { item, path, refs, module } = input;
    demandMembers(item, [{ name: 'feature_type', type: 'string', oneOf: ['workflow', 'blueprint', 'approval_process', 'cadences'] }], path);
    const template = refs.element('email_templates', demandObject(item, 'template', path), `${path}.template`);
    const templateModule = text(template['module'], 'api_name');
    if (templateModule !== undefined && templateModule !== apiName(module))
      dependentMismatch(path, 'template', { name: 'module', path: `${path}.module` }, 'the template belongs to another module');
    const recipients = demandObjects(item, 'recipients', path);
    if (recipients.length === 0) refuse(mandatoryNotFound(path, 'recipients'));
    return {
      feature_type: item['feature_type'] ?? 'workflow',
      template: { id: template.id, name: template['name'] ?? '' },
      recipients: recipients.map((recipient, index) => readParty(input, recipient, recipientTypes, `${path}.recipients[${index}]`)),
      from: readFrom(input),
      reply_to: item['reply_to'] ?? null,
    };
  },
};

function readFrom(input: ActionInput): JsonObject {
  const { item, path } = input;
  if (item['from'] === undefined || item['from'] === null) return { type: 'owner' };
  return readParty(input, demandObject(item, 'from', path), ['user', 'email', 'owner'], `${path}.from`);
}

function readParty(input: ActionInput, party: JsonObject, types: readonly string[], path: string): JsonObject {
  demandMembers(party, [{ name: 'type', type: 'string', required: true, oneOf: types }], path);
  const type = text(party, 'type') ?? '';
  const value = party['value'];
  if (type === 'owner') return { type };
  if (value === undefined || value === null || value === '') return refuse(mandatoryNotFound(path, 'value'));
  return { type, value: readPartyValue(input, type, value, path) };
}

function readPartyValue({ refs, module }: ActionInput, type: string, value: Json, path: string): Json {
  const at = `${path}.value`;
  const collection = elements[type];
  if (type === 'field') return refs.field(apiName(module), isObject(value) ? value : { api_name: value }, at);
  if (type === 'email') return typeof value === 'string' && /^[^@\s]+@[^@\s]+$/.test(value) ? value : refuse(invalidData(path, 'value'));
  if (collection === undefined) return value;
  const found = refs.element(collection, isObject(value) ? value : { id: value }, at);
  return { id: found.id, name: found['full_name'] ?? found['name'] ?? '' };
}
