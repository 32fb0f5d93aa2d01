import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseDelay, readRetryAfter } from '../../cli/crm/retry.ts';

const randomness = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('without Retry-After the longest possible wait doubles up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => chooseDelay(attempt, undefined, 0.999999))).toEqual([2000, 4000, 8000, 16000, 30000, 30000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), randomness, (attempt, random) => {
      const delay = chooseDelay(attempt, undefined, random) ?? -1;
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(30_000);
    }),
  );
});

test('Retry-After is never undercut, and refused when it asks for more than five minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), randomness, (asked, random) => {
      expect(chooseDelay(1, asked, random)).toBeGreaterThanOrEqual(asked);
    }),
  );
  expect(chooseDelay(1, 300_001, 0)).toBeUndefined();
});

test('Retry-After is read as seconds or as a date', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(readRetryAfter('7', now)).toBe(7000);
  expect(readRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
  expect(readRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(readRetryAfter('soon', now)).toBeUndefined();
  expect(readRetryAfter(null, now)).toBeUndefined();
});
