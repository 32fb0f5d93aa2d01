import type { Step } from '../model/plan.ts';
import { waitingPrefix } from './by-hand.ts';
import { withMode } from './step.ts';

/** Steps that depend on one that is by hand or blocked cannot be done by the API yet: they wait, and say for what. */
export function holdBackWaiting(steps: readonly Step[]): readonly Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const seen = new Map<string, string | undefined>();
  const waitsFor = (step: Step): string | undefined => {
    if (seen.has(step.id)) return seen.get(step.id);
    seen.set(step.id, undefined); // a ring is reported by the order, not here
    const found = step.dependsOn.find((id) => {
      const other = byId.get(id);
      return other !== undefined && (other.mode !== 'api' || waitsFor(other) !== undefined);
    });
    seen.set(step.id, found);
    return found;
  };
  return steps.map((step) => {
    const other = step.mode === 'api' ? waitsFor(step) : undefined;
    return other === undefined ? step : withMode(step, 'manual', `${waitingPrefix}${other}`);
  });
}

/** Steps of which some may not be done, and why. */
export function blockSteps(steps: readonly Step[], blocked: ReadonlyMap<string, string>): readonly Step[] {
  return steps.map((step) => {
    const reason = step.mode === 'api' ? blocked.get(step.id) : undefined;
    return reason === undefined ? step : withMode(step, 'blocked', reason);
  });
}
