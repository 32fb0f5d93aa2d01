import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMask } from '../../cli/crm/mask.ts';

const secrets = fc
  .string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...'abcXYZ019+/=.-_ é日') })
  .filter((secret) => secret.trim().length >= 8);

test('no form of a secret is left in a text', () => {
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      const bytes = Buffer.from(secret, 'utf8');
      const forms = [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')];
      const masked = createMask(new Set([secret]))(`${before}${forms.join(`${after}|${before}`)}${after}`);
      for (const form of forms) expect(masked.includes(form)).toBe(false);
    }),
  );
});

test('a token learned later is hidden too, and other text stays', () => {
  const known = new Set<string>();
  const mask = createMask(known);
  expect(mask('Bearer abcdefgh1')).toBe('Bearer abcdefgh1');
  known.add('abcdefgh1');
  expect(mask('Bearer abcdefgh1 for Deals')).toBe('Bearer *** for Deals');
});

test('values too short for a secret do not garble text', () => {
  expect(createMask(new Set(['', 'a']))('banana')).toBe('banana');
  expect(createMask(new Set(['bananas']))('seven bananas')).toBe('seven bananas');
  expect(createMask(new Set(['a', 'bananass']))('eight bananass')).toBe('eight ***');
});
