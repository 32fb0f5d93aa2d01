import type { Finding } from '../../model/finding.ts';
import type { Plan } from '../../model/plan.ts';
import { splitFindings } from '../blocked.ts';
import type { KindGroup, StepGroup } from '../change.ts';
import { groupNotes, groupSteps } from '../change.ts';
import type { ReportContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { sayCost } from '../cost.ts';
import { describeDanger, listDangers } from '../danger.ts';
import { encodeHtml } from '../encode/html.ts';
import { formatCount, say } from '../language.ts';
import { findingMessages, severityMessages } from '../messages/finding.ts';
import { planMessages } from '../messages/plan.ts';
import { locateFinding } from '../place.ts';
import { writePage } from './page.ts';
import { writeCode, writeStep } from './step.ts';

const columns = ['create', 'update', 'delete', 'manual', 'blocked', 'unchanged'] as const;

/**
 * A plan as one self-contained page without scripts: counts, dangerous steps in sentences, findings, then every step with the whole of each value
 * before and after. Nothing is cut. Ends with a line feed.
 */
export function writePlanPage(plan: Plan, context: ReportContext): string {
  const { errors, others } = splitFindings(plan.findings);
  const parts = [
    writeHead(plan, context),
    writeRefusal(errors, context),
    writeDangers(plan, context),
    writeFindings(others, context),
    ...groupSteps(plan.steps).map((group) => writeGroup(group, plan, context)),
  ];
  return writePage(say(planMessages.title, context.lang, { org: plan.org }), parts.filter((part) => part !== '').join('\n'), context.lang);
}

function writeHead(plan: Plan, context: ReportContext): string {
  const org = `${encodeHtml(plan.org)} <span class="quiet">(${encodeHtml(plan.zgid)})</span>`;
  const counts = columns.map((name) => `<li><b>${formatCount(plan.summary[name])}</b>${say(planMessages[name], context.lang)}</li>`);
  const empty = plan.steps.length === 0 ? [`<p>${say(planMessages.empty, context.lang, { org: encodeHtml(plan.org) })}</p>`] : [];
  return [
    `<h1>${say(planMessages.title, context.lang, { org })}</h1>`,
    `<p class="quiet">${say(planMessages.digest, context.lang, { digest: writeCode(plan.digest) })}<br>${say(planMessages.digestNote, context.lang)}</p>`,
    ...empty,
    `<ul class="counts">${counts.join('')}</ul>`,
    ...(plan.steps.length === 0 ? [] : [`<p>${sayCost(plan, context.lang)}</p>`]),
  ].join('\n');
}

function writeDangers(plan: Plan, context: ReportContext): string {
  const dangers = listDangers(plan.steps);
  if (dangers.length === 0) return '';
  const items = dangers.map((step) => `<li>${describeDanger(step, context, { text: encodeHtml, code: writeCode, value: writeCode })}</li>`);
  return `<section class="dangers"><h2>${say(planMessages.dangers, context.lang)}</h2><ol>${items.join('\n')}</ol></section>`;
}

function writeRefusal(errors: readonly Finding[], context: ReportContext): string {
  if (errors.length === 0) return '';
  const title = say(planMessages.refused, context.lang, { count: formatCount(errors.length) });
  return `<section class="dangers"><h2>${title}</h2><ul>${errors.map((finding) => writeFinding(finding, context)).join('\n')}</ul></section>`;
}

function writeFindings(findings: readonly Finding[], context: ReportContext): string {
  if (findings.length === 0) return '';
  const items = findings.map((finding) => writeFinding(finding, context));
  return `<section><h2>${say(planMessages.findings, context.lang)}</h2><ul>${items.join('\n')}</ul></section>`;
}

function writeFinding(finding: Finding, context: ReportContext): string {
  const severity = `<b class="${finding.severity}">${say(severityMessages[finding.severity], context.lang)}</b>`;
  const place = locateFinding(finding);
  const fix =
    finding.fix === undefined ? '' : `<br><span class="quiet">${say(findingMessages.fix, context.lang, { fix: encodeHtml(finding.fix) })}</span>`;
  return `<li>${severity} ${place === '' ? '' : `${writeCode(place)} `}${writeCode(finding.code)} ${encodeHtml(finding.message)}${fix}</li>`;
}

function writeGroup(group: StepGroup, plan: Plan, context: ReportContext): string {
  const told = groupNotes[group.name];
  const note = told === undefined ? '' : `<p class="quiet">${say(told, context.lang)}</p>`;
  const kinds = group.kinds.map((kind) => writeKind(kind, plan, context));
  return `<section class="group-${group.name}"><h2>${say(planMessages[group.name], context.lang)}</h2>${note}\n${kinds.join('\n')}</section>`;
}

function writeKind(group: KindGroup, plan: Plan, context: ReportContext): string {
  const title = `${encodeHtml(titleKind(group.kind, context))} <span class="quiet">(${formatCount(group.steps.length)})</span>`;
  return `<details open><summary>${title}</summary>\n${group.steps.map((step) => writeStep(step, plan, context)).join('\n')}</details>`;
}
