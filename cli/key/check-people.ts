import type { RequestClaim } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import type { RequestFacts } from './request-facts.ts';

/** What tells who may approve a request. */
export type ApproverFacts = Pick<RequestFacts, 'policy' | 'pull' | 'writers'>;

/**
 * Judges who sent and who merged, by numeric user ids: the author must be the sender who signed; who merged must be an approver of the policy as it
 * was before the merge and never the sender.
 */
export function judgePeople(facts: RequestFacts, claim: RequestClaim): Finding[] {
  const { policy, pull } = facts;
  const findings: Finding[] = [];
  if (pull.author !== claim.sender) {
    findings.push({
      ...refuse('request.sender', `Request #${pull.number} was opened by user ${pull.author ?? 'unknown'}, but signed by user ${claim.sender}.`),
      fix: 'Send again as the user who signs; nobody can open a request for somebody else.',
    });
  }
  if (pull.merge === undefined) return findings;
  const { mergedBy, merger } = pull.merge;
  const user = mergedBy === null ? undefined : { id: mergedBy, bot: merger?.bot === true };
  if (user !== undefined && (user.id === claim.sender || user.id === pull.author)) {
    findings.push(refuse('request.self-approval', `Request #${pull.number} was merged by its own sender (user ${user.id}).`));
  } else if (user === undefined || !isApprover(facts, user)) {
    const who = user === undefined ? 'an unknown user' : `${user.bot ? 'the bot' : 'user'} ${user.id}`;
    findings.push(refuse('request.approver', `Request #${pull.number} was merged by ${who}, who is no approver of "${policy.name}".`));
  }
  return findings;
}

/** True for whom the policy lists or, where it lists nobody, for a person who may write in the repository; says nothing of who sent. */
export function isApprover({ policy, writers }: ApproverFacts, user: { readonly id: number; readonly bot: boolean }): boolean {
  return policy.approvers.length > 0 ? policy.approvers.includes(user.id) : !user.bot && writers?.has(user.id) === true;
}

function refuse(code: string, message: string): Finding {
  return {
    code,
    severity: 'error',
    message,
    fix: 'Revert the merge, and let an approver (whom org.yaml lists, else a person who may write here) merge a new request.',
  };
}
