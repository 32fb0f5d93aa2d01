import type { Receipt, StepReceipt } from '../../model/receipt.ts';
import { adviseNext } from '../advice.ts';
import type { ReportContext } from '../context.ts';
import { cutToWidth } from '../display-width.ts';
import { encodeCell, encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { receiptMessages, receiptStatusMessages, stepStatusMessages } from '../messages/receipt.ts';
import { requestMessages } from '../messages/request.ts';
import type { ReceiptGroup } from '../receipt-steps.ts';
import { groupStepReceipts, noteOfStep } from '../receipt-steps.ts';
import type { Section } from './budget.ts';
import { fitComment } from './budget.ts';
import type { Rest } from './cut.ts';
import { writeCut } from './cut.ts';
import { listDeedSections } from './deeds.ts';
import { markComment } from './marker.ts';

const signs = { done: '✅', partial: '⚠️', refused: '❌' } as const;
const statuses = ['done', 'failed', 'skipped', 'manual'] as const;

/** Cells of an error in a comment; the receipt in the ledger holds the rest. */
const errorWidth = 400;

/** What a receipt's comment is told besides language and titles. */
export interface ReceiptCommentOptions {
  /** where a reader finds what did not fit */
  readonly rest: Rest;
  /** most bytes; default 65,536 less a reserve */
  readonly budget?: number | undefined;
  /** what people ticked in the comment that this one replaces */
  readonly ticked?: ReadonlySet<string>;
}

/** A receipt as the comment on a pull request: how it ended and why, counts, what to do next, then the steps, those not done first. Ends with a line feed. */
export function writeReceiptComment(receipt: Receipt, context: ReportContext, { rest, budget, ticked = new Set() }: ReceiptCommentOptions): string {
  const sections = groupStepReceipts(receipt).flatMap((group) => {
    const steps = group.steps.filter((step) => step.status !== 'manual' || step.deed === undefined);
    const deeds = group.status === 'manual' ? listDeedSections(receipt, context, ticked) : [];
    return [...deeds, ...(steps.length === 0 ? [] : [writeGroup({ ...group, steps }, receipt, context)])];
  });
  return fitComment(writeStart(receipt, context), sections, (cut) => writeCut(cut, rest, context), budget);
}

function writeStart(receipt: Receipt, context: ReportContext): string {
  const org = encodeCodeSpan(receipt.org);
  const status = say(receiptStatusMessages[receipt.status], context.lang);
  const reason =
    receipt.reason === null
      ? []
      : [say(receiptMessages.reason, context.lang, { reason: encodeMarkdown(cutToWidth(receipt.reason, errorWidth * 4)) }), ''];
  const cost = { requests: formatCount(receipt.requests), credits: formatCount(receipt.credits) };
  const span = { from: encodeCodeSpan(receipt.startedAt), to: encodeCodeSpan(receipt.finishedAt) };
  return [
    markComment('receipt', receipt.org),
    `## ${signs[receipt.status]} ${say(requestMessages.receiptTitle, context.lang, { org, status })}`,
    '',
    ...reason,
    `| ${statuses.map((name) => say(stepStatusMessages[name], context.lang)).join(' | ')} |`,
    `|${statuses.map(() => '---:').join('|')}|`,
    `| ${statuses.map((name) => formatCount(receipt.summary[name])).join(' | ')} |`,
    '',
    `### ${say(receiptMessages.next, context.lang)}`,
    '',
    ...adviseNext(receipt, encodeMarkdown(receipt.org), context.lang).map((line) => `- ${line}`),
    '',
    `${say(receiptMessages.digest, context.lang, { digest: encodeCodeSpan(receipt.planDigest) })}`,
    `<br>${say(receiptMessages.cost, context.lang, { ...cost, ...span })}`,
    '',
  ].join('\n');
}

/** Steps that ended alike; those that are done are folded away. */
function writeGroup({ status, steps }: ReceiptGroup, receipt: Receipt, context: ReportContext): Section {
  const folded = status === 'done';
  const titles = [receiptMessages.step, receiptMessages.attempts, receiptMessages.note].map((message) => say(message, context.lang));
  const title = `${say(stepStatusMessages[status], context.lang)} (${formatCount(steps.length)})`;
  const head = folded ? `<details><summary>${title}</summary>` : `### ${title}`;
  return {
    head: `\n${head}\n\n| ${titles.join(' | ')} |\n|---|---:|---|\n`,
    entries: steps.map((step) => writeRow(step, receipt, context)),
    tail: folded ? '\n</details>\n' : '',
    urgent: status === 'failed',
  };
}

function writeRow(step: StepReceipt, receipt: Receipt, context: ReportContext): string {
  const note = encodeCell(cutToWidth(noteOfStep(step, receipt, context.lang), errorWidth));
  return `| ${encodeCodeSpan(cutToWidth(step.id, errorWidth))} | ${step.attempts} | ${note} |\n`;
}
