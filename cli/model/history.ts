import type { Ref } from './element.ts';
import type { JsonObject } from './json.ts';
import type { RecordedPlan } from './plan.ts';
import type { Receipt } from './receipt.ts';
import type { Snapshot } from './snapshot.ts';

/** What an apply is known by until its receipt is written: the same for a job and every re-run of it. */
export interface RunKey {
  readonly org: string;
  readonly zgid: string;
  /** digest of the plan that was approved */
  readonly planDigest: string;
  /** id of the copy key; absent for an org's own saved plan */
  readonly kid?: string;
}

/** What an apply asked a person to set and no API tells of: it counts as done when somebody ticks it. */
export interface Told {
  readonly ref: Ref;
  /** what the element is to be; null: it is to go */
  readonly attributes: JsonObject | null;
}

/** A receipt with its number in the org's history, counted from 1. */
export interface HistoryEntry {
  readonly number: number;
  readonly receipt: Receipt;
  /** true when the org's snapshots around the apply were kept, so that `rollback` can go back to it */
  readonly restorable: boolean;
}

/** What planning needs of an org's history. */
export interface Past {
  readonly newest: HistoryEntry;
  /** what was applied last, with what was ticked since; absent for receipts from before snapshots were kept */
  readonly base?: Snapshot;
  /** elements that an apply created and no later one deleted, with their ids where these were told */
  readonly created: ReadonlyMap<Ref, string | null>;
  /** number of the pull request whose receipt lists what was left to people last; absent where none does */
  readonly toldIn?: number;
}

/** What is kept of an apply. */
export interface HistoryRecord extends HistoryEntry {
  /** the org before the first write of the first run */
  readonly before: Snapshot;
  /** the org as read back at the end */
  readonly after: Snapshot;
  /** what later plans take for the last applied: `after`, but for what the apply left alone */
  readonly base: Snapshot;
  /** the plan from `after` back to `before` */
  readonly inverse: RecordedPlan;
  /** what was left to people and no API tells of; absent: nothing */
  readonly told?: readonly Told[];
}

/** Where receipts and the snapshots around them are kept: the ledger of the forge, or a folder of the repository where there is no forge. */
export interface HistoryStore {
  /**
   * Keeps the org as it is before the first write, and answers it. A run that goes on with an interrupted one of the same key gets what that one kept. Durable when
   * it resolves.
   */
  begin(run: RunKey, before: Snapshot): Promise<Snapshot>;
  /** Keeps the end of an apply and answers its number. */
  finish(run: RunKey, record: Omit<HistoryRecord, 'number' | 'restorable'>): Promise<number>;
  /** undefined when nothing was ever applied */
  newest(org: string): Promise<Past | undefined>;
  /** receipts with a number above `since` (default 0: all), newest last */
  list(org: string, since?: number): Promise<readonly HistoryEntry[]>;
  /** undefined when there is none of that number, or it is from before snapshots were kept */
  read(org: string, number: number): Promise<HistoryRecord | undefined>;
}
