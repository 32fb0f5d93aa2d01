import { putComment } from '../github/comments.ts';
import { readPull } from '../github/pulls.ts';
import { readViewer } from '../github/repository.ts';
import { setStatus } from '../github/statuses.ts';
import { checkRequest } from '../key/check-request.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { countFindings } from '../model/finding.ts';
import type { Consent } from '../model/identity.ts';
import { property } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import type { PullFacts } from '../model/request.ts';
import { toCheckJson } from '../report/json/request.ts';
import { writePlanComment } from '../report/markdown/plan.ts';
import { writeRefusalComment } from '../report/markdown/refusal.ts';
import { formatFindings } from '../report/text/findings.ts';
import { formatPlan } from '../report/text/plan.ts';
import type { CheckView } from '../report/view.ts';
import { readPullConsents } from './consents.ts';
import type { CommandContext } from './context.ts';
import type { DesiredEnvironment } from './environment.ts';
import { decodeElements } from './environment.ts';
import { readEvent } from './event.ts';
import type { ForgeLink } from './forge.ts';
import { linkForge } from './forge.ts';
import { makeLedgerHistory } from './history-ledger.ts';
import { keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { readRequestBasis } from './plan-basis.ts';
import type { PlanBasis } from './plan-environment.ts';
import { planCounted } from './plan-environment.ts';
import { recordPlan } from './plan-record.ts';
import type { RequestReading } from './request-reading.ts';
import { readOpenRequest, targetOfBranch } from './request-reading.ts';
import { findTemplateModules } from './template-modules.ts';
import { findSnapshotProblems } from './validate.ts';

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
  const view = await judge(context, link, reading);
  await publishCheck(context, link, pull, view);
  if (context.json) context.printJson(toCheckJson(view));
  else context.print(view.plan === null ? formatFindings(view.findings, context.text) : formatPlan(view.plan, context.text));
  return view.accepted ? exitCodes.done : exitCodes.refused;
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

async function judge(context: CommandContext, link: ForgeLink, reading: RequestReading): Promise<CheckView> {
  const { facts, target } = reading;
  const refusals = checkRequest(facts);
  const decoded = decodeElements(target, reading.files);
  const problems = findSnapshotProblems(decoded, context.text.lang);
  const findings: readonly Finding[] = [...refusals, ...problems];
  const request = facts.request;
  const base = { org: target, number: facts.pull.number, kid: request?.claim.kid ?? null, digest: request?.claim.bundle ?? null };
  if (countFindings(findings).error > 0 || request === undefined) return { ...base, accepted: false, findings, plan: null };
  const given = readPullConsents(facts.pull.body);
  const past = await readBasis(link, reading, decoded, given.consents);
  if (past.basis === undefined) return { ...base, accepted: false, findings: [...findings, ...past.findings], plan: null };
  const planned = await planRequest(context, reading, past.basis);
  const plan = { ...planned, findings: [...planned.findings, ...given.findings] };
  if (countFindings(plan.findings).error > 0) return { ...base, accepted: false, findings: [...findings, ...plan.findings], plan };
  await recordPlan(link.forge, request.claim.kid, facts.pull.headSha, plan);
  return { ...base, accepted: true, findings, plan };
}

/** What the plan rests on, or why there can be none: a way back that leads nowhere. */
async function readBasis(
  link: ForgeLink,
  reading: RequestReading,
  desired: DesiredEnvironment,
  consents: ReadonlySet<Consent>,
): Promise<{ basis?: PlanBasis; findings: readonly Finding[] }> {
  try {
    return { basis: await readRequestBasis(makeLedgerHistory(link.forge), reading, desired, consents), findings: [] };
  } catch (error) {
    if (!(error instanceof Failure) || !error.code.startsWith('rollback.')) throw error;
    const fix = error.fix === undefined ? {} : { fix: error.fix };
    return { findings: [{ code: error.code, severity: 'error', message: `${error.message}.`, ...fix }] };
  }
}

async function planRequest(context: CommandContext, { target, policy, files }: RequestReading, basis: PlanBasis): Promise<Plan> {
  const { desired } = basis;
  const client = connectOrg(context, policy);
  context.progress(`Reading ${target} …`);
  const live = await readLive(context, client, policy, {
    keys: keySources(files.get('identities.yaml'), desired.elements.values(), basis.created),
    templateModules: findTemplateModules(desired),
  });
  return (await planCounted(context, client, basis, live)).plan;
}

async function publishCheck(context: CommandContext, link: ForgeLink, pull: PullFacts, view: CheckView): Promise<void> {
  const author = (await readViewer(link.forge)).id;
  const refused = !view.accepted || view.plan === null;
  const body = refused
    ? writeRefusalComment(view.org, view.findings, context.text, 'summary')
    : writePlanComment(view.plan, context.text, { rest: 'summary' });
  const targetUrl = await putComment(link.forge, pull.number, { name: `plan ${view.org}`, author, body: context.mask(body) });
  const description = refused
    ? `Refused: ${view.findings[0]?.code ?? 'see the comment'}`
    : `Plan ${view.plan.digest.slice(0, 19)}: ${view.plan.steps.length} steps`;
  await setStatus(link.forge, pull.headSha, { state: refused ? 'failure' : 'success', context: `orgcast/${view.org}`, description, targetUrl });
}
