import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, isReply, mandatoryNotFound, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import type { DocStore } from '../store.ts';
import { pickMembers } from './single.ts';

const name = 'variable_groups';

/** Most groups of one call (variable_groups.json). */
const batch = 10;

const members = [
  { name: 'name', type: 'string', maxLength: 50 },
  { name: 'description', type: 'string', nullable: true, maxLength: 3000 },
  { name: 'api_name', type: 'string', maxLength: 100 },
] as const;

/** Gives a new org the group that every org has. */
export function seedVariableGroups(store: DocStore, org: string): void {
  addVariableGroup(store, org, { api_name: 'General', name: 'General', _system: true });
}

/** Adds a group, which the API itself cannot. */
export function addVariableGroup(store: DocStore, org: string, group: JsonObject): Doc {
  const id = store.nextId(org);
  const doc = { id, rid: `g${id}`, description: null, source: 'crm', display_label: group['name'] ?? '', ...group };
  store.put(org, name, doc);
  return doc;
}

/** The group of an id or an api name; undefined when the org has none of it. */
export function findGroup(store: DocStore, org: string, idOrName: string): Doc | undefined {
  return store.get(org, name, idOrName) ?? store.named(org, name, idOrName);
}

function list({ store, org }: RouteContext): Reply {
  return listReply(name, store.list(org.name, name));
}

function read({ store, org, params }: RouteContext): Reply {
  const found = findGroup(store, org.name, params['group'] ?? '');
  return found === undefined ? requestError(400, 'INVALID_DATA', 'Invalid ID', { resource_path_index: 0 }) : listReply(name, [found]);
}

function updateMany(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, batch);
  if (isReply(items)) return items;
  const { store, org } = context;
  const results = items.map((item, index) =>
    attempt(() => {
      const path = `$.${name}[${index}]`;
      const id = text(item, 'id');
      if (id === undefined) refuse(mandatoryNotFound(path, 'id'));
      const before = store.get(org.name, name, id);
      if (before === undefined) refuse(itemError('INVALID_DATA', 'the id given seems to be invalid', { api_name: 'id', json_path: `${path}.id` }));
      return writeGroup(context, item, path, before);
    }),
  );
  return writeReply(name, results, false);
}

function updateOne(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = findGroup(context.store, context.org.name, context.params['group'] ?? '');
  if (before === undefined) return unknownResource();
  return writeReply(name, [attempt(() => writeGroup(context, items[0] ?? {}, `$.${name}[0]`, before))], false);
}

function writeGroup({ store, org }: RouteContext, item: JsonObject, path: string, before: Doc): JsonObject {
  demandMembers(item, members, path);
  if (before['_system'] === true) {
    const message = 'the given operation is not supported for system defined variable group';
    refuse(itemError('CANNOT_PERFORM_ACTION', message, { api_name: 'id', json_path: `${path}.id` }));
  }
  const after: Doc = {
    ...before,
    ...pickMembers(
      item,
      members.map((one) => one.name),
    ),
    id: before.id,
  };
  const others = store.list(org.name, name).filter((doc) => doc.id !== before.id);
  for (const member of ['name', 'api_name']) if (others.some((doc) => doc[member] === after[member])) refuse(duplicateData(path, member));
  store.put(org.name, name, { ...after, display_label: after['name'] ?? '' });
  return success(before.id, 'variable group updated');
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/variable_groups', '/settings/variable_groups/{group}'];
const [reading, updating] = ['ZohoCRM.settings.variable_groups.READ', 'ZohoCRM.settings.variable_groups.UPDATE'];

/** `/settings/variable_groups` (variable_groups.json): none can be made or deleted through the API. */
export const variableGroupRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: reading, handle: list },
  { ...cost, method: 'PUT', path, scope: updating, handle: updateMany },
  { ...cost, method: 'GET', path: one, scope: reading, handle: read },
  { ...cost, method: 'PUT', path: one, scope: updating, handle: updateOne },
];
