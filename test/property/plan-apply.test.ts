import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { arbitraryPair } from './arbitrary-org.ts';
import type { Pair } from './draft.ts';
import { isArriving } from './draft.ts';
import { findLacking, isNamed, namedRefs } from './oracle.ts';
import type { SmallOrg } from './world.ts';
import { openSmallOrg } from './world.ts';

/** A thousand pairs in the long form, `npm run test:long`. */
const isLong = process.env['ORGCAST_LONG'] === '1';
const numRuns = isLong ? 1000 : 15;
const given = process.env['ORGCAST_SEED'];
/** New pairs in every long run; the same ones in every short one. */
const seed = given === undefined ? (isLong ? Date.now() : 20261122) : Number(given);
const timeout = isLong ? 4 * 3_600_000 : 60_000;

let standard: LiveSnapshot;

beforeAll(async () => {
  standard = await openSmallOrg().read();
});

/** Checks a property of pairs of orgs. What fails is printed with its seed and the smallest pair that still does. */
function checkPairs(property: (pair: Pair) => Promise<void>): Promise<void> {
  return fc.assert(fc.asyncProperty(arbitraryPair(standard.elements), property), {
    numRuns,
    seed,
    endOnFailure: false,
    interruptAfterTimeLimit: timeout - 5_000,
    markInterruptAsFailure: false,
  });
}

function findInvalid({ elements }: Snapshot) {
  const exists = (ref: Parameters<typeof isArriving>[0]): boolean => standard.elements.has(ref) || isArriving(ref, elements);
  const findings = validateSnapshot({ elements, findings: [], locate: () => undefined }, { kinds, schemas, validators, lang: 'en', exists });
  return findings.filter((finding) => finding.severity === 'error');
}

/** A new org that was made to have what a snapshot says. */
async function orgWith(live: Snapshot): Promise<SmallOrg> {
  const org = openSmallOrg();
  const made = await org.apply(live);
  expect(made.steps.filter((step) => step.status === 'failed' || step.status === 'skipped')).toEqual([]);
  return org;
}

describe('for any two orgs', () => {
  test('what is generated is valid, on both sides', () => {
    fc.assert(
      fc.property(arbitraryPair(standard.elements), (pair) => {
        expect(findInvalid(pair.live)).toEqual([]);
        expect(findInvalid(pair.desired)).toEqual([]);
      }),
      { numRuns: 200, seed },
    );
  });

  test('what was planned and applied leaves nothing to plan, and the org has all that is wanted', { timeout }, async () => {
    await checkPairs(async ({ live, desired, moved }) => {
      const org = await orgWith(live);
      const { first, steps, left } = await org.apply(desired, { moved });
      expect(steps.filter((step) => step.status === 'failed' || step.status === 'skipped')).toEqual([]);

      const again = await org.plan(desired, { moved });
      expect(again.steps.filter((step) => step.mode === 'api')).toEqual([]);
      const named = namedRefs(first, left);
      expect(again.steps.filter((step) => !named.has(step.ref))).toEqual([]);
      expect(findLacking(await org.read(), desired).filter((what) => !isNamed(what, named))).toEqual([]);
    });
  });
});
