import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { duplicateData, invalidData, locate, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { success } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import { readCriteria } from './criteria.ts';
import { apiName, createReferences, refer } from './references.ts';
import { demandMembers, demandObject, refuse } from './refusal.ts';

const collection = 'blueprints';
const path = '$.blueprints[0]';

const members = [
  { name: 'name', type: 'string', maxLength: 100 },
  { name: 'description', type: 'string', nullable: true, maxLength: 1000 },
  { name: 'continuous', type: 'boolean' },
] as const;

/** Stores a new blueprint as a draft. Its field must be a picklist of the module. */
export function createBlueprint(context: RouteContext, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, [{ ...members[0], required: true }, members[1], members[2]], path);
  const refs = createReferences(context);
  const module = refs.module(demandObject(item, 'module', path), `${path}.module`);
  const layout = refs.layout(apiName(module), demandObject(item, 'layout', path), `${path}.layout`);
  const field = refs.field(apiName(module), demandObject(item, 'field', path), `${path}.field`);
  if (text(refs.fieldDoc(apiName(module), text(field, 'id') ?? ''), 'data_type') !== 'picklist') refuse(invalidData(path, 'field'));
  refuseTakenName(context, item, apiName(module));
  const id = store.nextId(org.name);
  const doc = {
    id,
    name: item['name'] ?? '',
    description: item['description'] ?? null,
    module: refer(module),
    layout: { id: layout.id, name: layout['name'] ?? '', api_name: layout['api_name'] ?? '' },
    field,
    status: 'draft',
    continuous: item['continuous'] ?? false,
    criteria: readCriteria({ refs, module: apiName(module), typed: true }, item['criteria'], path),
    source: 'crm',
    ...stampNew(user, context.now()),
  };
  store.put(org.name, collection, doc, apiName(module));
  return success(id, 'blueprint created');
}

/** Changes name, description, criteria or continuous; an active blueprint too. Module, layout and field stay what they are. */
export function updateBlueprint(context: RouteContext, doc: Doc, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, members, path);
  const fixed = ['module', 'layout', 'field'].find((name) => isObject(item[name]) && text(item[name], 'id') !== text(doc[name], 'id'));
  if (fixed !== undefined) refuse(notAllowed('this cannot be changed', locate(path, fixed)));
  if (item['name'] === '') refuse(invalidData(path, 'name'));
  const module = text(doc['module'], 'api_name') ?? '';
  refuseTakenName(context, { name: item['name'] ?? doc['name'] ?? '' }, module, doc.id);
  const refs = createReferences(context);
  const criteria = 'criteria' in item ? readCriteria({ refs, module, typed: true }, item['criteria'], path) : (doc['criteria'] ?? null);
  store.put(org.name, collection, {
    ...doc,
    name: item['name'] ?? doc['name'] ?? '',
    description: ('description' in item ? item['description'] : doc['description']) ?? null,
    continuous: item['continuous'] ?? doc['continuous'] ?? false,
    criteria,
    ...stampChange(user, context.now()),
  });
  return success(doc.id, 'blueprint updated');
}

function refuseTakenName({ store, org }: RouteContext, item: JsonObject, module: string, self?: string): void {
  const others = store.list(org.name, collection, module).filter((other) => other.id !== self);
  if (others.some((other) => other['name'] === item['name'])) refuse(duplicateData(path, 'name'));
}

/** Notes on a blueprint who changed one of its states or transitions, and when. */
export function touchBlueprint({ store, org, user, now }: RouteContext, id: string): void {
  const doc = store.get(org.name, collection, id);
  if (doc !== undefined) store.put(org.name, collection, { ...doc, ...stampChange(user, now()) });
}

/** Deletes a blueprint with its states and transitions, unless it is active. */
export function removeBlueprint({ store, org }: RouteContext, doc: Doc): JsonObject {
  if (doc['status'] === 'active') refuse(notAllowed('an active blueprint cannot be deleted', { id: doc.id }));
  for (const part of ['blueprint_states', 'blueprint_transitions'] as const)
    for (const child of store.list(org.name, part, doc.id)) store.remove(org.name, part, child.id);
  store.remove(org.name, collection, doc.id);
  return success(doc.id, 'blueprint deleted');
}
