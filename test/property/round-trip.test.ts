import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Edition } from '../../cli/emulator/crm/org-record.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { arbitraryOrg } from './arbitrary-org.ts';
import type { Reached } from './reached.ts';
import { addReached, findUnreached, formatReached } from './reached.ts';
import { orgsThatFailed } from './regressions.ts';
import { serveCrm } from './served-crm.ts';
import { goRound } from './trip.ts';
import { openOrgAt } from './world.ts';

/** A thousand orgs in the long form, `npm run test:long`; `ORGCAST_ORGS` asks for another number. */
const isLong = process.env['ORGCAST_LONG'] === '1';
const numRuns = Number(process.env['ORGCAST_ORGS'] ?? (isLong ? 1000 : 14));
const given = process.env['ORGCAST_SEED'];
/** New orgs in every long run; the same ones in every short one. */
const seed = given === undefined ? (isLong ? Date.now() : 20261123) : Number(given);
const timeout = isLong ? 4 * 3_600_000 : 300_000;

/** Editions that can be copied; what fails is shrunk to the first. */
const editions = ['enterprise', 'ultimate', 'professional', 'standard'] as const satisfies readonly Edition[];

/** What an org of each edition has to begin with. */
const standard = new Map<Edition, ReadonlyMap<Ref, Element>>();

beforeAll(async () => {
  const crm = await serveCrm();
  for (const edition of editions) {
    const { elements } = await openOrgAt(crm.open({ name: edition, edition })).read();
    standard.set(edition, elements);
  }
  await crm.close();
});

const arbitraryCase = (): fc.Arbitrary<readonly [Edition, Snapshot]> =>
  fc
    .constantFrom<Edition[]>(...editions)
    .chain((edition) => arbitraryOrg({ edition, standard: standard.get(edition) ?? new Map(), most: 2 }).map((org) => [edition, org] as const));

/** What the drafted orgs made the plans write into empty ones, by kind. */
const reached = new Map<string, Reached>();

/** An org comes back from its files as it was: nothing lost, nothing left to do, every file the same. */
async function comeBack(edition: Edition, drafted: Snapshot): Promise<void> {
  const { steps, ...rest } = await goRound(drafted, edition);
  expect(rest).toEqual({ unmade: [], lost: [], findings: [], undone: [], differing: [], left: [] });
  addReached(reached, steps);
  tellEvery100();
}

let orgs = 0;

/** A sign of life in long runs. */
function tellEvery100(): void {
  orgs += 1;
  if (isLong && orgs % 100 === 0) process.stdout.write(`${orgs} orgs came back\n`);
}

describe('for any org', () => {
  test('its files, validated and applied to an empty org of its edition, are the files of that org', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase(), ([edition, org]) => comeBack(edition, org)),
      { numRuns, seed, interruptAfterTimeLimit: timeout - 5_000, markInterruptAsFailure: true },
    );
    if (isLong) process.stdout.write(`${numRuns} orgs of seed ${seed}\n${formatReached(reached)}`);
  });

  test('elements of every kind that can be written were among them', () => {
    expect(findUnreached(reached)).toEqual([]);
  });
});

describe.each(orgsThatFailed)('%s', (_name, edition, org) => {
  test('comes back', () => comeBack(edition, org));
});
