import type { HistoryEntry } from '../../model/history.ts';
import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { historyMessages } from '../messages/history.ts';
import { receiptStatusMessages } from '../messages/receipt.ts';
import { choosePaint } from '../style.ts';
import { layOutTable } from '../table.ts';
import type { HistoryView } from '../view.ts';
import { countStepReceipts } from './receipt.ts';

const tones = { done: 'good', partial: 'warning', refused: 'error' } as const;

/**
 * An org's receipts for a terminal, a line each, oldest first: number, when it ended, how, for which request, counts, whether there is a
 * way back to it, start of the plan's digest. Ends with a line feed.
 */
export function formatHistory(view: HistoryView, context: TextContext): string {
  const org = showHidden(view.org);
  if (view.entries.length === 0) return `${say(historyMessages.none, context.lang, { org })}\n`;
  const paint = choosePaint(context.color);
  const { number, finished, status, request, steps, wayBack, digest } = historyMessages;
  const columns = [number, finished, status, request, steps, wayBack, digest].map((message, index) => ({
    title: say(message, context.lang),
    align: index === 0 ? ('right' as const) : ('left' as const),
  }));
  const rows = view.entries.map((entry) => listCells(entry, context));
  const lines = layOutTable(columns, rows, (line, row) => paint(tones[view.entries[row]?.receipt.status ?? 'done'], line));
  return `${[paint('strong', say(historyMessages.title, context.lang, { org })), ...lines].join('\n')}\n`;
}

function listCells({ number, receipt, restorable }: HistoryEntry, context: TextContext): string[] {
  return [
    String(number),
    showHidden(receipt.finishedAt),
    say(receiptStatusMessages[receipt.status], context.lang),
    receipt.request === null ? '–' : `#${receipt.request}`,
    countStepReceipts(receipt, context),
    say(restorable ? historyMessages.yes : historyMessages.no, context.lang),
    showHidden(receipt.planDigest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1')),
  ];
}
