import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNear } from '../../cli/validate/near-names.ts';

describe('near names', () => {
  test.each([
    ['Stagee', ['Stage', 'Amount'], ['Stage']],
    ['stage', ['Stage'], ['Stage']],
    ['account name', ['Account_Name', 'Name'], ['Account_Name', 'Name']],
    ['xyz', ['Stage', 'Amount'], []],
    ['分類待', ['分類待ち', '受注'], ['分類待ち']],
  ])('%s is like %j: %j', (name, candidates, near) => {
    expect(findNear(name, candidates)).toEqual(near);
  });

  test('put the name itself first', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 })), (name, others) => {
        expect(findNear(name, [...others, name]).length).toBeGreaterThan(0);
        expect(findNear(name, [name])).toEqual([name]);
      }),
    );
  });
});
