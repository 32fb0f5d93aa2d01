import type { Json, JsonObject } from '../../../cli/model/json.ts';
import type { OrgRules } from '../../../cli/model/org.ts';
import { usualRules } from '../../../cli/model/org.ts';
import type { Action, Change, Mode, Step } from '../../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../../cli/model/snapshot.ts';
import type { Guard, GuardFacts, Verdict } from '../../../cli/plan/guards/guard.ts';
import type { PlanInput } from '../../../cli/plan/proposal.ts';
import type { Short } from '../world.ts';
import { inputOf, liveOf, snapshotOf } from '../world.ts';

/** What a test says of a step; the rest is usual. */
export interface StepShort {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly changes?: readonly Change[];
  readonly mode?: Mode;
  readonly records?: number;
}

/** A step as planning makes it. */
export function step(action: Action, kind: string, key: string, parts: StepShort = {}): Step {
  const ref = `${kind}:${key}` as const;
  return { id: `${action} ${ref}`, action, kind, key, ref, mode: 'api', risk: 'none', changes: [], dependsOn: [], digest: '', ...parts };
}

/** One difference; `undefined` for what is not there. */
export function change(path: string, before: Json | undefined, after: Json | undefined): Change {
  return { path: path.split('/'), ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** What a guard looks at, in short. */
export interface World {
  readonly live?: readonly Short[];
  readonly org?: Partial<LiveSnapshot>;
  readonly desired?: readonly Short[] | Snapshot;
  readonly input?: Partial<PlanInput>;
  readonly rules?: Partial<OrgRules>;
  readonly steps: readonly Step[];
  readonly credits?: number;
  readonly minutes?: number;
}

export function factsOf({ live = [], org = {}, desired = [], input = {}, rules = {}, steps, credits = 0, minutes = 0 }: World): GuardFacts {
  const wanted = 'elements' in desired ? desired : snapshotOf(...desired);
  return { input: inputOf(liveOf(live, org), wanted, { rules: { ...usualRules, ...rules }, ...input }), steps, credits, minutes };
}

/** An org of an edition. */
export function edition(name: string): Partial<LiveSnapshot> {
  return { facts: { ...liveOf([]).facts, edition: name } };
}

/** So many elements of a kind without attributes. */
export function many(kind: string, count: number, from = 0): readonly Short[] {
  return Array.from({ length: count }, (_, index) => [kind, `${kind}${from + index}`, {}]);
}

/** Deletions of elements. */
export function deletionsOf(elements: readonly Short[]): readonly Step[] {
  return elements.map(([kind, key, attributes]) => step('delete', kind, key, { before: attributes }));
}

export function judge(guard: Guard, world: World): readonly Verdict[] {
  return guard.judge(factsOf(world));
}
