import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { readCriteria } from '../automation/criteria.ts';
import { createReferences } from '../automation/references.ts';
import { attempt, demandMembers, demandObject, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, locate, mandatoryNotFound, requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, pagedReply, requestError, success, writeReply } from '../route.ts';

const name = 'sharing_rules';

/** Types of those who share and are shared with (sharing_rules.json), with the collection of what they are. */
const parties: Readonly<Record<string, string | undefined>> = { roles: 'roles', groups: 'user_groups', all_users: undefined };

const members = [
  { name: 'name', type: 'string' },
  { name: 'type', type: 'string', oneOf: ['Record_Owner_Based', 'Criteria_Based'] },
  { name: 'permission_type', type: 'string', oneOf: ['read', 'read_write_delete'] },
  { name: 'superiors_allowed', type: 'boolean' },
] as const;

/** The work of a call for one module, or the refusal of a call without one. */
function within(work: (context: RouteContext, module: Doc) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const given = requiredParameter(context.query, 'module');
    if (typeof given !== 'string') return given;
    const module = findModule(context.store, context.org.name, given);
    if (module !== undefined) return work(context, module);
    return requestError(400, 'INVALID_DATA', 'the module name given seems to be invalid', { param_name: 'module' });
  };
}

/** The work on one rule of a module, or the refusal of an id that there is not. */
function onRule(work: (context: RouteContext, rule: Doc, module: Doc) => Reply): (context: RouteContext) => Reply {
  return within((context, module) => {
    const rule = context.store.get(context.org.name, name, context.params['rule'] ?? '', text(module, 'api_name') ?? '');
    if (rule !== undefined) return work(context, rule, module);
    return requestError(400, 'INVALID_DATA', 'the given sharing rule id seems invalid.', { resource_path_index: 3 });
  });
}

/** Rules as the list has them, without criteria. */
function list({ store, org, query }: RouteContext, module: Doc): Reply {
  const rules = store
    .list(org.name, name, text(module, 'api_name') ?? '')
    .map(({ criteria: _criteria, ...rule }): Doc => ({ ...rule, id: String(rule['id']) }));
  return pagedReply(name, rules, query);
}

function create(context: RouteContext, module: Doc): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  return writeReply(name, [attempt(() => writeRule(context, module, items[0] ?? {}))], true);
}

function update(context: RouteContext, rule: Doc, module: Doc): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  return writeReply(name, [attempt(() => writeRule(context, module, items[0] ?? {}, rule))], false);
}

function writeRule(context: RouteContext, module: Doc, item: JsonObject, before?: Doc): JsonObject {
  const { store, org } = context;
  const path = `$.${name}[0]`;
  const apiName = text(module, 'api_name') ?? '';
  if ('status' in item) refuse(itemError('NOT_ALLOWED', 'status is not allowed in this api', locate(path, 'status')));
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: before === undefined })),
    path,
  );
  if (store.list(org.name, name, apiName).some((doc) => doc['name'] === item['name'] && doc.id !== before?.id)) refuse(duplicateData(path, 'name'));
  const type = text(item, 'type') ?? text(before, 'type') ?? '';
  const shared_to = readParty(context, item, 'shared_to', path, before) ?? refuse(mandatoryNotFound(path, 'shared_to'));
  const shared_from = readParty(context, item, 'shared_from', path, before);
  if (type === 'Record_Owner_Based' && shared_from === null) refuse(mandatoryNotFound(path, 'shared_from'));
  const refs = createReferences(context);
  const criteria = 'criteria' in item ? readCriteria({ refs, module: apiName, typed: true }, item['criteria'], path) : (before?.['criteria'] ?? null);
  if (type === 'Criteria_Based' && criteria === null) refuse(mandatoryNotFound(path, 'criteria'));
  const id = before?.id ?? store.nextId(org.name);
  const own = {
    name: item['name'] ?? before?.['name'] ?? '',
    type,
    permission_type: item['permission_type'] ?? before?.['permission_type'] ?? '',
    superiors_allowed: ('superiors_allowed' in item ? item['superiors_allowed'] : before?.['superiors_allowed']) === true,
  };
  const shown = { api_name: apiName, name: text(module, 'module_name') ?? apiName, id: module.id };
  const rule = { ...own, shared_from, shared_to, criteria, module: shown, status: before?.['status'] ?? 'active', match_limit_exceeded: false };
  store.put(org.name, name, { id, ...rule }, apiName);
  return success(id, before === undefined ? 'sharing rule is created successfully' : 'sharing rule is updated successfully');
}

/** One side of a rule: what the item says of it, else as it was. */
function readParty({ store, org }: RouteContext, item: JsonObject, side: string, path: string, before?: Doc): Json {
  if (!(side in item)) return before?.[side] ?? null;
  const party = demandObject(item, side, path);
  const type = text(party, 'type');
  if (type === undefined) return refuse(mandatoryNotFound(`${path}.${side}`, 'type'));
  if (!(type in parties)) return refuse(invalidData(`${path}.${side}`, 'type', { supported_values: Object.keys(parties) }));
  const collection = parties[type];
  if (collection === undefined) return { type, resource: null, subordinates: false };
  const id = isObject(party['resource']) ? text(party['resource'], 'id') : undefined;
  const found = store.get(org.name, collection, id ?? '');
  if (found === undefined) return refuse(invalidData(`${path}.${side}.resource`, 'id'));
  return { type, resource: { id: found.id, name: found['name'] ?? '' }, subordinates: party['subordinates'] === true };
}

/** A rule is switched on by PUT and off by DELETE; one that is already is refused. */
function turn(status: 'active' | 'inactive'): (context: RouteContext, rule: Doc) => Reply {
  const on = status === 'active';
  return ({ store, org }, rule) => {
    if (rule['status'] === status)
      return requestError(
        400,
        on ? 'ID_ALREADY_ACTIVE' : 'ID_ALREADY_DEACTIVATED',
        `data sharing rule is already ${on ? 'activated' : 'deactivated'}.`,
        {
          resource_path_index: 3,
        },
      );
    store.put(org.name, name, { ...rule, status });
    return writeReply(name, [success(rule.id, `sharing rule is ${on ? 'activated' : 'deactivated'} successfully`)], false);
  };
}

function remove({ store, org }: RouteContext, rule: Doc): Reply {
  store.remove(org.name, name, rule.id);
  return writeReply(name, [success(rule.id, 'Sharing Rule deleted')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/data_sharing/rules', '/settings/data_sharing/rules/{rule}'];
const scope = (verb: string): string => `ZohoCRM.settings.data_sharing.${verb}`;

/** `/settings/data_sharing/rules` (sharing_rules.json of 2025; scopes and what a create needs as on Zoho's pages "Data Sharing APIs" and "Create Data Sharing Rule"). */
export const sharingRuleRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: within(list) },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: within(create) },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: onRule((context, rule) => pagedReply(name, [rule], context.query)) },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: onRule(update) },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: onRule(remove) },
  { ...cost, method: 'PUT', path: `${one}/actions/activate`, scope: scope('UPDATE'), handle: onRule(turn('active')) },
  { ...cost, method: 'DELETE', path: `${one}/actions/activate`, scope: scope('UPDATE'), handle: onRule(turn('inactive')) },
];
