import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects, property, text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import type { Kind, RemoveFacts, StepFacts } from './kind.ts';
import { isMadeModule, listedModules } from './modules-with.ts';
import { listOf } from './options.ts';

const path = '/settings/custom_views';
const query = { module: '{module}' };

/**
 * A view of a module's records that people made for others (OpenAPI custom_views.json; writes as in the vendor's newest description of it, operations createCustomView,
 * updateCustomView and deleteCustomView, which no stored file has whole). Names are unique in a module. Those of the product are left as they are, and so are those that
 * only their maker sees, which differ by who is asking (facts: samples 35).
 */
export const customViewKind: Kind = {
  name: 'custom_view',
  title: { en: 'Custom view', ja: 'カスタムビュー' },
  schema: 'custom-view',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/views/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'custom_views',
  list: {
    method: 'GET',
    path,
    per: 'module',
    paged: false,
    off: ['INVALID_MODULE', 'NOT_SUPPORTED'],
    among: (module, fields) => listedModules.has(module) || isMadeModule(module, fields),
  },
  detail: { method: 'GET', path: `${path}/{id}` },
  create: { method: 'POST', path, query, batch: 200, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path, query, batch: 1, credits: 1 },
  frozen: [],
  given: ['name'],
  kept: ['fields'],
  deferred: [],
  // A change that locks the view cannot be sent a second time.
  once: true,
  holdsRecords: false,
  setupPage: '/tab/{module}/custom-view/list',
  leaveOut: whyViewIsLeftOut,
  // Cadences follow the product's views too.
  stillNamed: 'product',
  reshape: reshapeView,
  // "Locked custom views cannot be customized" (updateCustomView, 403); whether that goes for taking the lock away nobody says [?].
  manualUpdate: (_key, before) => (before['locked'] === true ? 'a locked view cannot be changed through the API' : undefined),
  body: sayView,
  removeWrites: removeView,
};

function whyViewIsLeftOut(document: JsonObject): LeftOutReason | undefined {
  if (document['system_defined'] === true || text(document, 'system_name') !== undefined) return 'product';
  return text(document, 'access_type') === 'only_to_me' ? 'personal' : undefined;
}

/** What a view can be shared with, as the CRM calls it → kind. */
const sharers = { users: 'user', roles: 'role', groups: 'user_group', territories: 'territory' } as const;
type Sharer = keyof typeof sharers;

/** Text that stands for whoever looks, which the CRM gives as a record of that name or id (filter criteria, "predefined" values). */
const looking = { user: `\${CURRENTUSER}`, role: `\${CURRENTUSERROLE}` } as const;

function reshapeView(document: JsonObject): JsonObject {
  return {
    ...document,
    shared_to: reshapeShares(objects(document, 'shared_to')),
    fields: objects(document, 'fields').map(reshapeColumn),
    criteria: reshapeCriteria(document['criteria'] ?? null),
    cross_filters: objects(document, 'cross_filters').map((filter) => ({
      include_objects: filter['include_objects'] ?? null,
      relation: text(filter['relation'], 'api_name') ?? null,
      criteria: withoutUsual(reshapeCriteria(filter['criteria'] ?? null)),
    })),
  };
}

function reshapeShares(shares: readonly JsonObject[]): JsonObject {
  const of = (type: Sharer, below: boolean): Json[] => shares.filter((one) => one['type'] === type && (one['subordinates'] === true) === below);
  const plain = (Object.keys(sharers) as Sharer[]).map((type) => [type, of(type, false)] as const);
  return { ...Object.fromEntries(plain), roles_and_below: of('roles', true), users_and_below: of('users', true) };
}

function reshapeColumn(column: JsonObject): Json {
  const field = text(column, 'api_name') ?? '';
  return column['_pin'] === true ? { field, pinned: true } : field;
}

