import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Round } from './fuzz-round.ts';
import { runRound } from './fuzz-round.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { openFuzzWorld } from './fuzz-world.ts';
import { regressions } from './regressions.ts';

let world: FuzzWorld;
beforeAll(async () => {
  world = await openFuzzWorld();
}, 120_000);
afterAll(() => world?.close());

test.each(regressions)('seed $seed, which once failed: $what', async ({ seed }) => {
  expect((await runRound(world, seed)).wrong).toEqual([]);
});

test('every bundle of the short form ends in a finding or a plan, and leaves nothing outside git', async () => {
  const before = world.outside();
  const rounds: Round[] = [];
  for (let seed = 1; seed <= 60; seed += 1) rounds.push(await runRound(world, seed));
  expect(rounds.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(world.outside()).toEqual(before);
  const accepted = rounds.filter(({ end }) => end === 'accepted').length;
  // A campaign that is all refusals, or all plans, would try nothing.
  expect(accepted).toBeGreaterThan(5);
  expect(rounds.length - accepted).toBeGreaterThan(20);
  expect(new Set(rounds.map(({ end }) => end)).size).toBeGreaterThan(8);
}, 600_000);
