import type { Plan, PlanSummary, Step } from '../../model/plan.ts';
import type { KindGroup, StepGroup } from '../change.ts';
import { actionSigns, groupSteps, isFinish, listChanges } from '../change.ts';
import type { TextContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { describeDanger, listDangers } from '../danger.ts';
import { showHidden } from '../encode/hidden.ts';
import type { Language, Message } from '../language.ts';
import { formatCount, say } from '../language.ts';
import { planMessages } from '../messages/plan.ts';
import { choosePaint } from '../style.ts';
import { listChangeLines } from './change.ts';
import { listFindingLines } from './findings.ts';

/** How much of a plan is shown. */
export interface PlanTextOptions {
  /** most attributes listed per step; the rest is counted. Default 12. */
  readonly changesPerStep?: number;
}

const countMessages = {
  create: planMessages.toCreate,
  update: planMessages.toUpdate,
  delete: planMessages.toDelete,
  manual: planMessages.toDoByHand,
  blocked: planMessages.heldBack,
  unchanged: planMessages.leftAlone,
} as const satisfies Record<keyof PlanSummary, Message>;

const toneOfAction = { create: 'good', update: 'warning', delete: 'error' } as const;

/**
 * A plan for a terminal, in the order in which it should be read aloud: what it is, the dangerous steps in sentences, findings, then all steps by
 * what they do and their kind with before and after of each attribute, then credits and digest. Ends with a line feed.
 */
export function formatPlan(plan: Plan, context: TextContext, options: PlanTextOptions = {}): string {
  const blocks = [
    formatHead(plan, context),
    formatDangers(plan, context),
    formatPlanFindings(plan, context),
    ...groupSteps(plan.steps).map((group) => formatGroup(group, context, options.changesPerStep ?? 12)),
    formatFoot(plan, context),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The counts of a plan as one phrase without a mark at the end; a count of none is left out, save that of elements without a difference. */
export function countSteps(summary: PlanSummary, lang: Language): string {
  const counts = (Object.keys(countMessages) as (keyof PlanSummary)[]).filter((name) => summary[name] > 0 || name === 'unchanged');
  return counts.map((name) => say(countMessages[name], lang, { count: formatCount(summary[name]) })).join(say(planMessages.comma, lang));
}

function formatHead(plan: Plan, context: TextContext): string[] {
  const org = showHidden(plan.org);
  const title = choosePaint(context.color)('strong', say(planMessages.title, context.lang, { org: `${org} (${showHidden(plan.zgid)})` }));
  return plan.steps.length === 0 ? [title, say(planMessages.empty, context.lang, { org })] : [title, countSteps(plan.summary, context.lang)];
}

function formatDangers(plan: Plan, context: TextContext): string[] {
  const dangers = listDangers(plan.steps);
  if (dangers.length === 0) return [];
  const paint = choosePaint(context.color);
  const medium = { text: showHidden, code: showHidden, value: showHidden };
  const lines = dangers.map((step, index) => `  ${index + 1}. ${describeDanger(step, context, medium)}`);
  return [paint('error', say(planMessages.dangers, context.lang)), ...lines];
}

function formatPlanFindings(plan: Plan, context: TextContext): string[] {
  if (plan.findings.length === 0) return [];
  const title = choosePaint(context.color)('strong', say(planMessages.findings, context.lang));
  return [title, ...listFindingLines(plan.findings, context).map((line) => `  ${line}`)];
}

function formatGroup(group: StepGroup, context: TextContext, limit: number): string[] {
  const paint = choosePaint(context.color);
  const note = group.name === 'manual' ? [`  ${paint('quiet', say(planMessages.manualNote, context.lang))}`] : [];
  return [paint('strong', say(planMessages[group.name], context.lang)), ...note, ...group.kinds.flatMap((kind) => formatKind(kind, context, limit))];
}

function formatKind(group: KindGroup, context: TextContext, limit: number): string[] {
  const title = `  ${showHidden(titleKind(group.kind, context))} (${formatCount(group.steps.length)})`;
  return [title, ...group.steps.flatMap((step) => formatStep(step, context, limit))];
}

function formatStep(step: Step, context: TextContext, limit: number): string[] {
  const paint = choosePaint(context.color);
  const finish = isFinish(step) ? say(planMessages.finish, context.lang) : '';
  const head = `    ${paint(toneOfAction[step.action], `${actionSigns[step.action]} ${showHidden(step.key)}`)}${finish}`;
  const reason = step.reason === undefined ? [] : [`        ${showHidden(step.reason)}`];
  const changes = listChanges(step);
  const lines = changes.slice(0, limit).flatMap((change) => listChangeLines(change, context));
  const left = changes.length - Math.min(limit, changes.length);
  if (left > 0) lines.push(`        ${paint('quiet', say(planMessages.moreChanges, context.lang, { count: formatCount(left) }))}`);
  return [head, ...reason, ...lines];
}

function formatFoot(plan: Plan, context: TextContext): string[] {
  const credits = plan.steps.length === 0 ? [] : [say(planMessages.credits, context.lang, { credits: formatCount(plan.credits) })];
  return [...credits, say(planMessages.digest, context.lang, { digest: showHidden(plan.digest) })];
}
