import { expect, test } from 'vitest';
import type { AuditFacts } from '../../cli/key/audit-approval.ts';
import { judgeApproval, listSigners } from '../../cli/key/audit-approval.ts';
import { makeCopyKey, parseCopyKey } from '../../cli/key/copy-key.ts';
import { signGrant } from '../../cli/key/grant.ts';
import { signRequest } from '../../cli/key/request.ts';
import { signReview } from '../../cli/key/review.ts';
import { signValue, verifyValue } from '../../cli/key/signature.ts';
import type { ClonedRecord } from '../../cli/model/audit.ts';
import type { Finding } from '../../cli/model/finding.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { identity, seedOf } from './world.ts';

const folder = 'receipt/osaka/';

function recordOf(name: string, header: JsonObject = {}): ClonedRecord {
  return { name, commit: `commit of ${name}`, madeAs: name, header, files: new Map() };
}

const told = (findings: readonly Finding[]) => findings.map(({ code, message }) => `${code} ${message}`);

const { key, grant } = makeCopyKey(seedOf('audit'), { target: 'osaka', org: '1', repo: 1, base: 'main', now: 1 });
const { kid } = grant;
const signedGrant = signGrant(grant, identity.privateKey);
const claim = { kid, bundle: 'sha256:b', branch: `copy/osaka/${kid}`, baseCommit: 'a'.repeat(40), sender: 3, source: '2' };
const request = signRequest(claim, parseCopyKey(key));

const sound: AuditFacts = {
  ...{ receipt: recordOf(`${folder}1`), kid, planDigest: 'sha256:p', steps: ['create role:A'], grant: signedGrant },
  spent: { kind: 'redeemed', kid, pr: 1, mergeSha: 'm', digest: 'sha256:b', run: 'r', nonce: 'n' },
  merge: { commit: 'm', onBranch: true, identityKeys: [identity.publicKey], request, digest: 'sha256:b' },
  plans: new Map([['sha256:p', new Set(['create role:A', 'create role:B'])]]),
};
const merge = sound.merge ?? { commit: '', onBranch: false, identityKeys: [], request: undefined, digest: '' };
const spent = sound.spent ?? { kind: 'revoked', kid, pr: null, mergeSha: null, digest: null, run: null, nonce: '' };
const forged = { ...request, claim: { ...claim, sender: 4 } };

const unsigned = `audit.signature refs/tags/orgcast/spent/${kid} names the merge m, whose request.json is not signed with that key`;
const otherFiles = `audit.merge refs/tags/orgcast/spent/${kid} names other files than the merge m left`;

const cases: readonly (readonly [string, Partial<AuditFacts>, readonly string[]])[] = [
  ['in order', {}, []],
  ['no grant', { grant: undefined }, [`audit.gap refs/tags/orgcast/grant/${kid} is not there`]],
  ['no spent record', { spent: undefined }, [`audit.gap refs/tags/orgcast/spent/${kid} is not there`]],
  ['a revoked key', { spent: { ...spent, kind: 'revoked' } }, [`audit.merge refs/tags/orgcast/spent/${kid} says that the key was revoked`]],
  [
    'a merge that is not there',
    { merge: undefined },
    [`audit.merge refs/tags/orgcast/spent/${kid} names the merge m, which this clone does not have`],
  ],
  [
    'a merge beside the branch',
    { merge: { ...merge, onBranch: false } },
    [`audit.merge refs/tags/orgcast/spent/${kid} names the merge m, which is not on main`],
  ],
  [
    'a grant that nobody of the org signed',
    { merge: { ...merge, identityKeys: [] } },
    [`audit.signature refs/tags/orgcast/grant/${kid} is not signed`],
  ],
  ['no request in the merge', { merge: { ...merge, request: undefined } }, [unsigned]],
  ['a request that was changed', { merge: { ...merge, request: forged } }, [unsigned]],
  ['other files in the merge', { merge: { ...merge, digest: 'sha256:c' } }, [otherFiles]],
  [
    'neither grant nor spent record',
    { grant: undefined, spent: undefined },
    [`audit.gap refs/tags/orgcast/grant/${kid} is not there`, `audit.gap refs/tags/orgcast/spent/${kid} is not there`],
  ],
  ['another bundle in the request', { spent: { ...spent, digest: 'sha256:c' }, merge: { ...merge, digest: 'sha256:c' } }, [otherFiles]],
  ['no request and other files in the merge', { merge: { ...merge, request: undefined, digest: 'sha256:c' } }, [unsigned, otherFiles]],
  ['another bundle in the record', { spent: { ...spent, digest: 'sha256:c' } }, [otherFiles]],
  [
    'a plan that nobody recorded',
    { planDigest: 'sha256:q' },
    [`audit.plan refs/tags/orgcast/${folder}1 did plan sha256:q, which was never recorded`],
  ],
  [
    'a step that the plan has not',
    { steps: ['create role:A', 'delete role:C'] },
    [`audit.plan refs/tags/orgcast/${folder}1 tells of a step that plan sha256:p has not: delete role:C`],
  ],
];

