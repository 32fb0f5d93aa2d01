import type { Grant, RequestClaim } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import { judgeBinding } from './check-binding.ts';
import { judgeCommits } from './check-commits.ts';
import { judgePeople } from './check-people.ts';
import { verifyGrant } from './grant.ts';
import { verifyRequest } from './request.ts';
import type { RequestFacts } from './request-facts.ts';
import { judgeChangedPaths, judgeTree } from './request-paths.ts';
import { judgeTime } from './validity.ts';

/**
 * Judges a request completely: open (before anything is shown as approvable) or merged (before it is redeemed). An empty list means that it may
 * go on; every finding is an error and refuses it. Nothing that the request itself says is believed before its signature holds.
 */
export function checkRequest(facts: RequestFacts): Finding[] {
  const { request, grant } = facts;
  if (request === undefined)
    return [refuse('request.missing', `Request #${facts.pull.number} holds no readable request.json of "${facts.policy.name}".`)];
  if (grant === undefined) return [refuse('request.grant', `No grant of copy key ${request.claim.kid} is in the ledger of this repository.`)];
  const untrusted = verifyGrant(grant, facts.policy.identityKeys);
  if (untrusted !== undefined) return [untrusted];
  if (!verifyRequest(request, grant.grant)) {
    return [refuse('request.signature', `request.json of request #${facts.pull.number} is not signed with copy key ${grant.grant.kid}.`)];
  }
  return judge(facts, grant.grant, request.claim);
}

function judge(facts: RequestFacts, grant: Grant, claim: RequestClaim): Finding[] {
  const { pull, commits, policy } = facts;
  const time = judgeTime({ grant, mergedAt: pull.merge?.mergedAt, now: facts.now });
  const mergedPaths = commits.merged === undefined ? [] : judgeChangedPaths(policy.name, commits.merged.changedPaths);
  const findings = [
    ...(time === undefined ? [] : [time]),
    ...judgeBinding(facts, grant, claim),
    ...judgePeople(facts, claim),
    ...judgeCommits(facts, claim),
    ...judgeChangedPaths(policy.name, commits.changedPaths),
    ...mergedPaths,
    ...judgeTree(commits.entries),
    ...judgeLedger(facts, grant.kid, claim.bundle),
  ];
  // What the head has, the merge has as well: each is told once.
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.message}`, finding])).values()];
}

/** A key that is already spent on the very same merge is no obstacle: the apply is being resumed. */
function judgeLedger({ spent, pull }: RequestFacts, kid: string, bundle: string): Finding[] {
  if (spent === undefined) return [];
  if (spent.kind === 'revoked') return [refuse('request.revoked', `Copy key ${kid} was revoked.`)];
  const same = pull.merge !== undefined && spent.pr === pull.number && spent.mergeSha === pull.merge.sha && spent.digest === bundle;
  return same ? [] : [refuse('request.spent', `Copy key ${kid} is already spent by request #${spent.pr ?? '?'}.`)];
}

function refuse(code: string, message: string): Finding {
  return { code, severity: 'error', message, fix: 'Ask the administrator of the target for a new copy key and send again.' };
}
