import type { Plan, RecordedPlan } from '../model/plan.ts';

/** How a step of one plan stands in the other. `plan`: no step differs, and the digests do all the same. */
export interface PlanDifference {
  readonly id: string;
  readonly what: 'only-recorded' | 'only-fresh' | 'otherwise' | 'plan';
}

/** Most differences that are told one by one. */
const mostDifferences = 50;

/** What a recorded plan says otherwise than one made afresh, step by step in the order of their ids; nothing when their digests are equal. */
export function comparePlans(recorded: RecordedPlan, fresh: Plan): readonly PlanDifference[] {
  if (recorded.digest === fresh.digest) return [];
  const then = new Map(recorded.steps.map((step) => [step.id, step.digest]));
  const now = new Map(fresh.steps.map((step) => [step.id, step.digest]));
  const ids = [...new Set([...then.keys(), ...now.keys()])].filter((id) => then.get(id) !== now.get(id)).sort();
  const found = ids.map((id) => ({ id, what: then.has(id) ? (now.has(id) ? 'otherwise' : 'only-recorded') : 'only-fresh' }) as const);
  return found.length === 0 ? [{ id: recorded.digest, what: 'plan' }] : found.slice(0, mostDifferences);
}
