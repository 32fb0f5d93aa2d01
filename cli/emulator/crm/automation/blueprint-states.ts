import type { JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import { bodyItems, duplicateData, invalidData, isReply, mandatoryNotFound, notAllowed, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findField } from '../metadata/lookups.ts';
import type { Reply, RouteContext } from '../route.ts';
import { success, writeReply } from '../route.ts';
import { statesOf } from './blueprint-view.ts';
import { touchBlueprint } from './blueprint-write.ts';
import { attempt, demandMembers, demandObject, refuse, writeOne } from './refusal.ts';
import { usesOfId } from './usage.ts';

const collection = 'blueprint_states';

/** Most states in one call (Zoho's page "create blueprint states"). */
const stateBatch = 50;

/** POST (`created`) or PUT of a blueprint's states; each stands for one value of the blueprint's field. */
export function writeStates(context: RouteContext, created: boolean): Reply {
  const blueprint = context.store.get(context.org.name, 'blueprints', context.params['id'] ?? '');
  if (blueprint === undefined) return unknownResource();
  const items = bodyItems(context.body, 'states', stateBatch);
  if (isReply(items)) return items;
  const write = created ? createState : updateState;
  const results = items.map((item, index) => attempt(() => write(context, blueprint, item, `$.states[${index}]`)));
  return writeReply('states', results, created);
}

function createState(context: RouteContext, blueprint: Doc, item: JsonObject, path: string): JsonObject {
  const { store, org } = context;
  const states = statesOf(store, org.name, blueprint);
  demandMembers(item, places, path);
  const value = readValue(context, blueprint, item, path);
  if (states.some((state) => text(state['pick_list_value'], 'id') === text(value, 'id')))
    refuse(duplicateData(`${path}.pick_list_value`, 'actual_value'));
  const id = store.nextId(org.name);
  const doc = {
    id,
    pick_list_value: value,
    sequence_number: item['sequence_number'] ?? states.length + 1,
    x: item['x'] ?? null,
    y: item['y'] ?? null,
  };
  store.put(org.name, collection, doc, blueprint.id);
  touchBlueprint(context, blueprint.id);
  return success(id, 'state created');
}

function updateState(context: RouteContext, blueprint: Doc, item: JsonObject, path: string): JsonObject {
  const { store, org } = context;
  demandMembers(item, [{ name: 'id', type: 'id', required: true }, ...places], path);
  const states = statesOf(store, org.name, blueprint);
  const state = states.find((candidate) => candidate.id === item['id']) ?? refuse(invalidData(path, 'id'));
  const value = 'pick_list_value' in item ? readValue(context, blueprint, item, path) : state['pick_list_value'];
  const taken = states.some((other) => other.id !== state.id && text(other['pick_list_value'], 'id') === text(value, 'id'));
  if (taken) refuse(duplicateData(`${path}.pick_list_value`, 'actual_value'));
  const place = (name: 'sequence_number' | 'x' | 'y') => item[name] ?? state[name] ?? null;
  store.put(org.name, collection, {
    ...state,
    pick_list_value: value ?? null,
    sequence_number: place('sequence_number'),
    x: place('x'),
    y: place('y'),
  });
  touchBlueprint(context, blueprint.id);
  return success(state.id, 'state updated');
}

const places = [
  { name: 'sequence_number', type: 'integer' },
  { name: 'x', type: 'number', nullable: true },
  { name: 'y', type: 'number', nullable: true },
] as const;

/** The option of the blueprint's field that `pick_list_value` names by actual value, id or both. */
function readValue({ store, org }: RouteContext, blueprint: Doc, item: JsonObject, path: string): JsonObject {
  const given = demandObject(item, 'pick_list_value', path);
  const at = `${path}.pick_list_value`;
  const field = findField(store, org.name, text(blueprint['module'], 'api_name') ?? '', text(blueprint['field'], 'id') ?? '');
  const actual = text(given, 'actual_value');
  const id = text(given, 'id');
  if (actual === undefined && id === undefined) refuse(mandatoryNotFound(at, 'actual_value'));
  const option = objects(field, 'pick_list_values').find(
    (candidate) => (actual === undefined || candidate['actual_value'] === actual) && (id === undefined || candidate['id'] === id),
  );
  if (option === undefined) return refuse(invalidData(at, actual === undefined ? 'id' : 'actual_value'));
  return { display_value: option['display_value'] ?? null, actual_value: option['actual_value'] ?? null, id: option['id'] ?? null };
}

/** DELETE of one state, refused while a transition comes from it or leads to it. */
export function deleteState(context: RouteContext): Reply {
  const { store, org, params } = context;
  const blueprint = store.get(org.name, 'blueprints', params['id'] ?? '');
  const state = blueprint === undefined ? undefined : statesOf(store, org.name, blueprint).find((candidate) => candidate.id === params['state']);
  if (state === undefined) return unknownResource();
  return writeOne('states', false, () => {
    const uses = usesOfId(store, org.name, state.id);
    if (uses.length > 0) refuse(notAllowed('the state is used by a transition', { id: state.id, used_in: uses }));
    store.remove(org.name, collection, state.id);
    touchBlueprint(context, params['id'] ?? '');
    return success(state.id, 'state deleted');
  });
}
