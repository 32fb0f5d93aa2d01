import { describe, expect, test } from 'vitest';
import { checkRequest } from '../../cli/key/check-request.ts';
import { signGrant } from '../../cli/key/grant.ts';
import { signRequest } from '../../cli/key/request.ts';
import type { RequestFacts } from '../../cli/key/request-facts.ts';
import { usualApproval } from '../../cli/model/org.ts';
import type { Twist } from './world.ts';
import { approver, baseCommit, identity, issued, issueKey, mergedRequest, repositoryId, sender, spentBy, stranger } from './world.ts';

const hour = 3600;
const elsewhere = 'e'.repeat(40);
const folder = 'environments/osaka';
const withPath = (path: string) => ({ changedPaths: [`${folder}/request.json`, path] });

/** The codes that a request is refused with, each once. */
function codes(facts: RequestFacts): string[] {
  return [...new Set(checkRequest(facts).map(({ code }) => code))];
}

describe('an honest request', () => {
  test.each<[string, RequestFacts]>([
    ['merged', mergedRequest()],
    ['open', openRequest()],
    [
      'merged by a person who may write, where the policy lists no approvers',
      mergedRequest({ policy: { approvers: [] }, merge: { mergedBy: 1234 }, facts: { writers: new Set([1234]) } }),
    ],
    [
      'from the fork that was signed, where the policy takes such',
      mergedRequest({ policy: { approval: { ...usualApproval, forks: true } }, claim: { headRepository: 99 }, pull: { headRepository: 99 } }),
    ],
    ['merged by a bot that the policy lists', mergedRequest({ merge: { merger: { id: approver, login: 'queue[bot]', bot: true } } })],
    ['based on an older commit of the base branch', mergedRequest({ merged: { parent: elsewhere }, facts: { policyCommit: elsewhere } })],
    ['redeemed 20 hours after the merge', mergedRequest({ facts: { now: issued + 21 * hour } })],
    ['resumed after its own redemption', mergedRequest({ facts: { spent: spentBy() } })],
    ['where several identity keys are listed', mergedRequest({ policy: { identityKeys: [stranger.publicKey, identity.publicKey] } })],
    ['judged before the live org was asked', withoutLiveOrg()],
  ])('passes %s', (_what, facts) => {
    expect(checkRequest(facts)).toEqual([]);
  });
});

const forks: Twist = { policy: { approval: { ...usualApproval, forks: true } } };

const refusals: [string, string, Twist][] = [
  ['for another environment', 'request.other-target', { grant: { target: 'kyoto' } }],
  ['for another org', 'request.other-org', { grant: { org: '60002' } }],
  ['for an environment whose org is not stated', 'request.other-org', { policy: { zgid: undefined } }],
  ['with credentials of another org', 'request.other-org', { facts: { liveOrg: '60002' } }],
  ['for another repository', 'request.other-repository', { grant: { repo: 1 } }],
  ['replayed in another repository', 'request.other-repository', { facts: { repository: 1 } }],
  ['where org.yaml names another repository', 'request.other-repository', { policy: { repositoryId: 1 } }],
  ['into another repository than it runs in', 'request.other-repository', { pull: { baseRepository: 1, headRepository: 1 } }],
  ['from a fork', 'request.fork', { pull: { headRepository: 99 } }],
  ['from a fork that is gone', 'request.fork', { pull: { headRepository: null } }],
  ['from a fork, where the policy takes none', 'request.fork', { claim: { headRepository: 99 }, pull: { headRepository: 99 } }],
  ['from another fork than signed', 'request.fork', { ...forks, claim: { headRepository: 98 }, pull: { headRepository: 99 } }],
  ['from a fork that was not signed', 'request.fork', { ...forks, pull: { headRepository: 99 } }],
  ['from a signed fork that is gone', 'request.fork', { ...forks, claim: { headRepository: 99 }, pull: { headRepository: null } }],
  ['from the repository itself though signed for a fork', 'request.fork', { ...forks, claim: { headRepository: 99 } }],
  ['from the repository itself though signed as if it were a fork', 'request.fork', { ...forks, claim: { headRepository: repositoryId } }],
  ['for another base branch', 'request.other-base', { grant: { base: 'develop' } }],
  ['for and into another base branch than org.yaml names', 'request.other-base', { grant: { base: 'develop' }, pull: { baseRef: 'develop' } }],
  ['into another base branch', 'request.other-base', { pull: { baseRef: 'develop' } }],
  ['from another branch', 'request.branch', { pull: { headRef: 'copy/osaka/other' } }],
  ['signed for another branch', 'request.branch', { claim: { branch: 'copy/kyoto/aaaaaaaaaaaaaaaa' } }],
  ['opened by somebody else', 'request.sender', { pull: { author: 8 } }],
  ['opened by a deleted account', 'request.sender', { pull: { author: null } }],
  ['merged by its sender', 'request.self-approval', { policy: { approvers: [sender, approver] }, merge: { mergedBy: sender } }],
  ['merged by somebody who is no approver', 'request.approver', { merge: { mergedBy: 1234 } }],
  ['merged by a deleted account', 'request.approver', { merge: { mergedBy: null } }],
  [
    'merged by somebody who may not write, where the policy lists no approvers',
    'request.approver',
    { policy: { approvers: [] }, merge: { mergedBy: 1234 }, facts: { writers: new Set([approver]) } },
  ],
  [
    'merged by a bot, where the policy lists no approvers',
    'request.approver',
    { policy: { approvers: [] }, merge: { merger: { id: approver, login: 'queue[bot]', bot: true } }, facts: { writers: new Set([approver]) } },
  ],
  ['merged a day after the key was made', 'request.expired', { merge: { mergedAt: issued + 24 * hour }, facts: { now: issued + 25 * hour } }],
  ['merged before the key was made', 'request.early', { merge: { mergedAt: issued - 61 } }],
  ['redeemed too late', 'request.late', { facts: { now: issued + 74 * hour } }],
  ['of two commits', 'request.commits', { pull: { commits: 2 } }],
  ['on top of another commit than signed', 'request.commits', { commits: { headParents: [elsewhere] } }],
  ['that is a merge commit itself', 'request.commits', { commits: { headParents: [baseCommit, elsewhere] } }],
  ['on top of a commit that the base branch did not have', 'request.commits', { commits: { baseWasOnBranch: false } }],
  ['with other files than signed', 'request.digest', { commits: { headDigest: 'sha256:0' } }],
  ['merged with other files than signed', 'request.digest', { merged: { digest: 'sha256:0' } }],
  ['with the policy of another commit than the parent', 'request.policy', { facts: { policyCommit: elsewhere } }],
  ['judged for a commit that is not its merge', 'request.not-merged', { merged: { commit: elsewhere } }],
  ['judged as merged while it is open', 'request.not-merged', { pull: { merge: undefined } }],
  ['that changes its own policy', 'request.policy', { commits: withPath(`${folder}/org.yaml`) }],
  ['that changes the generated keys', 'request.policy', { commits: withPath(`${folder}/identities.yaml`) }],
  ['whose merge changes its own policy', 'request.policy', { merged: withPath(`${folder}/org.yaml`) }],
  ['that changes a workflow', 'request.paths', { commits: withPath('.github/workflows/apply.yml') }],
  ['that changes another environment', 'request.paths', { commits: withPath('environments/osaka-2/security/roles.yaml') }],
  ['that changes orgcast.yaml', 'request.paths', { commits: withPath('orgcast.yaml') }],
  ['without its request.json', 'request.paths', { commits: { changedPaths: [`${folder}/a.yaml`] } }],
  ['that was revoked', 'request.revoked', { facts: { spent: spentBy({ kind: 'revoked', pr: null, mergeSha: null, digest: null }) } }],
  ['spent by another request', 'request.spent', { facts: { spent: spentBy({ pr: 11 }) } }],
  ['spent by another merge', 'request.spent', { facts: { spent: spentBy({ mergeSha: elsewhere }) } }],
  ['spent for other files', 'request.spent', { facts: { spent: spentBy({ digest: 'sha256:0' }) } }],
];

