import type { Plan, PlanSummary } from '../../model/plan.ts';
import { splitFindings } from '../blocked.ts';
import { groupSteps } from '../change.ts';
import type { TextContext } from '../context.ts';
import { sayCost } from '../cost.ts';
import { describeDanger, listDangers } from '../danger.ts';
import { showHidden } from '../encode/hidden.ts';
import type { Language, Message } from '../language.ts';
import { formatCount, say } from '../language.ts';
import { planMessages } from '../messages/plan.ts';
import { choosePaint } from '../style.ts';
import { listInOrder } from './findings.ts';
import { listGroupLines } from './step.ts';

/** How much of a plan is shown. */
export interface PlanTextOptions {
  /** most attributes listed per step; the rest is counted. Default 12. Steps to look at, blocked ones and what the org moved are listed whole. */
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

/**
 * A plan for a terminal, in the order in which it should be read aloud: what it is, why it is refused, the dangerous steps in sentences, findings, then
 * all steps by what they do and their kind with before and after of each attribute, then cost and digest. Ends with a line feed.
 */
export function formatPlan(plan: Plan, context: TextContext, options: PlanTextOptions = {}): string {
  const blocks = [
    formatHead(plan, context),
    formatRefusal(plan, context),
    formatDangers(plan, context),
    formatPlanFindings(plan, context),
    ...groupSteps(plan.steps).map((group) => listGroupLines(group, plan, context, options.changesPerStep ?? 12)),
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

function formatRefusal(plan: Plan, context: TextContext): string[] {
  const { errors } = splitFindings(plan.findings);
  if (errors.length === 0) return [];
  const title = choosePaint(context.color)('error', say(planMessages.refused, context.lang, { count: formatCount(errors.length) }));
  return [title, ...listInOrder(errors, context).map((line) => `  ${line}`)];
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
  const { others } = splitFindings(plan.findings);
  if (others.length === 0) return [];
  const title = choosePaint(context.color)('strong', say(planMessages.findings, context.lang));
  return [title, ...listInOrder(others, context).map((line) => `  ${line}`)];
}

function formatFoot(plan: Plan, context: TextContext): string[] {
  const cost = plan.steps.length === 0 ? [] : [sayCost(plan, context.lang)];
  return [...cost, say(planMessages.digest, context.lang, { digest: showHidden(plan.digest) })];
}
