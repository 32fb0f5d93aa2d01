import type { Json, JsonObject } from '../../../model/json.ts';
import { objects, property, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';
import { publicDoc } from '../store.ts';
import { showAction } from './rule-actions.ts';

/** A blueprint as its detail shows it: with its states, by number, and its transitions. */
export function showBlueprint(store: DocStore, org: string, doc: Doc): Doc {
  const states = statesOf(store, org, doc).toSorted((one, other) => Number(one['sequence_number']) - Number(other['sequence_number']));
  const transitions = store.list(org, 'blueprint_transitions', doc.id);
  return {
    ...doc,
    states: states.map((state) => showState(state)),
    transitions: transitions.map((each) => showTransition(store, org, each, states)),
  };
}

/** The states of a blueprint in the order of their making. */
export function statesOf(store: DocStore, org: string, blueprint: Doc): Doc[] {
  return store.list(org, 'blueprint_states', blueprint.id);
}

function showState(state: Doc): JsonObject {
  const { pick_list_value, sequence_number, x, y } = state;
  return {
    id: state.id,
    name: nameState(state),
    pick_list_value: pick_list_value ?? null,
    sequence_number: sequence_number ?? 1,
    x: x ?? null,
    y: y ?? null,
  };
}

/** What a state is called: the value of its field. */
function nameState(state: Doc | undefined): string {
  return text(state?.['pick_list_value'], 'display_value') ?? text(state?.['pick_list_value'], 'actual_value') ?? '';
}

/** A transition with the names of its states and of the actions it runs. */
export function showTransition(store: DocStore, org: string, transition: Doc, states: readonly Doc[]): Doc {
  const named = (reference: Json | undefined): JsonObject => {
    const id = text(reference, 'id') ?? '';
    return { id, name: nameState(states.find((state) => state.id === id)) };
  };
  const actions = objects(property(transition, 'after'), 'actions').map((action) => showAction(store, org, action));
  const own = { ...publicDoc(transition), id: transition.id };
  return { ...own, from_states: objects(transition, 'from_states').map(named), to_state: named(transition['to_state']), after: { actions } };
}