describe('a request is refused', () => {
  test.each(refusals)('%s (%s)', (_what, code, twist) => {
    expect(codes(mergedRequest(twist))).toEqual([code]);
  });

  test('when any finding is there it is an error with a sentence and what to do', () => {
    for (const [, , twist] of refusals) {
      for (const finding of checkRequest(mergedRequest(twist))) {
        expect(finding).toMatchObject({ severity: 'error', message: expect.stringMatching(/^\S.*\.$/), fix: expect.stringMatching(/\.$/) });
      }
    }
  });

  test('while it is open, when its key is spent even by itself, or expired', () => {
    expect(codes({ ...openRequest(), spent: spentBy() })).toEqual(['request.spent']);
    expect(codes({ ...openRequest(), now: issued + 24 * hour })).toEqual(['request.expired']);
  });

  test('when git knows no merge of what the forge calls merged', () => {
    const facts = mergedRequest();
    const { merged: _none, ...commits } = facts.commits;
    expect(codes({ ...facts, commits })).toEqual(['request.not-merged']);
  });

  test('without a readable request.json, without a grant', () => {
    expect(codes(mergedRequest({ facts: { request: undefined } }))).toEqual(['request.missing']);
    expect(codes(mergedRequest({ facts: { grant: undefined } }))).toEqual(['request.grant']);
  });

  test('with a grant that a stranger signed, also when the request would list that stranger', () => {
    const { grant } = issueKey();
    expect(codes(mergedRequest({ facts: { grant: signGrant(grant, stranger.privateKey) } }))).toEqual(['request.grant']);
  });

  test('once the target has taken its identity key out of the policy', () => {
    expect(codes(mergedRequest({ policy: { identityKeys: [stranger.publicKey] } }))).toEqual(['request.grant']);
  });

  test('signed with another copy key, and a signature copied from another request', () => {
    const honest = mergedRequest();
    if (honest.request === undefined) throw new Error('signed');
    const { claim } = honest.request;
    expect(codes({ ...honest, request: signRequest(claim, issueKey('other').key) })).toEqual(['request.signature']);
    expect(codes({ ...honest, request: { ...honest.request, claim: { ...claim, sender: 8 } } })).toEqual(['request.signature']);
  });

  test('stolen by a reader: the same text on an own branch, as another author, from a fork', () => {
    const stolen = mergedRequest({ pull: { author: 8, headRef: 'mine', headRepository: 99 } });
    expect(codes(stolen)).toEqual(['request.fork', 'request.branch', 'request.sender']);
  });
});

function openRequest(): RequestFacts {
  const { commits, ...facts } = mergedRequest({ pull: { state: 'open', merge: undefined } });
  const { merged: _none, ...open } = commits;
  return { ...facts, commits: open };
}

function withoutLiveOrg(): RequestFacts {
  const { liveOrg: _none, ...facts } = mergedRequest();
  return facts;
}
