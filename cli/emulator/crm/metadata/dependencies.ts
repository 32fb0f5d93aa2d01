import type { JsonObject } from '../../../model/json.ts';
import { isList, objects, text } from '../../../model/json.ts';
import { attempt, demandMembers, demandObject, demandObjects, refuse } from '../automation/refusal.ts';
import { bodyItems, invalidData, isReply, locate, mandatoryNotFound, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, pagedReply, requestError, success, writeReply } from '../route.ts';
import { parameterModule } from './fields.ts';
import { findField, layoutsOf } from './lookups.ts';

const name = 'map_dependency';

/** What a call of a layout is about. */
interface Place {
  readonly context: RouteContext;
  /** api name of the layout's module */
  readonly module: string;
  readonly layout: Doc;
}

type Run = (place: Place) => Reply;

/** Runs a call with the layout of its path, which has to be one in use of the module of its parameter. */
function withLayout(run: Run): (context: RouteContext) => Reply {
  return (context) => {
    const found = parameterModule(context);
    if ('reply' in found) return found.reply;
    const module = text(found.module, 'api_name') ?? '';
    const layout = layoutsOf(context.store, context.org.name, module).find((one) => one.id === context.params['layout']);
    if (layout === undefined || layout['status'] === 'inactive')
      return requestError(400, 'INVALID_DATA', 'the layout is unknown or not in use', { resource_path_index: 2 });
    return run({ context, module, layout });
  };
}

function withDependency(run: (place: Place, dependency: Doc) => Reply): (context: RouteContext) => Reply {
  return withLayout((place) => {
    const dependency = dependenciesOf(place).find((one) => one.id === place.context.params['id']);
    return dependency === undefined
      ? requestError(400, 'INVALID_DATA', 'the map dependency is unknown', { resource_path_index: 4 })
      : run(place, dependency);
  });
}

/** Dependencies of a layout whose fields are both still there. */
function dependenciesOf({ context, module, layout }: Place): Doc[] {
  const { store, org } = context;
  const there = (field: unknown): boolean => findField(store, org.name, module, text(field as JsonObject, 'id') ?? '') !== undefined;
  return store.list(org.name, name, layout.id).filter((one) => there(one['parent']) && there(one['child']));
}

function fieldOf({ context, module }: Place, dependency: Doc, side: 'parent' | 'child'): Doc | undefined {
  return findField(context.store, context.org.name, module, text(dependency[side], 'id') ?? '');
}

/** The values that can be chosen, for every value of the parent that is in use. */
function showOne(place: Place, dependency: Doc): Reply {
  const maps = objects(dependency, '_maps');
  const children = new Map(options(fieldOf(place, dependency, 'child')).map((option) => [option['id'], option]));
  const show = ({ id = null, actual_value = null, display_value = null }: JsonObject): JsonObject => ({ id, actual_value, display_value });
  const values = options(fieldOf(place, dependency, 'parent')).map((option) => {
    const ids = maps.find((map) => map['id'] === option['id'])?.['ids'];
    const shown = (isList(ids) ? ids : []).map((id) => children.get(id)).filter((child) => child !== undefined);
    return { ...show(option), maps: shown.map(show) };
  });
  const { sub_module: _shown, _maps, ...rest } = dependency;
  return { status: 200, body: { [name]: [{ ...rest, pick_list_values: values }] } };
}

function options(field: Doc | undefined): readonly JsonObject[] {
  return objects(field, 'pick_list_values').filter((option) => option['type'] !== 'unused');
}

function create(place: Place): Reply {
  const items = bodyItems(place.context.body, name, 1);
  if (isReply(items)) return items;
  return writeReply(
    name,
    items.map((item) => attempt(() => make(place, item, `$.${name}[0]`))),
    true,
  );
}

function make(place: Place, item: JsonObject, path: string): JsonObject {
  const { store, org } = place.context;
  const [parent, child] = [readField(place, item, 'parent', path), readField(place, item, 'child', path)];
  if (parent.id === child.id) refuse(invalidData(`${path}.child`, 'id'));
  checkPair(place, parent, child, path);
  const refer = (field: Doc): JsonObject => ({ api_name: field['api_name'] ?? null, id: field.id });
  const own = { parent: refer(parent), child: refer(child), sub_module: null, internal: false, source: 1, category: 0 };
  const doc: Doc = { id: store.nextId(org.name), ...own, active: item['active'] !== false, _maps: mapValues(item, parent, child, path, []) };
  store.put(org.name, name, doc, place.layout.id);
  return success(doc.id, 'map dependency created');
}

/** A picklist of the module that stands in the layout; id and name have to be those of one field. */
function readField({ context, module, layout }: Place, item: JsonObject, side: 'parent' | 'child', path: string): Doc {
  const given = demandObject(item, side, path);
  demandMembers(given, [{ name: 'id', type: 'id', required: true }], `${path}.${side}`);
  const field = findField(context.store, context.org.name, module, text(given, 'id') ?? '');
  const types = side === 'parent' ? ['picklist'] : ['picklist', 'multiselectpicklist'];
  if (field === undefined || !types.includes(text(field, 'data_type') ?? '')) refuse(invalidData(`${path}.${side}`, 'id'));
  const named = text(given, 'api_name');
  if (named !== undefined && named !== field['api_name'])
    refuse(itemError('AMBIGUITY_DURING_PROCESSING', 'id and api name are those of two fields', locate(`${path}.${side}`, 'api_name')));
  const placed = JSON.stringify(layout['sections'] ?? []).includes(JSON.stringify(field.id));
  return placed ? field : refuse(notAllowed('the field is not used in the layout', locate(`${path}.${side}`, 'id')));
}

