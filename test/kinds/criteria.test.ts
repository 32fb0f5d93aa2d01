import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalCriteria } from '../../cli/kinds/criteria.ts';
import { canonicalText } from '../../cli/model/canonical.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isObject, objects, text } from '../../cli/model/json.ts';
import { criteria } from '../kinds/generate.ts';

const leaf = (field: string): JsonObject => ({ field, comparator: 'equal', value: '${ANYVALUE}' });
const group = (operator: 'AND' | 'OR', ...members: readonly JsonObject[]): JsonObject => ({ group_operator: operator, group: members as Json[] });

test.each<[what: string, given: JsonObject, expected: JsonObject | undefined]>([
  ['a bare comparison', leaf('Status'), leaf('Status')],
  ['a group of one', group('AND', leaf('Status')), leaf('Status')],
  ['a group of a group of one', group('OR', group('AND', leaf('Status'))), leaf('Status')],
  ['an OR in an OR with the same leaf twice (a real rule)', group('OR', group('OR', leaf('Status'), leaf('Status'))), leaf('Status')],
  [
    'a group within one of the same operator',
    group('AND', leaf('A'), group('AND', leaf('B'), leaf('C'))),
    group('AND', leaf('A'), leaf('B'), leaf('C')),
  ],
  [
    'a group within one of another operator',
    group('AND', leaf('A'), group('OR', leaf('B'), leaf('C'))),
    group('AND', leaf('A'), group('OR', leaf('B'), leaf('C'))),
  ],
  ['a group of nothing', group('AND'), undefined],
  ['nothing', {}, undefined],
])('%s', (_what, given, expected) => {
  expect(canonicalCriteria(given)).toEqual(expected);
});

/** What criteria say of a record, as a function of which comparisons hold. */
function holds(one: JsonObject | undefined, truth: (leaf: string) => boolean): boolean {
  if (one === undefined) return true;
  const operator = text(one, 'group_operator');
  if (operator === undefined) return truth(canonicalText(one));
  const members = objects(one, 'group').map((member) => holds(member, truth));
  return operator === 'AND' ? members.every(Boolean) : members.some(Boolean);
}

describe('of any criteria the canonical form', () => {
  test('means the same', () => {
    fc.assert(
      fc.property(criteria(3), fc.func(fc.boolean()), (one, truth) => {
        expect(holds(canonicalCriteria(one), truth)).toBe(holds(one, truth));
      }),
    );
  });

  test('is its own canonical form, without groups of one and without a group in one of its operator', () => {
    fc.assert(
      fc.property(criteria(3), (one) => {
        const canonical = canonicalCriteria(one) ?? {};
        expect(canonicalCriteria(canonical)).toEqual(canonical);
        const check = (at: JsonObject): void => {
          const members = objects(at, 'group');
          if (text(at, 'group_operator') !== undefined) expect(members.length).toBeGreaterThan(1);
          expect(new Set(members.map(canonicalText)).size).toBe(members.length);
          for (const member of members.filter(isObject)) {
            expect(text(member, 'group_operator') ?? '').not.toBe(text(at, 'group_operator') ?? 'none');
            check(member);
          }
        };
        check(canonical);
      }),
    );
  });
});
