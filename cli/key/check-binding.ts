import type { Grant, RequestClaim } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import { requestBranch } from '../model/request.ts';
import type { RequestFacts } from './request-facts.ts';

/** Judges that the key was made for this target, org, repository and base branch, and that the request stands where its signature says. */
export function judgeBinding(facts: RequestFacts, grant: Grant, claim: RequestClaim): Finding[] {
  return [...judgeTarget(facts, grant), ...judgeRepository(facts, grant), ...judgeHead(facts, claim), ...judgeBranch(facts, grant, claim)];
}

function judgeTarget({ policy, liveOrg }: RequestFacts, grant: Grant): Finding[] {
  const findings: Finding[] = [];
  if (grant.target !== policy.name) {
    findings.push(refuse('request.other-target', `Copy key ${grant.kid} is for "${grant.target}", not for "${policy.name}".`));
  }
  if (grant.org !== policy.zgid) {
    findings.push(
      refuse('request.other-org', `Copy key ${grant.kid} is for org ${grant.org}; org.yaml of "${policy.name}" says ${policy.zgid ?? 'none'}.`),
    );
  }
  if (liveOrg !== undefined && grant.org !== liveOrg) {
    findings.push({
      ...refuse('request.other-org', `Copy key ${grant.kid} is for org ${grant.org}, but the credentials open org ${liveOrg}.`),
      fix: `Give the job the credentials of "${policy.name}".`,
    });
  }
  return findings;
}

function judgeRepository({ policy, pull, repository }: RequestFacts, grant: Grant): Finding[] {
  const findings: Finding[] = [];
  if (grant.repo !== repository || pull.baseRepository !== repository || policy.repositoryId !== repository) {
    findings.push(refuse('request.other-repository', `Copy key ${grant.kid} is for repository ${grant.repo}; this is repository ${repository}.`));
  }
  if (grant.base !== policy.baseBranch || pull.baseRef !== grant.base) {
    findings.push(
      refuse('request.other-base', `Copy key ${grant.kid} is for branch ${grant.base}; request #${pull.number} wants to change ${pull.baseRef}.`),
    );
  }
  return findings;
}

/** A request comes from the repository itself or, where the policy lets it, from the very fork that was signed; what is signed for one is no good in the other. */
function judgeHead({ policy, pull }: RequestFacts, claim: RequestClaim): Finding[] {
  const { headRepository: head, baseRepository: base } = pull;
  if (head === base && claim.headRepository === undefined) return [];
  const from = `Request #${pull.number} comes from repository ${head ?? '(deleted)'}`;
  const signed = claim.headRepository ?? base;
  if (head === base || head !== signed) return [refuse('request.fork', `${from}, but was signed for repository ${signed}.`)];
  if (policy.approval.forks) return [];
  const fix = `Send as somebody who may write in the repository, or have "forks: true" set in org.yaml of "${policy.name}" first.`;
  return [{ ...refuse('request.fork', `${from}, a fork, and "${policy.name}" takes no requests from forks.`), fix }];
}

function judgeBranch({ policy, pull }: RequestFacts, grant: Grant, claim: RequestClaim): Finding[] {
  const expected = requestBranch(policy.name, grant.kid);
  if (pull.headRef === expected && claim.branch === expected) return [];
  return [refuse('request.branch', `Request #${pull.number} comes from branch ${pull.headRef}; copy key ${grant.kid} may only send on ${expected}.`)];
}

function refuse(code: string, message: string): Finding {
  return { code, severity: 'error', message, fix: 'Ask the administrator of this target for a copy key and send with that one.' };
}
