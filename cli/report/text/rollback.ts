import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { rollbackMessages } from '../messages/history.ts';
import { choosePaint } from '../style.ts';
import type { RollbackView } from '../view.ts';
import { formatPlan } from './plan.ts';

/** A rollback for a terminal: its request, what cannot be undone, then the plan of what is restored. Ends with a line feed. */
export function formatRollback(view: RollbackView, context: TextContext): string {
  const paint = choosePaint(context.color);
  const { title, titleStart, request } = rollbackMessages;
  const head = say(view.to === 0 ? titleStart : title, context.lang, { org: showHidden(view.org), to: formatCount(view.to) });
  const address =
    view.url === undefined || view.number === undefined
      ? []
      : [say(request, context.lang, { number: formatCount(view.number), url: showHidden(view.url) })];
  return `${[paint('strong', head), ...address, '', ...listCannotLines(view, context), ''].join('\n')}\n${formatPlan(view.plan, context)}`;
}

function listCannotLines(view: RollbackView, context: TextContext): string[] {
  if (view.cannot.length === 0) return [say(rollbackMessages.cannotNone, context.lang)];
  const lines = view.cannot.map(({ element, why }) => `  ${showHidden(element)}: ${showHidden(why)}`);
  return [choosePaint(context.color)('error', say(rollbackMessages.cannot, context.lang)), ...lines];
}
