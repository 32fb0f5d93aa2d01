import type { Plan } from '../../model/plan.ts';
import { splitFindings } from '../blocked.ts';
import type { KindGroup, StepGroup } from '../change.ts';
import { groupNotes, groupSteps } from '../change.ts';
import type { ReportContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { sayCost } from '../cost.ts';
import type { Medium } from '../danger.ts';
import { describeDanger, listDangers } from '../danger.ts';
import { encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { planMessages } from '../messages/plan.ts';
import { requestMessages } from '../messages/request.ts';
import type { Section } from './budget.ts';
import { fitComment } from './budget.ts';
import type { Rest } from './cut.ts';
import { writeCut } from './cut.ts';
import { listFindingSections } from './findings.ts';
import { markComment } from './marker.ts';
import { chooseMedium, writeStep } from './step.ts';

/** What a plan's comment is told besides language and titles. */
export interface PlanCommentOptions {
  /** `names`: attribute values stay out of the comment. Default `all`. */
  readonly disclose?: 'all' | 'names';
  /** where a reader finds what did not fit */
  readonly rest: Rest;
  /** most bytes; default 65,536 less a reserve */
  readonly budget?: number;
}

const columns = ['create', 'update', 'delete', 'manual', 'blocked', 'unchanged'] as const;

/**
 * A plan as the comment on a pull request: hidden marker, counts, digest, dangerous steps in sentences, findings, then each kind's steps
 * collapsed. Whatever comes from files or the org is encoded. Ends with a line feed.
 */
export function writePlanComment(plan: Plan, context: ReportContext, options: PlanCommentOptions): string {
  const disclose = options.disclose ?? 'all';
  const medium = chooseMedium(disclose);
  const groups = groupSteps(plan.steps).flatMap((group) => group.kinds.map((kind) => writeKind(group, kind, plan, context, medium)));
  const { errors, others } = splitFindings(plan.findings);
  const refusal = listFindingSections(errors, context, { title: planMessages.refused, urgent: true });
  const sections = [...refusal, ...listDangerSections(plan, context, medium), ...listFindingSections(others, context), ...groups];
  return fitComment(writeStart(plan, context, disclose), sections, (cut) => writeCut(cut, options.rest, context), options.budget);
}

function writeStart(plan: Plan, context: ReportContext, disclose: 'all' | 'names'): string {
  const org = encodeCodeSpan(plan.org);
  const refused = plan.findings.some((finding) => finding.severity === 'error');
  const empty = plan.steps.length === 0 ? [say(planMessages.empty, context.lang, { org }), ''] : [];
  return [
    markComment('plan', plan.org),
    `## ${say(requestMessages.planTitle, context.lang, { org })}`,
    '',
    ...writeCounts(plan, context),
    '',
    ...empty,
    `${say(planMessages.digest, context.lang, { digest: encodeCodeSpan(plan.digest) })}`,
    ...(refused ? [] : [`<br>${say(requestMessages.mergeNote, context.lang)}`]),
    ...(plan.steps.length === 0 ? [] : [`<br>${sayCost(plan, context.lang)}`]),
    ...(disclose === 'names' ? [`<br>${say(requestMessages.hidden, context.lang)}`] : []),
    '',
  ].join('\n');
}

function writeCounts(plan: Plan, context: ReportContext): string[] {
  return [
    `| ${columns.map((name) => say(planMessages[name], context.lang)).join(' | ')} |`,
    `|${columns.map(() => '---:').join('|')}|`,
    `| ${columns.map((name) => formatCount(plan.summary[name])).join(' | ')} |`,
  ];
}

function listDangerSections(plan: Plan, context: ReportContext, medium: Medium): Section[] {
  const dangers = listDangers(plan.steps);
  if (dangers.length === 0) return [];
  const entries = dangers.map((step, index) => `${index + 1}. ${describeDanger(step, context, medium)}\n`);
  return [{ head: `\n### ⚠️ ${say(planMessages.dangers, context.lang)}\n\n`, entries, tail: '', urgent: true }];
}

function writeKind(group: StepGroup, kind: KindGroup, plan: Plan, context: ReportContext, medium: Medium): Section {
  const title = `${say(planMessages[group.name], context.lang)}: ${encodeMarkdown(titleKind(kind.kind, context))} (${formatCount(kind.steps.length)})`;
  const told = kind === group.kinds[0] ? groupNotes[group.name] : undefined;
  const note = told === undefined ? '' : `${say(told, context.lang)}\n\n`;
  const open = group.name === 'delete' || group.name === 'blocked' ? ' open' : '';
  return {
    head: `\n<details${open}><summary>${title}</summary>\n\n${note}`,
    entries: kind.steps.map((step) => writeStep(step, plan, context, medium)),
    tail: '\n</details>\n',
  };
}
