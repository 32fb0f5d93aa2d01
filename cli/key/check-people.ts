import type { RequestClaim } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import type { RequestFacts } from './request-facts.ts';

/**
 * Judges who sent and who merged, by numeric user ids: the author must be the sender who signed; who merged must be an approver of the policy as it
 * was before the merge (anybody who may merge, where it lists none) and never the sender.
 */
export function judgePeople({ policy, pull }: RequestFacts, claim: RequestClaim): Finding[] {
  const findings: Finding[] = [];
  if (pull.author !== claim.sender) {
    findings.push({
      ...refuse('request.sender', `Request #${pull.number} was opened by user ${pull.author ?? 'unknown'}, but signed by user ${claim.sender}.`),
      fix: 'Send again as the user who signs; nobody can open a request for somebody else.',
    });
  }
  if (pull.merge === undefined) return findings;
  const { mergedBy } = pull.merge;
  if (mergedBy === claim.sender || (mergedBy !== null && mergedBy === pull.author)) {
    findings.push(refuse('request.self-approval', `Request #${pull.number} was merged by its own sender (user ${mergedBy}).`));
  }
  if (mergedBy === null || (policy.approvers.length > 0 && !policy.approvers.includes(mergedBy))) {
    const who = mergedBy === null ? 'an unknown user' : `user ${mergedBy}`;
    findings.push(refuse('request.approver', `Request #${pull.number} was merged by ${who}, who is no approver of "${policy.name}".`));
  }
  return findings;
}

function refuse(code: string, message: string): Finding {
  return { code, severity: 'error', message, fix: 'Revert the merge, and let an approver that org.yaml lists merge a new request.' };
}
