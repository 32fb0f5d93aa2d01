import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundleDigest, bundleOf, isBundlePath } from '../../cli/key/bundle.ts';
import { readGrant, signGrant, verifyGrant } from '../../cli/key/grant.ts';
import { formatRequest, readRequest, signRequest, verifyRequest } from '../../cli/key/request.ts';
import { signReview, verifyReview } from '../../cli/key/review.ts';
import { signValue, verifyValue } from '../../cli/key/signature.ts';
import type { Json } from '../../cli/model/json.ts';
import { bundle, identity, issueKey, mergedRequest, stranger } from './world.ts';

const { key, grant } = issueKey();
const signedGrant = signGrant(grant, identity.privateKey);
const keys = [stranger.publicKey, identity.publicKey];

describe('grant', () => {
  test('holds for one of the policy keys and for no other', () => {
    expect(verifyGrant(signedGrant, keys)).toBeUndefined();
    expect(verifyGrant(signedGrant, [stranger.publicKey])).toMatchObject({ code: 'request.grant' });
    expect(verifyGrant(signedGrant, [])).toMatchObject({ code: 'request.grant', severity: 'error', fix: expect.stringMatching(/^Ask .*\.$/) });
    expect(verifyGrant(signedGrant, ['not a key', ''])).toMatchObject({ code: 'request.grant' });
  });

  test.each([
    ['lasts longer', { exp: grant.exp + 1 }],
    ['lasts shorter', { exp: grant.exp - 1 }],
    ['has the id of another key', { kid: 'aaaaaaaaaaaaaaaa' }],
    ['has the public half of another key', { pub: stranger.publicKey }],
  ])('properly signed is still refused when it %s', (_what, over) => {
    expect(verifyGrant(signGrant({ ...grant, ...over }, identity.privateKey), keys)).toMatchObject({ code: 'request.grant' });
  });

  test.each(['kid', 'target', 'org', 'repo', 'base', 'pub', 'iat', 'exp'])(
    'a record without %s is none, nor is one with another type there',
    (name) => {
      const value = JSON.parse(JSON.stringify(signedGrant)) as { grant: Record<string, Json>; signature: string };
      expect(readGrant(value)).toEqual(signedGrant);
      for (const other of [null, true, [], {}]) expect(readGrant({ ...value, grant: { ...value.grant, [name]: other } })).toBeUndefined();
      const { [name]: _left, ...rest } = value.grant;
      expect(readGrant({ ...value, grant: rest })).toBeUndefined();
      expect(readGrant({ grant: value.grant })).toBeUndefined();
    },
  );

  test('is refused with any one byte of its record changed', () => {
    const record = JSON.stringify({ ...signedGrant });
    expect(verifyGrant(readGrant(JSON.parse(record)) ?? signGrant(grant, stranger.privateKey), keys)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(record.length - 1), fc.integer({ min: 32, max: 126 }), (place, code) => {
        const changed = record.slice(0, place) + String.fromCharCode(code) + record.slice(place + 1);
        const read = parse(changed);
        fc.pre(read === undefined || JSON.stringify(read) !== record);
        const found = read === undefined ? undefined : readGrant(read);
        if (found !== undefined) expect(verifyGrant(found, keys)).toMatchObject({ code: 'request.grant' });
      }),
      { numRuns: 2000 },
    );
  });

  test('a record without the right shape is none', () => {
    for (const value of [
      null,
      [],
      'x',
      {},
      { grant: 1 },
      { ...signedGrant, signature: 1 },
      { signature: 'x', grant: { ...grant, iat: '1' } },
      { signature: 'x', grant: { ...grant, exp: 1.5 } },
    ]) {
      expect(readGrant(value as Json)).toBeUndefined();
    }
  });
});

