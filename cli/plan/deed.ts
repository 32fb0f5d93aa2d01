import type { Kind } from '../kinds/kind.ts';
import type { Ref } from '../model/element.ts';
import type { Told } from '../model/history.ts';
import type { RecordedPlan, Step } from '../model/plan.ts';
import type { Deed, StepReceipt } from '../model/receipt.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isTold, tickOf } from './told.ts';

/** What a person does for a step by hand: what stands before is not said, since what counts is what is to be. */
export function deedOf(step: Step, desired: Snapshot, kinds: ReadonlyMap<string, Kind>): Deed {
  const { action, kind, key, changes, setup } = step;
  const values = changes.map(({ path, after }) => ({ path, ...(after === undefined ? {} : { value: after }) }));
  return {
    action,
    kind,
    key,
    values: action === 'delete' ? [] : values,
    ...(setup === undefined ? {} : { setup }),
    ...(isTold(kinds, kind) ? { tick: tickOf(step.ref, wantedOf(step.ref, desired)) } : {}),
  };
}

/** What an apply left to people and no API tells of, so that the next plan knows what a tick means. */
export function findTold(
  approved: RecordedPlan,
  steps: readonly StepReceipt[],
  desired: Snapshot,
  kinds: ReadonlyMap<string, Kind>,
): readonly Told[] {
  const open = new Set(steps.filter((step) => step.status === 'manual').map((step) => step.id));
  return approved.steps
    .filter((step) => open.has(step.id) && isTold(kinds, step.kind))
    .map((step) => {
      const ref: Ref = `${step.kind}:${step.key}`;
      return { ref, attributes: wantedOf(ref, desired) };
    });
}

function wantedOf(ref: Ref, desired: Snapshot) {
  return desired.elements.get(ref)?.attributes ?? null;
}
