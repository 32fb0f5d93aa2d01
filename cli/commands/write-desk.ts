import type { CrmClient } from '../crm/client.ts';
import { isFinal } from '../crm/final.ts';
import type { WriteResult } from '../crm/write.ts';
import { sendWrite } from '../crm/write.ts';
import type { OwnedWrite, ReadyWrite, Secrets } from '../live/resolve-write.ts';
import { resolveWrite } from '../live/resolve-write.ts';
import type { WriteItem } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { Step } from '../model/plan.ts';
import type { ApplyJournal, JournalItem } from './apply-journal.ts';

/** Where every write of an apply passes: none goes out that was not written down, or comes after the end. */
export interface WriteDesk {
  /**
   * Sends a write whose ids are known by now, and answers what became of each item; captured ids are put into `ids`. Undefined when nothing more may be sent.
   */
  send(owned: OwnedWrite, ids: Map<Ref, string>, steps: ReadonlyMap<string, Step>): Promise<readonly WriteResult[] | undefined>;
  /** why nothing more may be sent in this run; undefined while there may */
  ended(): string | undefined;
  /** lets nothing more out */
  end(reason: string): void;
}

/** What a desk works with. */
export interface DeskParts {
  readonly client: CrmClient;
  readonly journal: ApplyJournal;
  readonly secrets: Secrets;
  /** a sign of life; a Failure of it ends the run */
  beat(): Promise<void>;
}

/** Opens the desk of one apply. */
export function openDesk(parts: DeskParts): WriteDesk {
  let reason: string | undefined;
  const end = (why: string): void => {
    reason ??= why;
  };
  return {
    ended: () => reason,
    end,
    async send(owned, ids, steps) {
      const ready = resolveWrite(owned.write, ids, parts.secrets);
      if ('missing' in ready) return owned.owners.map(() => missingResult(ready.missing));
      await endOnFailure(parts.beat, end);
      if (reason !== undefined) return undefined;
      const results = await sendJournalled(parts, ready, itemsOf(owned, steps), end);
      results?.forEach((result, index) => {
        if (result.status === 'done') noteIds(owned.write.items[index], result, ids);
      });
      return results;
    },
  };
}

function noteIds(item: WriteItem | undefined, { id, also }: Extract<WriteResult, { status: 'done' }>, ids: Map<Ref, string>): void {
  if (id !== undefined && item?.captures !== undefined) ids.set(item.captures, id);
  for (const [name, ref] of Object.entries(item?.also ?? {})) {
    const other = also?.get(name);
    if (other !== undefined) ids.set(ref, other);
  }
}

async function sendJournalled(
  { client, journal }: DeskParts,
  ready: ReadyWrite,
  items: readonly JournalItem[],
  end: (reason: string) => void,
): Promise<readonly WriteResult[] | undefined> {
  const write = await journal.intend(ready, items);
  try {
    const results = await sendWrite(client, ready);
    // Not waited for: the journal keeps the order, so what is intended next is on disk only after this, and nothing goes out before that.
    journal.tell(write, items, results).catch((error: unknown) => end(error instanceof Error ? error.message : String(error)));
    return results;
  } catch (error) {
    // What ends the run was turned away before anything was done.
    if (!(error instanceof Failure) || !isFinal(error)) throw error;
    end(error.message);
    await journal.tell(
      write,
      items,
      items.map(() => ({ status: 'unsent' })),
    );
    return undefined;
  }
}

async function endOnFailure(work: () => Promise<void>, end: (reason: string) => void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    end(error.message);
  }
}

function itemsOf({ write, owners }: OwnedWrite, steps: ReadonlyMap<string, Step>): readonly JournalItem[] {
  return owners.flatMap((id, index) => {
    const step = steps.get(id);
    return step === undefined ? [] : [{ step: id, ref: step.ref, creates: step.action === 'create' && write.items[index]?.captures === step.ref }];
  });
}

function missingResult(ref: Ref): WriteResult {
  return { status: 'failed', code: 'id.missing', message: `${ref} has no id in this org yet`, details: {} };
}
