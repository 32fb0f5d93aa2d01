import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { createReferences } from '../automation/references.ts';
import { attempt, demandMembers, demandObject, demandObjects, dependentMissing, refuse } from '../automation/refusal.ts';
import { invalidData, locate, mandatoryNotFound, requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, requestError } from '../route.ts';
import { findModule } from './lookups.ts';

const envelope = 'duplicate_check_preference';
const types = ['converted_records', 'mapped_module_records'];

/** Most pairs of fields (duplicate_check_preference.json). */
const mostMappings = 5;

/** Runs the work for the one module that has it; the page names Leads, and refuses any other. */
function withLeads(context: RouteContext, work: (found: Doc | undefined) => Reply): Reply {
  const { store, org, query } = context;
  const name = requiredParameter(query, 'module');
  if (typeof name !== 'string') return name;
  if (findModule(store, org.name, name) === undefined)
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  if (name !== 'Leads') return requestError(400, 'NOT_SUPPORTED', 'the given module is not supported', { param_name: 'module' });
  return work(store.list(org.name, envelope)[0]);
}

function show(context: RouteContext): Reply {
  return withLeads(context, (found) => {
    if (found === undefined) return { status: 204 };
    const { id: _id, ...shown } = found;
    return { status: 200, body: { [envelope]: shown } };
  });
}

/** What a body says, checked, or the error: errors are the bare object here, whatever they are about (the 400 of the file). */
function write(context: RouteContext, before: Doc | undefined, say: (made: JsonObject) => string): Reply {
  const made = attempt(() => makePreference(context, demandObject(context.body ?? {}, envelope, '$')));
  if (made['status'] === 'error') return { status: 400, body: made };
  const { store, org } = context;
  store.put(org.name, envelope, { ...made, id: before?.id ?? store.nextId(org.name) });
  return done(say(made));
}

function done(message: string): Reply {
  return { status: 200, body: { [envelope]: { code: 'SUCCESS', details: {}, message, status: 'success' } } };
}

function enable(context: RouteContext): Reply {
  return withLeads(context, (found) => {
    if (found !== undefined) return requestError(400, 'ALREADY_CONFIGURED', 'already configured.');
    return write(context, undefined, (made) => `Duplicate check enabled for ${text(made, 'type')} successfully.`);
  });
}

/** What is not switched on cannot be changed: no page says with which code, so that it is the one of switching off. */
function update(context: RouteContext): Reply {
  return withLeads(context, (found) => (found === undefined ? notEnabled() : write(context, found, () => 'Field mapping updated successfully.')));
}

function disable(context: RouteContext): Reply {
  return withLeads(context, (found) => {
    if (found === undefined) return notEnabled();
    context.store.remove(context.org.name, envelope, found.id);
    return done(`Duplicate check disabled for ${text(found, 'type')} successfully.`);
  });
}

function notEnabled(): Reply {
  return requestError(400, 'FEATURE_NOT_SUPPORTED', 'Feature not enabled');
}

function makePreference(context: RouteContext, said: JsonObject): JsonObject {
  const path = `$.${envelope}`;
  demandMembers(said, [{ name: 'type', type: 'string', required: true, oneOf: types }], path);
  if (said['type'] === types[0]) return { type: said['type'] ?? '', type_configurations: [] };
  const configurations = demandObjects(said, 'type_configurations', path);
  if (configurations.length === 0) dependentMissing(path, 'type_configurations', 'type');
  if (configurations.length > 1) refuse(invalidData(path, 'type_configurations', { maximum_length: 1 }));
  return {
    type: said['type'] ?? '',
    type_configurations: configurations.map((one) => makeConfiguration(context, one, `${path}.type_configurations[0]`)),
  };
}

function makeConfiguration(context: RouteContext, said: JsonObject, path: string): JsonObject {
  const refs = createReferences(context);
  const module = refs.module(demandObject(said, 'mapped_module', path), `${path}.mapped_module`);
  if (module['api_name'] !== 'Contacts') refuse(itemError('FEATURE_NOT_SUPPORTED', 'Your License does not support this feature.'));
  const mappings = demandObjects(said, 'field_mappings', path);
  if (mappings.length === 0) refuse(mandatoryNotFound(path, 'field_mappings'));
  if (mappings.length > mostMappings) refuse(invalidData(path, 'field_mappings', { maximum_length: mostMappings }));
  const unique = (api: string, given: JsonObject, name: string, at: string): JsonObject => {
    const found = refs.field(api, demandObject(given, name, at), `${at}.${name}`);
    const rule = refs.fieldDoc(api, text(found, 'id') ?? '')?.['unique'];
    if (!isObject(rule) || Object.keys(rule).length === 0) refuse(itemError('NOT_ALLOWED', 'only unique fields can be mapped', locate(at, name)));
    return { ...found, name: api };
  };
  return {
    mapped_module: { id: module.id, api_name: 'Contacts', name: 'Contacts' },
    field_mappings: mappings.map((mapping, index) => {
      const at = `${path}.field_mappings[${index}]`;
      return { current_field: unique('Leads', mapping, 'current_field', at), mapped_field: unique('Contacts', mapping, 'mapped_field', at) };
    }),
  };
}

const shared = { path: `/settings/${envelope}`, minCredits: 1, maxCredits: 1 };
const scope = (verb: string): string => `ZohoCRM.settings.duplicate_check_preference.${verb}`;

/** `/settings/duplicate_check_preference` (duplicate_check_preference.json and the pages "Enable", "Update" and "Disable Duplicate Check Option"). */
export const duplicateCheckRoutes: readonly Route[] = [
  { ...shared, method: 'GET', scope: scope('READ'), handle: show },
  { ...shared, method: 'POST', scope: scope('CREATE'), handle: enable },
  { ...shared, method: 'PUT', scope: scope('UPDATE'), handle: update },
  { ...shared, method: 'DELETE', scope: scope('DELETE'), handle: disable },
];
