import { join } from 'node:path';
import type { Tried, Tries } from '../apply/tries.ts';
import type { WriteResult } from '../crm/write.ts';
import type { Journal } from '../disk/journal.ts';
import { openJournal, readJournal } from '../disk/journal.ts';
import type { ReadyWrite } from '../live/resolve-write.ts';
import type { Ref } from '../model/element.ts';
import type { RunKey } from '../model/history.ts';
import type { JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';

/** One item of a write: whose it is, and whether it makes the element itself. */
export interface JournalItem {
  readonly step: string;
  readonly ref: Ref;
  readonly creates: boolean;
}

/** What became of an item that was to be sent; `unsent`: it certainly was not done. */
export type JournalResult = WriteResult | { readonly status: 'unsent' };

/** The journal of the runs of one approved plan that have no receipt yet. What is promised here is on disk before the next thing happens. */
export interface ApplyJournal {
  /** attempts of runs that were interrupted before their receipt */
  readonly earlier: Tries;
  /** when the first of those runs began; undefined when there was none */
  readonly startedAt: string | undefined;
  /** before a write is sent; answers the number under which its outcome is told */
  intend(write: ReadyWrite, items: readonly JournalItem[]): Promise<number>;
  /** before a step counts as done or not */
  tell(write: number, items: readonly JournalItem[], results: readonly JournalResult[]): Promise<void>;
  endPass(pass: number): Promise<void>;
  /** before the receipt of the runs since then is kept */
  seal(startedAt: string): Promise<void>;
  /** the run's receipt is kept: the journal goes */
  remove(): Promise<void>;
  /** the run's receipt is not kept: the journal stays for the next run */
  close(): Promise<void>;
}

/**
 * Opens the journal of a plan in `.orgcast/journal/<org>/` of the repository. What it tells of runs whose receipt is kept after all (`isKept`, asked with their
 * beginning) is passed over, so that no receipt tells it again.
 */
export async function openApplyJournal(
  repo: string,
  run: RunKey,
  startedAt: string,
  isKept: (startedAt: string) => Promise<boolean>,
): Promise<ApplyJournal> {
  const journal = await openJournal(journalFile(repo, run));
  const sealed = journal.earlier.findLastIndex((entry) => entry['entry'] === 'receipt');
  const kept = sealed >= 0 && (await isKept(text(journal.earlier[sealed], 'startedAt') ?? ''));
  const open = kept ? journal.earlier.slice(sealed + 1) : journal.earlier;
  const begun = open.find((entry) => entry['entry'] === 'run');
  await journal.append({ entry: 'run', at: startedAt, plan: run.planDigest });
  return { earlier: recallTries(open), startedAt: text(begun, 'at'), ...writeEntries(journal) };
}

/** Ids of what interrupted runs of a plan created, as their journal tells; it is not changed. */
export function recallCreated(repo: string, run: Pick<RunKey, 'org' | 'planDigest'>): ReadonlyMap<Ref, string> {
  const tries = recallTries(readJournal(journalFile(repo, run)));
  return new Map([...tries].flatMap(([ref, { created }]) => (created === undefined ? [] : [[ref, created] as const])));
}

function journalFile(repo: string, { org, planDigest }: Pick<RunKey, 'org' | 'planDigest'>): string {
  const name = `${planDigest.replace(/^sha256:/, '').replaceAll(/[^\w-]/g, '-')}.jsonl`;
  return join(repo, '.orgcast', 'journal', org, name);
}

function writeEntries(journal: Journal): Omit<ApplyJournal, 'earlier' | 'startedAt'> {
  let writes = 0;
  return {
    async intend({ method, path }, items) {
      writes += 1;
      const write = writes;
      const steps = items.map(({ step, ref, creates }) => ({ step, ref, creates }));
      await journal.append({ entry: 'intent', write, method, path, steps });
      return write;
    },
    tell: (write, items, results) =>
      journal.append({ entry: 'outcome', write, results: items.map(({ ref }, index) => ({ ref, ...describeResult(results[index]) })) }),
    endPass: (pass) => journal.append({ entry: 'pass', pass }),
    seal: (startedAt) => journal.append({ entry: 'receipt', startedAt }),
    remove: journal.remove,
    close: journal.close,
  };
}

function describeResult(result: JournalResult | undefined): JsonObject {
  if (result === undefined) return { status: 'ambiguous' };
  if (result.status === 'done') return { status: 'done', id: result.id ?? null };
  return result.status === 'failed' ? { status: 'failed', code: result.code } : { status: result.status };
}

/** What the entries of interrupted runs tell of each element: one attempt a pass in which something of it may have been sent. */
export function recallTries(entries: readonly JsonObject[]): Tries {
  const tries = new Map<Ref, Tried>();
  let open = new Map<string, readonly JsonObject[]>();
  let tried = new Set<Ref>();
  const endPass = (): void => {
    // What has no outcome when a run ends may have been done.
    for (const steps of open.values()) for (const step of steps) noteSent(tries, tried, step, undefined);
    for (const ref of tried) tries.set(ref, { ...tries.get(ref), attempts: (tries.get(ref)?.attempts ?? 0) + 1 });
    open = new Map();
    tried = new Set();
  };
  for (const entry of entries) {
    const write = String(property(entry, 'write'));
    if (entry['entry'] === 'intent') open.set(write, objects(entry, 'steps'));
    if (entry['entry'] === 'outcome') {
      const results = objects(entry, 'results');
      for (const [index, step] of (open.get(write) ?? []).entries()) noteSent(tries, tried, step, results[index]);
      open.delete(write);
    }
    if (entry['entry'] === 'pass' || entry['entry'] === 'run') endPass();
  }
  endPass();
  return tries;
}

function noteSent(tries: Map<Ref, Tried>, tried: Set<Ref>, step: JsonObject, result: JsonObject | undefined): void {
  const ref = text(step, 'ref') as Ref | undefined;
  const status = text(result, 'status') ?? 'ambiguous';
  if (ref === undefined || status === 'unsent') return;
  tried.add(ref);
  const known = tries.get(ref) ?? { attempts: 0 };
  if (step['creates'] !== true) return;
  const id = text(result, 'id');
  if (status === 'done' && id !== undefined) tries.set(ref, { ...known, created: id });
  if (status === 'ambiguous') tries.set(ref, { ...known, unclear: true });
}
