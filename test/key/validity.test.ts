import { describe, expect, test } from 'vitest';
import { judgeTime, keyStatus } from '../../cli/key/validity.ts';
import { issued, issueKey, spentBy } from './world.ts';

const { grant } = issueKey();
const day = 86_400;
const window = 72 * 3600;

describe('judgeTime', () => {
  test.each([
    ['a minute before it was made, by a clock that runs behind', -60, undefined],
    ['more than a minute before', -61, 'request.early'],
    ['at the second it was made', 0, undefined],
    ['in the last second', day - 1, undefined],
    ['24 hours after', day, 'request.expired'],
  ])('open, %s', (_when, offset, code) => {
    expect(judgeTime({ grant, mergedAt: undefined, now: issued + offset })?.code).toBe(code);
  });

  test.each([
    ['merged in the last second, redeemed at once', day - 1, day, undefined],
    ['merged 24 hours after', day, day + 1, 'request.expired'],
    ['merged in time, redeemed 20 hours later', day - 1, day + 20 * 3600, undefined],
    ['redeemed in the last second of the window', 100, 100 + window - 1, undefined],
    ['redeemed 72 hours after the merge', 100, 100 + window, 'request.late'],
    ['merged before the key was made', -61, 10, 'request.early'],
  ])('%s', (_when, mergedAt, now, code) => {
    expect(judgeTime({ grant, mergedAt: issued + mergedAt, now: issued + now })?.code).toBe(code);
  });

  test('says when in words', () => {
    expect(judgeTime({ grant, mergedAt: undefined, now: issued + day })?.message).toMatch(/^It is 2026-09-22 14:13:20 UTC; /);
    expect(judgeTime({ grant, mergedAt: issued + day, now: issued + day })?.message).toBe(
      `The request was merged at 2026-09-22 14:13:20 UTC; copy key ${grant.kid} had expired at 2026-09-22 14:13:20 UTC.`,
    );
    expect(judgeTime({ grant: { ...grant, iat: 1e15, exp: 1e15 + day }, mergedAt: undefined, now: 0 })?.message).toContain('1000000000000000');
  });
});

describe('keyStatus', () => {
  test('the ledger outranks the clock', () => {
    expect(keyStatus(grant, undefined, issued + day - 1)).toBe('active');
    expect(keyStatus(grant, undefined, issued + day)).toBe('expired');
    expect(keyStatus(grant, spentBy(), issued)).toBe('spent');
    expect(keyStatus(grant, spentBy({ kind: 'revoked' }), issued + 2 * day)).toBe('revoked');
  });
});
