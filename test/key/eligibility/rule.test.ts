import { expect, test } from 'vitest';
import type { Verdict } from '../../../cli/key/eligibility/rule.ts';
import { findingOf, severityOfLimit } from '../../../cli/key/eligibility/rule.ts';

const verdict: Verdict = { code: 'c', severity: 'note', message: { en: 'm', ja: 'メ' }, fix: { en: 'f', ja: '直' } };

/** The message that a text is told with. */
const filled = (en: string, values?: Verdict['values']): string =>
  findingOf({ ...verdict, message: { en, ja: '' }, ...(values === undefined ? {} : { values }) }, 'osaka', 'en').message;

test('a finding has the texts of one language', () => {
  expect(findingOf(verdict, 'osaka', 'en')).toEqual({ code: 'c', severity: 'note', message: 'm', fix: 'f' });
  expect(findingOf(verdict, 'osaka', 'ja')).toEqual({ code: 'c', severity: 'note', message: 'メ', fix: '直' });
});

test('every mark that a value is known for is filled in, once, and no other', () => {
  expect(filled('{org} {one}, {org} {other}', { one: '{other}', other: 2, org: 'kyoto' })).toBe('osaka {other}, osaka 2');
  expect(filled('{org} {constructor} {none} { org } {}', {})).toBe('osaka {constructor} {none} { org } {}');
  expect(filled('{org} {one}')).toBe('osaka {one}');
  expect(filled('{one}{two}', { one: '', two: 0 })).toBe('0');
  const fix = { en: 'ask {org} for {one}', ja: '' };
  expect(findingOf({ ...verdict, fix, values: { one: 'it' } }, 'osaka', 'en').fix).toBe('ask osaka for it');
});

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [12_345, '12,345'],
  [100_000, '100,000'],
  [1_234_567, '1,234,567'],
])('the number %i is told as %s', (number, expected) => {
  expect(filled('{number}', { number })).toBe(expected);
  expect(filled('{number}', { number: String(number) })).toBe(String(number));
});

test('a limit refuses under parity and warns else', () => {
  expect(severityOfLimit({ eligibility: 'native-parity' })).toBe('error');
  expect(severityOfLimit({ eligibility: 'usual' })).toBe('warning');
});
