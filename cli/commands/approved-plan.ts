import type { Forge } from '../github/forge.ts';
import { listSeries, readRecord } from '../github/records.ts';
import { readLogin, readReviews } from '../github/reviews.ts';
import type { ApprovalFacts } from '../key/approval.ts';
import { judgeReviews, judgeRisks, listApprovals } from '../key/approval.ts';
import type { RequestFacts } from '../key/request-facts.ts';
import type { SignedReview } from '../key/review.ts';
import { verifyReview } from '../key/review.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { property, text } from '../model/json.ts';
import type { RecordedPlan, RecordedStep } from '../model/plan.ts';
import type { PullFacts } from '../model/request.ts';
import type { CommandContext } from './context.ts';
import type { ForgeLink } from './forge.ts';
import { findRecordedPlan, readRecordedPlan } from './plan-record.ts';
import { refuseFindings } from './refuse.ts';
import type { RequestReading } from './request-reading.ts';
import { findRiskySteps } from './risky-steps.ts';
import { requireUnchanged } from './shown-check.ts';
import { readWriters } from './writers.ts';

/** A plan that was approved, and who approved it as far as it may be done. */
export interface ApprovedPlan {
  readonly plan: RecordedPlan;
  /** numeric ids of the approvers whose reviews approved the head commit */
  readonly reviewers: readonly number[];
  /** Failure `approval.risk` for steps with a risk that neither the policy allows nor a second approver has approved */
  requireRisks(steps: readonly RecordedStep[]): void;
}

/** Most approvers whose names are looked up for a refusal. */
const mostNames = 10;

/**
 * The plan that the merge of a request approved: the one that a check recorded last for its head or, where the policy asks for a signature, the one that was signed.
 * Failures, all before anything is written: `apply.no-plan`, `apply.plan-record`, those of `requireUnchanged`, `approval.signature`, `approval.reviews`, `approval.risk`.
 */
export async function requireApproved(context: CommandContext, link: ForgeLink, reading: RequestReading): Promise<ApprovedPlan> {
  const { facts, policy } = reading;
  const { pull } = facts;
  const plan = policy.approval.approval === 'signed' ? await requireSignedPlan(link.forge, reading) : await requireShownPlan(link.forge, facts);
  if (plan.org !== policy.name || plan.zgid !== facts.grant?.grant.org)
    throw new Failure(`The plan that was recorded for request #${pull.number} is one for ${plan.org} (${plan.zgid})`, {
      code: 'apply.plan-record',
      kind: 'refused',
      place: `request #${pull.number}`,
      fix: 'Send again with a new copy key and let the check post its plan before merging.',
    });
  const approval = await readApprovalFacts(link.forge, facts);
  const risky = findRiskySteps(plan.steps);
  const judge = (known: ApprovalFacts): Finding[] => [...judgeReviews(known), ...judgeRisks(known, risky)];
  if (judge(approval).length > 0) refuseAny(pull, judge(await nameApprovers(link.forge, approval)));
  const second = listApprovals(approval).find(({ id }) => id !== pull.merge?.mergedBy);
  if (second !== undefined && risky.length > 0) context.progress(`Request #${pull.number} has the second approval of ${second.login}.`);
  const reviewers = listApprovals(approval).map(({ id }) => id);
  return { plan, reviewers, requireRisks: (steps) => refuseAny(pull, judgeRisks(approval, findRiskySteps(steps))) };
}

/** Refuses when one of the findings is there. */
function refuseAny(pull: PullFacts, findings: readonly Finding[]): void {
  const [first] = findings;
  if (first === undefined) return;
  const refusal = { code: first.code, kind: 'refused' as const, place: `request #${pull.number}` };
  throw refuseFindings(findings, `Request #${pull.number} is not approved enough`, refusal);
}

