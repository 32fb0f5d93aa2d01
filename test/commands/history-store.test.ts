import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeFolderHistory } from '../../cli/commands/history-folder.ts';
import { makeLedgerHistory } from '../../cli/commands/history-ledger.ts';
import { appendRecord } from '../../cli/github/records.ts';
import { digestText } from '../../cli/model/canonical.ts';
import type { Ref } from '../../cli/model/element.ts';
import { splitRef } from '../../cli/model/element.ts';
import type { HistoryStore, RunKey } from '../../cli/model/history.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { RecordedPlan } from '../../cli/model/plan.ts';
import type { Receipt, StepReceipt } from '../../cli/model/receipt.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { toReceiptJson } from '../../cli/report/json/receipt.ts';
import { openWorld } from '../github/world.ts';

const run: RunKey = { org: 'osaka', zgid: '77', planDigest: digestText('plan'), kid: 'abcdefghijklmnop' };

function snapshotOf(elements: Readonly<Record<Ref, JsonObject>>): Snapshot {
  const list = Object.entries(elements) as [Ref, JsonObject][];
  return { elements: new Map(list.map(([ref, attributes]) => [ref, { ...splitRef(ref), attributes }])) };
}

const before = snapshotOf({ 'role:CEO': { name: 'CEO', share: true } });
const after = snapshotOf({ 'role:CEO': { name: 'CEO', share: true }, 'role:A: "b"': { name: 'A: "b"', list: [1, null, 'ü'] } });

function receiptOf(steps: readonly StepReceipt[], status: Receipt['status'] = 'done'): Receipt {
  const count = (wanted: string) => steps.filter((step) => step.status === wanted).length;
  return {
    formatVersion: 1,
    org: 'osaka',
    zgid: '77',
    status,
    reason: null,
    request: 3,
    planDigest: run.planDigest,
    steps,
    summary: { done: count('done'), failed: count('failed'), skipped: count('skipped'), manual: count('manual') },
    plan: { create: 1, update: 0, delete: 0, manual: 0, blocked: 0, unchanged: 5 },
    requests: 4,
    credits: 9,
    startedAt: '2026-11-22T10:00:00Z',
    finishedAt: '2026-11-22T10:01:00Z',
  };
}

const inverse: RecordedPlan = { formatVersion: 1, org: 'osaka', zgid: '77', digest: 'd', summary: receiptOf([]).plan, credits: 0, steps: [] };
const created: StepReceipt = { id: 'create role:A: "b"', status: 'done', attempts: 1, created: '991' };
const done = receiptOf([created]);

