import { createHash } from 'node:crypto';
import { bundleDigest } from '../../cli/key/bundle.ts';
import type { CopyKey } from '../../cli/key/copy-key.ts';
import { makeCopyKey, parseCopyKey } from '../../cli/key/copy-key.ts';
import { signGrant } from '../../cli/key/grant.ts';
import { makeIdentity, readIdentity } from '../../cli/key/identity.ts';
import { signRequest } from '../../cli/key/request.ts';
import type { RequestFacts } from '../../cli/key/request-facts.ts';
import type { Grant, RequestClaim, SpentRecord } from '../../cli/model/copy-key.ts';
import type { OrgPolicy } from '../../cli/model/org.ts';
import { usualApproval, usualRules } from '../../cli/model/org.ts';
import type { PullFacts } from '../../cli/model/request.ts';

/** 32 bytes that differ for every name, in place of randomness. */
export function seedOf(name: string): Uint8Array {
  return createHash('sha256').update(name).digest();
}

export const issued = 1_790_000_000;
export const repositoryId = 4242;
export const [sender, approver] = [7, 9];
export const [baseCommit, headSha, mergeSha] = ['b'.repeat(40), 'c'.repeat(40), 'd'.repeat(40)];
export const bundle = new Map([['environments/osaka/modules/Deals/module.yaml', 'api_name: Deals\n']]);

const identityText = makeIdentity(seedOf('osaka identity'));
export const identity = readIdentity(identityText.privateKey, 'identity.pem');
export const stranger = readIdentity(makeIdentity(seedOf('stranger')).privateKey, 'stranger.pem');

export const policy: OrgPolicy = {
  name: 'osaka',
  zgid: '60001',
  dataCenter: 'jp',
  identityKeys: [identity.publicKey],
  approvers: [approver],
  repositoryId,
  baseBranch: 'main',
  rules: usualRules,
  approval: usualApproval,
};

/** A copy key for osaka and its grant. */
export function issueKey(name = 'key', over: Partial<Grant> = {}): { key: CopyKey; text: string; grant: Grant } {
  const made = makeCopyKey(seedOf(name), { target: 'osaka', org: '60001', repo: repositoryId, base: 'main', now: issued });
  return { key: parseCopyKey(made.key), text: made.key, grant: { ...made.grant, ...over } };
}

/** What a test changes about an honest, merged request. */
export interface Twist {
  readonly grant?: Partial<Grant>;
  readonly claim?: Partial<RequestClaim>;
  readonly pull?: Partial<PullFacts>;
  readonly merge?: Partial<NonNullable<PullFacts['merge']>>;
  readonly commits?: Partial<RequestFacts['commits']>;
  readonly merged?: Partial<NonNullable<RequestFacts['commits']['merged']>>;
  readonly facts?: Partial<RequestFacts>;
  readonly policy?: Partial<OrgPolicy>;
}

/** The facts of an honest request that was merged an hour after the key was made, with the twist of a test. Everything twisted is signed again. */
export function mergedRequest(twist: Twist = {}): RequestFacts {
  const { key, grant } = issueKey('key', twist.grant);
  const branch = `copy/osaka/${key.kid}`;
  const digest = bundleDigest(bundle);
  const claim = { kid: key.kid, bundle: digest, branch, baseCommit, sender, source: '50001', ...twist.claim };
  const paths = [...bundle.keys(), 'environments/osaka/request.json'];
  return {
    policy: { ...policy, ...twist.policy },
    policyCommit: baseCommit,
    repository: repositoryId,
    pull: {
      number: 12,
      url: 'https://github.com/acme/crm/pull/12',
      state: 'closed',
      author: sender,
      headRepository: repositoryId,
      headRef: branch,
      body: '',
      headSha,
      baseRepository: repositoryId,
      baseRef: 'main',
      commits: 1,
      merge: { mergedAt: issued + 3600, mergedBy: approver, sha: mergeSha, ...twist.merge },
      ...twist.pull,
    },
    request: signRequest(claim, key),
    grant: signGrant(grant, identity.privateKey),
    spent: undefined,
    commits: {
      headParents: [baseCommit],
      baseWasOnBranch: true,
      changedPaths: paths,
      entries: [...paths, 'environments/osaka/org.yaml'].map((path) => ({ path, mode: '100644' })),
      headDigest: digest,
      merged: { commit: mergeSha, parent: baseCommit, changedPaths: paths, digest, ...twist.merged },
      ...twist.commits,
    },
    now: issued + 3700,
    liveOrg: '60001',
    ...twist.facts,
  };
}

/** The ledger's record of the honest merge. */
export function spentBy(over: Partial<SpentRecord> = {}): SpentRecord {
  const { key } = issueKey();
  return { kind: 'redeemed', kid: key.kid, pr: 12, mergeSha, digest: bundleDigest(bundle), run: '1', nonce: 'n', ...over };
}
