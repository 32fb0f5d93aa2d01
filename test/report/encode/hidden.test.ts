import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showHidden } from '../../../cli/report/encode/hidden.ts';

test('spells out controls, bidi marks, invisible characters and lone surrogates', () => {
  expect(showHidden('a\u202eb')).toBe('a\\u{202e}b');
  expect(showHidden('a\u001b[1m')).toBe('a\\u{1b}[1m');
  expect(showHidden('a\u009bb')).toBe('a\\u{9b}b');
  expect(showHidden('a\r\nb\nc\rd')).toBe('a⏎b⏎c\\u{d}d');
  expect(showHidden('\ud800')).toBe('\\u{d800}');
  expect(showHidden('x\u{e0041}')).toBe('x\\u{e0041}');
});

test('leaves every script and emoji alone', () => {
  for (const text of ['商談 ー ｶﾞ が', 'می‌خواهم', 'क्‍ष', '👩‍💻 🇯🇵', 'a\u0301', 'Straße']) expect(showHidden(text)).toBe(text);
});

test('gives one line that holds nothing hidden, and is stable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = showHidden(text);
      expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      expect(showHidden(shown)).toBe(shown);
    }),
  );
});
