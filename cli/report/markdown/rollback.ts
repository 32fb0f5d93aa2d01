import type { Step } from '../../model/plan.ts';
import { actionSigns } from '../change.ts';
import type { ReportContext } from '../context.ts';
import { nameKind } from '../context.ts';
import { encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { rollbackMessages } from '../messages/history.ts';
import type { RollbackView } from '../view.ts';
import type { Section } from './budget.ts';
import { fitComment } from './budget.ts';
import type { Rest } from './cut.ts';
import { writeCut } from './cut.ts';

/** A rollback as the body of its pull request: what cannot be undone first, then what is restored, a line a step. Ends with a line feed. */
export function writeRollbackBody(view: RollbackView, context: ReportContext, rest: Rest, budget?: number): string {
  const { title, titleStart, next, cannotNone } = rollbackMessages;
  const heading = say(view.to === 0 ? titleStart : title, context.lang, { org: encodeCodeSpan(view.org), to: formatCount(view.to) });
  const none = view.cannot.length === 0 ? ['', say(cannotNone, context.lang)] : [];
  const start = [`## ${heading}`, '', say(next, context.lang), ...none, ''].join('\n');
  return fitComment(start, [...listCannot(view, context), ...listRestored(view, context)], (cut) => writeCut(cut, rest, context), budget);
}

function listCannot(view: RollbackView, context: ReportContext): Section[] {
  if (view.cannot.length === 0) return [];
  const entries = view.cannot.map(({ element, why }) => `- ${encodeCodeSpan(element)}: ${encodeMarkdown(why)}\n`);
  return [{ head: `\n### ⚠️ ${say(rollbackMessages.cannot, context.lang)}\n\n`, entries, tail: '', urgent: true }];
}

function listRestored(view: RollbackView, context: ReportContext): Section[] {
  if (view.plan.steps.length === 0) return [];
  const entry = (step: Step): string =>
    `- ${encodeCodeSpan(actionSigns[step.action])} ${encodeMarkdown(nameKind(step.kind, context))} ${encodeCodeSpan(step.key)}\n`;
  return [{ head: `\n### ${say(rollbackMessages.restores, context.lang)}\n\n`, entries: view.plan.steps.map(entry), tail: '' }];
}
