import type { ClonedRecord } from '../model/audit.ts';
import type { SignedGrant, SignedRequest, SpentRecord } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import { property, text } from '../model/json.ts';
import { accuse } from './audit-chain.ts';
import { verifyGrant } from './grant.ts';
import { verifyRequest } from './request.ts';
import type { SignedReview } from './review.ts';
import { verifyReview } from './review.ts';

/** What git tells of the merge that a key was spent for. */
export interface MergeEvidence {
  readonly commit: string;
  /** the branch had the commit when it was cloned */
  readonly onBranch: boolean;
  /** public halves in org.yaml of the commit before */
  readonly identityKeys: readonly string[];
  /** request.json of the merge */
  readonly request: SignedRequest | undefined;
  /** digest of the bundle that the merge left */
  readonly digest: string;
}

/** Everything that one receipt of a request rests on, as far as a clone holds it. */
export interface AuditFacts {
  readonly receipt: ClonedRecord;
  readonly kid: string;
  readonly planDigest: string;
  /** ids of the steps that the receipt tells of */
  readonly steps: readonly string[];
  readonly grant: SignedGrant | undefined;
  readonly spent: SpentRecord | undefined;
  readonly merge: MergeEvidence | undefined;
  /** ids of the steps of each plan that was recorded for the key, by digest; bent records do not count */
  readonly plans: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Judges that what was applied is what was sent and approved: signatures, the merge, digests, the plan. Findings `audit.…`. */
export function judgeApproval(facts: AuditFacts): Finding[] {
  const { receipt, kid, grant, spent } = facts;
  const gaps: Finding[] = [];
  if (grant === undefined) gaps.push(accuse('audit.gap', `grant/${kid}`, `is not there, and ${receipt.name} rests on it: it was deleted`));
  if (spent === undefined) gaps.push(accuse('audit.gap', `spent/${kid}`, `is not there, and ${receipt.name} rests on it: it was deleted`));
  if (grant === undefined || spent === undefined) return gaps;
  return [...judgeMerge(facts, grant, spent), ...judgePlan(facts)];
}

function judgeMerge({ receipt, kid, merge }: AuditFacts, signed: SignedGrant, spent: SpentRecord): Finding[] {
  if (spent.kind !== 'redeemed')
    return [accuse('audit.merge', `spent/${kid}`, `says that the key was revoked, and ${receipt.name} says that it was applied`)];
  if (merge === undefined || !merge.onBranch) {
    const where = merge === undefined ? 'which this clone does not have' : `which is not on ${signed.grant.base}`;
    return [accuse('audit.merge', `spent/${kid}`, `names the merge ${String(spent.mergeSha).slice(0, 12)}, ${where}`)];
  }
  const findings: Finding[] = [];
  const { request, identityKeys } = merge;
  if (verifyGrant(signed, identityKeys) !== undefined)
    findings.push(accuse('audit.signature', `grant/${kid}`, 'is not signed by an identity that org.yaml had before the merge'));
  if (request === undefined || !verifyRequest(request, signed.grant))
    findings.push(
      accuse('audit.signature', `spent/${kid}`, `names the merge ${merge.commit.slice(0, 12)}, whose request.json is not signed with that key`),
    );
  if (merge.digest !== spent.digest || (request !== undefined && request.claim.bundle !== spent.digest))
    findings.push(accuse('audit.merge', `spent/${kid}`, `names other files than the merge ${merge.commit.slice(0, 12)} left`));
  return findings;
}

function judgePlan({ receipt, kid, planDigest, steps, plans }: AuditFacts): Finding[] {
  const approved = plans.get(planDigest);
  if (approved === undefined)
    return [accuse('audit.plan', receipt.name, `did plan ${planDigest.slice(0, 19)}, which was never recorded for key ${kid}`)];
  const other = steps.find((id) => !approved.has(id));
  return other === undefined ? [] : [accuse('audit.plan', receipt.name, `tells of a step that plan ${planDigest.slice(0, 19)} has not: ${other}`)];
}

/** Public halves of the identities that signed this plan, among the records `review/<kid>/…`. */
export function listSigners(reviews: readonly ClonedRecord[], planDigest: string, identityKeys: readonly string[]): readonly string[] {
  const signed = reviews.flatMap(({ header }) => readReview(header, planDigest));
  return identityKeys.filter((key) => signed.some((review) => verifyReview(review, [key])));
}

/** The review of this plan that a record holds; none where it is malformed or about another plan. */
function readReview(header: ClonedRecord['header'], planDigest: string): SignedReview[] {
  const claim = property(header, 'claim');
  const [org, headSha, signature] = [text(claim, 'org'), text(claim, 'headSha'), text(header, 'signature')];
  const request = property(claim, 'request');
  if (text(claim, 'planDigest') !== planDigest) return [];
  if (org === undefined || headSha === undefined || signature === undefined || typeof request !== 'number') return [];
  return [{ claim: { org, request, headSha, planDigest }, signature }];
}
