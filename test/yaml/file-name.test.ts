import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeName, encodeName, encodeWithHash, foldPath, maxNameBytes } from '../../cli/yaml/file-name.ts';

const nasty = fc
  .array(
    fc.constantFrom(
      'a',
      'B',
      'é',
      'e\u0301',
      '\uFA19',
      'が',
      'か\u3099',
      '~',
      '~deadbeef',
      '.',
      ' ',
      '%',
      '/',
      '\\',
      ':',
      'CON',
      '日',
      '😀',
      '\ud800',
      '\u202e',
      '\t',
      '\0',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const names = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme' }));

describe('a name in a path', () => {
  test('comes back as it was, or is known to be cut', () => {
    fc.assert(
      fc.property(names, (name) => {
        const encoded = encodeName(name);
        const decoded = decodeName(encoded);
        expect(decoded).toBeDefined();
        if (decoded?.name === undefined) expect(Buffer.byteLength(encoded)).toBeGreaterThan(maxNameBytes - 16);
        else expect(decoded.name).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  test('with a hash comes back too', () => {
    fc.assert(
      fc.property(names, (name) => {
        const decoded = decodeName(encodeWithHash(name));
        expect(decoded?.hash).toMatch(/^[0-9a-f]{8}$/);
        if (decoded?.name !== undefined) expect(decoded.name).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  test('is safe on every file system', () => {
    fc.assert(
      fc.property(names, (name) => {
        const encoded = encodeName(name);
        expect(encoded).not.toBe('');
        expect(encoded).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}"*/:<>?\\|]/u);
        expect(encoded).not.toMatch(/^[. ]|[. ]$/);
        expect(encoded).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(encoded.normalize('NFC')).toBe(encoded);
        expect(Buffer.byteLength(encoded)).toBeLessThanOrEqual(maxNameBytes);
      }),
      { numRuns: 2000 },
    );
  });

  test('differs from another name, but for case', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        fc.pre(a !== b);
        expect(encodeName(a)).not.toBe(encodeName(b));
        expect(foldPath(encodeWithHash(a))).not.toBe(foldPath(encodeWithHash(b)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['資料請求フォーム', '資料請求フォーム'],
    ['Big deal', 'Big deal'],
    ['A/B', 'A%2FB'],
    ['100%', '100%25'],
    ['../../.github', '%2E.%2F..%2F.github'],
    ['name with tab\t', 'name with tab%09'],
    ['con', '%63on'],
    ['con.txt', '%63on.txt'],
    ['', '%{}'],
    ['\u202eevil', '%{202E}evil'],
    ['か\u3099', 'か%{3099}'],
    ['x~deadbeef', 'x%7Edeadbeef'],
    ['x~2', 'x~2'],
  ])('%j becomes %j', (name, encoded) => {
    expect(encodeName(name)).toBe(encoded);
    expect(decodeName(encoded)).toEqual({ name, hash: undefined });
  });

  test.each(['a%2fb', 'a%41', '%{41}', 'a.', ' a', 'con', 'か\u3099', '%{110000}', 'a%', 'x'.repeat(101)])(
    '%j is not how we write any name',
    (text) => {
      expect(decodeName(text)).toBeUndefined();
    },
  );
});
