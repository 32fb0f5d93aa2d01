import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adviseNext } from '../../cli/report/advice.ts';
import { countBlocked, groupStepReceipts } from '../../cli/report/receipt-steps.ts';
import { doneReceipt, partialReceipt, refusedReceipt, stoppedReceipt } from './samples.ts';

test('every step is in one group, what went wrong first', () => {
  const step = fc.record({ id: fc.string(), status: fc.constantFrom('done', 'failed', 'skipped', 'manual'), attempts: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const groups = groupStepReceipts({ ...partialReceipt, steps });
      const shown = groups.flatMap((group) => group.steps);
      expect(shown).toHaveLength(steps.length);
      expect(new Set(shown)).toEqual(new Set(steps));
      expect(groups.map(({ status }) => status)).toEqual(
        ['failed', 'skipped', 'manual', 'done'].filter((name) => steps.some(({ status }) => status === name)),
      );
    }),
  );
});

test('only what has a reason of its own counts as blocked', () => {
  expect(countBlocked(stoppedReceipt)).toBe(1);
  expect(countBlocked(partialReceipt)).toBe(0);
  expect(countBlocked({ ...stoppedReceipt, plan: { ...stoppedReceipt.plan, blocked: 0 } })).toBe(0);
});

test('what to do next fits how it ended', () => {
  const advise = (receipt: typeof partialReceipt) => adviseNext(receipt, 'osaka', 'en').map((line) => line.split(/[:.]/)[0]);
  expect(advise(doneReceipt)).toEqual(['Nothing']);
  expect(advise(refusedReceipt)).toEqual(['Nothing was changed in the org']);
  expect(advise(partialReceipt)).toEqual([
    'Mend what the notes say',
    'Run the job again',
    'Do the 1 step marked "by hand" in the setup of the org, then run "orgcast plan osaka"',
  ]);
  expect(advise(stoppedReceipt)).toEqual(['Nothing is broken', 'Apply the same saved plan again', '1 blocked step is not done by running again']);
  const onlyBlocked = {
    ...stoppedReceipt,
    reason: '1 steps were not done',
    steps: stoppedReceipt.steps.slice(0, 2),
    summary: { done: 1, failed: 0, skipped: 1, manual: 0 },
  };
  expect(advise(onlyBlocked)).toEqual(['1 blocked step is not done by running again']);
  const later = { ...partialReceipt, reason: '2 steps were not done: The org has 3 API credits left in these 24 hours, and the next write costs 10' };
  expect(advise(later)[0]).toBe('Nothing is broken');
});
