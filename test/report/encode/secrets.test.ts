import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskSecrets } from '../../../cli/report/encode/secrets.ts';

const secret = '1000.a/b+c d"ü?x=é';

test.each([
  ['itself', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['URL-encoded in small letters', encodeURIComponent(secret).replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())],
  ['form-encoded', new URLSearchParams({ a: secret }).toString()],
  ['in JSON', JSON.stringify({ token: secret })],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['hexadecimal', Buffer.from(secret).toString('hex')],
  ['hexadecimal in capitals', Buffer.from(secret).toString('hex').toUpperCase()],
])('masks a secret %s', (_, form) => {
  const masked = maskSecrets(`before ${form} after`, [secret]);
  expect(masked).toMatch(/^before .*\*\*\*.* after$/);
  expect(masked).not.toContain(form.slice(2, -4));
});

test('masks a secret within a longer base64 text, wherever it starts', () => {
  for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
    const header = Buffer.from(`${before}${secret}:end`).toString('base64');
    expect(Buffer.from(maskSecrets(header, [secret]).replaceAll('***', ''), 'base64').toString()).not.toContain(secret.slice(3, -3));
  }
});

test('masks exactly the secret, in whatever it stands', () => {
  const signs = `a!'()*"b`;
  expect(maskSecrets(JSON.stringify({ token: `Bearer ${signs}.` }), [signs])).toBe('{"token":"Bearer ***."}');
  expect(maskSecrets('?a=a%21%27%28%29%2A%22b&c', [signs])).toBe('?a=***&c');
  expect(maskSecrets('?a=a%21%27%28%29%2a%22b&c', [signs])).toBe('?a=***&c');
  expect(maskSecrets('?a=one+two&c', ['one two'])).toBe('?a=***&c');
  expect(maskSecrets(`x${Buffer.from(secret).toString('hex').toUpperCase()}x`, [secret])).toBe('x***x');
  // Pj4+Pz8/, in the other alphabet Pj4-Pz8_
  for (const alphabet of ['base64', 'base64url'] as const)
    expect(maskSecrets(Buffer.from('>>>???end').toString(alphabet), ['>>>???'])).toBe('***ZW5k');
});

test('masks values from four characters on, and pieces of base64 from six on', () => {
  expect(maskSecrets('abc abcd', ['abc'])).toBe('abc abcd');
  expect(maskSecrets('abc abcd', ['abcd'])).toBe('abc ***');
  expect(maskSecrets('YWJjZA== YWJjZ', ['abcd'])).toBe('*** YWJjZ');
  expect(maskSecrets(Buffer.from('abcdefgh').toString('base64'), ['abcde'])).toBe('***VmZ2g=');
});

test('masks the longer of two secrets as a whole', () => {
  expect(maskSecrets('token-and-more token', ['token', 'token-and-more'])).toBe('*** ***');
});

test('leaves text without secrets, and short values, alone', () => {
  expect(maskSecrets('an innocent text', ['', 'a', 'in', 'secret'])).toBe('an innocent text');
});

test('no secret survives in any text around it', () => {
  const text = fc.string();
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), text, text, (value, before, after) => {
      fc.pre(!'***'.includes(value) && !value.includes('*'));
      expect(maskSecrets(before + value + after, [value])).not.toContain(value);
    }),
  );
});
