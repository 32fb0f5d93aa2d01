import { putComment } from '../github/comments.ts';
import { readPull } from '../github/pulls.ts';
import { readViewer } from '../github/repository.ts';
import { setStatus } from '../github/statuses.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import { property } from '../model/json.ts';
import type { ApprovalRules } from '../model/org.ts';
import type { PullFacts } from '../model/request.ts';
import { hideValues } from '../report/disclosure.ts';
import { toCheckJson } from '../report/json/request.ts';
import { writePlanComment } from '../report/markdown/plan.ts';
import { writeRefusalComment } from '../report/markdown/refusal.ts';
import { formatFindings } from '../report/text/findings.ts';
import { formatPlan } from '../report/text/plan.ts';
import type { CheckView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { readEvent } from './event.ts';
import type { ForgeLink } from './forge.ts';
import { linkForge } from './forge.ts';
import { recordPlan } from './plan-record.ts';
import { judgeRequest } from './request-plan.ts';
import type { RequestReading } from './request-reading.ts';
import { readOpenRequest, targetOfBranch } from './request-reading.ts';
import { recordRequest } from './request-record.ts';
import { recordShown } from './shown-check.ts';

/** What a check needs to know besides the event. */
export interface CheckOptions {
  readonly number?: string;
}

/**
 * `orgcast check`: judges the pull request of the event, plans it against the live target and says so in a comment and a status. Code and policy are those
 * of the base branch; the request is only data.
 */
export async function runCheck(context: CommandContext, options: CheckOptions): Promise<number> {
  const link = await linkForge(context);
  const pull = await readPull(link.forge, numberOfEvent(context, options));
  const target = targetOfBranch(pull.headRef);
  if (target === undefined) {
    context.progress(`Pull request #${pull.number} (${pull.headRef}) is not a request with a copy key; there is nothing to check here.`);
    return exitCodes.done;
  }
  const reading = await readOpenRequest(context, link, pull, target);
  const { disclose } = reading.policy.approval;
  const judged = await judge(context, link, reading);
  const view = disclose === 'values' || judged.plan === null ? judged : { ...judged, plan: hideValues(judged.plan, context.text) };
  await publishCheck(context, link, pull, view, disclose);
  if (context.json) context.printJson(toCheckJson(view, disclose));
  else context.print(textOf(view, context, disclose));
  return view.accepted ? exitCodes.done : exitCodes.refused;
}

/** What the log of the job says, which the sender can read as well as the comment. */
function textOf({ plan, findings }: CheckView, context: CommandContext, disclose: ApprovalRules['disclose']): string {
  if (plan === null) return formatFindings(findings, context.text);
  return disclose === 'values' ? formatPlan(plan, context.text) : writePlanComment(plan, context.text, { rest: 'summary', disclose: 'names' });
}

/** The number of the pull request that the event is about (GITHUB_EVENT_PATH), or `--number` by hand. */
function numberOfEvent(context: CommandContext, options: CheckOptions): number {
  const number = options.number === undefined ? property(property(readEvent(context), 'pull_request'), 'number') : Number(options.number);
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
  throw new Failure('There is no pull request to check', {
    code: 'check.event',
    kind: 'usage',
    place: 'GITHUB_EVENT_PATH',
    fix: 'Run this in a workflow on pull_request_target, or name the request with --number.',
  });
}

/** Judges the request and, where it is accepted, records who holds the key with it and the plan that an approval is bound to. */
async function judge(context: CommandContext, link: ForgeLink, reading: RequestReading): Promise<CheckView> {
  const view = await judgeRequest(context, link, reading);
  if (!view.accepted || view.plan === null || view.kid === null) return view;
  const second = await recordRequest(context, link.forge, reading.facts, view.plan.digest);
  if (second !== undefined) return { ...view, accepted: false, findings: [...view.findings, second], plan: null };
  await recordPlan(link.forge, view.kid, reading.facts.pull.headSha, view.plan);
  return view;
}

async function publishCheck(
  context: CommandContext,
  link: ForgeLink,
  pull: PullFacts,
  view: CheckView,
  disclose: ApprovalRules['disclose'],
): Promise<void> {
  const author = (await readViewer(link.forge)).id;
  const refused = !view.accepted || view.plan === null;
  const body = refused
    ? writeRefusalComment(view.org, view.findings, context.text, 'summary')
    : writePlanComment(view.plan, context.text, { rest: 'summary', disclose: disclose === 'values' ? 'all' : 'names' });
  const comment = await putComment(link.forge, pull.number, { name: `plan ${view.org}`, author, body: context.mask(body) });
  const description = refused
    ? `Refused: ${view.findings[0]?.code ?? 'see the comment'}`
    : `Plan ${view.plan.digest.slice(0, 19)}: ${view.plan.steps.length} steps`;
  const status = { state: refused ? 'failure' : 'success', context: `orgcast/${view.org}`, description, targetUrl: comment.url } as const;
  const set = await setStatus(link.forge, pull.headSha, status);
  if (refused || view.kid === null) return;
  const shown = { kid: view.kid, headSha: pull.headSha, planDigest: view.plan.digest, comment };
  await recordShown(link.forge, { ...shown, status: { context: status.context, description: set } });
}
