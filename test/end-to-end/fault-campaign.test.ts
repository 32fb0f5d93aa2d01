import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { FaultRow } from './fault-campaign.ts';

/** Rows of the campaign's short form as they come. */
async function* runCampaign(): AsyncGenerator<FaultRow> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fault-campaign.ts'), '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as FaultRow;
  } finally {
    child.kill();
  }
}

test('disturbed in any way at any request, the job run again ends where it would have ended: every create once, and receipts that add up', async () => {
  const met: string[] = [];
  for await (const { fault, requests, rounds, runs, ...row } of runCampaign()) {
    expect(row, fault).toMatchObject({ otherState: 0, otherCreates: 0, otherReceipts: 0, broken: 0, examples: [] });
    expect(row.steps).toBeGreaterThanOrEqual(40);
    expect(rounds, fault).toBeGreaterThanOrEqual(Math.floor(requests / 7));
    if (fault === '429 for good') expect(runs, fault).toBe(2);
    if (fault !== '429 for good' && fault !== 'emulator restart') expect(runs, fault).toBe(1);
    met.push(fault);
  }
  expect(met).toEqual([
    '429',
    '429 for good',
    '500',
    'dropped before',
    'dropped after',
    'timeout after success',
    'partial page',
    'kill -9 before',
    'kill -9 after',
    'emulator restart',
  ]);
}, 600_000);
