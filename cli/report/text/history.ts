import type { Receipt } from '../../model/receipt.ts';
import type { TextContext } from '../context.ts';
import { padToWidth } from '../display-width.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { receiptStatusMessages } from '../messages/receipt.ts';
import { choosePaint } from '../style.ts';
import { countStepReceipts } from './receipt.ts';

/** Cells of the status and of the number, so that lines of one history stand under each other. */
const statusWidth = 15;
const requestWidth = 6;

/** One receipt as one line of an org's history: when, how it ended, which request, the counts, the start of the plan's digest. Without a line feed. */
export function formatHistoryLine(receipt: Receipt, context: TextContext): string {
  const paint = choosePaint(context.color);
  const status = say(receiptStatusMessages[receipt.status], context.lang);
  const request = receipt.request === null ? '–' : `#${receipt.request}`;
  return [
    showHidden(receipt.finishedAt),
    paint(receipt.status === 'done' ? 'good' : 'warning', padToWidth(status, statusWidth)),
    padToWidth(request, requestWidth),
    countStepReceipts(receipt, context),
    paint('quiet', showHidden(receipt.planDigest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1'))),
  ].join('  ');
}
