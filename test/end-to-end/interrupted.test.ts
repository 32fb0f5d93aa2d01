import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { Outcome } from './interrupted-replays.ts';

/** Outcomes as they come; the first is that of an apply that nobody disturbed. */
async function* runReplays(source: 'branch' | 'profile'): AsyncGenerator<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'interrupted-replays.ts'), source], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Outcome;
  } finally {
    child.kill();
  }
}

/** Compares every outcome with the first, and gives what was told. */
async function judgeReplays(source: 'branch' | 'profile'): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of runReplays(source)) {
    const { way, again } = outcome;
    expect(again.code, `${way}: ${again.stdout}${again.stderr}`).toBe(0);
    expect(JSON.parse(again.stdout), way).toMatchObject({ status: 'done', summary: { failed: 0, skipped: 0, manual: 0 } });
    expect(outcome.names, way).toEqual(outcomes[0]?.names ?? outcome.names);
    expect(outcome.tree, way).toEqual(outcomes[0]?.tree ?? outcome.tree);
    if (way.startsWith('killed after')) expect(outcome.killed, way).toBe(-1);
    if (way === 'killed repeatedly') expect(outcome.killed, way).toBe(0);
    outcomes.push(outcome);
  }
  return outcomes;
}

test('killed at any write of many kinds, the job run again ends where it would have ended, and nothing is there twice', async () => {
  const [whole, ...killed] = await judgeReplays('branch');
  const endpoints = new Set(whole?.writes.map((write) => write.split('?')[0]?.replace(/\d{17,}/g, '{id}')));
  expect(endpoints.size).toBeGreaterThanOrEqual(12);
  expect(whole?.writes.length).toBeGreaterThanOrEqual(15);
  expect(killed).toHaveLength((whole?.writes.length ?? 0) + 1);
}, 1_200_000);

test('the same for a profile, which is a clone first', async () => {
  const [whole, ...killed] = await judgeReplays('profile');
  expect(whole?.writes.map((write) => write.split(' ')[0])).toEqual(['POST', 'PUT']);
  expect(killed).toHaveLength(3);
}, 300_000);
