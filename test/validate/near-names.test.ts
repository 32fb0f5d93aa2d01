import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNear, findTwin } from '../../cli/validate/near-names.ts';

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

describe('the only name that can be meant', () => {
  test.each([
    ['field_lable', ['field_label', 'display_label'], 'field_label'],
    ['displayLabel', ['display_label', 'display_labels'], 'display_label'],
    ['ＡＢＣ', ['abc'], 'abc'],
    ['Amout', ['Amount', 'Owner'], 'Amount'],
    ['Staage', ['Stage'], 'Stage'],
  ])('of %s among %j is %s', (name, candidates, twin) => {
    expect(findTwin(name, candidates)).toBe(twin);
  });

  test.each([
    ['two are as near', 'Amout', ['Amount', 'Amoust']],
    ['two are the same but for case', 'STAGE', ['Stage', 'stage']],
    ['a digit differs', 'Q1 target', ['Q2 target']],
    ['a digit is missing', 'Target', ['Target2']],
    ['another script differs', '一次面接待', ['二次面接待']],
    ['it is short', 'Won', ['Win']],
    ['two letters differ', 'Active', ['Inactive']],
    ['nothing is near', 'Stage', ['Amount']],
  ])('is none where %s', (_why, name, candidates) => {
    expect(findTwin(name, candidates)).toBeUndefined();
  });
});
