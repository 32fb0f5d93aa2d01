import type { Consent } from '../../model/identity.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { consentLine, findWayOut } from '../blocked.ts';
import { sayDeed, saySetup } from '../by-hand.ts';
import type { KindGroup, StepGroup } from '../change.ts';
import { actionSigns, chooseChanges, groupNotes, isFinish } from '../change.ts';
import type { TextContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { planMessages, sideMessages } from '../messages/plan.ts';
import { choosePaint } from '../style.ts';
import { listChangeLines } from './change.ts';

const indent = '        ';
const toneOfAction = { create: 'good', update: 'warning', delete: 'error' } as const;

/** The lines of a group of a plan's steps for a terminal: its title, then each kind's steps with their changes, at most `limit` of harmless ones. */
export function listGroupLines(group: StepGroup, plan: Plan, context: TextContext, limit: number): string[] {
  const paint = choosePaint(context.color);
  const note = groupNotes[group.name];
  const lines = note === undefined ? [] : [`  ${paint('quiet', say(note, context.lang))}`];
  const title = paint(group.name === 'delete' ? 'error' : 'strong', say(planMessages[group.name], context.lang));
  return [title, ...lines, ...group.kinds.flatMap((kind) => listKindLines(kind, plan, context, limit))];
}

function listKindLines(group: KindGroup, plan: Plan, context: TextContext, limit: number): string[] {
  const title = `  ${showHidden(titleKind(group.kind, context))} (${formatCount(group.steps.length)})`;
  return [title, ...group.steps.flatMap((step) => listStepLines(step, plan, context, limit))];
}

function listStepLines(step: Step, plan: Plan, context: TextContext, limit: number): string[] {
  const paint = choosePaint(context.color);
  const finish = isFinish(step) ? say(planMessages.finish, context.lang) : '';
  const records = step.records === undefined ? '' : `  ${say(planMessages.records, context.lang, { count: formatCount(step.records) })}`;
  const head = `    ${paint(toneOfAction[step.action], `${actionSigns[step.action]} ${showHidden(step.key)}`)}${finish}${paint('error', records)}`;
  const reason = step.reason === undefined ? [] : [`${indent}${showHidden(step.reason)}`];
  const { shown, left, whole, side } = chooseChanges(step, limit);
  const common = side === undefined ? [] : [`${indent}${paint('quiet', say(sideMessages[side], context.lang))}`];
  const more = left === 0 ? [] : [`${indent}${paint('quiet', say(planMessages.moreChanges, context.lang, { count: formatCount(left) }))}`];
  return [
    head,
    ...reason,
    ...listHandLines(step, context),
    ...listWayOutLines(step, plan, context),
    ...common,
    ...shown.flatMap((change) => listChangeLines(change, context, whole)),
    ...more,
  ];
}

/** What a person does, and where, for a step that has a page for it. */
function listHandLines(step: Step, context: TextContext): string[] {
  if (step.setup === undefined) return [];
  const medium = { text: showHidden, code: showHidden, link: showHidden };
  return [sayDeed(step, context, medium), ...saySetup(step.setup, context.lang, medium)].map((line) => `${indent}${line}`);
}

function listWayOutLines(step: Step, plan: Plan, context: TextContext): string[] {
  const { consents, fixes } = findWayOut(step, plan);
  return [
    ...fixes.map((fix) => `${indent}${say(planMessages.toDo, context.lang, { fix: showHidden(fix) })}`),
    ...consents.flatMap((consent) => listConsentLines(consent, context)),
  ];
}

/** The two ways to agree: in a pull request, and for a plan of one's own. */
function listConsentLines(consent: Consent, context: TextContext): string[] {
  const paint = choosePaint(context.color);
  const line = paint('strong', showHidden(consentLine(consent)));
  const option = paint('strong', showHidden(`--consent '${consent.replaceAll("'", "'\\''")}'`));
  return [`${indent}${say(planMessages.consent, context.lang, { line })}`, `${indent}  ${say(planMessages.consentOption, context.lang, { option })}`];
}
