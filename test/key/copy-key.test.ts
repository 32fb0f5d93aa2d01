import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase32 } from '../../cli/key/base32.ts';
import { makeCopyKey, parseCopyKey } from '../../cli/key/copy-key.ts';
import { makeIdentity, readIdentity } from '../../cli/key/identity.ts';
import { Failure } from '../../cli/model/failure.ts';
import { issued, issueKey, seedOf } from './world.ts';

const binding = { target: 'osaka', org: '60001', repo: 1, base: 'main', now: issued };
const { text } = issueKey();

/** The Failure that reading a text ends in, or undefined when it is a key. */
function refusal(written: string): Failure | undefined {
  try {
    parseCopyKey(written);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

describe('a copy key', () => {
  test('is 72 characters and says nothing but its id', () => {
    expect(text).toMatch(/^ock1_[a-z2-7]{16}_[A-Za-z0-9_-]{43}_[0-9a-f]{6}$/);
    expect(text).toHaveLength(72);
  });

  test('lasts 24 hours from when it was made', () => {
    const { grant } = makeCopyKey(seedOf('x'), binding);
    expect([grant.iat, grant.exp]).toEqual([issued, issued + 86_400]);
  });

  test('reads back as the key that was made, for any seed, with and without a repository', () => {
    const repository = fc.constantFrom(
      undefined,
      { host: 'github.com', owner: 'acme', name: 'crm' },
      { host: '127.0.0.1:4000', owner: 'a-b', name: 'x.y_z' },
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), repository, (seed, where) => {
        const { key, grant } = makeCopyKey(seed, where === undefined ? binding : { ...binding, repository: where });
        expect(parseCopyKey(` ${key}\n`)).toEqual({ kid: grant.kid, seed: Buffer.from(seed), publicKey: grant.pub, repository: where });
      }),
    );
  });

  test('is refused with any one character changed', () => {
    fc.assert(
      fc.property(fc.nat(71), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }), (place, character) => {
        fc.pre(text[place] !== character);
        expect(refusal(text.slice(0, place) + character + text.slice(place + 1))).toBeInstanceOf(Failure);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['cut at the end', text.slice(0, 60), 'key.cut'],
    ['cut to its start', 'ock1_', 'key.cut'],
    ['in upper case', text.toUpperCase(), 'key.mistyped'],
    ['in lower case', text.toLowerCase(), 'key.mistyped'],
    ['mistyped in the private half', text.slice(0, 30) + (text[30] === 'A' ? 'B' : 'A') + text.slice(31), 'key.mistyped'],
    ['with two characters swapped', swapped(), 'key.mistyped'],
    ['with other check digits', `${text.slice(0, 71)}${text.endsWith('0') ? '1' : '0'}`, 'key.mistyped'],
    ['with an id that is not its own', `ock1_aaaaaaaaaaaaaaaa${text.slice(21)}`, 'key.mistyped'],
    ['too long', `${text}0`, 'key.format'],
    ['another secret', 'ghp_0123456789', 'key.format'],
    ['a path', '../../etc/passwd', 'key.format'],
    ['nothing', '', 'key.format'],
    ['with a repository that is none', `${text}@github.com/acme`, 'key.repository'],
    ['with a repository that climbs', `${text}@github.com/../x`, 'key.repository'],
    ['with two repositories', `${text}@a/b/c@d/e/f`, 'key.repository'],
    ['with a path behind the repository', `${text}@github.com/acme/crm/x`, 'key.repository'],
  ])('%s is refused', (_what, written, code) => {
    const failure = refusal(written);
    expect(failure).toMatchObject({ code, kind: 'refused', place: '--key' });
    expect(failure?.fix).toBeTruthy();
  });

  test('no refusal repeats any of the private half', () => {
    const half = text.slice(22, 65);
    for (let end = 1; end < 72; end += 1) {
      const failure = refusal(text.slice(0, end));
      expect(JSON.stringify([failure?.message, failure?.fix, failure?.cause])).not.toContain(half.slice(0, 6));
    }
  });

  test('any two seeds have different ids', () => {
    const kids = new Set(Array.from({ length: 500 }, (_, index) => makeCopyKey(seedOf(`s${index}`), binding).grant.kid));
    expect(kids.size).toBe(500);
  });
});

describe('a key whose check digits fit is still refused', () => {
  const checked = (stem: string): string => `${stem}_${createHash('sha256').update(stem).digest('hex').slice(0, 6)}`;
  const [stem, id, half] = [text.slice(0, 65), text.slice(5, 21), text.slice(22, 65)];

  test('unless its parts are those of the key', () => expect(refusal(checked(stem))).toBeUndefined());

  test.each([
    ['with the id of another', `ock1_${issueKey('other').key.kid}_${half}`, 'its two halves do not belong together'],
    ['with the half of another', `ock1_${id}_${issueKey('other').text.slice(22, 65)}`, 'its two halves do not belong together'],
    // The last of 43 characters carries two bits that no byte has.
    ['with bits to spare', `${stem.slice(0, -1)}${String.fromCharCode(stem.charCodeAt(64) + 1)}`, 'its check digits do not fit'],
  ])('%s', (_what, changed, why) => {
    expect(refusal(checked(changed))).toMatchObject({ code: 'key.mistyped', message: `The copy key is mistyped: ${why}.` });
  });
});

test('a refusal says what is wrong with a key', () => {
  const messages = [text.slice(0, 71), `${text}0`, `${text.slice(0, 71)}g`, text.toUpperCase(), `X${text}`].map((key) => refusal(key)?.message);
  expect(messages).toEqual([
    'The copy key is cut off: it has 71 of 72 characters.',
    'The copy key is too long: it has 73 characters instead of 72.',
    ...Array.from({ length: 2 }, () => 'The copy key is mistyped: it holds a character, or upper and lower case, that no key has there.'),
    'This is not a copy key: a copy key starts with "ock1_".',
  ]);
});

describe('an identity', () => {
  test('reads back from its PEM', () => {
    const made = makeIdentity(seedOf('i'));
    expect(readIdentity(made.privateKey, 'f').publicKey).toBe(made.publicKey);
    expect(made.publicKey).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('known answer: the first test vector of RFC 8032', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const expected = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
    expect(makeIdentity(seed).publicKey).toBe(expected.toString('base64url'));
  });

  test('names the file, not its text, when it is broken', () => {
    expect(() => readIdentity('canary', '/home/x/osaka.pem')).toThrow(
      expect.objectContaining({ code: 'identity.format', place: '/home/x/osaka.pem' }),
    );
    expect(() => readIdentity('canary', 'f')).toThrow(/^(?!.*canary)/);
  });
});

test('base32: the vectors of RFC 4648', () => {
  const vectors = { '': '', f: 'my', fo: 'mzxq', foo: 'mzxw6', foob: 'mzxw6yq', fooba: 'mzxw6ytb', foobar: 'mzxw6ytboi' };
  for (const [plain, encoded] of Object.entries(vectors)) expect(encodeBase32(Buffer.from(plain))).toBe(encoded);
});

/** The key with the first two neighbours of its private half swapped that differ. */
function swapped(): string {
  const place = [...text].findIndex((character, index) => index > 22 && text[index + 1] !== character);
  return text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2);
}

test.each([
  ['a seed of 31 bytes', () => makeIdentity(new Uint8Array(31))],
  ['a seed of 33 bytes', () => makeCopyKey(new Uint8Array(33), binding)],
])('%s makes no key', (_what, make) => expect(make).toThrow(RangeError));

test.each([
  ['github.com/acme/crm', true],
  ['127.0.0.1:65535/a/b', true],
  [`h/${'o'.repeat(100)}/${'n'.repeat(100)}`, true],
  ['GitHub.com/A/B', true],
  ['h:123456/a/b', false],
  ['h:/a/b', false],
  ['h_x/a/b', false],
  [`h/${'o'.repeat(101)}/n`, false],
  [`h/o/${'n'.repeat(101)}`, false],
  ['h/o/.', false],
  ['h/o/..', false],
  ['h/./n', false],
  ['h/../n', false],
  ['h//n', false],
  ['h/o/', false],
  ['/o/n', false],
  ['h/o/n?', false],
  ['h/o/n@m', false],
  ['@h/o/n', false],
  ['', false],
])('a key for the repository %j: %s', (where, good) => {
  expect(refusal(`${text}@${where}`)?.code).toBe(good ? undefined : 'key.repository');
});

test('an identity of another sort of key is refused', () => {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  expect(() => readIdentity(pem, 'f')).toThrow(expect.objectContaining({ code: 'identity.format', kind: 'invalid' }));
});
