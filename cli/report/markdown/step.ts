import type { Change, Step } from '../../model/plan.ts';
import { actionSigns, isFinish, listChanges } from '../change.ts';
import type { ReportContext } from '../context.ts';
import type { Medium } from '../danger.ts';
import { cutToWidth } from '../display-width.ts';
import { encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { planMessages } from '../messages/plan.ts';
import { formatPair, formatPath, formatValue } from '../value.ts';

/** Cells of a key, path or reason in a comment. */
const nameWidth = 160;

/** Cells of a value in a comment. */
const valueWidth = 100;

/** Most attributes of one step in a comment, so that no step alone fills it. */
const mostChanges = 20;

/** How a comment writes names, and values unless the org's policy says names only. */
export function chooseMedium(disclose: 'all' | 'names'): Medium {
  return {
    text: encodeMarkdown,
    code: (text) => encodeCodeSpan(cutToWidth(text, nameWidth)),
    value: disclose === 'all' ? encodeCodeSpan : undefined,
  };
}

/** One step as an item of a list, its attributes as a list within. Ends with a line feed. */
export function writeStep(step: Step, context: ReportContext, medium: Medium): string {
  const finish = isFinish(step) ? say(planMessages.finish, context.lang) : '';
  const reason = step.reason === undefined ? '' : `: ${encodeMarkdown(cutToWidth(step.reason, nameWidth * 2))}`;
  return `- ${encodeCodeSpan(actionSigns[step.action])} ${medium.code(step.key)}${finish}${reason}\n${writeChanges(listChanges(step), context, medium)}`;
}

/** Changes as a list within a list, the ones beyond a number counted. Ends with a line feed; empty without changes. */
export function writeChanges(changes: readonly Change[], context: ReportContext, medium: Medium): string {
  const lines = changes.slice(0, mostChanges).map((change) => `  - ${writeChange(change, context, medium)}\n`);
  const left = changes.length - lines.length;
  if (left > 0) lines.push(`  - ${say(planMessages.moreChanges, context.lang, { count: formatCount(left) })}\n`);
  return lines.join('');
}

function writeChange(change: Change, context: ReportContext, medium: Medium): string {
  const path = change.path.length === 0 ? '' : medium.code(formatPath(change.path));
  const values = writeValues(change, context, medium.value);
  return path === '' || values === '' ? path + values : `${path}: ${values}`;
}

function writeValues(change: Change, context: ReportContext, value: Medium['value']): string {
  const { before, after } = change;
  if (value === undefined) return '';
  if (before === undefined) return value(formatValue(after ?? null, valueWidth));
  if (after === undefined) return `${value(formatValue(before, valueWidth))} → ${say(planMessages.gone, context.lang)}`;
  const pair = formatPair(before, after, valueWidth);
  return `${value(pair.before)} → ${value(pair.after)}`;
}
