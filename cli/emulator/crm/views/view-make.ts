import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, text } from '../../../model/json.ts';
import type { CriteriaSetting } from '../automation/criteria.ts';
import { readCriteria } from '../automation/criteria.ts';
import { createReferences, refer } from '../automation/references.ts';
import { demandMembers, demandObject, demandObjects, dependentMissing, refuse } from '../automation/refusal.ts';
import { duplicateData, invalidData, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { fieldsOf } from '../metadata/lookups.ts';
import type { RouteContext } from '../route.ts';
import { demandCriteria } from './view-criteria.ts';

/** What a request may say of a view (createCustomView, request body). */
const members = [
  { name: 'name', type: 'string', maxLength: 50 },
  { name: 'access_type', type: 'string', oneOf: ['shared', 'public', 'only_to_me'] },
  { name: 'category', type: 'string', oneOf: ['public_views', 'other_users_views', 'shared_with_me', 'created_by_me'] },
  { name: 'locked', type: 'boolean' },
  { name: 'wrap_text', type: 'boolean' },
  { name: 'criteria', type: 'object', nullable: true },
  { name: 'cross_filters', type: 'list', nullable: true, maxLength: 3 },
  { name: 'shared_to', type: 'list', nullable: true, maxLength: 250 },
  { name: 'sort_by', type: 'object', nullable: true },
  { name: 'sort_order', type: 'string', nullable: true, oneOf: ['asc', 'desc'] },
  { name: 'fields', type: 'list', maxLength: 250 },
] as const;

const needed: readonly string[] = ['name', 'access_type', 'fields'];

/** Where the elements are that a view can be shared with. */
const sharers: Readonly<Record<string, string>> = { users: 'users', roles: 'roles', groups: 'user_groups', territories: 'territories' };

/** The stored view that a request makes, or makes of one that is there: everything in it is checked, and named by id. `others` are the names that are taken. */
export function makeView(context: RouteContext, module: Doc, item: JsonObject, path: string, others: readonly string[], before?: Doc): JsonObject {
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: before === undefined && needed.includes(rule.name) })),
    path,
  );
  const name = text(item, 'name');
  if (name !== undefined && others.includes(name)) refuse(duplicateData(path, 'name'));
  const said = { ...before, ...item };
  const refs = createReferences(context);
  const setting: CriteriaSetting = { refs, module: text(module, 'api_name') ?? '', typed: true };
  const sort = said['sort_by'];
  return {
    name: said['name'] ?? '',
    access_type: said['access_type'] ?? 'public',
    locked: said['locked'] === true,
    wrap_text: said['wrap_text'] === true,
    fields: readColumns(setting, said, path),
    module: refer(module),
    criteria: readFilter(context, setting, said, path),
    cross_filters: readCrossFilters(context, setting, said, path),
    shared_to: readShares(context, said, path),
    sort_by:
      isObject(sort) && (text(sort, 'id') ?? text(sort, 'api_name')) !== undefined ? refs.field(setting.module, sort, `${path}.sort_by`) : null,
    sort_order: said['sort_order'] ?? null,
  };
}

function readColumns(setting: CriteriaSetting, view: JsonObject, path: string): Json {
  const columns = demandObjects(view, 'fields', path);
  if (columns.length === 0) refuse(mandatoryNotFound(path, 'fields'));
  return columns.map((column, index) => {
    const field = setting.refs.field(setting.module, column, `${path}.fields[${index}]`);
    const order = column['_pin_order'];
    return { ...field, _pin: column['_pin'] === true, ...(typeof order === 'number' ? { _pin_order: order } : {}) };
  });
}

