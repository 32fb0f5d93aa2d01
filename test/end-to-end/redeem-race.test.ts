import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RaceRound } from './redeem-race.ts';

const long = process.env['ORGCAST_LONG'] === '1';
const rounds = Number(process.env['ORGCAST_ROUNDS'] ?? (long ? 200 : 20));

/** Rounds of eight contenders in so many processes, run in a process of their own with the embedded Git host. */
async function runRounds(way: 'redeem' | 'mixed', processes: number): Promise<readonly RaceRound[]> {
  const script = fileURLToPath(new URL('./redeem-rounds.ts', import.meta.url));
  const child = spawn(process.execPath, [script, String(rounds), way, String(processes)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const found: RaceRound[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) found.push(JSON.parse(line) as RaceRound);
  } finally {
    child.kill();
  }
  return found;
}

/** What holds of every round: one record was written, all see it as the winner, and it is in the ledger. */
function judge({ got, recorded }: RaceRound): 'redeem' | 'revoke' {
  const told = JSON.stringify(got);
  expect(got, told).toHaveLength(8);
  const winners = got.filter(({ outcome }) => outcome === 'fresh' || outcome === 'revoked');
  expect(winners, told).toHaveLength(1);
  expect(winners[0]?.nonce, told).toBe(recorded);
  expect(new Set(got.map(({ winner }) => winner)), told).toEqual(new Set([recorded]));
  const won = winners[0]?.what ?? 'redeem';
  const lost = won === 'redeem' ? ['resume', 'spent-by', 'spent'] : ['spent-by', 'already-revoked'];
  for (const { outcome } of got.filter((one) => one !== winners[0])) expect(lost, told).toContain(outcome);
  return won;
}

const usual = [
  ['redeem', 2],
  ['mixed', 4],
] as const;
const more = [
  ['redeem', 1],
  ['redeem', 4],
  ['mixed', 1],
  ['mixed', 2],
] as const;

test.each(long ? [...usual, ...more] : usual)(
  `eight contenders at once (%s, in %i processes): exactly one spends the key, none is lost (${rounds} rounds)`,
  async (way, processes) => {
    const judged = (await runRounds(way, processes)).map(judge);
    expect(judged).toHaveLength(rounds);
    if (way === 'redeem') expect(new Set(judged)).toEqual(new Set(['redeem']));
  },
  900_000,
);
