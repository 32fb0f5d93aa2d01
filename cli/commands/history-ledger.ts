import type { Forge } from '../github/forge.ts';
import type { LedgerRecord } from '../github/records.ts';
import { appendChained, appendRecord, listRecordCommits, listRecords, readBlob, readRecord } from '../github/records.ts';
import type { HistoryEntry, HistoryStore, RunKey } from '../model/history.ts';
import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { RecordedPlan } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import {
  formatRecord,
  formatSnapshot,
  historyFiles,
  parseCreated,
  parseJson,
  parseReceipt,
  parseSnapshot,
  parseTold,
  snapshotFiles,
} from './history-text.ts';
import type { TickTexts } from './told-ticks.ts';
import { baseWithTicks, ticksOfComments } from './told-ticks.ts';
import type { Created } from './touched.ts';
import { addCreated } from './touched.ts';

/** The history in the ledger: receipts are `receipt/<org>/<n>`, what a run found before its first write is `run/<org>/<key>/<n>`. */
export function makeLedgerHistory(forge: Forge, texts: TickTexts = ticksOfComments(forge)): HistoryStore {
  const store: HistoryStore = {
    begin: (run, before) => beginRun(forge, run, before),
    async finish(run, record) {
      const past = await store.newest(run.org);
      const told = { request: record.receipt.request ?? past?.toldIn ?? null, open: record.told ?? [] };
      const files = formatRecord(run.zgid, record, addCreated(past?.created ?? new Map(), record.receipt), told);
      const { status, request, finishedAt } = record.receipt;
      const own = { ...(run.kid === undefined ? {} : { kid: run.kid }), request, status, finishedAt, planDigest: run.planDigest };
      const header = { ...own, records: await readTrail(forge, run) };
      return appendChained(forge, receiptFolder(run.org), header, files);
    },
    async newest(org) {
      const number = (await listNumbers(forge, receiptFolder(org))).at(-1);
      if (number === undefined) return undefined;
      const { record, entry } = await readEntry(forge, org, number);
      const base = await readFile(forge, record, historyFiles.base);
      const listed = await readFile(forge, record, historyFiles.told);
      const told = listed === undefined ? undefined : parseTold(placeOf(record, historyFiles.told), listed);
      const created = await readFile(forge, record, historyFiles.created);
      return {
        newest: entry,
        ...(base === undefined ? {} : { base: await baseWithTicks(org, parseSnapshot(placeOf(record, historyFiles.base), base), told, texts) }),
        ...(told === undefined || told.request === null ? {} : { toldIn: told.request }),
        created: created === undefined ? await countCreated(store, org) : parseCreated(placeOf(record, historyFiles.created), created),
      };
    },
    async list(org, since = 0) {
      const numbers = (await listNumbers(forge, receiptFolder(org))).filter((number) => number > since);
      return Promise.all(numbers.map(async (number) => (await readEntry(forge, org, number)).entry));
    },
    async read(org, number) {
      if (!(await listNumbers(forge, receiptFolder(org))).includes(number)) return undefined;
      const { record, entry } = await readEntry(forge, org, number);
      const [before, after, base, inverse] = await Promise.all(snapshotFiles.map((file) => readFile(forge, record, file)));
      if (before === undefined || after === undefined || base === undefined || inverse === undefined) return undefined;
      return {
        ...entry,
        before: parseSnapshot(placeOf(record, historyFiles.before), before),
        after: parseSnapshot(placeOf(record, historyFiles.after), after),
        base: parseSnapshot(placeOf(record, historyFiles.base), base),
        inverse: parseJson(placeOf(record, historyFiles.inverse), inverse) as JsonObject as unknown as RecordedPlan,
      };
    },
  };
  return store;
}

