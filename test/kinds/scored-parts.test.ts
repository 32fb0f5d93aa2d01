import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeParts } from '../../cli/kinds/scored-parts.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { kindOf } from '../plan/world.ts';

const member = fc.record({ criteria: fc.constantFrom('a', 'b', 'c', 'd'), score: fc.integer({ min: 0, max: 2 }) });
const members = fc.uniqueArray(member, { selector: (one) => one.criteria, maxLength: 4 });

test('what stays, then what is added, is the new list, in its order', () => {
  fc.assert(
    fc.property(members, members, (before, after) => {
      const { kept, gone, added } = changeParts(before, after, 'criteria');
      const places = kept.map(({ from }) => from);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect([...places, ...gone].sort((a, b) => a - b)).toEqual([...before.keys()]);
      expect([...kept.map(({ to }) => after[to]), ...added.map((index) => after[index])]).toEqual(after);
      for (const { from, to, differs } of kept) {
        expect(before[from]?.criteria).toBe(after[to]?.criteria);
        expect(differs).toBe(before[from]?.score !== after[to]?.score);
      }
    }),
  );
});

test('what is only longer, or lost something, keeps all else', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((criteria) => ({ criteria }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three');
  expect(changeParts([a, b], [a, b, c], 'criteria')).toMatchObject({ gone: [], added: [2] });
  expect(changeParts([a, b, c], [a, c], 'criteria')).toMatchObject({ gone: [1], added: [] });
});

test('points are read from either edition of the API', () => {
  const rule = [{ score: 5, criteria: { field: { api_name: 'City' }, comparator: 'equal', value: 'Osaka' }, id: '1' }];
  const { reshape, partIds } = kindOf('scoring_rule');
  const inner = { name: 'Hot', field_rules: null, manual_scoring_rule: { field_rules: rule } };
  expect(reshape?.(inner)['field_rules']).toEqual(reshape?.({ name: 'Hot', field_rules: rule })['field_rules']);
  expect(partIds?.(inner, 'Leads/Hot')).toEqual([['score:Leads/Hot#0', '1']]);
});

test('a rule with points for signals that are told otherwise than at the top is left out, with a reason', () => {
  const leaveOut = (inner: JsonObject, more: JsonObject = {}) =>
    kindOf('scoring_rule').leaveOut?.({ name: 'Hot', manual_scoring_rule: { field_rules: [], ...inner }, ...more });
  expect(leaveOut({ touch_point_rules: [{ id: '1', score: 5 }] })).toBe('untold-signals');
  expect(leaveOut({ has_signal_rules: true })).toBe('untold-signals');
  expect(leaveOut({ has_signal_rules: true }, { signal_rules: [{ signal: { namespace: 'zoho.emailinsight.open' }, score: 1 }] })).toBeUndefined();
  expect(leaveOut({ has_signal_rules: false, touch_point_rules: [] })).toBeUndefined();
  expect(kindOf('scoring_rule').leaveOut?.({ name: 'Hot', manual_scoring_rule: null, has_signal_rules: true })).toBeUndefined();
});
