import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Receipt } from '../../cli/model/receipt.ts';
import { startChild } from './child.ts';
import { startProxy } from './crm-proxy.ts';
import type { Round, Scene } from './fault-scene.ts';
import { applyArguments, setUpScene } from './fault-scene.ts';
import type { Ended } from './pipeline.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setUpScene({ modules: 0, fields: 6, picklists: 2, roles: 5, profiles: 0, actions: 3, rules: 3, updates: 3, deletes: 3 });
}, 120_000);
afterAll(() => scene.close());

function receiptOf(ended: Ended): Receipt {
  return JSON.parse(ended.stdout) as Receipt;
}

/** The steps that a receipt calls done, and how it says the others are not. */
function splitSteps(receipt: Receipt): { done: readonly string[]; errors: readonly string[] } {
  const left = receipt.steps.filter((step) => step.status !== 'done');
  return { done: receipt.steps.filter((step) => step.status === 'done').map((step) => step.id), errors: left.map((step) => step.error ?? '') };
}

function journals(round: Round): readonly string[] {
  const folder = join(round.person.dir, '.orgcast/journal/target');
  return existsSync(folder) ? readdirSync(folder) : [];
}

test('what the budget does not cover is not begun, and the next run goes on with it', async () => {
  const round = await scene.rewind();
  appendFileSync(join(round.person.dir, 'environments/target/org.yaml'), 'budget: {credits: 8}\n');
  const first = await round.apply();
  expect(first.code, first.stderr).toBe(5);
  const { done, errors } = splitSteps(receiptOf(first));
  expect(done.length).toBeGreaterThan(0);
  expect(errors.length).toBeGreaterThan(0);
  for (const error of errors) expect(error).toMatch(/budget|needs "/);
  expect(receiptOf(first)).toMatchObject({ status: 'partial', reason: expect.stringContaining('budget') });
  expect(journals(round)).toEqual([]);

  let last = first;
  for (let run = 2; run <= 12 && last.code === 5; run += 1) last = await round.apply();
  expect(last.code, last.stderr).toBe(0);
  expect(splitSteps(receiptOf(last)).done).toEqual(scene.plan.steps.map((step) => step.id));
  await round.close();
}, 300_000);

test('asked to stop, an apply ends what is under way, reads back and leaves a receipt', async () => {
  const round = await scene.rewind();
  let stop = (): void => undefined;
  const proxy = await startProxy(round.url, {
    before: (number) => {
      if (number === 5) stop();
      return true;
    },
  });
  const child = startChild(round.person, applyArguments(round.person), { ORGCAST_CRM_URL: proxy.url });
  stop = () => void child.process.kill('SIGINT');
  const stopped = await child.ended;
  await proxy.close();
  expect(stopped.code, stopped.stderr).toBe(5);
  const receipt = receiptOf(stopped);
  expect(receipt.reason).toContain('the run was stopped');
  expect(receipt.summary.skipped).toBeGreaterThan(0);
  expect(receipt.summary.failed).toBe(0);
  expect(journals(round)).toEqual([]);
  const again = await round.apply();
  expect(again.code, again.stderr).toBe(0);
  const created = [receipt, receiptOf(again)].flatMap(({ steps }) => steps.flatMap((step) => (typeof step.created === 'string' ? [step.id] : [])));
  expect(new Set(created).size).toBe(created.length);
  await round.close();
}, 300_000);

test('a CRM that never tells what it did is asked a bounded number of times, and the receipt says so', async () => {
  const round = await scene.rewind();
  await round.setFaults([{ writes: true, org: 'target', status: 500 }]);
  const ended = await round.apply();
  expect(ended.code, ended.stderr).toBe(5);
  const receipt = receiptOf(ended);
  expect(receipt.summary).toMatchObject({ done: 0, manual: 0 });
  expect(receipt.steps.some((step) => step.status === 'failed' && step.error?.includes('unclear whether it was done'))).toBe(true);
  await round.setFaults([]);
  expect((await round.apply()).code).toBe(0);
  await round.close();
}, 300_000);
