import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { usesOfId } from '../automation/usage.ts';
import { bodyItems, duplicateData, isReply, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, success, writeReply } from '../route.ts';
import type { DocStore } from '../store.ts';

const name = 'contact_roles';

/** Most roles of one call (contact_roles.json), and how few an org can have. */
const [batch, fewest] = [100, 1];

/** The roles of a new org. */
const usual: readonly string[] = [
  'Developer/Evaluator',
  'Decision Maker',
  'Purchasing',
  'Executive Sponsor',
  'Engineering Lead',
  'Economic Decision Maker',
  'Product Management',
];

/** Gives a new org the roles that contacts usually have in deals. */
export function seedContactRoles(store: DocStore, org: string): void {
  for (const [index, role] of usual.entries()) store.put(org, name, { id: store.nextId(org), name: role, sequence_number: index + 1 });
}

function list({ store, org }: RouteContext): Reply {
  const docs = store.list(org.name, name);
  return listReply(
    name,
    docs.toSorted((one, other) => Number(one['sequence_number']) - Number(other['sequence_number'])),
  );
}

function read({ store, org, params }: RouteContext): Reply {
  const found = store.get(org.name, name, params['role'] ?? '');
  return listReply(name, found === undefined ? [] : [found]);
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, batch);
  if (isReply(items)) return items;
  // Roles that are made answer 200 (contact_roles.json).
  return writeReply(
    name,
    items.map((item, index) => attempt(() => writeRole(context, item, `$.${name}[${index}]`))),
    false,
  );
}

function update(context: RouteContext, id?: string): Reply {
  const items = bodyItems(context.body, name, id === undefined ? batch : 1);
  if (isReply(items)) return items;
  const results = items.map((item, index) =>
    attempt(() => {
      const path = `$.${name}[${index}]`;
      const given = id ?? text(item, 'id');
      if (given === undefined) refuse(mandatoryNotFound(path, 'id'));
      const before = context.store.get(context.org.name, name, given);
      if (before === undefined) refuse(itemError('INVALID_DATA', 'invalid data', { id: given, api_name: 'id', json_path: `${path}.id` }));
      return writeRole(context, item, path, before);
    }),
  );
  return writeReply(name, results, false);
}

function writeRole({ store, org }: RouteContext, item: JsonObject, path: string, before?: Doc): JsonObject {
  const rules = [
    { name: 'name', type: 'string', required: before === undefined, maxLength: 50 },
    { name: 'sequence_number', type: 'integer', required: before === undefined },
  ] as const;
  demandMembers(item, rules, path);
  const role = { name: item['name'] ?? before?.['name'] ?? '', sequence_number: item['sequence_number'] ?? before?.['sequence_number'] ?? 0 };
  const twin = store.list(org.name, name).find((doc) => doc['name'] === role.name && doc.id !== before?.id);
  if (twin !== undefined) refuse(duplicateData(path, 'name'));
  const id = before?.id ?? store.nextId(org.name);
  store.put(org.name, name, { id, ...role });
  return success(id, before === undefined ? 'contact role added' : 'contact role updated');
}

/** Deletes the roles of the ids; one stays whatever happens, and what automation names stays. */
function remove({ store, org }: RouteContext, ids: readonly string[]): Reply {
  const results = ids.map((id) => {
    if (store.get(org.name, name, id) === undefined) return itemError('INVALID_DATA', 'contact role not deleted', { id });
    if (usesOfId(store, org.name, id).length > 0) return itemError('INVALID_DATA', 'contact role not deleted', { id });
    if (store.count(org.name, name) <= fewest)
      return itemError('LOWER_LIMIT_REACHED', 'at least one contact role has to stay', { limit: fewest, id });
    store.remove(org.name, name, id);
    return success(id, 'contact role deleted');
  });
  return writeReply(name, results, false);
}

function removeMany(context: RouteContext): Reply {
  const ids = (context.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > 0) return remove(context, ids);
  return { status: 400, body: itemError('REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param_name: 'ids' }) };
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/contacts/roles', '/contacts/roles/{role}'];
const scope = (verb: string): string => `ZohoCRM.modules.contacts.${verb}`;

/** `/contacts/roles` (contact_roles.json): what contacts can be to a deal. */
export const contactRoleRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('WRITE'), handle: create },
  { ...cost, method: 'PUT', path, scope: scope('UPDATE'), handle: (context) => update(context) },
  { ...cost, method: 'DELETE', path, scope: scope('DELETE'), handle: removeMany },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: (context) => update(context, context.params['role'] ?? '') },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: (context) => remove(context, [context.params['role'] ?? '']) },
];
