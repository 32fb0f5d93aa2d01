import type { Json, JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { readCriteria } from '../automation/criteria.ts';
import { createReferences } from '../automation/references.ts';
import { attempt, demandMembers, demandObject, demandObjects, dependentMissing, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, limitExceeded, locate, mandatoryNotFound, requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';

const envelope = 'record_locking_configurations';

/** Standard modules whose records can be locked (pages "Add" and "Update Record Locking Configuration", v8). */
const supported: ReadonlySet<string> = new Set([
  ...['Leads', 'Contacts', 'Accounts', 'Deals', 'Quotes', 'Sales_Orders', 'Purchase_Orders', 'Invoices', 'Vendors', 'Price_Books', 'Cases'],
  ...['Solutions', 'Tasks', 'Products'],
]);

const lockTypes = ['manual', 'automatic', 'both'];
const lockedFor = ['all_profiles', 'all_profiles_except_excluded_profiles'];
const actions = ['convert', 'update', 'delete', 'change_owner', 'tags'];

/** Most members of the lists (record_locking_configurations.json). */
const limits: Readonly<Record<string, number>> = { locking_rules: 5, excluded_fields: 15, lock_excluded_profiles: 15, restricted_custom_buttons: 30 };

/** Runs the work for the module that a call names, or refuses the call. */
function withModule(context: RouteContext, work: (module: Doc) => Reply, otherwise = unsupported): Reply {
  const name = requiredParameter(context.query, 'module');
  if (typeof name !== 'string') return name;
  const module = findModule(context.store, context.org.name, name);
  if (module === undefined) return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid');
  if (module['generated_type'] === 'custom' ? module['source'] === 'crm' : supported.has(text(module, 'api_name') ?? '')) return work(module);
  return otherwise();
}

function unsupported(): Reply {
  return requestError(400, 'NOT_SUPPORTED', 'the module name given is not supported for the  feature', { param_name: 'module' });
}

function lockingOf({ store, org }: RouteContext, module: Doc): Doc | undefined {
  return store.list(org.name, envelope, text(module, 'api_name') ?? '')[0];
}

/** A module that cannot have one has none: to read is not refused with a code of its own (record_locking_configurations.json). */
function list(context: RouteContext): Reply {
  const show = (module: Doc): Reply => {
    const found = lockingOf(context, module);
    return listReply(envelope, found === undefined ? [] : [found]);
  };
  return withModule(context, show, () => ({ status: 204 }));
}

function create(context: RouteContext): Reply {
  return withModule(context, (module) => {
    const items = bodyItems(context.body, envelope, 1);
    if (isReply(items)) return items;
    if (lockingOf(context, module) !== undefined)
      return requestError(400, 'LIMIT_EXCEEDED', 'Configuration already created for this module', { param_name: 'module', limit: 1 });
    const { store, org, user } = context;
    const result = attempt(() => {
      const made = makeLocking(context, module, items[0] ?? {}, undefined);
      const id = store.nextId(org.name);
      const facts = { restricted_custom_buttons: null, system_defined: false, ...stampNew(user, context.now()) };
      store.put(org.name, envelope, { id, ...made, ...facts }, text(module, 'api_name') ?? '');
      return success(id, 'record locking configuration created successfully');
    });
    return writeReply(envelope, [result], true);
  });
}

/** The configuration that a path names, or the answer that there is none. */
function withLocking(context: RouteContext, work: (module: Doc, found: Doc) => Reply): Reply {
  return withModule(context, (module) => {
    const found = lockingOf(context, module);
    if (found?.id === context.params['id']) return work(module, found as Doc);
    return requestError(400, 'INVALID_DATA', 'the id given seems to be invalid', { resource_path_index: 2 });
  });
}

function update(context: RouteContext): Reply {
  return withLocking(context, (module, before) => {
    const items = bodyItems(context.body, envelope, 1);
    if (isReply(items)) return items;
    const result = attempt(() => {
      const made = makeLocking(context, module, items[0] ?? {}, before);
      context.store.put(context.org.name, envelope, { ...before, ...made, id: before.id, ...stampChange(context.user, context.now()) });
      return success(before.id, 'record locking configuration updated successfully');
    });
    return writeReply(envelope, [result], false);
  });
}

function remove(context: RouteContext): Reply {
  return withLocking(context, (_module, found) => {
    context.store.remove(context.org.name, envelope, found.id);
    return writeReply(envelope, [success(found.id, 'record locking configuration deleted')], false);
  });
}

function makeLocking(context: RouteContext, module: Doc, item: JsonObject, before: Doc | undefined): JsonObject {
  const path = `$.${envelope}[0]`;
  demandMembers(
    item,
    [
      { name: 'lock_type', type: 'string', required: before === undefined, oneOf: lockTypes },
      { name: 'locked_for', type: 'string', oneOf: lockedFor },
      { name: 'feature_type', type: 'string', oneOf: ['record_locking'] },
      { name: 'lock_for_portal_users', type: 'boolean' },
      { name: 'restricted_actions', type: 'list' },
      { name: 'restricted_communications', type: 'list' },
    ],
    path,
  );
  const said: JsonObject = { ...before, ...item };
  for (const [name, limit] of Object.entries(limits))
    if (demandObjects(said, name, path).length > limit)
      refuse(limitExceeded(limit, `Maximum limit for ${name.replaceAll('_', ' ')} exceeded`, { available_limit: limit, ...locate(path, name) }));
  return {
    lock_type: said['lock_type'] ?? null,
    locked_for: said['locked_for'] ?? 'all_profiles',
    feature_type: 'record_locking',
    lock_for_portal_users: said['lock_for_portal_users'] === true,
    restricted_actions: readTexts(said, 'restricted_actions', actions, path),
    restricted_communications: readTexts(said, 'restricted_communications', ['send_mail'], path),
    excluded_fields: readFields(context, module, said, path),
    lock_excluded_profiles: readProfiles(context, said, path),
    locking_rules: readRules(context, module, said, path),
  };
}

function readTexts(said: JsonObject, name: string, allowed: readonly string[], path: string): Json {
  const given = (said[name] ?? []) as readonly Json[];
  const bad = given.findIndex((one) => !allowed.includes(String(one)));
  if (bad >= 0) refuse(invalidData(path, `${name}[${bad}]`, { supported_values: [...allowed], api_name: name }));
  return [...given];
}

function readFields(context: RouteContext, module: Doc, said: JsonObject, path: string): Json {
  const refs = createReferences(context);
  const api = text(module, 'api_name') ?? '';
  return demandObjects(said, 'excluded_fields', path).map((field, index) => {
    const at = `${path}.excluded_fields[${index}]`;
    const found = refs.field(api, field, at);
    const name = text(found, 'api_name');
    const doc = refs.fieldDoc(api, text(found, 'id') ?? '');
    if (name === 'Tag' || name === 'Owner' || doc?.['read_only'] === true)
      refuse(itemError('NOT_SUPPORTED', 'Field not supported', locate(at, 'api_name')));
    return found;
  });
}

function readProfiles({ store, org }: RouteContext, said: JsonObject, path: string): Json {
  const given = demandObjects(said, 'lock_excluded_profiles', path);
  if (said['locked_for'] === lockedFor[1] && given.length === 0) dependentMissing(path, 'lock_excluded_profiles', 'locked_for');
  return given.map((profile, index) => {
    const found = store.get(org.name, 'profiles', text(profile, 'id') ?? '');
    if (found === undefined) return refuse(invalidData(`${path}.lock_excluded_profiles[${index}]`, 'id'));
    return { name: text(found, 'name') ?? '', id: found.id };
  });
}

/** The rules in full: one that names its id stays the same rule. */
function readRules(context: RouteContext, module: Doc, said: JsonObject, path: string): Json {
  const rules = demandObjects(said, 'locking_rules', path);
  if (said['lock_type'] !== 'manual' && rules.length === 0) dependentMissing(path, 'locking_rules', 'lock_type');
  const setting = { refs: createReferences(context), module: text(module, 'api_name') ?? '', typed: true };
  const names = new Set<string>();
  const conditions = new Set<string>();
  return rules.map((rule, index) => {
    const at = `${path}.locking_rules[${index}]`;
    demandMembers(
      rule,
      [
        { name: 'name', type: 'string', required: true, maxLength: 256 },
        { name: 'lock_existing_records', type: 'boolean' },
      ],
      at,
    );
    demandObject(rule, 'criteria', at);
    const criteria = readCriteria(setting, rule['criteria'], at);
    if (criteria === null) return refuse(mandatoryNotFound(at, 'criteria'));
    if (names.has(text(rule, 'name') ?? '')) refuse(duplicateData(at, 'name'));
    if (conditions.has(JSON.stringify(criteria))) refuse(duplicateData(at, 'criteria'));
    names.add(text(rule, 'name') ?? '');
    conditions.add(JSON.stringify(criteria));
    const id = text(rule, 'id') ?? context.store.nextId(context.org.name);
    return { name: rule['name'] ?? '', id, lock_existing_records: rule['lock_existing_records'] === true, criteria };
  });
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = [`/settings/${envelope}`, `/settings/${envelope}/{id}`];
const scope = (verb: string): string => `ZohoCRM.settings.record_locking_configurations.${verb}`;

/** `/settings/record_locking_configurations` (record_locking_configurations.json). */
export const recordLockingRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
