import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Kind, PartIds, StepFacts } from './kind.ts';

/** The profile that Zoho itself makes and keeps. */
const administrator = 'Administrator';

/** The other profile that every org has: what new ones are cloned from, and where the users of a deleted one go. */
const standard = 'Standard';

/** Most permissions of one update (OpenAPI profiles.json). */
const permissionsPerCall = 1000;

/**
 * A profile and its permissions (OpenAPI profiles.json). A create is a clone of Standard with name and description; permissions follow, those
 * that others depend on first. Permission ids differ per org, so they are matched by module and name.
 */
export const profileKind: Kind = {
  name: 'profile',
  title: { en: 'Profile', ja: '権限プロファイル' },
  schema: 'profile',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/profiles/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'profiles',
  list: { method: 'GET', path: '/settings/profiles', per: 'org', paged: false },
  detail: { method: 'GET', path: '/settings/profiles/{id}' },
  create: { method: 'POST', path: '/settings/profiles/{id}/actions/clone', batch: 1, credits: 1 },
  update: { method: 'PUT', path: '/settings/profiles/{id}', batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/profiles/{id}', batch: 1, credits: 1 },
  besides: [
    {
      method: 'PUT',
      path: '/settings/profiles/{id}',
      sets: ({ before, after }) => (before === undefined && after?.['permissions'] !== undefined ? ['permissions'] : []),
      instead: {},
    },
  ],
  frozen: [],
  given: ['permissions'],
  usual: standard,
  deferred: ['permissions'],
  holdsRecords: false,
  setupPage: '/settings/profiles',
  // The Administrator profile has every permission by itself, so stating them would only be noise.
  reshape: (document) => ({ ...document, permissions: document['name'] === administrator ? {} : reshapePermissions(document) }),
  partIds: (document) => permissionIds(document),
  partOfChange: (_key, path, after) => permissionOfChange(path, after),
  writes: writeProfile,
  isSystem,
  manualRemove: (key) => (isSystem(key) ? 'a profile that comes with the product cannot be deleted' : undefined),
  removeEffect: () => `its users get the profile ${standard}, with what that one may do`,
  removeWrites: (step) => {
    const heir = refOf('profile', standard);
    const path = '/settings/profiles/{id}';
    return [
      { method: 'DELETE', path, target: step.ref, query: { transfer_to_id: { $id: heir } }, envelope: 'profiles', batch: 1, items: [{ body: {} }] },
    ];
  },
  manualUpdate: (key) => (key === administrator ? 'the Administrator profile cannot be changed through the API' : undefined),
};

function isSystem(key: string): boolean {
  return key === administrator || key === standard;
}

/** Module a permission is about, or `org` for one about the whole org. */
function permissionScope(permission: JsonObject): string {
  const module = property(permission, 'module');
  return (typeof module === 'string' ? module : text(module, 'api_name')) ?? 'org';
}

/** The permission that a change is about; of a whole module's permissions the first. */
function permissionOfChange(path: readonly string[], after: Json | undefined): Ref | undefined {
  const [attribute, scope, name = Object.keys(isObject(after) ? after : {})[0]] = path;
  return attribute === 'permissions' && scope !== undefined && name !== undefined ? refOf('permission', `${scope}/${name}`) : undefined;
}

function permissionIds(document: JsonObject): PartIds {
  return objects(document, 'permissions_details').flatMap((permission): PartIds => {
    const id = text(permission, 'id');
    const name = text(permission, 'name');
    return id === undefined || name === undefined ? [] : [[refOf('permission', `${permissionScope(permission)}/${name}`), id]];
  });
}

function reshapePermissions(document: JsonObject): JsonObject {
  const byScope = new Map<string, Record<string, Json>>();
  for (const permission of objects(document, 'permissions_details')) {
    const name = text(permission, 'name');
    if (name === undefined || permission['customizable'] === false) continue;
    const scope = permissionScope(permission);
    const group = byScope.get(scope) ?? {};
    group[name] = permission['enabled'] === true;
    byScope.set(scope, group);
  }
  return Object.fromEntries(byScope);
}

function writeProfile(step: StepFacts): readonly Write[] {
  const named = { name: text(step.after, 'name') ?? step.key, description: text(step.after, 'description') ?? null };
  if (step.before === undefined) {
    const base: Ref = refOf('profile', standard);
    return [
      {
        method: 'POST',
        path: '/settings/profiles/{id}/actions/clone',
        target: base,
        envelope: 'profiles',
        batch: 1,
        items: [{ body: named, captures: step.ref }],
      },
    ];
  }
  const changes = changedPermissions(step, step.before);
  const own = step.changed.has('name') || step.changed.has('description') ? named : {};
  const body: JsonObject = changes.length === 0 ? own : { ...own, permissions_details: changes.slice(0, permissionsPerCall) };
  if (Object.keys(body).length === 0) return [];
  return [{ method: 'PUT', path: '/settings/profiles/{id}', target: step.ref, envelope: 'profiles', batch: 1, items: [{ body }], idempotent: true }];
}

/** Permissions that differ. Switched on before switched off, and viewing before the rest: a child cannot be on while its parent is off. */
function changedPermissions(step: StepFacts, before: JsonObject): readonly JsonObject[] {
  const wanted = property(step.after, 'permissions');
  const changes: { name: string; enabled: boolean; body: JsonObject }[] = [];
  for (const [scope, group] of Object.entries(isObject(wanted) ? wanted : {})) {
    for (const [name, enabled] of Object.entries(isObject(group) ? group : {})) {
      const ref = refOf('permission', `${scope}/${name}`);
      if (property(property(property(before, 'permissions'), scope), name) === enabled || !step.known(ref)) continue;
      changes.push({ name, enabled: enabled === true, body: { id: { $id: ref }, enabled: enabled === true } as JsonObject });
    }
  }
  return changes.sort((a, b) => rank(a) - rank(b)).map((change) => change.body);
}

function rank(change: { name: string; enabled: boolean }): number {
  const parent = change.name.includes('_View_');
  if (change.enabled) return parent ? 0 : 1;
  return parent ? 3 : 2;
}
