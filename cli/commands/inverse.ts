import { schemas } from '../kinds/schemas.gen.ts';
import { refOf } from '../model/element.ts';
import type { RecordedPlan } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { makeInverse } from '../plan/make-inverse.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import type { PlanBasis } from './plan-environment.ts';
import { recordedOf } from './plan-record.ts';

/** What the way back of an apply is told from: what it rested on, what was approved, and a reading of the org. */
export interface AppliedFacts {
  readonly basis: PlanBasis;
  readonly approved: RecordedPlan;
  readonly live: LiveSnapshot;
}

/** The plan from the org as an apply left it back to what it was before, for the elements that the apply was to touch. */
export function planInverse(context: CommandContext, { basis, approved, live }: AppliedFacts, before: Snapshot, after: Snapshot): RecordedPlan {
  const plan = makeInverse(
    before,
    { ...live, elements: after.elements, ambiguous: new Map() },
    {
      org: basis.name,
      kinds: kindsByName,
      schemas,
      rules: basis.rules,
      owned: new Set(basis.created.keys()),
      moved: basis.desired.moved,
      records: new Map(),
      hasSecret: (name) => context.variable(`ORGCAST_SECRET_${name}`) !== undefined,
      touched: new Set([...approved.steps.map((step) => refOf(step.kind, step.key)), ...basis.desired.moved.map(({ from }) => from)]),
    },
  );
  return recordedOf(plan);
}
