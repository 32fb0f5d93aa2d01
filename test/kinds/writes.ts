import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { writesOfStep } from '../../cli/live/step-writes.ts';
import type { Write } from '../../cli/model/crm-call.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Step } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { kindsByName, planOf } from '../plan/world.ts';

/** The writes of every step of the plan between two states, in order of the plan. */
export function writesBetween(live: LiveSnapshot, desired: Snapshot): readonly Write[] {
  return planOf(live, desired).steps.flatMap((step) => writesOf(step, live, desired));
}

/** The writes of one step that the API can do. */
export function writesOf(step: Step, live: LiveSnapshot, desired: Snapshot): readonly Write[] {
  if (step.mode === 'manual') return [];
  return writesOfStep(step, { kinds: kindsByName, schemas, ids: live.ids, desired: desired.elements });
}

/** Method, path and bodies of writes, which is what most tests look at. */
export function sayWrites(writes: readonly Write[]): readonly (readonly [call: string, ...bodies: readonly JsonObject[]])[] {
  return writes.map((write) => [`${write.method} ${write.path}`, ...write.items.map((item) => item.body)]);
}
