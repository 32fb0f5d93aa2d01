import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Kind, RemoveFacts, StepFacts } from './kind.ts';
import { listOf } from './options.ts';
import { portalPath } from './portal.ts';

const path = '/settings/portals/{portal}/user_type';
const envelope = 'user_type';

/** What can be done with records in a portal, as the CRM names its switches. */
const permissions = ['view', 'edit', 'create', 'delete', 'edit_shared_records', 'create_attachment', 'delete_attachment'] as const;

/**
 * What people outside the company see and do in a portal (OpenAPI portal_user_type.json; Enterprise and up, say third parties). The people are never read. Canvas views have
 * no API, so that which of them shows a record is set by hand. That a change's lists are the whole lists is our reading [?]; modules and layouts cannot be taken out ("Update
 * a User Type": CANNOT_REMOVE), and one that has people cannot go.
 */
export const portalUserTypeKind: Kind = {
  name: 'portal_user_type',
  title: { en: 'Portal user type', ja: 'ポータルのユーザータイプ' },
  schema: 'portal-user-type',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/portal-user-types.yaml', holds: 'map' },
  identity: 'name',
  envelope,
  list: { method: 'GET', path, per: 'portal', paged: false },
  create: { method: 'POST', path, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  frozen: [],
  given: ['personality_module', 'invitation_field'],
  deferred: [],
  whole: true,
  holdsRecords: false,
  editions: ['enterprise', 'ultimate'],
  setupPage: '/settings/portals',
  nameOf: (document) => `${text(document['portal'], 'name') ?? ''}/${text(document, 'name') ?? ''}`,
  reshape: reshapeUserType,
  needs: (key) => [refOf('portal', splitKey(key).portal)],
  manualUpdate: whyKept,
  removeEffect: () => 'people of it lose their access; the CRM refuses while it has any',
  writes: writeUserType,
  removeWrites: ({ ref, key }: RemoveFacts) => [{ ...addressOf(ref, key), method: 'DELETE', items: [{ body: {} }] }],
};

/** A portal's name has no slash, a user type's may. */
function splitKey(key: string): { readonly portal: string; readonly name: string } {
  const end = key.indexOf('/');
  return { portal: key.slice(0, Math.max(end, 0)), name: key.slice(end + 1) };
}

function reshapeUserType({ modules: _modules, invitation_field, ...document }: JsonObject): JsonObject {
  const people = text(document['personality_module'], 'api_name') ?? '';
  return {
    ...document,
    invitation_field: within(people, invitation_field ?? null),
    modules: objects({ modules: _modules ?? [] }, 'modules').map(reshapeModule),
  };
}

function reshapeModule(said: JsonObject): JsonObject {
  const module = text(said, 'api_name') ?? '';
  const named = (list: string, separator: '.' | '/' = '.'): Json => objects(said, list).map((one) => within(module, one, separator));
  return {
    module: { id: said['id'] ?? null, api_name: module },
    shared_type: said['shared_type'] ?? null,
    permissions: permissions.filter((name) => property(said['permissions'], name) === true),
    layouts: named('layouts', '/'),
    fields: objects(said, 'fields').map((one) => ({ field: within(module, one), read_only: one['read_only'] === true })),
    filters: named('filters'),
    custom_views: objects(said, 'custom_views')
      .filter((view) => view['deleted'] !== true)
      .map((view) => within(module, view, '/')),
  };
}

/** What belongs to a module, named with it, in case nobody knows its id. */
function within(module: string, value: Json, separator: '.' | '/' = '.'): Json {
  if (!isObject(value)) return null;
  return { id: value['id'] ?? null, api_name: `${module}${separator}${text(value, 'api_name') ?? text(value, 'name') ?? ''}` };
}

/** Modules and layouts that are there stay there. */
function whyKept(_key: string, before: JsonObject, [name, module, list]: readonly string[], after?: Json): string | undefined {
  if (name !== 'modules') return undefined;
  if (list === undefined) return after === undefined ? 'a module can only be taken out of a user type in the setup' : undefined;
  const had = objects(before, 'modules').find((one) => one['module'] === module);
  const kept = Array.isArray(after) ? after : [];
  const loses = list === 'layouts' && listOf(had ?? {}, 'layouts').some((layout) => !kept.includes(layout));
  return loses ? 'a layout can only be taken out of a user type in the setup' : undefined;
}

function addressOf(ref: Ref, key: string): Omit<Write, 'method' | 'items'> {
  return { path: `${portalPath(splitKey(key).portal)}/user_type/{id}`, target: ref, envelope, batch: 1 };
}

function writeUserType(step: StepFacts): readonly Write[] {
  const { ref, key, before } = step;
  const { portal, name } = splitKey(key);
  const { personality_module, invitation_field } = step.wire;
  const body: JsonObject = {
    name,
    personality_module: personality_module ?? null,
    invitation_field: invitation_field ?? null,
    active: step.after['active'] === true,
    modules: keptModules(step).map((module) => sayModule(module, step)),
  };
  if (before !== undefined) return [{ ...addressOf(ref, key), method: 'PUT', items: [{ body }], idempotent: true }];
  return [{ method: 'POST', path: `${portalPath(portal)}/user_type`, envelope, batch: 1, items: [{ body, captures: ref }] }];
}

/** The wanted modules, and what cannot be taken out: a change without it is refused. */
function keptModules({ before, after }: StepFacts): readonly JsonObject[] {
  const had = objects(before ?? {}, 'modules');
  const wanted = objects(after, 'modules').map((module): JsonObject => {
    const old = had.find((one) => one['module'] === module['module']);
    const layouts = [...new Set([...listOf(module, 'layouts'), ...listOf(old ?? {}, 'layouts')])];
    return { ...module, layouts };
  });
  return [...wanted, ...had.filter((one) => !wanted.some((module) => module['module'] === one['module']))];
}

/** A module in full: lists of ids, with the names that the CRM wants beside them. */
function sayModule(said: JsonObject, { wanted }: StepFacts): JsonObject {
  const refs = (list: string, kind: string, more: (key: string) => JsonObject): Json =>
    listOf(said, list).map((key) => ({ id: { $id: refOf(kind, String(key)) }, ...more(String(key)) }));
  const module = text(said, 'module') ?? '';
  const api = (key: string): string => key.slice(module.length + 1);
  const label = (key: string): string => text(wanted(refOf('field', key)), 'field_label') ?? api(key);
  return {
    id: { $id: refOf('module', module) },
    api_name: module,
    shared_type: said['shared_type'] ?? 'private',
    permissions: Object.fromEntries(permissions.map((name) => [name, listOf(said, 'permissions').includes(name)])),
    layouts: refs('layouts', 'layout', (key) => ({ name: api(key) })),
    fields: objects(said, 'fields').map((one) => {
      const key = text(one, 'field') ?? '';
      return { id: { $id: refOf('field', key) }, api_name: api(key), read_only: one['read_only'] === true };
    }),
    filters: refs('filters', 'field', (key) => ({ api_name: api(key), display_label: label(key) })),
    custom_views: refs('custom_views', 'custom_view', (key) => ({ name: api(key), deleted: false })),
  };
}