/** Every record that an apply rests on, by name, with the commit that it is: with its receipt they are one chain. */
async function readTrail(forge: Forge, run: RunKey): Promise<Readonly<Record<string, string>>> {
  const { kid } = run;
  const ofKey = kid === undefined ? [] : [`grant/${kid}`, `spent/${kid}`, `request/${kid}/`, `plan/${kid}/`, `review/${kid}/`];
  const found = await Promise.all([...ofKey, runFolder(run)].map((folder) => listRecordCommits(forge, folder)));
  return Object.fromEntries(found.flatMap((records) => [...records]));
}

/**
 * Keeps what a run finds. A run goes on with an earlier one of its key when nothing was finished since but parts of that very run; then what the first one
 * found is the answer.
 */
async function beginRun(forge: Forge, run: RunKey, before: Snapshot): Promise<Snapshot> {
  const folder = runFolder(run);
  const receipts = await listNumbers(forge, receiptFolder(run.org));
  const latest = (await listNumbers(forge, folder)).at(-1);
  const record = latest === undefined ? undefined : await requireRecord(forge, `${folder}${latest}`);
  if (record !== undefined && (await isUnfinished(forge, run, record, receipts))) {
    const kept = await readFile(forge, record, historyFiles.before);
    if (kept !== undefined) return parseSnapshot(placeOf(record, historyFiles.before), kept);
  }
  const header = { planDigest: run.planDigest, receipts: receipts.at(-1) ?? 0 };
  await appendRecord(forge, folder, header, new Map([[historyFiles.before, formatSnapshot(run.zgid, before)]]));
  return before;
}

async function isUnfinished(forge: Forge, run: RunKey, begun: LedgerRecord, receipts: readonly number[]): Promise<boolean> {
  const since = Number(property(begun.header, 'receipts') ?? 0);
  const later = await Promise.all(
    receipts.filter((number) => number > since).map((number) => requireRecord(forge, `${receiptFolder(run.org)}${number}`)),
  );
  return later.every(
    ({ header }) => text(header, 'kid') === run.kid && text(header, 'planDigest') === run.planDigest && text(header, 'status') !== 'done',
  );
}

async function countCreated(store: HistoryStore, org: string): Promise<Created> {
  return (await store.list(org)).reduce<Created>((created, { receipt }) => addCreated(created, receipt), new Map());
}

async function readEntry(forge: Forge, org: string, number: number): Promise<{ record: LedgerRecord; entry: HistoryEntry }> {
  const record = await requireRecord(forge, `${receiptFolder(org)}${number}`);
  const place = placeOf(record, historyFiles.receipt);
  const receipt = parseReceipt(place, (await readFile(forge, record, historyFiles.receipt)) ?? '');
  const restorable = snapshotFiles.every((file) => record.files.has(file));
  return { record, entry: { number, receipt, restorable } };
}

/** A record that was listed a moment ago; one that is gone now reads as an empty one, which the reader of its files refuses. */
async function requireRecord(forge: Forge, name: string): Promise<LedgerRecord> {
  return (await readRecord(forge, name)) ?? { name, commit: '', header: {}, files: new Map() };
}

async function readFile(forge: Forge, record: LedgerRecord, file: string): Promise<string | undefined> {
  const blob = record.files.get(file);
  return blob === undefined ? undefined : readBlob(forge, blob);
}

function placeOf(record: LedgerRecord, file: string): string {
  return `refs/tags/orgcast/${record.name}:${file}`;
}

function runFolder({ org, kid, planDigest }: RunKey): string {
  return `run/${org}/${kid ?? planDigest.replace(/^sha256:/, '')}/`;
}

function receiptFolder(org: string): string {
  return `receipt/${org}/`;
}

/** Numbers of a series of records, ascending. */
async function listNumbers(forge: Forge, folder: string): Promise<readonly number[]> {
  const numbers = (await listRecords(forge, folder)).map((name) => numberOf(folder, name));
  return numbers.filter(Number.isSafeInteger).sort((a, b) => a - b);
}

function numberOf(folder: string, name: string): number {
  return Number(name.slice(folder.length));
}