describe('request', () => {
  const signed = mergedRequest().request;
  if (signed === undefined) throw new Error('the honest request has a signature');
  const written = formatRequest(signed);

  test('reads back as written and holds for its grant', () => {
    expect(readRequest(written)).toEqual(signed);
    expect(verifyRequest(signed, grant)).toBe(true);
  });

  test('is refused with any one byte changed', () => {
    fc.assert(
      fc.property(fc.nat(written.length - 1), fc.integer({ min: 9, max: 126 }), (place, code) => {
        const changed = written.slice(0, place) + String.fromCharCode(code) + written.slice(place + 1);
        fc.pre(changed !== written);
        const read = readRequest(changed);
        expect(read !== undefined && verifyRequest(read, grant)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes nothing unsigned along', () => {
    const extra = JSON.stringify({ ...JSON.parse(written), note: 'x' }, null, 2);
    for (const text of [
      `${extra}\n`,
      written.trimEnd(),
      `${written}\n`,
      `\uFEFF${written}`,
      written.replace('"claim"', '"claim": {},\n  "claim"'),
      '',
      'null',
      '[]',
      '{"__proto__": {}}',
    ]) {
      expect(readRequest(text)).toBeUndefined();
    }
  });

  test('says that it is a way back only where that is signed, and to which receipt', () => {
    const back = signRequest({ ...signed.claim, rollback: 0 }, key);
    const text = formatRequest(back);
    expect(readRequest(text)).toEqual(back);
    expect(verifyRequest(back, grant)).toBe(true);
    expect(verifyRequest({ ...signed, claim: { ...signed.claim, rollback: 0 } }, grant)).toBe(false);
    expect(verifyRequest({ ...back, claim: { ...back.claim, rollback: 1 } }, grant)).toBe(false);
    for (const other of ['-1', '1.5', '"0"', 'null', '9007199254740993']) {
      expect(readRequest(text.replace('"rollback": 0', `"rollback": ${other}`))).toBeUndefined();
    }
  });

  test('says which fork it comes from only where that is signed, as a number', () => {
    const from = signRequest({ ...signed.claim, headRepository: 99 }, key);
    const text = formatRequest(from);
    expect(readRequest(text)).toEqual(from);
    expect(verifyRequest(from, grant)).toBe(true);
    expect(verifyRequest({ ...signed, claim: { ...signed.claim, headRepository: 99 } }, grant)).toBe(false);
    expect(verifyRequest({ ...from, claim: { ...from.claim, headRepository: 98 } }, grant)).toBe(false);
    for (const other of ['0', '-1', '1.5', '"99"', 'null', '9007199254740993']) {
      expect(readRequest(text.replace('"headRepository": 99', `"headRepository": ${other}`))).toBeUndefined();
    }
  });

  test('another key cannot sign it', () => {
    const other = issueKey('other');
    expect(verifyRequest(signRequest({ ...signed.claim, kid: key.kid }, other.key), grant)).toBe(false);
    expect(verifyRequest(signed, other.grant)).toBe(false);
  });
});

describe('signatures', () => {
  test('of one kind never pass as another', () => {
    const kinds = ['grant', 'request', 'review'] as const;
    for (const one of kinds) {
      const signature = signValue(one, { a: 1 }, identity.privateKey);
      expect(kinds.filter((other) => verifyValue(other, { a: 1 }, signature, identity.publicKey))).toEqual([one]);
    }
  });

  test('have one spelling: padding, spare bits and foreign characters are refused', () => {
    const signature = signValue('review', {}, identity.privateKey);
    const spare = `${signature.slice(0, -1)}${String.fromCharCode(signature.charCodeAt(85) + 1)}`;
    for (const other of [`${signature}==`, `${signature} `, `*${signature}`, spare, ''])
      expect(verifyValue('review', {}, other, identity.publicKey)).toBe(false);
  });

  test('of other lengths, and by public halves of other lengths, hold for nothing and throw nothing', () => {
    const signature = signValue('review', {}, identity.privateKey);
    const cut = (encoded: string, length: number) => Buffer.alloc(length, Buffer.from(encoded, 'base64url')).toString('base64url');
    expect(verifyValue('review', {}, cut(signature, 64), cut(identity.publicKey, 32))).toBe(true);
    for (const length of [0, 31, 33]) expect(verifyValue('review', {}, signature, cut(identity.publicKey, length))).toBe(false);
    for (const length of [0, 63, 65]) expect(verifyValue('review', {}, cut(signature, length), identity.publicKey)).toBe(false);
  });

  test('a review holds for its plan alone', () => {
    const review = signReview({ org: '60001', request: 12, headSha: 'c'.repeat(40), planDigest: 'sha256:1' }, identity.privateKey);
    expect(verifyReview(review, keys)).toBe(true);
    expect(verifyReview({ ...review, claim: { ...review.claim, planDigest: 'sha256:2' } }, keys)).toBe(false);
    expect(verifyReview(review, [stranger.publicKey])).toBe(false);
  });
});

describe('bundle', () => {
  test('leaves out policy, generated keys and the request itself', () => {
    const paths = ['org.yaml', 'identities.yaml', 'request.json', 'modules/org.yaml', 'security/roles.yaml'].map(
      (name) => `environments/osaka/${name}`,
    );
    expect(paths.filter((path) => isBundlePath('osaka', path))).toEqual([
      'environments/osaka/modules/org.yaml',
      'environments/osaka/security/roles.yaml',
    ]);
    expect(isBundlePath('osaka', 'environments/osaka2/x.yaml')).toBe(false);
    expect([
      ...bundleOf('osaka', [
        { path: 'environments/osaka/a', text: '1' },
        { path: 'README.md', text: '2' },
      ]),
    ]).toEqual([['environments/osaka/a', '1']]);
  });

  test('digest: the same for any order, another for any difference', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
      selector: ([path]) => path,
      minLength: 1,
    });
    fc.assert(
      fc.property(pairs, fc.nat(), (files, at) => {
        const digest = bundleDigest(new Map(files));
        expect(bundleDigest(new Map(files.toReversed()))).toBe(digest);
        const index = at % files.length;
        expect(bundleDigest(new Map(files.toSpliced(index, 1)))).not.toBe(digest);
        expect(bundleDigest(new Map(files.map(([path, text], place) => [path, place === index ? `${text}x` : text])))).not.toBe(digest);
      }),
    );
    // Digests are signed and recorded: this one, of paths in order of their UTF-16 code units, must never change.
    expect(
      bundleDigest(
        new Map([
          ['b', '2'],
          ['a', '1'],
          ['a+b', '3'],
        ]),
      ),
    ).toBe('sha256:6a2aed161cf13d4273a3e42cff8d169bdedc531215fa37790c19bdce63f8f5c1');
    expect(bundleDigest(bundle)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
