import type { Change, Risk, Step } from '../model/plan.ts';
import { listChanges } from './change.ts';
import type { ReportContext } from './context.ts';
import { nameKind } from './context.ts';
import { say } from './language.ts';
import { dangerMessages } from './messages/plan.ts';
import { formatPair, formatPath, formatValue } from './value.ts';

/** How a medium writes what it did not write itself. */
export interface Medium {
  /** an identifier: a key, a path, a digest */
  code(text: string): string;
  /** a value before or after; undefined when values are not to be disclosed */
  value: ((text: string) => string) | undefined;
}

/** Most changes that one sentence tells. */
const mostTold = 3;

/** Cells of a value within a sentence. */
const valueWidth = 60;

const order: Readonly<Record<Risk, number>> = { deletes: 0, rights: 1, 'data-leaves': 2, none: 3 };

/** The steps that people must look at before all others: what deletes, then what raises rights, then what sends data out of the org. */
export function listDangers(steps: readonly Step[]): Step[] {
  return steps.filter((step) => step.risk !== 'none').sort((a, b) => order[a.risk] - order[b.risk]);
}

/** What a dangerous step does, as a sentence that can be read aloud, encoded for the medium. Tells the changes that make it dangerous first. */
export function describeDanger(step: Step, context: ReportContext, medium: Medium): string {
  const values = { kind: nameKind(step.kind, context), key: medium.code(step.key), changes: describeChanges(step, context, medium) };
  const byHand = step.mode === 'manual' ? say(dangerMessages.byHand, context.lang) : '';
  return say(chooseMessage(step), context.lang, values) + byHand;
}

function chooseMessage(step: Step): (typeof dangerMessages)[keyof typeof dangerMessages] {
  if (step.action === 'delete' && step.risk !== 'rights' && step.risk !== 'data-leaves') return dangerMessages.deleteWhole;
  return dangerMessages[step.risk === 'none' ? 'deletes' : step.risk];
}

function describeChanges(step: Step, context: ReportContext, medium: Medium): string {
  const changes = [...listChanges(step)].sort((a, b) => Number(isTelling(b, step.risk)) - Number(isTelling(a, step.risk)));
  const told = changes.slice(0, mostTold).map((change) => describeChange(change, context, medium));
  const left = changes.length - told.length;
  if (left > 0) told.push(say(dangerMessages.moreChanges, context.lang, { count: left }));
  if (step.action === 'create') told.unshift(say(dangerMessages.created, context.lang));
  if (step.action === 'delete') told.unshift(say(dangerMessages.removed, context.lang));
  return told.join(say(dangerMessages.separator, context.lang));
}

/** True for a change that is likely the reason for the step's risk; decides only what the sentence names first. */
function isTelling(change: Change, risk: Risk): boolean {
  if (risk === 'deletes') return change.after === undefined;
  if (risk === 'rights') return change.after === true && change.before !== true;
  return typeof change.after === 'string' && /url|email|recipient|address/i.test(change.path.join('.'));
}

function describeChange(change: Change, context: ReportContext, medium: Medium): string {
  const path = medium.code(formatPath(change.path));
  const { before, after } = change;
  const { value } = medium;
  if (value === undefined) return say(dangerMessages.attributeTouched, context.lang, { path });
  if (before === undefined && after === undefined) return say(dangerMessages.attributeTouched, context.lang, { path });
  if (before === undefined) return say(dangerMessages.attributeComes, context.lang, { path, after: value(formatValue(after ?? null, valueWidth)) });
  if (after === undefined) return say(dangerMessages.attributeGoes, context.lang, { path, before: value(formatValue(before, valueWidth)) });
  const pair = formatPair(before, after, valueWidth);
  return say(dangerMessages.attributeChanges, context.lang, { path, before: value(pair.before), after: value(pair.after) });
}
