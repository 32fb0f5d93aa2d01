import { tellNeeds } from '../key/approval.ts';
import { checkRequest } from '../key/check-request.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { countFindings } from '../model/finding.ts';
import type { Consent } from '../model/identity.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckView } from '../report/view.ts';
import { readPullConsents } from './consents.ts';
import type { CommandContext } from './context.ts';
import { findIneligible, targetFacts } from './eligibility.ts';
import type { DesiredEnvironment } from './environment.ts';
import { decodeElements } from './environment.ts';
import type { ForgeLink } from './forge.ts';
import { makeLedgerHistory } from './history-ledger.ts';
import { keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { readRequestBasis } from './plan-basis.ts';
import type { PlanBasis } from './plan-environment.ts';
import { planCounted } from './plan-environment.ts';
import type { RequestReading } from './request-reading.ts';
import { findRiskySteps } from './risky-steps.ts';
import { withSecretFindings } from './secret-scan.ts';
import { findSnapshotProblems, pathsInRepository } from './validate.ts';

/**
 * Judges a request and plans it against the live target: what the check says of it and what an approver sees by an own look. Writes nothing anywhere. The plan is
 * null where the request is refused before there can be one.
 */
export async function judgeRequest(context: CommandContext, link: ForgeLink, reading: RequestReading): Promise<CheckView> {
  const { facts, target } = reading;
  const refusals = checkRequest(facts);
  const decoded = decodeElements(target, reading.files);
  const problems = await withSecretFindings(context, findSnapshotProblems(decoded, context.text.lang), pathsInRepository(target, reading.files));
  const findings: readonly Finding[] = [...refusals, ...problems];
  const request = facts.request;
  const base = { org: target, number: facts.pull.number, kid: request?.claim.kid ?? null, digest: request?.claim.bundle ?? null };
  if (countFindings(findings).error > 0 || request === undefined) return { ...base, accepted: false, findings, plan: null };
  const given = readPullConsents(facts.pull.body);
  const past = await readBasis(link, reading, decoded, given.consents);
  if (past.basis === undefined) return { ...base, accepted: false, findings: [...findings, ...past.findings], plan: null };
  const planned = await planRequest(context, link, reading, past.basis);
  const needs = tellNeeds(facts, findRiskySteps(planned.steps));
  const plan = { ...planned, findings: [...planned.findings, ...given.findings, ...needs] };
  if (countFindings(plan.findings).error > 0) return { ...base, accepted: false, findings: [...findings, ...plan.findings], plan };
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

async function planRequest(context: CommandContext, link: ForgeLink, request: RequestReading, basis: PlanBasis): Promise<Plan> {
  const { target, policy, files } = request;
  const { desired } = basis;
  const client = connectOrg(context, policy);
  context.progress(`Reading ${target} …`);
  const live = await readLive(context, client, policy, {
    keys: keySources(files.get('identities.yaml'), desired.elements.values(), basis.created),
    caller: true,
  });
  const facts = await targetFacts(context, { client, forge: link.forge, policy, claim: request.facts.request?.claim }, live);
  const { plan } = await planCounted(context, client, basis, live);
  return { ...plan, findings: [...plan.findings, ...findIneligible(context, facts, policy.approval)] };
}
