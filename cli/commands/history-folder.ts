import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { appendNumbered, listNumbers } from '../disk/numbered-folder.ts';
import { readTextFile, writeTextFileAtomic } from '../disk/text-file.ts';
import type { HistoryEntry, HistoryStore, RunKey } from '../model/history.ts';
import type { JsonObject } from '../model/json.ts';
import type { RecordedPlan } from '../model/plan.ts';
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
import { baseWithTicks } from './told-ticks.ts';
import { addCreated } from './touched.ts';

/** The history in a folder of the repository, `<folder>/<org>/<n>/`, where there is no forge: for the machine that applied, and no other. */
export function makeFolderHistory(folder: string, texts: TickTexts = async () => []): HistoryStore {
  const store: HistoryStore = {
    async begin(run, before) {
      const file = runFile(folder, run);
      const kept = readTextFile(file);
      if (kept !== undefined) return parseSnapshot(file, kept);
      writeTextFileAtomic(file, formatSnapshot(run.zgid, before));
      return before;
    },
    async finish(run, record) {
      const past = await store.newest(run.org);
      const number = appendNumbered(
        join(folder, run.org),
        formatRecord(run.zgid, record, addCreated(past?.created ?? new Map(), record.receipt), { request: null, open: record.told ?? [] }),
      );
      // A run that left something open is gone on with; what it found at first stays what a way back leads to.
      const { failed, skipped } = record.receipt.summary;
      if (failed + skipped === 0) rmSync(runFile(folder, run), { force: true });
      return number;
    },
    async newest(org) {
      const number = listNumbers(join(folder, org)).at(-1);
      if (number === undefined) return undefined;
      const base = readPart(folder, org, number, historyFiles.base);
      const created = readPart(folder, org, number, historyFiles.created);
      const listed = readPart(folder, org, number, historyFiles.told);
      const told = listed === undefined ? undefined : parseTold(listed.place, listed.content);
      return {
        newest: readEntry(folder, org, number),
        ...(base === undefined ? {} : { base: await baseWithTicks(org, parseSnapshot(base.place, base.content), told, texts) }),
        created: created === undefined ? new Map() : parseCreated(created.place, created.content),
      };
    },
    async list(org, since = 0) {
      const numbers = listNumbers(join(folder, org)).filter((number) => number > since);
      return numbers.map((number) => readEntry(folder, org, number));
    },
    async read(org, number) {
      if (!listNumbers(join(folder, org)).includes(number)) return undefined;
      const [before, after, base, inverse] = snapshotFiles.map((file) => readPart(folder, org, number, file));
      if (before === undefined || after === undefined || base === undefined || inverse === undefined) return undefined;
      return {
        ...readEntry(folder, org, number),
        before: parseSnapshot(before.place, before.content),
        after: parseSnapshot(after.place, after.content),
        base: parseSnapshot(base.place, base.content),
        inverse: parseJson(inverse.place, inverse.content) as JsonObject as unknown as RecordedPlan,
      };
    },
  };
  return store;
}

function readEntry(folder: string, org: string, number: number): HistoryEntry {
  const receipt = readPart(folder, org, number, historyFiles.receipt);
  const restorable = snapshotFiles.every((file) => readPart(folder, org, number, file) !== undefined);
  return {
    number,
    receipt: parseReceipt(receipt?.place ?? join(folder, org, String(number)), receipt?.content ?? ''),
    restorable,
  };
}

function readPart(folder: string, org: string, number: number, file: string): { place: string; content: string } | undefined {
  const place = join(folder, org, String(number), file);
  const content = readTextFile(place);
  return content === undefined ? undefined : { place, content };
}

function runFile(folder: string, run: RunKey): string {
  return join(folder, run.org, 'runs', `${run.kid ?? run.planDigest.replace(/^sha256:/, '')}.json`);
}
