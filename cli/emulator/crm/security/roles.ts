import type { JsonObject } from '../../../model/json.ts';
import { property, text } from '../../../model/json.ts';
import type { MemberRule } from '../checks.ts';
import { bodyItems, checkMembers, duplicateData, invalidData, isReply, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { deriveApiName } from '../metadata/api-name.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, success, writeReply } from '../route.ts';
import type { DocStore } from '../store.ts';
import { nameUser } from './author.ts';
import { deleteRole } from './role-delete.ts';
import { childrenOf, lineOf } from './role-tree.ts';

/** Most roles in one write call (roles.json). */
const roleBatch = 100;

const members: readonly MemberRule[] = [
  { name: 'name', type: 'string', maxLength: 200 },
  { name: 'description', type: 'string', nullable: true, maxLength: 250 },
  { name: 'share_with_peers', type: 'boolean', nullable: true },
  { name: 'reporting_to', type: 'object' },
];

/** The roles of a new org: the CEO at the top, a Manager below. `org` is the org's name. */
export function seedRoles(store: DocStore, org: string): void {
  const ceo = newRole(store.nextId(org), 'CEO', null, true);
  const manager = newRole(store.nextId(org), 'Manager', { name: 'CEO', id: ceo.id }, false);
  for (const role of [ceo, manager]) store.put(org, 'roles', role);
}

function newRole(id: string, name: string, reportingTo: JsonObject | null, shares: boolean): Doc {
  const system = { created_by__s: null, modified_by__s: null, created_time__s: null, modified_time__s: null };
  const nature = { description: null, share_with_peers: shares, forecast_manager: null, reporting_to: reportingTo };
  return { id, name, display_label: name, api_name: name, ...nature, ...system };
}

function listRoles({ store, org }: RouteContext): Reply {
  return listReply('roles', store.list(org.name, 'roles'));
}

function readRole({ store, org, params }: RouteContext): Reply {
  const role = store.get(org.name, 'roles', params['role'] ?? '');
  return listReply('roles', role === undefined ? [] : [role]);
}

function createRoles(context: RouteContext): Reply {
  const items = bodyItems(context.body, 'roles', roleBatch);
  if (isReply(items)) return items;
  const results = items.map((item, index) => createRole(context, item, `$.roles[${index}]`));
  return writeReply('roles', results, true);
}

function createRole(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const { store, org, user } = context;
  const required = members.map((rule) => ({ ...rule, required: rule.name === 'name' || rule.name === 'reporting_to' }));
  const error = checkMembers(item, required, path) ?? checkRole(context, item, path);
  if (error !== undefined) return error;
  const id = store.nextId(org.name);
  const name = text(item, 'name') ?? '';
  const stamp = { created_by__s: nameUser(user), created_time__s: context.now() };
  const base = {
    ...newRole(id, name, null, false),
    api_name: deriveApiName(name, new Set(store.list(org.name, 'roles').map((role) => text(role, 'api_name') ?? ''))),
    ...stamp,
  };
  store.put(org.name, 'roles', applyRole(context, base, item));
  return success(id, 'Role added');
}

function updateRoles(context: RouteContext): Reply {
  const items = bodyItems(context.body, 'roles', roleBatch);
  if (isReply(items)) return items;
  const results = items.map((item, index) => {
    const path = `$.roles[${index}]`;
    const error = checkMembers(item, [{ name: 'id', type: 'id', required: true }], path);
    const role = context.store.get(context.org.name, 'roles', text(item, 'id') ?? '');
    return error ?? (role === undefined ? invalidData(path, 'id') : updateRole(context, role, item, path));
  });
  return writeReply('roles', results, false);
}

function updateOneRole(context: RouteContext): Reply {
  const items = bodyItems(context.body, 'roles', 1);
  if (isReply(items)) return items;
  const role = context.store.get(context.org.name, 'roles', context.params['role'] ?? '');
  if (role === undefined) return unknownResource();
  return writeReply('roles', [updateRole(context, role, items[0] ?? {}, '$.roles[0]')], false);
}

function updateRole(context: RouteContext, role: Doc, item: JsonObject, path: string): JsonObject {
  const error = checkMembers(item, members, path) ?? checkRole(context, item, path, role);
  if (error !== undefined) return error;
  const { store, org } = context;
  const changed = applyRole(context, role, item);
  store.put(org.name, 'roles', changed);
  for (const child of childrenOf(store.list(org.name, 'roles'), role.id))
    store.put(org.name, 'roles', { ...child, reporting_to: { name: changed['name'] ?? '', id: role.id } });
  return success(role.id, 'Role updated');
}

function checkRole({ store, org }: RouteContext, item: JsonObject, path: string, role?: Doc): JsonObject | undefined {
  const roles = store.list(org.name, 'roles');
  const name = property(item, 'name');
  if (name === '') return invalidData(path, 'name');
  if (roles.some((other) => other['name'] === name && other.id !== role?.id)) return duplicateData(path, 'name');
  const parent = property(property(item, 'reporting_to'), 'id');
  if (parent === undefined || parent === null) return undefined;
  if (!roles.some((other) => other.id === parent)) return invalidData(`${path}.reporting_to`, 'id');
  if (role !== undefined && lineOf(roles, String(parent)).includes(role.id)) return invalidData(`${path}.reporting_to`, 'id');
  return undefined;
}

function applyRole(context: RouteContext, role: Doc, item: JsonObject): Doc {
  const { store, org, user } = context;
  const name = text(item, 'name') ?? text(role, 'name') ?? '';
  const stamp = { modified_by__s: nameUser(user), modified_time__s: context.now() };
  const reportsTo = 'reporting_to' in item ? text(item['reporting_to'], 'id') : text(role['reporting_to'], 'id');
  const parent = reportsTo === undefined ? undefined : store.get(org.name, 'roles', reportsTo);
  const forecast = 'forecast_manager' in item ? item['forecast_manager'] : role['forecast_manager'];
  return {
    ...role,
    name,
    display_label: name,
    description: ('description' in item ? item['description'] : role['description']) ?? null,
    share_with_peers: item['share_with_peers'] ?? role['share_with_peers'] ?? false,
    forecast_manager: text(forecast, 'id') === undefined ? null : (forecast ?? null),
    reporting_to: parent === undefined ? null : { name: parent['name'] ?? '', id: parent.id },
    ...stamp,
  };
}

const scope = (verb: string) => `ZohoCRM.settings.roles.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };

/** `/settings/roles` (roles.json). */
export const roleRoutes: readonly Route[] = [
  { method: 'GET', path: '/settings/roles', scope: scope('READ'), ...cost, handle: listRoles },
  { method: 'POST', path: '/settings/roles', scope: scope('CREATE'), ...cost, handle: createRoles },
  { method: 'PUT', path: '/settings/roles', scope: scope('UPDATE'), ...cost, handle: updateRoles },
  { method: 'GET', path: '/settings/roles/{role}', scope: scope('READ'), ...cost, handle: readRole },
  { method: 'PUT', path: '/settings/roles/{role}', scope: scope('UPDATE'), ...cost, handle: updateOneRole },
  { method: 'DELETE', path: '/settings/roles/{role}', scope: scope('DELETE'), ...cost, handle: deleteRole },
];
