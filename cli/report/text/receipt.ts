import type { Json } from '../../model/json.ts';
import type { Receipt, StepReceipt } from '../../model/receipt.ts';
import { adviseNext } from '../advice.ts';
import { sayDeed, saySetup } from '../by-hand.ts';
import type { TextContext } from '../context.ts';
import { measureWidth } from '../display-width.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { setupMessages } from '../messages/by-hand.ts';
import { receiptMessages, receiptStatusMessages, stepStatusMessages } from '../messages/receipt.ts';
import { groupStepReceipts, noteOfStep } from '../receipt-steps.ts';
import type { Tone } from '../style.ts';
import { choosePaint } from '../style.ts';
import { layOutTable } from '../table.ts';
import { formatPath, writeValue } from '../value.ts';

const toneOfStep: Readonly<Record<StepReceipt['status'], Tone>> = { done: 'good', failed: 'error', skipped: 'warning', manual: 'note' };
const toneOfReceipt: Readonly<Record<Receipt['status'], Tone>> = { done: 'good', partial: 'warning', refused: 'error' };

/** A receipt for a terminal: how it ended and why, a table of the steps, what it cost, and what to do next. Ends with a line feed. */
export function formatReceipt(receipt: Receipt, context: TextContext): string {
  const blocks = [
    formatHead(receipt, context),
    formatSteps(receipt, context),
    formatDeeds(receipt, context),
    formatFoot(receipt, context),
    formatNext(receipt, context),
  ];
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
  const steps = groupStepReceipts(receipt).flatMap((group) => group.steps);
  const notes = steps.map((step) => showHidden(noteOfStep(step, receipt, context.lang)));
  const { status, step, attempts, note } = receiptMessages;
  const titles = [status, step, attempts].map((message) => ({ title: say(message, context.lang) }));
  const columns = titles.map((column, index) => (index === 2 ? { ...column, align: 'right' as const } : column));
  const rows = steps.map((one) => [say(stepStatusMessages[one.status], context.lang), showHidden(one.id), String(one.attempts)]);
  const tone = (row: number): Tone => toneOfStep[steps[row]?.status ?? 'done'];
  const wide = [...columns, { title: say(note, context.lang) }];
  const lines = layOutTable(
    wide,
    rows.map((row, index) => [...row, notes[index] ?? '']),
    (line) => line,
  );
  if (lines.every((line) => measureWidth(line) <= context.width)) return lines.map((line, row) => (row === 0 ? line : paint(tone(row - 1), line)));
  return layOutTable(columns, rows, (line, row) => paint(tone(row), line)).flatMap((line, index) => {
    const below = notes[index - 1] ?? '';
    return below === '' ? [line] : [line, `    ${below}`];
  });
}

/** What people do, step by step, each with the page and the values. */
function formatDeeds(receipt: Receipt, context: TextContext): string[] {
  const deeds = receipt.steps.flatMap((step) => (step.status === 'manual' && step.deed !== undefined ? [step.deed] : []));
  if (deeds.length === 0) return [];
  const medium = { text: showHidden, code: showHidden, link: showHidden };
  const lines = deeds.flatMap((deed) => [
    `  ${sayDeed(deed, context, medium)}`,
    ...saySetup(deed.setup, context.lang, medium).map((line) => `    ${line}`),
    ...deed.values.map(({ path, value }) => `    ${listValue(path, value, context)}`),
  ]);
  return [choosePaint(context.color)('strong', say(stepStatusMessages.manual, context.lang)), ...lines];
}

function listValue(path: readonly string[], value: Json | undefined, context: TextContext): string {
  const name = showHidden(formatPath(path));
  return value === undefined ? say(setupMessages.takeAway, context.lang, { path: name }) : `${name}: ${showHidden(writeValue(value))}`;
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
