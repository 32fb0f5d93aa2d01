import type { Change, Plan, Step } from '../../model/plan.ts';
import { consentLine, findWayOut } from '../blocked.ts';
import type { HandMedium } from '../by-hand.ts';
import { sayDeed, saySetup } from '../by-hand.ts';
import type { ChosenChanges } from '../change.ts';
import { actionSigns, chooseChanges, isFinish } from '../change.ts';
import type { ReportContext } from '../context.ts';
import type { Medium } from '../danger.ts';
import type { Difference } from '../difference.ts';
import { listDifferences } from '../difference.ts';
import { cutToWidth, measureWidth } from '../display-width.ts';
import { encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { planMessages, sideMessages } from '../messages/plan.ts';
import { formatPath, formatValue, writeValue } from '../value.ts';

/** Cells of a key, path or reason in a comment. */
const nameWidth = 160;

/** Cells of a value in a comment. */
const valueWidth = 100;

/** Cells of a value of a step that is dangerous or blocked. */
const wholeWidth = 4_000;

/** Most attributes of one step in a comment, so that no step alone fills it. */
export const mostChanges = 20;

/** Most places of one long value, and cells of each side of one. */
const mostPlaces = 50;
const placeWidth = 300;

/** How a comment writes names, and values unless the org's policy says names only. */
export function chooseMedium(disclose: 'all' | 'names'): Medium {
  return {
    text: encodeMarkdown,
    code: (text) => encodeCodeSpan(cutToWidth(text, nameWidth)),
    value: disclose === 'all' ? encodeCodeSpan : undefined,
  };
}

/** One step as an item of a list: what is to do about it, and its attributes as a list within. Ends with a line feed. */
export function writeStep(step: Step, plan: Pick<Plan, 'findings'>, context: ReportContext, medium: Medium): string {
  const finish = isFinish(step) ? say(planMessages.finish, context.lang) : '';
  const records = step.records === undefined ? '' : ` (${say(planMessages.records, context.lang, { count: formatCount(step.records) })})`;
  const reason = step.reason === undefined ? '' : `: ${encodeMarkdown(cutToWidth(step.reason, nameWidth * 2))}`;
  const { shown, left, whole, side } = chooseChanges(step, mostChanges);
  const notes = [
    ...listHandWork(step, context),
    ...listWayOut(step, plan, context),
    ...(side === undefined ? [] : [say(sideMessages[side], context.lang)]),
  ];
  const head = `- ${encodeCodeSpan(actionSigns[step.action])} ${medium.code(step.key)}${finish}${records}${reason}\n`;
  return `${head}${notes.map((note) => `  - ${note}\n`).join('')}${writeChanges({ shown, left, whole }, context, medium)}`;
}

/** Changes as a list within a list, and the number of those left out. Ends with a line feed; empty without changes. */
export function writeChanges({ shown, left, whole }: ChosenChanges, context: ReportContext, medium: Medium): string {
  const lines = shown.map((change) => writeChange(change, context, { ...medium, width: whole ? wholeWidth : valueWidth }));
  if (left > 0) lines.push(`  - ${say(planMessages.moreChanges, context.lang, { count: formatCount(left) })}\n`);
  return lines.join('');
}

/** How a comment writes what a person does. */
export const handMedium: HandMedium = {
  text: encodeMarkdown,
  code: (text) => encodeCodeSpan(cutToWidth(text, nameWidth)),
  link: (url) => `<${encodeURI(url)}>`,
};

function listHandWork(step: Step, context: ReportContext): readonly string[] {
  return step.setup === undefined ? [] : [sayDeed(step, context, handMedium), ...saySetup(step.setup, context.lang, handMedium)];
}

function listWayOut(step: Step, plan: Pick<Plan, 'findings'>, context: ReportContext): string[] {
  const { consents, fixes } = findWayOut(step, plan);
  return [
    ...fixes.map((fix) => say(planMessages.toDo, context.lang, { fix: encodeMarkdown(fix) })),
    ...consents.map((consent) => say(planMessages.consent, context.lang, { line: encodeCodeSpan(consentLine(consent)) })),
  ];
}

function writeChange(change: Change, context: ReportContext, medium: Medium & { readonly width: number }): string {
  const path = change.path.length === 0 ? '' : medium.code(formatPath(change.path));
  const { value, places } = writeValues(change, context, medium);
  const side = change.side === undefined ? '' : ` – ${say(sideMessages[change.side], context.lang)}`;
  const told = path === '' || value === '' ? path + value : `${path}: ${value}`;
  return `  - ${told}${side}\n${places.map((place) => `    - ${place}\n`).join('')}`;
}

/** Before and after in one line, or, where they are too long for that, every place where they differ. */
function writeValues(
  change: Change,
  context: ReportContext,
  { value, width }: Pick<Medium, 'value'> & { readonly width: number },
): { value: string; places: readonly string[] } {
  const { before, after } = change;
  if (value === undefined) return { value: '', places: [] };
  if (before === undefined) return { value: value(formatValue(after ?? null, width)), places: [] };
  if (after === undefined) return { value: `${value(formatValue(before, width))} → ${say(planMessages.gone, context.lang)}`, places: [] };
  if ([before, after].every((one) => measureWidth(writeValue(one)) <= valueWidth))
    return { value: `${value(writeValue(before))} → ${value(writeValue(after))}`, places: [] };
  const differences = listDifferences(before, after);
  const places = differences.slice(0, mostPlaces).map((one) => writeDifference(one, value));
  const left = differences.length - places.length;
  return { value: '', places: left === 0 ? places : [...places, say(planMessages.morePlaces, context.lang, { count: formatCount(left) })] };
}

function writeDifference({ place, before, after }: Difference, value: (text: string) => string): string {
  const show = (text: string): string => value(cutToWidth(text, placeWidth));
  const name = place === '' ? '' : `${value(cutToWidth(place, nameWidth))}: `;
  if (before === undefined) return `${name}${value('+')} ${show(after ?? '')}`;
  return after === undefined ? `${name}${value('-')} ${show(before)}` : `${name}${show(before)} → ${show(after)}`;
}
