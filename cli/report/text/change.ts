import type { Json } from '../../model/json.ts';
import type { Change } from '../../model/plan.ts';
import type { TextContext } from '../context.ts';
import type { Difference } from '../difference.ts';
import { listDifferences } from '../difference.ts';
import { cutToWidth, measureWidth } from '../display-width.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { planMessages, sideMessages } from '../messages/plan.ts';
import { choosePaint } from '../style.ts';
import { formatPath, formatValue, writeValue } from '../value.ts';

const indent = '        ';

/** Cells of one side of one difference; JSON and the page hold longer ones whole. */
const differenceWidth = 1_000;

/**
 * One change for a terminal, indented under its element: path, before and after, and who moved. Of values too long for a line, every place that
 * differs; a new value is cut to the line unless it is to be seen whole.
 */
export function listChangeLines(change: Change, context: TextContext, whole = false): string[] {
  const side = change.side === undefined ? [] : [`${indent}  ${paintQuiet(say(sideMessages[change.side], context.lang), context)}`];
  return [...listValueLines(change, context, whole), ...side];
}

function listValueLines({ path, before, after }: Change, context: TextContext, whole: boolean): string[] {
  const name = showHidden(formatPath(path));
  const indented = name === '' ? indent : `${indent}${name}: `;
  const room = Math.max(24, context.width - measureWidth(indented));
  if (before === undefined)
    return [`${indented}${whole ? showHidden(writeValue(after ?? null)) : cutToWidth(showHidden(formatValue(after ?? null, room)), room)}`];
  if (after === undefined) {
    const gone = paintQuiet(say(planMessages.gone, context.lang), context);
    return [`${indented}${cutToWidth(showHidden(writeValue(before)), differenceWidth)} → ${gone}`];
  }
  return listPairLines(before, after, indented, room, context);
}

function listPairLines(before: Json, after: Json, indented: string, room: number, context: TextContext): string[] {
  const pair = `${showHidden(writeValue(before))} → ${showHidden(writeValue(after))}`;
  if (measureWidth(pair) <= room) return [`${indented}${pair}`];
  return [indented.trimEnd(), ...listDifferences(before, after).flatMap((one) => listDifferenceLines(one, context))];
}

/** One place of a long value: in one line where it fits, else a line a side. */
function listDifferenceLines(one: Difference, context: TextContext): string[] {
  const place = one.place === '' ? '' : `${showHidden(one.place)}: `;
  const show = (text: string | undefined): string => cutToWidth(showHidden(text ?? ''), differenceWidth);
  const pair = `${indent}  ${place}${show(one.before)} → ${show(one.after)}`;
  if (one.before !== undefined && one.after !== undefined && measureWidth(pair) <= context.width) return [pair];
  const paint = choosePaint(context.color);
  return [
    ...(one.before === undefined ? [] : [`${indent}  ${paint('error', `- ${place}${show(one.before)}`)}`]),
    ...(one.after === undefined ? [] : [`${indent}  ${paint('good', `+ ${place}${show(one.after)}`)}`]),
  ];
}

function paintQuiet(text: string, context: TextContext): string {
  return choosePaint(context.color)('quiet', text);
}
