import type { JsonObject } from '../../model/json.ts';
import type { HistoryView } from '../view.ts';
import { toReceiptJson } from './receipt.ts';

/** What `history --json` prints: every receipt with its number, oldest first. Shape: `schemas/output/history.schema.json`. */
export function toHistoryJson(view: HistoryView): JsonObject {
  return {
    formatVersion: 1,
    org: view.org,
    entries: view.entries.map(({ number, receipt, restorable }) => ({ number, restorable, receipt: toReceiptJson(receipt) })),
  };
}
