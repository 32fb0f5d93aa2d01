import { isObject, property } from '../model/json.ts';
import type { Change, GraveRisk, Risk, Step } from '../model/plan.ts';
import { isAlong, risksOf } from '../model/plan.ts';
import { isHeldBack, listChanges } from './change.ts';
import type { ReportContext } from './context.ts';
import { nameKind } from './context.ts';
import { formatCount, say } from './language.ts';
import { changeMessages, deedMessages, furtherRiskMessages, riskMessages } from './messages/plan.ts';
import { formatPair, formatPath, formatValue } from './value.ts';

/** How a medium writes what it did not write itself. */
export interface Medium {
  /** running text, such as a kind's title */
  text(text: string): string;
  /** an identifier: a key, a path, a digest */
  code(text: string): string;
  /** a value before or after; undefined when values are not to be disclosed */
  value: ((text: string) => string) | undefined;
}

/** Most changes that one sentence tells where none of them is the reason for the risk; of those that are, and their cells, so many more. */
const mostTold = 3;
const mostTelling = 12;

/** Cells of a value within a sentence. */
const valueWidth = 60;
const tellingWidth = 1_000;

const order: Readonly<Record<Risk, number>> = { deletes: 0, rights: 1, 'data-leaves': 2, owners: 3, none: 4 };

/** The steps that people must look at before all others: what deletes, then what raises rights, then what sends data out of the org. */
export function listDangers(steps: readonly Step[]): Step[] {
  return steps.filter((step) => step.risk !== 'none').sort((a, b) => order[a.risk] - order[b.risk]);
}

/** What a dangerous step does, as a sentence that can be read aloud, encoded for the medium. Tells the changes that make it dangerous. */
export function describeDanger(step: Step, context: ReportContext, medium: Medium): string {
  const deed = say(deedMessages[step.action], context.lang, {
    kind: medium.text(nameKind(step.kind, context)),
    key: medium.code(step.key),
    records: step.records === undefined ? '' : say(changeMessages.records, context.lang, { count: formatCount(step.records) }),
  });
  const risk = describeRisks(
    risksOf(step).filter((one) => step.action !== 'delete' || one !== 'deletes'),
    context,
  );
  const changes = describeChanges(step, context, medium);
  const byHand = step.mode === 'manual' ? say(changeMessages.byHand, context.lang) : '';
  const heldBack = isHeldBack(step) ? say(changeMessages.heldBack, context.lang) : byHand;
  return `${deed}${risk}${changes === '' ? '' : `: ${changes}`}${say(changeMessages.end, context.lang)}${heldBack}`;
}

/** That it raises rights and sends data out of the org, say. */
function describeRisks([first, ...others]: readonly GraveRisk[], { lang }: ReportContext): string {
  if (first === undefined) return '';
  return [say(riskMessages[first], lang), ...others.map((risk) => say(furtherRiskMessages[risk], lang))].join('');
}

/** The changes that are likely the reason for the risk, or the first ones where none is; the rest is counted. */
function describeChanges(step: Step, context: ReportContext, medium: Medium): string {
  const listed = listChanges(step);
  const changes = risksOf(step).includes('rights') ? listed.flatMap((change) => takeRightsApart(change)) : listed;
  const telling = changes.filter((change) => isTelling(change, step));
  const told = telling.length > 0 ? telling.slice(0, mostTelling) : changes.slice(0, mostTold);
  const width = telling.length > 0 ? tellingWidth : valueWidth;
  const words = told.map((change) => describeChange(change, step, { context, medium, width }));
  const left = changes.length - told.length;
  if (left > 0) words.push(say(changeMessages.more, context.lang, { count: formatCount(left) }));
  return words.join(say(changeMessages.separator, context.lang));
}

/** A change of many rights at once, such as those of a new profile, as one change a right that is given; the step itself lists all of them. */
function takeRightsApart({ path, before, after, ...rest }: Change): readonly Change[] {
  if (!isObject(after)) return [{ ...rest, path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  return Object.entries(after).flatMap(([name, value]) => {
    const old = property(before, name);
    return takeRightsApart({ ...rest, path: [...path, name], ...(old === undefined ? {} : { before: old }), after: value });
  });
}

function isTelling(change: Change, { risk, riskPaths }: Step): boolean {
  if (riskPaths?.some((path) => isAlong(path, change.path)) === true) return true;
  if (risk === 'deletes') return change.after === undefined;
  return riskPaths === undefined && risk === 'rights' && change.after === true && change.before !== true;
}

function describeChange(change: Change, step: Step, how: { context: ReportContext; medium: Medium; width: number }): string {
  const { context, width } = how;
  const { code, value } = how.medium;
  const path = code(formatPath(change.path));
  const { before, after } = change;
  if (value === undefined || (before === undefined && after === undefined)) return say(changeMessages.touched, context.lang, { path });
  if (before === undefined) {
    const message = step.action === 'create' ? changeMessages.is : changeMessages.comes;
    return say(message, context.lang, { path, after: value(formatValue(after ?? null, width)) });
  }
  if (after === undefined) return say(changeMessages.goes, context.lang, { path, before: value(formatValue(before, width)) });
  const pair = formatPair(before, after, width);
  return say(changeMessages.changes, context.lang, { path, before: value(pair.before), after: value(pair.after) });
}
