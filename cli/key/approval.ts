import type { Finding } from '../model/finding.ts';
import type { AllowedRisk, ApprovalRules } from '../model/org.ts';
import type { ForgeAccount, PullFacts, PullReview } from '../model/request.ts';
import type { ApproverFacts } from './check-people.ts';
import { isApprover } from './check-people.ts';

/** A step that would be done, and the risks of it that a policy has to allow or a second person to approve. */
export interface RiskyStep {
  readonly id: string;
  readonly risks: readonly AllowedRisk[];
}

/** What tells whether a request is approved enough. */
export interface ApprovalFacts extends ApproverFacts {
  /** numeric id of who signed the request */
  readonly sender: number;
  /** as the forge lists them, oldest first */
  readonly reviews: readonly PullReview[];
  /** logins by id, as far as known; they only make sentences easier to read */
  readonly names: ReadonlyMap<number, string>;
}

const mostNamed = 10;

const deeds: Readonly<Record<AllowedRisk, string>> = {
  rights: 'raises rights',
  'data-leaves': 'sends or shows data outside of the org',
  owners: 'changes who owns records',
  deletes: 'deletes what records hang on',
};

/**
 * Approvers whose latest word on a request approves its head commit, each once: a later request for changes or a dismissal takes an approval back, a comment does
 * not. The sender and the author never count.
 */
export function listApprovals(facts: ApprovalFacts): readonly ForgeAccount[] {
  const { pull, reviews, sender } = facts;
  const words = new Map<number, { readonly user: ForgeAccount; readonly approves: boolean }>();
  for (const { user, state, commit } of reviews) {
    if (user === null || state === 'COMMENTED' || state === 'PENDING') continue;
    words.set(user.id, { user, approves: state === 'APPROVED' && commit === pull.headSha });
  }
  const approving = [...words.values()].filter(({ approves }) => approves).map(({ user }) => user);
  return approving.filter((user) => user.id !== sender && user.id !== pull.author && isApprover(facts, user));
}

/** Judges the number of reviews that the policy of a merged request asks for. Finding `approval.reviews`. */
export function judgeReviews(facts: ApprovalFacts): Finding[] {
  const { policy } = facts;
  const given = listApprovals(facts);
  const { minReviews } = policy.approval;
  if (given.length >= minReviews) return [];
  const so = given.length === 0 ? 'none' : `only ${given.length} (${given.map(({ id }) => nameUser(id, facts)).join(', ')})`;
  const message = `"${policy.name}" wants ${countReviews(minReviews)} of the head commit, and ${so} was given.`;
  return [{ code: 'approval.reviews', severity: 'error', message, fix: askFor(facts) }];
}

/**
 * Judges the risks of what would be done: each must be one that the policy allows with one approval, or a second approver, besides who merged, has approved the
 * head commit. One finding `approval.risk` a risk, which names the steps.
 */
export function judgeRisks(facts: ApprovalFacts, steps: readonly RiskyStep[]): Finding[] {
  const { policy, pull } = facts;
  const merger = pull.merge?.mergedBy;
  if (listApprovals(facts).some(({ id }) => id !== merger)) return [];
  return listGated(policy.approval, steps).map(({ risk, ids }) => ({
    code: 'approval.risk',
    severity: 'error' as const,
    message: `It ${deeds[risk]} (${nameSteps(ids)}), for which "${policy.name}" needs a second approval.`,
    fix: `${askFor(facts, merger)} To need one approval only from the next request on, add "${risk}" to "allow" in org.yaml.`,
  }));
}

/** What an open request will need besides the merge by an approver, told before anybody merges: the same findings as notes and warnings, which refuse nothing. */
export function tellNeeds({ policy, pull }: { policy: ApproverFacts['policy']; pull: PullFacts }, steps: readonly RiskyStep[]): Finding[] {
  const { approval, minReviews } = policy.approval;
  const head = pull.headSha.slice(0, 12);
  const risks = listGated(policy.approval, steps).map(({ risk, ids }) => ({
    code: 'approval.risk',
    severity: 'warning' as const,
    message: `It needs a second approval because it ${deeds[risk]} (${nameSteps(ids)}).`,
    fix: `Let one approver approve commit ${head} in a review and another one merge.`,
  }));
  const reviews: Finding[] = [];
  if (minReviews > 0) {
    const message = `"${policy.name}" wants ${countReviews(minReviews)} of the head commit.`;
    reviews.push({ code: 'approval.reviews', severity: 'note', message, fix: `Let approvers review commit ${head} before or after the merge.` });
  }
  const signature: Finding[] = [];
  if (approval === 'signed') {
    const message = `"${policy.name}" wants the plan signed with its identity.`;
    signature.push({ code: 'approval.signature', severity: 'note', message, fix: `Run "orgcast review ${pull.number} --sign" before merging.` });
  }
  return [...risks, ...reviews, ...signature];
}

function listGated({ allow }: ApprovalRules, steps: readonly RiskyStep[]): { readonly risk: AllowedRisk; readonly ids: readonly string[] }[] {
  const risks = (Object.keys(deeds) as AllowedRisk[]).filter((risk) => !allow.has(risk));
  return risks.flatMap((risk) => {
    const ids = steps.filter((step) => step.risks.includes(risk)).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ risk, ids }];
  });
}

/** Who can still give what is missing, of which commit, and that running again is all that is left then. */
function askFor(facts: ApprovalFacts, merger?: number | null): string {
  const { policy, pull, sender } = facts;
  const done = new Set([...listApprovals(facts).map(({ id }) => id), merger, sender, pull.author]);
  const left = policy.approvers.filter((id) => !done.has(id));
  const named = left.slice(0, mostNamed).map((id) => nameUser(id, facts));
  const who = left.length > 0 ? `one of ${named.join(', ')}` : `a person who may write in the repository and neither sent nor merged it`;
  const none = policy.approvers.length > 0 && left.length === 0;
  if (none) return 'No approver that org.yaml lists is left to give it: list another one there and send again.';
  // GitHub's page offers only comments once a request is merged; its API and gh take approvals all the same.
  const how = `approve commit ${pull.headSha.slice(0, 12)} in a review ("gh pr review ${pull.number} --approve")`;
  return `Let ${who} ${how}, then run this job again; nothing is written until then.`;
}

function countReviews(count: number): string {
  return count === 1 ? 'an approving review by an approver' : `approving reviews by ${count} approvers`;
}

function nameSteps(ids: readonly string[]): string {
  const left = ids.length - mostNamed;
  return [...ids.slice(0, mostNamed), ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}

function nameUser(id: number, { names }: ApprovalFacts): string {
  const name = names.get(id);
  return name === undefined ? `user ${id}` : `${name} (user ${id})`;
}
