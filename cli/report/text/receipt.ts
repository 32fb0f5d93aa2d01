import type { Receipt, StepReceipt } from '../../model/receipt.ts';
import { adviseNext } from '../advice.ts';
import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { receiptMessages, receiptStatusMessages, stepStatusMessages } from '../messages/receipt.ts';
import type { Tone } from '../style.ts';
import { choosePaint } from '../style.ts';
import { layOutTable } from '../table.ts';

const toneOfStep: Readonly<Record<StepReceipt['status'], Tone>> = { done: 'good', failed: 'error', skipped: 'warning', manual: 'note' };
const toneOfReceipt: Readonly<Record<Receipt['status'], Tone>> = { done: 'good', partial: 'warning', refused: 'error' };

/** A receipt for a terminal: how it ended and why, a table of the steps, what it cost, and what to do next. Ends with a line feed. */
export function formatReceipt(receipt: Receipt, context: TextContext): string {
  const blocks = [formatHead(receipt, context), formatSteps(receipt, context), formatFoot(receipt, context), formatNext(receipt, context)];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The counts of a receipt as one phrase. */
export function countStepReceipts(receipt: Receipt, context: TextContext): string {
  const counts = Object.fromEntries(Object.entries(receipt.summary).map(([name, count]) => [name, formatCount(count)]));
  return say(receiptMessages.counts, context.lang, counts);
}

function formatHead(receipt: Receipt, context: TextContext): string[] {
  const paint = choosePaint(context.color);
  const title = paint('strong', say(receiptMessages.title, context.lang, { org: `${showHidden(receipt.org)} (${showHidden(receipt.zgid)})` }));
  const status = paint(toneOfReceipt[receipt.status], say(receiptStatusMessages[receipt.status], context.lang));
  const request =
    receipt.request === null
      ? say(receiptMessages.withoutRequest, context.lang)
      : say(receiptMessages.request, context.lang, { number: receipt.request });
  const reason = receipt.reason === null ? [] : [say(receiptMessages.reason, context.lang, { reason: showHidden(receipt.reason) })];
  return [`${title}: ${status}`, `${request}. ${countStepReceipts(receipt, context)}`, ...reason];
}

function formatSteps(receipt: Receipt, context: TextContext): string[] {
  if (receipt.status === 'refused' && receipt.steps.length === 0) return [];
  if (receipt.steps.length === 0) return [say(receiptMessages.noSteps, context.lang)];
  const paint = choosePaint(context.color);
  const columns = [
    { title: say(receiptMessages.status, context.lang) },
    { title: say(receiptMessages.step, context.lang) },
    { title: say(receiptMessages.attempts, context.lang), align: 'right' as const },
    { title: say(receiptMessages.note, context.lang) },
  ];
  const rows = receipt.steps.map((step) => [
    say(stepStatusMessages[step.status], context.lang),
    showHidden(step.id),
    String(step.attempts),
    showHidden(step.error ?? ''),
  ]);
  return layOutTable(columns, rows, (line, row) => paint(toneOfStep[receipt.steps[row]?.status ?? 'done'], line));
}

function formatFoot(receipt: Receipt, context: TextContext): string[] {
  const cost = say(receiptMessages.cost, context.lang, {
    requests: formatCount(receipt.requests),
    credits: formatCount(receipt.credits),
    from: showHidden(receipt.startedAt),
    to: showHidden(receipt.finishedAt),
  });
  return [cost, say(receiptMessages.digest, context.lang, { digest: showHidden(receipt.planDigest) })];
}

function formatNext(receipt: Receipt, context: TextContext): string[] {
  const advice = adviseNext(receipt, showHidden(receipt.org), context.lang);
  return [choosePaint(context.color)('strong', say(receiptMessages.next, context.lang)), ...advice.map((line) => `  ${line}`)];
}