/** With whom a view is shared; one that is shared names somebody. */
function readShares({ store, org }: RouteContext, view: JsonObject, path: string): Json {
  if (view['access_type'] !== 'shared') return null;
  const shares = demandObjects(view, 'shared_to', path);
  if (shares.length === 0) dependentMissing(path, 'shared_to', 'access_type');
  return shares.map((share, index) => {
    const at = `${path}.shared_to[${index}]`;
    demandMembers(share, [{ name: 'id', type: 'string', required: true }, shareType], at);
    const found = store.get(org.name, sharers[text(share, 'type') ?? ''] ?? '', text(share, 'id') ?? '');
    if (found === undefined) return refuse(invalidData(at, 'id'));
    return { name: nameOf(found), id: found.id, type: share['type'] ?? '', subordinates: share['subordinates'] === true };
  });
}

const shareType = { name: 'type', type: 'string', required: true, oneOf: Object.keys(sharers) } as const;

function nameOf(doc: Doc): string {
  return text(doc, 'name') ?? text(doc, 'full_name') ?? text(doc, 'display_label') ?? '';
}

function readCrossFilters(context: RouteContext, { refs }: CriteriaSetting, view: JsonObject, path: string): Json {
  return demandObjects(view, 'cross_filters', path).map((filter, index) => {
    const at = `${path}.cross_filters[${index}]`;
    demandMembers(filter, [{ name: 'include_objects', type: 'boolean', required: true }], at);
    const relation = demandObject(filter, 'relation', at);
    const name = text(relation, 'api_name');
    if (name === undefined) refuse(mandatoryNotFound(`${at}.relation`, 'api_name'));
    const module = relatedModule(context, name) ?? refuse(invalidData(`${at}.relation`, 'api_name'));
    demandObject(filter, 'criteria', at);
    const criteria = readFilter(context, { refs, module, typed: true }, filter, at);
    return { include_objects: filter['include_objects'] ?? false, relation: { api_name: name }, criteria };
  });
}

/** The criteria of a view or of a cross filter, in which records are shown by name too. */
function readFilter(context: RouteContext, setting: CriteriaSetting, holder: JsonObject, path: string): Json {
  demandCriteria(holder['criteria'], path);
  return nameRecords(context, readCriteria(setting, holder['criteria'], path));
}

function nameRecords(context: RouteContext, node: Json): Json {
  if (isList(node)) return node.map((member) => nameRecords(context, member));
  if (!isObject(node)) return node;
  if ('group' in node) return { ...node, group: nameRecords(context, node['group'] ?? []) };
  const named = (value: Json): Json => (isObject(value) && text(value, 'id') !== undefined ? { name: recordName(context, value), ...value } : value);
  const value = node['value'] ?? null;
  return { ...node, value: isList(value) ? value.map(named) : named(value) };
}

/** Name of a user or role; of records the embedded CRM has none. */
function recordName({ store, org }: RouteContext, value: JsonObject): string {
  const id = text(value, 'id') ?? '';
  const found = store.get(org.name, 'users', id) ?? store.get(org.name, 'roles', id);
  return found === undefined ? id : nameOf(found);
}

/** The module of a relation: `Notes__r` is that to the notes, and the related list of a lookup is named by the lookup. That these are all is our reading [?]. */
function relatedModule({ store, org }: RouteContext, relation: string): string | undefined {
  const plain = relation.replace(/__r$/, '');
  const names = store.list(org.name, 'modules').map((module) => text(module, 'api_name') ?? '');
  const leads = (name: string): boolean => fieldsOf(store, org.name, name).some((field) => text(field['lookup'], 'api_name') === plain);
  return names.find((name) => name === plain) ?? names.find(leads);
}

/** A view as its own address shows it: columns that are gone are left out, and what is none is not said. */
export function showView(context: RouteContext, module: Doc, view: Doc): Doc {
  const { criteria, cross_filters, ...own } = view;
  const there = new Set(fieldsOf(context.store, context.org.name, text(module, 'api_name') ?? '').map((field) => field.id));
  const filters = objects(view, 'cross_filters');
  return {
    ...own,
    id: view.id,
    fields: objects(view, 'fields').filter((column) => there.has(text(column, 'id') ?? '')),
    ...(isObject(criteria) ? { criteria } : {}),
    ...(filters.length > 0 ? { cross_filters: cross_filters ?? [] } : {}),
  };
}