/** Criteria with the operator in capitals (both are allowed), and with the text that stands for whoever looks in place of a record. */
function reshapeCriteria(criteria: Json): Json {
  if (isList(criteria)) return criteria.map(reshapeCriteria);
  if (!isObject(criteria)) return criteria;
  const operator = text(criteria, 'group_operator');
  if (operator !== undefined) return { group_operator: operator.toUpperCase(), group: objects(criteria, 'group').map(reshapeCriteria) };
  const { $disrupted: _disrupted, ...comparison } = criteria;
  return { ...comparison, value: nameWhoLooks(property(criteria, 'value') ?? null) };
}

function nameWhoLooks(value: Json): Json {
  if (isList(value)) return value.map(nameWhoLooks);
  return Object.values(looking).find((name) => text(value, 'name') === name || text(value, 'id') === name) ?? value;
}

/** Criteria of another module's records stand in files as free values, so that what goes without saying is left out here. */
function withoutUsual(criteria: Json): Json {
  if (!isObject(criteria)) return criteria;
  if ('group' in criteria) return { ...criteria, group: listOf(criteria, 'group').map(withoutUsual) };
  const { type, ...comparison } = criteria;
  return type === undefined || type === 'value' ? comparison : criteria;
}

/** A view as the CRM takes it. With whom it is shared and how is said together. */
function sayView(said: JsonObject, step: StepFacts): JsonObject {
  const shares = 'access_type' in said || 'shared_to' in said ? sayShares(step.after) : {};
  const columns = 'fields' in said ? { fields: listOf(step.after, 'fields').map((column, index) => sayColumn(step.module, column, index)) } : {};
  const criteria = 'criteria' in said ? { criteria: sayCriteria(said['criteria'] ?? null) } : {};
  const filters = 'cross_filters' in said ? { cross_filters: sayFilters(said['cross_filters'] ?? null) } : {};
  return { ...said, ...shares, ...columns, ...criteria, ...filters };
}

function sayShares(view: JsonObject): JsonObject {
  const access_type = text(view, 'access_type') ?? 'public';
  const shares = view['shared_to'];
  const of = (list: string, type: Sharer, subordinates: boolean): Json[] =>
    listOf(isObject(shares) ? shares : {}, list).map((key) => ({ id: { $id: refOf(sharers[type], String(key)) }, type, subordinates }));
  const plain = (Object.keys(sharers) as Sharer[]).flatMap((type) => of(type, type, false));
  const shared_to = [...plain, ...of('roles_and_below', 'roles', true), ...of('users_and_below', 'users', true)];
  return { access_type, shared_to: access_type === 'shared' ? shared_to : null };
}

function sayColumn(module: string, column: Json, index: number): JsonObject {
  const field = typeof column === 'string' ? column : (text(column, 'field') ?? '');
  const pin = property(column, 'pinned') === true ? { _pin: true, _pin_order: index + 1 } : { _pin: false };
  return { id: { $id: refOf('field', `${module}.${field}`) }, api_name: field, ...pin };
}

function sayFilters(filters: Json): Json {
  if (!isList(filters)) return null;
  return filters
    .filter(isObject)
    .map((filter) => ({ ...filter, relation: { api_name: filter['relation'] ?? '' }, criteria: sayCriteria(filter['criteria'] ?? null) }));
}

function sayCriteria(criteria: Json): Json {
  if (!isObject(criteria)) return criteria;
  if ('group' in criteria) return { ...criteria, group: listOf(criteria, 'group').map(sayCriteria) };
  return { ...criteria, value: sayWhoLooks(property(criteria, 'value') ?? null) };
}

function sayWhoLooks(value: Json): Json {
  if (isList(value)) return value.map(sayWhoLooks);
  if (value === looking.role) return { id: value };
  return value === looking.user ? { name: value } : value;
}

/** The id is in the query, not in the path. */
function removeView({ ref, module }: RemoveFacts): readonly Write[] {
  const ids: { readonly $id: Ref } = { $id: ref };
  return [{ method: 'DELETE', path, target: ref, query: { module, ids }, envelope: 'custom_views', batch: 1, items: [{ body: {} }] }];
}
