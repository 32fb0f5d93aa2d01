import { describe, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { RecordedPlan } from '../../cli/model/plan.ts';
import type { StepReceipt } from '../../cli/model/receipt.ts';
import { nextBase } from '../../cli/plan/last-applied.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { inputOf, liveOf, planOf, recordOf, snapshotOf } from './world.ts';

const role = (description: string) => ['role', 'Sales', { reporting_to: 'CEO', description }] as const;
const ceo = ['role', 'CEO', {}] as const;

function receiptOf(plan: RecordedPlan, status: StepReceipt['status'], attempts: number): readonly StepReceipt[] {
  return plan.steps.map((step) => ({ id: step.id, status, attempts }));
}

const ref: Ref = 'role:Sales';

describe('what counts as applied last', () => {
  test('is the org as read back where there was nothing before', () => {
    const after = snapshotOf(ceo, role('a'));
    const approved = recordOf(planOf(liveOf([ceo, role('a')]), after));
    expect(nextBase({ before: after, after, desired: after, approved, steps: [] })).toBe(after);
  });

  test('keeps a conflict that was not settled, so that the next plan sees it again', () => {
    const [previous, live, desired] = [snapshotOf(ceo, role('base')), [ceo, role('theirs')] as const, snapshotOf(ceo, role('ours'))];
    const plan = makePlan(inputOf(liveOf(live), desired, { base: previous }));
    expect(plan.steps.map((step) => step.mode)).toEqual(['blocked']);
    const after = snapshotOf(...live);
    const base = nextBase({ previous, before: after, after, desired, approved: recordOf(plan), steps: receiptOf(recordOf(plan), 'skipped', 0) });
    expect(base.elements.get(ref)?.attributes).toEqual(role('base')[2]);
    expect(makePlan(inputOf(liveOf(live), desired, { base })).steps.map((step) => step.mode)).toEqual(['blocked']);
  });

  test('takes what was done, and what a try left half done', () => {
    const [previous, desired] = [snapshotOf(ceo, role('base')), snapshotOf(ceo, role('ours'))];
    const approved = recordOf(makePlan(inputOf(liveOf([ceo, role('base')]), desired, { base: previous })));
    for (const [status, attempts] of [
      ['done', 1],
      ['failed', 2],
    ] as const) {
      const base = nextBase({ previous, before: previous, after: desired, desired, approved, steps: receiptOf(approved, status, attempts) });
      expect(base.elements.get(ref)?.attributes).toEqual(role('ours')[2]);
    }
  });

  test('keeps the earlier state of what no file speaks of, unless the apply changed it along', () => {
    const [previous, desired] = [snapshotOf(ceo, role('base')), snapshotOf(ceo)];
    const approved = recordOf(planOf(liveOf([ceo, role('moved')]), desired));
    const parts = { previous, desired, approved, steps: [] };
    const moved = snapshotOf(ceo, role('moved'), ['role', 'New', {}]);
    const kept = nextBase({ ...parts, before: moved, after: moved });
    expect(kept.elements.get(ref)?.attributes).toEqual(role('base')[2]);
    expect(kept.elements.has('role:New')).toBe(false);
    const along = nextBase({ ...parts, before: snapshotOf(ceo), after: moved });
    expect(along.elements.get(ref)?.attributes).toEqual(role('moved')[2]);
    expect(along.elements.has('role:New')).toBe(true);
  });
});
