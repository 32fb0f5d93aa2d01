import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cadenceAreas } from '/work/main/test/property/arbitrary-cadence.ts';
import { makePair } from '/work/main/test/property/draft.ts';
import { openOrg } from '/work/main/test/kinds/embedded-org.ts';
import { usualRules } from '/work/main/cli/model/org.ts';
import { authoritative } from '/work/main/test/kinds/removal-examples.ts';
import { makePlan } from '/work/main/cli/plan/make-plan.ts';

test('cadences', async () => {
  const seeded = await openOrg().read();
  let n = 0;
  await fc.assert(fc.asyncProperty(cadenceAreas[0]!.drafts, async (drafts) => {
    const pair = makePair(drafts, seeded.elements);
    const org = openOrg();
    const a = await org.apply(pair.live);
    expect(a.left.steps.map((s) => [s.id, s.mode, s.reason, s.changes])).toEqual([]);
    const kinds = { cadence: 'authoritative', task: 'authoritative', email_notification: 'authoritative', custom_view: 'authoritative' } as const;
    const b = await org.apply({ elements: new Map([...seeded.elements, ...pair.desired.elements]) }, authoritative).catch((e) => { throw new Error(JSON.stringify([[...pair.live.elements.keys()], [...pair.desired.elements.keys()], String(e)])); });
    expect(b.left.steps.map((s) => [s.id, s.mode, s.reason, s.changes])).toEqual([]);
    expect(b.steps.filter((s) => s.status !== 'done')).toEqual([]);
    n += pair.live.elements.size > 0 ? 1 : 0;
  }), { numRuns: Number(process.env['RUNS'] ?? 40) });
  console.log(n);
}, 600000);
