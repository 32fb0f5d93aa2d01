import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Round } from './merged-request.ts';
import { roleName } from './small-org.ts';

const rounds = Number(process.env['ORGCAST_ROUNDS'] ?? 100);

/** Rounds as they are run. */
async function* runRounds(count: number, way: 'in process' | 'as processes'): AsyncGenerator<Round> {
  const script = fileURLToPath(new URL('./simultaneous-rounds.ts', import.meta.url));
  const child = spawn(process.execPath, [script, String(count), way], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Round;
  } finally {
    child.kill();
  }
}

/** What must hold of two jobs for one merge, however they met. */
function judge({ kid, ended, writes, records }: Round): 'locked' | 'resumed' {
  const told = ended.map((one) => `${one.code}\n${one.stdout}\n${one.stderr}`).join('\n---\n');
  expect(writes, told).toEqual({ 'POST /settings/roles': 1 });
  expect(records.filter((ref) => ref.includes('/spent/'))).toEqual([`refs/tags/orgcast/spent/${kid}`]);
  const redeemed = ended.filter((one) => one.stderr.includes(`Copy key ${kid} redeemed`));
  expect(redeemed, told).toHaveLength(1);
  expect(redeemed[0]?.code, told).toBe(0);
  expect(JSON.parse(redeemed[0]?.stdout ?? '')).toMatchObject({ status: 'done', steps: [{ id: `create role:${roleName}`, status: 'done' }] });
  const other = ended.find((one) => one !== redeemed[0]);
  if (other?.code === 4) {
    expect(other.stderr).toContain('error apply.locked osaka:');
    expect(JSON.parse(other.stdout)).toMatchObject({ error: { code: 'apply.locked', exitCode: 4 } });
    expect(records.filter((ref) => ref.includes('/receipt/'))).toHaveLength(1);
    return 'locked';
  }
  // It came after the first had ended: the merge is the same, so it may look again, and finds nothing to do.
  expect(other?.code, told).toBe(0);
  expect(JSON.parse(other?.stdout ?? '')).toMatchObject({ status: 'done', steps: [{ status: 'done', attempts: 0 }] });
  return 'resumed';
}

async function judgeAll(count: number, way: 'in process' | 'as processes'): Promise<{ locked: number; resumed: number }> {
  const outcomes = { locked: 0, resumed: 0 };
  for await (const round of runRounds(count, way)) outcomes[judge(round)] += 1;
  return outcomes;
}

test(`two jobs for one merge at the same moment: one redeems, the other stops before any write (${rounds} rounds)`, async () => {
  const { locked, resumed } = await judgeAll(rounds, 'in process');
  expect(locked + resumed).toBe(rounds);
  expect(locked).toBeGreaterThan(0);
}, 900_000);

test('the same with two processes of the program as it is published', async () => {
  const { locked, resumed } = await judgeAll(3, 'as processes');
  expect(locked + resumed).toBe(3);
}, 300_000);
