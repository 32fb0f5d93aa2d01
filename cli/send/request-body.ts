import type { GraveRisk, Plan, Step } from '../model/plan.ts';
import { risksOf } from '../model/plan.ts';
import type { RequestInput } from './request-input.ts';
import { encodeUntrusted } from './untrusted-text.ts';

const shownSteps = 50;

const riskWords: Readonly<Record<GraveRisk, string>> = {
  deletes: 'deletes',
  rights: 'raises rights',
  'data-leaves': 'sends data out of the org',
  owners: 'changes who owns records',
};

/** The description of a pull request in Markdown: from where to where, what would happen, what an approver is asked to do. */
export function describeRequest(input: RequestInput, files: { readonly written: number; readonly removed: number }): string {
  const { claim, target, sourceName, plan } = input;
  const lines = [
    `Configuration of ${encodeUntrusted(sourceName)} for ${encodeUntrusted(target)}, sent with copy key \`${claim.kid}\`.`,
    '',
    `| | |`,
    `|---|---|`,
    `| source | ${encodeUntrusted(claim.source)} |`,
    `| files | ${files.written} written, ${files.removed} removed |`,
    `| bundle | \`${claim.bundle}\` |`,
    ...(plan === undefined ? [] : summaryRows(plan)),
    '',
    ...(plan === undefined ? ['The plan follows in a comment.'] : planLines(plan)),
    '',
    'Merging this request approves it: a job then redeems the key once and applies exactly what was approved. Closing it changes nothing.',
    '',
  ];
  return lines.join('\n');
}

function summaryRows({ summary, digest, credits }: Plan): string[] {
  const { create, update, delete: remove, manual, blocked, unchanged } = summary;
  return [
    `| steps | ${create} create, ${update} update, ${remove} delete, ${manual} manual, ${blocked} blocked; ${unchanged} unchanged |`,
    `| API credits | about ${credits} |`,
    `| plan | \`${digest}\` |`,
  ];
}

/** Steps with a risk stand first, whatever the plan's order: a reviewer must not have to look for them. */
function planLines({ steps }: Plan): string[] {
  if (steps.length === 0) return ['Nothing would change.'];
  const risky = steps.filter(({ risk }) => risk !== 'none');
  const shown = [...risky, ...steps.filter(({ risk }) => risk === 'none')].slice(0, shownSteps);
  const rest = steps.length - shown.length;
  const more = rest === 0 ? [] : [`- … and ${rest} more`];
  return ['What applying would do, as the sender saw it (the check computes it again):', '', ...shown.map(stepLine), ...more];
}

function stepLine(step: Step): string {
  const risks = risksOf(step).map((one) => riskWords[one]);
  const risk = risks.length === 0 ? '' : ` **(${risks.join(', ')})**`;
  const manual = step.mode === 'manual' ? ' (by hand)' : '';
  return `- ${step.action} ${encodeUntrusted(step.kind)} ${encodeUntrusted(step.key)}${manual}${risk}`;
}
