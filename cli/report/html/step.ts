import type { Json } from '../../model/json.ts';
import type { Change, Plan, Step } from '../../model/plan.ts';
import { consentLine, findWayOut } from '../blocked.ts';
import type { HandMedium } from '../by-hand.ts';
import { sayDeed, saySetup } from '../by-hand.ts';
import { actionSigns, chooseChanges, isFinish } from '../change.ts';
import type { ReportContext } from '../context.ts';
import { findWordHunks } from '../difference.ts';
import { encodeHtml } from '../encode/html.ts';
import type { Hunk } from '../hunks.ts';
import { formatCount, say } from '../language.ts';
import { planMessages, sideMessages } from '../messages/plan.ts';
import { formatPath, writeValue } from '../value.ts';

/** Characters from which on the words that differ are marked within a pair of values. */
const longValue = 40;

/** An identifier or value as code whose direction of writing cannot reach its surroundings. */
export function writeCode(text: string): string {
  return `<code dir="ltr">${encodeHtml(text)}</code>`;
}

/** One step of a plan: what is to do about it, and a table of its changes, values whole. */
export function writeStep(step: Step, plan: Pick<Plan, 'findings'>, context: ReportContext): string {
  const { shown, side } = chooseChanges(step, Number.POSITIVE_INFINITY);
  const finish = isFinish(step) ? say(planMessages.finish, context.lang) : '';
  const records =
    step.records === undefined ? '' : ` <b class="error">${say(planMessages.records, context.lang, { count: formatCount(step.records) })}</b>`;
  const notes = [
    ...(step.reason === undefined ? [] : [encodeHtml(step.reason)]),
    ...listHandWork(step, context),
    ...listWayOut(step, plan, context),
    ...(side === undefined ? [] : [`<span class="side ${side}">${say(sideMessages[side], context.lang)}</span>`]),
  ];
  const head = `<b class="${step.action}">${actionSigns[step.action]} ${writeCode(step.key)}</b>${finish}${records}`;
  return `<div class="step">${[head, ...notes].join('<br>')}${writeTable(shown, step, context)}</div>`;
}

const handMedium: HandMedium = {
  text: encodeHtml,
  code: writeCode,
  link: (url) => (url.startsWith('https://') ? `<a href="${encodeHtml(encodeURI(url))}" rel="noreferrer">${encodeHtml(url)}</a>` : encodeHtml(url)),
};

function listHandWork(step: Step, context: ReportContext): readonly string[] {
  return step.setup === undefined ? [] : [sayDeed(step, context, handMedium), ...saySetup(step.setup, context.lang, handMedium)];
}

function listWayOut(step: Step, plan: Pick<Plan, 'findings'>, context: ReportContext): string[] {
  const { consents, fixes } = findWayOut(step, plan);
  return [
    ...fixes.map((fix) => say(planMessages.toDo, context.lang, { fix: encodeHtml(fix) })),
    ...consents.map((consent) => say(planMessages.consent, context.lang, { line: writeCode(consentLine(consent)) })),
  ];
}

/** A new element has no values before, so its table has no column for them. */
function writeTable(changes: readonly Change[], step: Step, context: ReportContext): string {
  if (changes.length === 0) return '';
  const isNew = step.action === 'create' && changes.every((change) => change.before === undefined);
  const titles = isNew ? [planMessages.attribute, planMessages.after] : [planMessages.attribute, planMessages.before, planMessages.after];
  const head = titles.map((title) => `<th>${say(title, context.lang)}</th>`).join('');
  const rows = changes.map((change) => writeRow(change, isNew, context));
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function writeRow(change: Change, isNew: boolean, context: ReportContext): string {
  const { before, after, side } = change;
  const moved = side === undefined ? '' : `<br><span class="side ${side}">${say(sideMessages[side], context.lang)}</span>`;
  const marked = before === undefined || after === undefined ? undefined : markWords(writeValue(before), writeValue(after));
  const was = isNew ? '' : writeCell(before, 'was', marked?.before, context);
  return `<tr><td>${writeCode(formatPath(change.path))}${moved}</td>${was}${writeCell(after, 'now', marked?.after, context)}</tr>`;
}

function writeCell(value: Json | undefined, side: 'was' | 'now', marked: string | undefined, context: ReportContext): string {
  const text = value === undefined ? `<span class="quiet">${say(planMessages.gone, context.lang)}</span>` : (marked ?? writeCode(writeValue(value)));
  return `<td class="${side}">${text}</td>`;
}

/** Two long values with the words that differ marked in each; undefined for short ones, which are read at a glance. */
function markWords(before: string, after: string): { before: string; after: string } | undefined {
  if (before.length <= longValue && after.length <= longValue) return undefined;
  const words = findWordHunks(before, after);
  return {
    before: markPlaces(words.before, words.hunks, (hunk) => [hunk.beforeAt, hunk.before.length]),
    after: markPlaces(words.after, words.hunks, (hunk) => [hunk.afterAt, hunk.after.length]),
  };
}

function markPlaces(words: readonly string[], hunks: readonly Hunk[], place: (hunk: Hunk) => readonly [at: number, count: number]): string {
  let [text, done] = ['', 0];
  for (const [at, count] of hunks.map(place)) {
    const marked = words.slice(at, at + count).join('');
    text += encodeHtml(words.slice(done, at).join('')) + (marked === '' ? '' : `<mark>${encodeHtml(marked)}</mark>`);
    done = at + count;
  }
  return `<code dir="ltr">${text}${encodeHtml(words.slice(done).join(''))}</code>`;
}