/** A field depends on one other at most, and never on itself by a detour. */
function checkPair(place: Place, parent: Doc, child: Doc, path: string): void {
  const parents = new Map(dependenciesOf(place).map((one) => [text(one['child'], 'id') ?? '', text(one['parent'], 'id') ?? '']));
  const known = parents.get(child.id);
  if (known === parent.id) refuse(itemError('MAPPING_ALREADY_EXISTS', 'the fields are mapped already', locate(`${path}.child`, 'id')));
  if (known !== undefined) refuse(notAllowed('the field depends on another one already', locate(`${path}.child`, 'id')));
  for (let above = parents.get(parent.id); above !== undefined; above = parents.get(above))
    if (above === child.id) refuse(notAllowed('the mapping makes a loop', locate(`${path}.child`, 'id')));
}

/** What is mapped after a write: values named are added, those with `_delete` go, others stay. */
function mapValues(item: JsonObject, parent: Doc, child: Doc, path: string, before: readonly JsonObject[]): JsonObject[] {
  if (item['pick_list_values'] === undefined) refuse(mandatoryNotFound(path, 'pick_list_values'));
  const maps = new Map(before.map((map) => [String(map['id']), new Set(isList(map['ids']) ? map['ids'].map(String) : [])]));
  const check = (field: Doc, value: JsonObject, at: string): string => {
    const id = text(value, 'id') ?? refuse(mandatoryNotFound(at, 'id'));
    return options(field).some((option) => option['id'] === id) ? id : refuse(invalidData(at, 'id'));
  };
  for (const [index, value] of demandObjects(item, 'pick_list_values', path).entries()) {
    const at = `${path}.pick_list_values[${index}]`;
    const own = maps.get(check(parent, value, at)) ?? new Set<string>();
    if (value['maps'] === undefined) refuse(mandatoryNotFound(at, 'maps'));
    for (const [place, mapped] of demandObjects(value, 'maps', at).entries()) {
      const id = check(child, mapped, `${at}.maps[${place}]`);
      if ('_delete' in mapped) own.delete(id);
      else own.add(id);
    }
    maps.set(String(value['id']), own);
  }
  return [...maps].map(([id, ids]) => ({ id, ids: [...ids] }));
}

function update(place: Place, dependency: Doc): Reply {
  const items = bodyItems(place.context.body, name, 1);
  if (isReply(items)) return items;
  const results = items.map((item) =>
    attempt(() => {
      const path = `$.${name}[0]`;
      if (dependency['internal'] === true) refuse(notAllowed('an internal map dependency cannot be changed', { id: dependency.id }));
      const [parent, child] = [readField(place, item, 'parent', path), readField(place, item, 'child', path)];
      if (parent.id !== text(dependency['parent'], 'id')) refuse(invalidData(`${path}.parent`, 'id'));
      if (child.id !== text(dependency['child'], 'id')) refuse(invalidData(`${path}.child`, 'id'));
      const maps = mapValues(item, parent, child, path, objects(dependency, '_maps'));
      const active = item['active'] ?? dependency['active'] ?? true;
      place.context.store.put(place.context.org.name, name, { ...dependency, active, _maps: maps }, place.layout.id);
      return success(dependency.id, 'map dependency updated');
    }),
  );
  return writeReply(name, results, false);
}

function remove({ context }: Place, dependency: Doc): Reply {
  if (dependency['internal'] === true) return requestError(400, 'NOT_ALLOWED', 'an internal map dependency cannot be deleted', { id: dependency.id });
  context.store.remove(context.org.name, name, dependency.id);
  return writeReply(name, [success(dependency.id, 'map dependency deleted')], false);
}

const path = '/settings/layouts/{layout}/map_dependency';
const one = `${path}/{id}`;
const scope = 'ZohoCRM.settings.map_dependency';
const credits = { minCredits: 1, maxCredits: 1 };

/** Calls of field dependencies (map_dependency.json). */
export const dependencyRoutes: readonly Route[] = [
  {
    ...credits,
    method: 'GET',
    path,
    scope: `${scope}.READ`,
    handle: withLayout((place) => pagedReply(name, dependenciesOf(place), place.context.query)),
  },
  { ...credits, method: 'POST', path, scope: `${scope}.CREATE`, handle: withLayout(create) },
  { ...credits, method: 'GET', path: one, scope: `${scope}.READ`, handle: withDependency(showOne) },
  { ...credits, method: 'PUT', path: one, scope: `${scope}.UPDATE`, handle: withDependency(update) },
  { ...credits, method: 'DELETE', path: one, scope: `${scope}.DELETE`, handle: withDependency(remove) },
];