test.each(cases)('an approval with %s', (_name, change, expected) => {
  const found = told(judgeApproval({ ...sound, ...change }));
  expect(found.map((words, index) => words.slice(0, expected[index]?.length))).toEqual(expected);
});

test('commits and digests of an approval are told in short', () => {
  const [mergeSha, planDigest] = ['0123456789abcdef', `sha256:0123456789ab${'c'.repeat(52)}`];
  const found = (over: Partial<AuditFacts>) => told(judgeApproval({ ...sound, spent: { ...spent, mergeSha }, ...over }))[0];
  const short = 'names the merge 0123456789ab, ';
  expect(found({ merge: undefined })).toContain(`${short}which this clone does not have.`);
  const moved = { ...merge, commit: mergeSha };
  expect(found({ merge: { ...moved, onBranch: false } })).toContain(`${short}which is not on main.`);
  expect(found({ merge: { ...moved, request: undefined } })).toContain(`${short}whose request.json`);
  expect(found({ merge: { ...moved, digest: 'sha256:c' } })).toContain('names other files than the merge 0123456789ab left.');
  expect(found({ planDigest })).toContain('did plan sha256:0123456789ab, which was never recorded');
  expect(found({ planDigest, plans: new Map([[planDigest, new Set()]]) })).toContain('that plan sha256:0123456789ab has not: create role:A.');
});

test('who signed a plan is told by the identities that did, for this plan alone', () => {
  const about = { org: '1', request: 1, headSha: 'h', planDigest: 'sha256:p' };
  const { claim: signed, signature } = signReview(about, identity.privateKey);
  const review = recordOf(`review/${kid}/h/1`, { claim: { ...signed }, signature });
  expect(listSigners([review], 'sha256:p', ['other', identity.publicKey])).toEqual([identity.publicKey]);
  expect(listSigners([review], 'sha256:q', [identity.publicKey])).toEqual([]);
  expect(listSigners([review], 'sha256:p', [])).toEqual([]);
  const relabelled = { ...review, header: { claim: { ...signed, planDigest: 'sha256:q' }, signature } };
  for (const digest of ['sha256:p', 'sha256:q']) expect(listSigners([relabelled], digest, [identity.publicKey])).toEqual([]);
  const bent = { ...review, header: { claim: { ...signed, request: 2 }, signature } };
  expect(listSigners([bent], 'sha256:p', [identity.publicKey])).toEqual([]);
  for (const name of ['org', 'headSha', 'planDigest'])
    expect(listSigners([{ ...review, header: { claim: { ...signed, [name]: 1 }, signature } }], 'sha256:p', [identity.publicKey])).toEqual([]);
  // What is signed without a part of it is no review, though the signature holds: what is absent is signed like null.
  for (const name of ['org', 'headSha', 'request'] as const) {
    const { [name]: _left, ...less } = about;
    const empty = { ...about, [name]: null };
    const partial = signValue('review', empty, identity.privateKey);
    expect(verifyValue('review', empty, partial, identity.publicKey)).toBe(true);
    for (const claim of [less, empty])
      expect(listSigners([recordOf('review/x', { claim, signature: partial })], 'sha256:p', [identity.publicKey])).toEqual([]);
  }
  for (const header of [{}, { claim: { ...signed } }, { claim: { ...signed, request: '1' }, signature }, { claim: null, signature }])
    expect(listSigners([{ ...review, header }], 'sha256:p', [identity.publicKey])).toEqual([]);
});
