import type { Json } from '../../model/json.ts';
import type { Change, Step } from '../../model/plan.ts';
import { actionSigns, isFinish, listChanges } from '../change.ts';
import type { ReportContext } from '../context.ts';
import { encodeHtml } from '../encode/html.ts';
import { say } from '../language.ts';
import { planMessages } from '../messages/plan.ts';
import { formatPath, writeValue } from '../value.ts';

/** An identifier or value as code whose direction of writing cannot reach its surroundings. */
export function writeCode(text: string): string {
  return `<code dir="ltr">${encodeHtml(text)}</code>`;
}

/** One step of a plan with a table of its changes, values whole. */
export function writeStep(step: Step, context: ReportContext): string {
  const finish = isFinish(step) ? say(planMessages.finish, context.lang) : '';
  const reason = step.reason === undefined ? '' : `<br>${encodeHtml(step.reason)}`;
  const head = `<b class="${step.action}">${actionSigns[step.action]} ${writeCode(step.key)}</b>${finish}${reason}`;
  return `<div class="step">${head}${writeTable(listChanges(step), step, context)}</div>`;
}

/** A new element has no values before, so its table has no column for them. */
function writeTable(changes: readonly Change[], step: Step, context: ReportContext): string {
  if (changes.length === 0) return '';
  const isNew = step.action === 'create' && changes.every((change) => change.before === undefined);
  const titles = isNew ? [planMessages.attribute, planMessages.after] : [planMessages.attribute, planMessages.before, planMessages.after];
  const head = titles.map((title) => `<th>${say(title, context.lang)}</th>`).join('');
  const rows = changes.map((change) => {
    const before = isNew ? '' : writeCell(change.before, 'was', context);
    return `<tr><td>${writeCode(formatPath(change.path))}</td>${before}${writeCell(change.after, 'now', context)}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function writeCell(value: Json | undefined, side: 'was' | 'now', context: ReportContext): string {
  const text = value === undefined ? `<span class="quiet">${say(planMessages.gone, context.lang)}</span>` : writeCode(writeValue(value));
  return `<td class="${side}">${text}</td>`;
}
