import { refOf } from '../model/element.ts';
import { usualRules } from '../model/org.ts';
import type { RecordedPlan } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import type { CommandContext } from './context.ts';
import type { DesiredEnvironment } from './environment.ts';
import type { PlanBasis } from './plan-environment.ts';
import { planEnvironment } from './plan-environment.ts';
import { recordedOf } from './plan-record.ts';

/** What the way back of an apply is told from: what it rested on, what was approved, and a reading of the org. */
export interface AppliedFacts {
  readonly basis: PlanBasis;
  readonly approved: RecordedPlan;
  readonly live: LiveSnapshot;
}

/** The plan from the org as an apply left it back to what it was before, for the elements that the apply was to touch. */
export function planInverse(context: CommandContext, { basis, approved, live }: AppliedFacts, before: Snapshot, after: Snapshot): RecordedPlan {
  const moved = basis.desired.moved.map(({ from, to }) => ({ from: to, to: from }));
  const exact = new Set(approved.steps.map((step) => refOf(step.kind, step.key)));
  const way: PlanBasis = { name: basis.name, rules: usualRules, desired: desiredOf(before, moved), owned: new Set(), consents: new Set(), exact };
  return recordedOf(planEnvironment(context, way, { ...live, elements: after.elements, ambiguous: new Map() }));
}

/** A snapshot as what is wanted; it stands in no files. */
export function desiredOf({ elements }: Snapshot, moved: DesiredEnvironment['moved'] = []): DesiredEnvironment {
  return { elements, findings: [], unread: [], locate: () => undefined, moved };
}
