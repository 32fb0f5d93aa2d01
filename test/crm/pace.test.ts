import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowanceOf } from '../../cli/crm/allowance.ts';
import { createPace } from '../../cli/crm/pace.ts';

test('429 halves at once, for a burst only once; answers raise step by step up to the ceiling', () => {
  const pace = createPace(10, Number.POSITIVE_INFINITY);
  pace.setCeiling(20);
  expect(pace.current()).toBe(20);
  const burst = pace.mark();
  for (let count = 0; count < 5; count += 1) pace.refused(burst);
  expect(pace.current()).toBe(10);
  pace.refused(pace.mark());
  expect(pace.current()).toBe(5);
  for (let count = 0; count < 5; count += 1) pace.accepted();
  expect(pace.current()).toBe(6);
  for (let count = 0; count < 1000; count += 1) pace.accepted();
  expect(pace.current()).toBe(20);
});

test('the cap holds whatever the edition permits', () => {
  const pace = createPace(10, 7);
  expect(pace.current()).toBe(7);
  pace.setCeiling(25);
  for (let count = 0; count < 100; count += 1) pace.accepted();
  expect(pace.current()).toBe(7);
});

test('whatever the org says, at least one and never more than the ceiling run', () => {
  const events = fc.array(fc.constantFrom('refused', 'accepted', 'late'), { maxLength: 200 });
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 25 }), (happened, ceiling) => {
      const pace = createPace(10, Number.POSITIVE_INFINITY);
      pace.setCeiling(ceiling);
      const first = pace.mark();
      for (const event of happened) {
        const before = pace.current();
        if (event === 'accepted') pace.accepted();
        else pace.refused(event === 'late' ? first : pace.mark());
        expect(pace.current()).toBeLessThanOrEqual(Math.min(ceiling, before + 1));
        expect(pace.current()).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});

test.each([
  ['free', 5, 5, 5000],
  ['standard', 10, 10, 52_500],
  ['standard', 1000, 10, 100_000],
  ['zohooneenterprise', 100, 20, 150_000],
  ['crmplus', 50, 25, 150_000],
  ['unheard-of', 5, 10, undefined],
])('the edition %s with %i users', (edition, users, concurrency, credits) => {
  expect(allowanceOf({ license_details: { paid_type: edition, users_license_purchased: users } })).toEqual({ concurrency, credits });
});