async function readApprovalFacts(forge: Forge, facts: RequestFacts): Promise<ApprovalFacts> {
  const { policy, pull, request } = facts;
  const reviews = await readReviews(forge, pull.number);
  const people = [pull.merge?.merger, ...reviews.filter(({ state }) => state === 'APPROVED').map(({ user }) => user)];
  const writers = await readWriters(forge, policy.approvers, people);
  const names = new Map(reviews.flatMap(({ user }) => (user === null ? [] : [[user.id, user.login] as const])));
  return { policy, pull, sender: request?.claim.sender ?? -1, reviews, writers, names };
}

/** The same with the names of the listed approvers, which only a refusal needs. */
async function nameApprovers(forge: Forge, facts: ApprovalFacts): Promise<ApprovalFacts> {
  const ids = facts.policy.approvers.filter((id) => !facts.names.has(id)).slice(0, mostNames);
  const named = await Promise.all(ids.map(async (id) => [id, await readLogin(forge, id)] as const));
  return { ...facts, names: new Map([...facts.names, ...named.flatMap(([id, login]) => (login === undefined ? [] : [[id, login] as const]))]) };
}

async function requireShownPlan(forge: Forge, { pull, request }: RequestFacts): Promise<RecordedPlan> {
  const found = await readRecordedPlan(forge, request?.claim.kid ?? '', pull.headSha);
  if (found !== undefined) {
    await requireUnchanged(forge, pull, request?.claim.kid ?? '', found.plan.digest);
    return found.plan;
  }
  throw new Failure(`No plan was recorded for request #${pull.number} at ${pull.headSha.slice(0, 12)}, so nobody can have approved one`, {
    code: 'apply.no-plan',
    kind: 'refused',
    place: `request #${pull.number}`,
    fix: 'Send again with a new copy key and let the check post its plan before merging.',
  });
}

/** The recorded plan that was signed last by an identity of the policy for this request, org and head. */
async function requireSignedPlan(forge: Forge, { facts, policy }: RequestReading): Promise<RecordedPlan> {
  const { pull, request } = facts;
  const kid = request?.claim.kid ?? '';
  const signed = await readSignatures(forge, `review/${kid}/${pull.headSha}/`);
  const digests = signed.filter((one) => isSignedFor(one, facts) && verifyReview(one, policy.identityKeys)).map(({ claim }) => claim.planDigest);
  for (const digest of new Set(digests)) {
    const found = await findRecordedPlan(forge, kid, pull.headSha, digest);
    if (found !== undefined) return found.plan;
  }
  const why = digests.length > 0 ? `signed the plan ${digests[0]?.slice(0, 19)}, which no check recorded` : 'signed no plan';
  throw new Failure(`"${policy.name}" wants the plan signed, and nobody with its identity ${why} for request #${pull.number}`, {
    code: 'approval.signature',
    kind: 'refused',
    place: `request #${pull.number}`,
    fix: `Run "orgcast review ${pull.number} --sign" where an identity of the org is, then run this job again; the copy key is not spent.`,
  });
}

function isSignedFor({ claim }: SignedReview, { pull, policy }: RequestFacts): boolean {
  return claim.org === policy.zgid && claim.request === pull.number && claim.headSha === pull.headSha;
}

/** What was signed for a request at a commit, the latest first; records that hold something else are passed over. */
async function readSignatures(forge: Forge, folder: string): Promise<readonly SignedReview[]> {
  const records = await Promise.all((await listSeries(forge, folder)).map((name) => readRecord(forge, name)));
  return records.flatMap((record) => {
    const claim = property(record?.header, 'claim');
    const [org, headSha, planDigest] = [text(claim, 'org'), text(claim, 'headSha'), text(claim, 'planDigest')];
    const request = property(claim, 'request');
    const signature = text(record?.header, 'signature');
    if (org === undefined || headSha === undefined || planDigest === undefined || typeof request !== 'number' || signature === undefined) return [];
    return [{ claim: { org, request, headSha, planDigest }, signature }];
  });
}
