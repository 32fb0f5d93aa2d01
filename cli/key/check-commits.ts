import type { RequestClaim } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import type { RequestFacts } from './request-facts.ts';

/**
 * Judges the commits: the request is exactly one commit on top of one that the base branch had before (else a rebase merge would put the sender's
 * own policy under the merge), the merge is this one, and the bundle is the same when signed, at the head and as merged.
 */
export function judgeCommits(facts: RequestFacts, claim: RequestClaim): Finding[] {
  const { pull, commits } = facts;
  const findings: Finding[] = [];
  if (pull.commits !== 1 || commits.headParents.length !== 1 || commits.headParents[0] !== claim.baseCommit) {
    findings.push(refuse('request.commits', `Request #${pull.number} is not exactly one commit on top of ${claim.baseCommit.slice(0, 12)}.`));
  } else if (!commits.baseWasOnBranch) {
    findings.push(
      refuse('request.commits', `Request #${pull.number} is based on ${claim.baseCommit.slice(0, 12)}, which ${pull.baseRef} did not have.`),
    );
  }
  if (commits.headDigest !== claim.bundle) {
    findings.push(refuse('request.digest', `The files of request #${pull.number} are not the ones that were signed.`));
  }
  return [...findings, ...judgeMerge(facts, claim)];
}

function judgeMerge({ pull, commits, policyCommit }: RequestFacts, claim: RequestClaim): Finding[] {
  const { merged } = commits;
  if (merged === undefined && pull.merge === undefined) return [];
  if (merged === undefined || pull.merge === undefined || pull.merge.sha !== merged.commit) {
    return [refuse('request.not-merged', `Commit ${merged?.commit.slice(0, 12) ?? 'none'} is not the merge of request #${pull.number}.`)];
  }
  const findings: Finding[] = [];
  if (merged.parent !== policyCommit) {
    findings.push(refuse('request.policy', `The policy was read from ${policyCommit.slice(0, 12)}, which is not the parent of the merge.`));
  }
  if (merged.digest !== claim.bundle) {
    findings.push(refuse('request.digest', `The merge of request #${pull.number} left other files than the ones that were signed.`));
  }
  return findings;
}

function refuse(code: string, message: string): Finding {
  return { code, severity: 'error', message, fix: 'Send again with the same copy key; that replaces the request by one commit on the current base.' };
}
