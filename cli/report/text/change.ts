import type { Change } from '../../model/plan.ts';
import type { TextContext } from '../context.ts';
import { cutToWidth } from '../display-width.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { planMessages } from '../messages/plan.ts';
import { choosePaint } from '../style.ts';
import { formatPair, formatPath, formatValue } from '../value.ts';

const indent = '        ';

/** One change for a terminal, indented under its element: path, before and after. */
export function listChangeLines(change: Change, context: TextContext): string[] {
  const path = showHidden(formatPath(change.path));
  const indented = path === '' ? indent : `${indent}${path}: `;
  const room = Math.max(24, context.width - indented.length);
  const { before, after } = change;
  if (before === undefined) return [`${indented}${cutToWidth(showHidden(formatValue(after ?? null, room)), room)}`];
  const half = Math.floor((room - 3) / 2);
  if (after === undefined) {
    const gone = choosePaint(context.color)('quiet', say(planMessages.gone, context.lang));
    return [`${indented}${showHidden(formatValue(before, half))} → ${gone}`];
  }
  const pair = formatPair(before, after, half);
  return [`${indented}${showHidden(pair.before)} → ${showHidden(pair.after)}`];
}