async function inLedger(): Promise<HistoryStore> {
  return makeLedgerHistory((await openWorld()).connect('bo'));
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const stores = [
  ['the ledger', inLedger],
  ['a folder', async () => makeFolderHistory(scratch())],
] as const;

describe.each(stores)('history in %s', (_name, open) => {
  test('knows nothing of an org that nobody applied to', async () => {
    const store = await open();
    expect(await store.newest('osaka')).toBeUndefined();
    expect(await store.list('osaka')).toEqual([]);
    expect(await store.read('osaka', 1)).toBeUndefined();
  });

  test('reads back what it keeps, numbered from 1, and of other orgs nothing', async () => {
    const store = await open();
    expect(await store.begin(run, before)).toEqual(before);
    expect(await store.finish(run, { receipt: done, before, after, base: after, inverse })).toBe(1);
    const record = await store.read('osaka', 1);
    expect(record).toEqual({ number: 1, receipt: done, restorable: true, before, after, base: after, inverse });
    expect(await store.newest('osaka')).toEqual({
      newest: { number: 1, receipt: done, restorable: true },
      base: after,
      created: new Map([['role:A: "b"', '991']]),
    });
    expect(await store.newest('osaka-2')).toBeUndefined();
    expect(await store.finish(run, { receipt: done, before, after, base: after, inverse })).toBe(2);
    expect((await store.list('osaka')).map(({ number }) => number)).toEqual([1, 2]);
    expect((await store.list('osaka', 1)).map(({ number }) => number)).toEqual([2]);
  });

  test('an interrupted run, and one that left something open, go on with what the first found; a done one does not', async () => {
    const store = await open();
    await store.begin(run, before);
    expect(await store.begin(run, after)).toEqual(before);
    const partial = receiptOf([{ id: 'create role:A: "b"', status: 'failed', attempts: 1, error: 'no' }], 'partial');
    await store.finish(run, { receipt: partial, before, after, base: after, inverse });
    expect(await store.begin(run, after)).toEqual(before);
    await store.finish(run, { receipt: done, before, after, base: after, inverse });
    expect(await store.begin(run, after)).toEqual(after);
  });

  test('runs of another key, or of no key, find what they find', async () => {
    const store = await open();
    const { kid: _kid, ...own } = run;
    await store.begin(run, before);
    expect(await store.begin(own, after)).toEqual(after);
    expect(await store.begin({ ...run, kid: 'ponmlkjihgfedcba' }, after)).toEqual(after);
    expect(await store.begin(own, before)).toEqual(after);
  });

  test('what an apply created is ours until one deletes it', async () => {
    const store = await open();
    const finish = (steps: readonly StepReceipt[]) => store.finish(run, { receipt: receiptOf(steps), before, after, base: after, inverse });
    await finish([created, { id: 'create role:B', status: 'failed', attempts: 1 }, { id: 'update role:C', status: 'done', attempts: 1 }]);
    await finish([{ id: 'create role:D', status: 'done', attempts: 1 }]);
    expect((await store.newest('osaka'))?.created).toEqual(
      new Map([
        ['role:A: "b"', '991'],
        ['role:D', null],
      ]),
    );
    await finish([{ id: 'delete role:A: "b"', status: 'done', attempts: 1 }]);
    expect((await store.newest('osaka'))?.created).toEqual(new Map([['role:D', null]]));
  });

  test('an org of 4,000 elements is kept', async () => {
    const store = await open();
    const names = Array.from({ length: 4000 }, (_, index) => `field:Deals.Field_${index}` as const);
    const attributes = { data_type: 'picklist', values: Array.from({ length: 8 }, (_, index) => ({ display_value: `値 ${index}` })) };
    const large = snapshotOf(Object.fromEntries(names.map((name) => [name, attributes])));
    await store.begin(run, large);
    await store.finish(run, { receipt: done, before: large, after: large, base: large, inverse });
    expect((await store.newest('osaka'))?.base?.elements.size).toBe(4000);
    expect((await store.read('osaka', 1))?.before).toEqual(large);
  });
});

test('receipts of the ledger from before snapshots were kept are listed, count what was created, and lead nowhere back', async () => {
  const forge = (await openWorld()).connect('bo');
  const text = `${JSON.stringify(toReceiptJson(done))}\n`;
  await appendRecord(forge, 'receipt/osaka/', { status: 'done' }, new Map([['receipt.json', text]]));
  const store = makeLedgerHistory(forge);
  const entry = { number: 1, receipt: done, restorable: false };
  expect(await store.list('osaka')).toEqual([entry]);
  expect(await store.newest('osaka')).toEqual({ newest: entry, created: new Map([['role:A: "b"', '991']]) });
  expect(await store.read('osaka', 1)).toBeUndefined();
});

test('a folder that somebody bent is told, not taken for an empty org', async () => {
  const folder = scratch();
  const store = makeFolderHistory(folder);
  await store.finish(run, { receipt: done, before, after, base: after, inverse });
  writeFileSync(join(folder, 'osaka/1/base.json'), '{"formatVersion":1,"elem');
  await expect(store.newest('osaka')).rejects.toMatchObject({ code: 'history.broken', kind: 'refused' });
});

test('writers at the same time each get a number of their own, and leave nothing half-written', async () => {
  const folder = scratch();
  const numbers = await Promise.all(
    Array.from({ length: 5 }, () => makeFolderHistory(folder).finish(run, { receipt: done, before, after, base: after, inverse })),
  );
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(readdirSync(join(folder, 'osaka')).sort()).toEqual(['1', '2', '3', '4', '5']);
});
