import type { Write, WriteItem } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import { wireAction } from './actions.ts';
import type { RemoveFacts, StepFacts } from './kind.ts';
import { listOf } from './options.ts';

/** Most states and transitions of one call (Zoho "Create Blueprint States", "Create Blueprint Transitions"). */
const perCall = 50;

/**
 * Writes of a blueprint in the order they need each other: itself, states, transitions, then transitions and states that go, activation. An interrupted run goes
 * on where it stopped.
 */
export function writeBlueprint(step: StepFacts): readonly Write[] {
  return [...ownWrites(step), ...stateWrites(step), ...transitionWrites(step), ...removedParts(step), ...activation(step)];
}

/** A transition goes before the states that it joins, or the CRM refuses to let them go. */
function removedParts(step: StepFacts): readonly Write[] {
  if (step.before === undefined) return [];
  const wanted = property(step.after, 'transitions');
  const now = property(step.before, 'transitions');
  const transitions = Object.keys(isObject(now) ? now : {}).filter((name) => property(wanted, name) === undefined);
  const states = listOf(step.before, 'states').filter((value) => !listOf(step.after, 'states').includes(value));
  const shared = { method: 'DELETE', batch: 1, items: [{ body: {} }] } as const;
  return [
    ...transitions.map(
      (name): Write => ({
        ...shared,
        path: '/settings/blueprints/transitions/{id}',
        target: refOf('transition', `${step.key}#${name}`),
        envelope: 'transitions',
      }),
    ),
    ...states.map(
      (value): Write => ({
        ...shared,
        path: '/settings/blueprints/{id}/states/{part}',
        target: step.ref,
        part: stateRef(step, String(value)),
        envelope: 'states',
      }),
    ),
  ];
}

function ownWrites(step: StepFacts): readonly Write[] {
  const { name, description, continuous, criteria, layout, field } = step.wire;
  const own = { name: name ?? step.key, description: description ?? null, continuous: continuous ?? false, criteria: criteria ?? null };
  if (step.before === undefined) {
    const body = { ...own, module: { api_name: step.module }, layout: layout ?? null, field: field ?? null } as JsonObject;
    return [{ method: 'POST', path: '/settings/blueprints', envelope: 'blueprints', batch: 1, items: [{ body, captures: step.ref }] }];
  }
  const differs = ['name', 'description', 'continuous', 'criteria'].some((attribute) => step.changed.has(attribute));
  return differs
    ? [
        {
          method: 'PUT',
          path: '/settings/blueprints/{id}',
          target: step.ref,
          envelope: 'blueprints',
          batch: 1,
          items: [{ body: own as JsonObject }],
          idempotent: true,
        },
      ]
    : [];
}

function stateRef(step: StepFacts, value: string): Ref {
  return refOf('state', `${step.key}#${value}`);
}

function stateWrites(step: StepFacts): readonly Write[] {
  const there = new Set(step.before === undefined ? [] : listOf(step.before, 'states'));
  const items = listOf(step.after, 'states').flatMap((value, index): readonly WriteItem[] => {
    if (typeof value !== 'string' || there.has(value)) return [];
    return [{ body: { pick_list_value: { actual_value: value }, sequence_number: index + 1 }, captures: stateRef(step, value) }];
  });
  return items.length === 0
    ? []
    : [{ method: 'POST', path: '/settings/blueprints/{id}/states', target: step.ref, envelope: 'states', batch: perCall, items }];
}

function transitionWrites(step: StepFacts): readonly Write[] {
  const wanted = property(step.after, 'transitions');
  const wire = property(step.wire, 'transitions');
  const before = property(step.before, 'transitions');
  const created: WriteItem[] = [];
  const updated: WriteItem[] = [];
  for (const name of Object.keys(isObject(wanted) ? wanted : {})) {
    const ref = refOf('transition', `${step.key}#${name}`);
    const there = property(before, name);
    const body = wireTransition(step, name, property(wanted, name), property(wire, name));
    if (there === undefined) created.push({ body, captures: ref });
    else if (JSON.stringify(there) !== JSON.stringify(property(wanted, name))) updated.push({ body: { id: { $id: ref }, ...body } as JsonObject });
  }
  const write = (method: 'POST' | 'PUT', items: readonly WriteItem[]): readonly Write[] =>
    items.length === 0 ? [] : [{ method, path: '/settings/blueprints/transitions', envelope: 'transitions', batch: perCall, items }];
  return [...write('POST', created), ...write('PUT', updated)];
}

function wireTransition(step: StepFacts, name: string, file: Json | undefined, wire: Json | undefined): JsonObject {
  const from = isObject(file) ? listOf(file, 'from') : [];
  const during = isObject(wire) ? listOf(wire, 'during') : [];
  const after = isObject(wire) ? listOf(wire, 'after') : [];
  return {
    blueprint: { id: { $id: step.ref } },
    name,
    description: text(file, 'description') ?? null,
    trigger_type: text(file, 'trigger_type') ?? 'manual',
    transition_type: text(file, 'transition_type') ?? 'standalone_transition',
    from_states: from.map((value) => ({ id: { $id: stateRef(step, String(value)) } })),
    to_state: { id: { $id: stateRef(step, text(file, 'to') ?? '') } },
    criteria: property(wire, 'criteria') ?? null,
    owners: property(wire, 'owners') ?? [],
    during,
    after: { actions: after.map(wireAction) },
  } as JsonObject;
}

/** Writes of a delete: an active blueprint is taken out of use first. */
export function removeBlueprint(step: RemoveFacts): readonly Write[] {
  const path = '/settings/blueprints/{id}';
  const shared = { method: 'DELETE', target: step.ref, envelope: 'blueprints', batch: 1, items: [{ body: {} }] } as const;
  const removal: Write = { ...shared, path };
  return (text(step.before, 'status') ?? 'active') === 'active' ? [{ ...shared, path: `${path}/actions/activate` }, removal] : [removal];
}

function activation(step: StepFacts): readonly Write[] {
  const wanted = text(step.after, 'status') ?? 'active';
  const now = step.before === undefined ? 'draft' : (text(step.before, 'status') ?? 'active');
  if (wanted === now || wanted === 'draft') return [];
  const path = '/settings/blueprints/{id}/actions/activate';
  const shared = { path, target: step.ref, envelope: 'blueprints', batch: 1 } as const;
  const start: Write = { ...shared, method: 'POST', items: [{ body: { move_records: false } }], last: true };
  const stop: Write = { ...shared, method: 'DELETE', items: [{ body: {} }] };
  if (wanted === 'active') return [start];
  // A draft that never ran cannot be taken out of use.
  return now === 'draft' ? [start, { ...stop, last: true }] : [stop];
}
