import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import type { Finding } from '../../cli/model/finding.ts';
import type { Consent, Move } from '../../cli/model/identity.ts';
import type { OrgRules } from '../../cli/model/org.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { StepReceipt } from '../../cli/model/receipt.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import type { InverseParts } from '../../cli/plan/make-inverse.ts';
import { makeInverse } from '../../cli/plan/make-inverse.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { kindsByName } from '../plan/world.ts';
import { arbitraryPair } from './arbitrary-org.ts';
import type { Pair } from './draft.ts';
import { isArriving } from './draft.ts';
import { findLacking, findUnnamed, isNamed, namedRefs } from './oracle.ts';
import { regressions } from './regressions.ts';
import type { SmallOrg } from './world.ts';
import { openSmallOrg, withMoves } from './world.ts';

/** A thousand pairs in the long form, `npm run test:long`. */
const isLong = process.env['ORGCAST_LONG'] === '1';
const numRuns = isLong ? 1000 : 12;
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
  expect(refusals(made.first)).toEqual([]);
  expect(failed(made.steps)).toEqual([]);
  return org;
}

/** Rules of an org whose files say all, whatever goes. */
const everything: OrgRules = {
  ...usualRules,
  authority: { usual: 'authoritative', kinds: new Map() },
  prune: new Set(kinds.map((kind) => kind.name)),
  deleteLimit: { count: 1000, percent: 100 },
};

function allConsents(...snapshots: readonly Snapshot[]): ReadonlySet<Consent> {
  const refs = snapshots.flatMap((snapshot) => [...snapshot.elements.keys()]);
  return new Set(refs.flatMap((ref): readonly Consent[] => [`delete ${ref}`, `overwrite ${ref}`]));
}

function inverseParts(moved: readonly Move[]): InverseParts {
  const rules = { ...usualRules, deleteLimit: everything.deleteLimit };
  return { org: 'osaka', kinds: kindsByName, schemas, rules, owned: new Set(), moved, records: new Map(), hasSecret: () => true };
}

function failed(steps: readonly StepReceipt[]): readonly StepReceipt[] {
  return steps.filter((step) => step.status === 'failed');
}

function refusals(plan: Plan): readonly Finding[] {
  return plan.findings.filter((finding) => finding.severity === 'error');
}

/** What was planned and applied leaves nothing to plan, the org has all that is wanted, and the way back leads to where it was. */
async function goThereAndBack({ live, desired, moved }: Pair): Promise<void> {
  const org = await orgWith(live);
  const before = await org.read();
  const { first, steps, left } = await org.apply(desired, { moved });
  expect(refusals(first)).toEqual([]);
  expect(failed(steps)).toEqual([]);
  const again = await org.plan(desired, { moved });
  expect(again.steps.filter((step) => step.mode === 'api')).toEqual([]);
  const named = namedRefs(first, left);
  expect(again.steps.filter((step) => !named.has(step.ref))).toEqual([]);
  const after = withMoves(await org.read(), desired, moved);
  expect(findLacking(after, desired).filter((what) => !isNamed(what, named))).toEqual([]);

  const backwards = moved.map(({ from, to }) => ({ from: to, to: from }));
  const back = await org.applyPlans(before, backwards, (now) => makeInverse(before, now, inverseParts(moved)));
  expect(refusals(back.first)).toEqual([]);
  expect(failed(back.steps)).toEqual([]);
  expect(findUnnamed(await org.read(), before, namedRefs(back.first, back.left))).toEqual([]);
}

/** The files saying all, and deletions agreed to, one becomes the other exactly. */
async function becomeTheOther(pair: Pair): Promise<void> {
  const org = await orgWith(pair.live);
  const desired = await (await orgWith(pair.desired)).read();
  const before = await org.read();
  const { moved } = pair;
  const { first, left, steps } = await org.apply(desired, { moved, rules: everything, consents: allConsents(before, desired) });
  expect(refusals(first)).toEqual([]);
  expect(failed(steps)).toEqual([]);
  const after = withMoves(await org.read(), desired, moved);
  expect(findUnnamed(after, desired, namedRefs(first, left))).toEqual([]);
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

  test('planned and applied, nothing is left and nothing lacks, and the way back leads to where it was', { timeout }, () =>
    checkPairs(goThereAndBack),
  );

  test('the files saying all, one becomes the other exactly', { timeout }, () => checkPairs(becomeTheOther));
});

describe.each(regressions)('%s', (_name, pair) => {
  test('is valid', () => {
    expect(findInvalid(pair.live)).toEqual([]);
    expect(findInvalid(pair.desired)).toEqual([]);
  });

  test('there and back', () => goThereAndBack(pair));

  test('one becomes the other', () => becomeTheOther(pair));
});
