import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import type { OrgRules } from '../../cli/model/org.ts';
import { usualRules } from '../../cli/model/org.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { readSelectors } from '../../cli/plan/selectors.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

describe('a selector', () => {
  test.each([
    [{ kind: 'field', element: 'Deals.*' }, ['field:Deals.Note', 'field:Deals.']],
    [{ kind: 'field' }, ['field:Deals.Note', 'field:Leads.Note', 'field:Deals.']],
    [{ element: '*Note' }, ['field:Deals.Note', 'field:Leads.Note', 'role:Note']],
    [{ element: 'Deals.Note' }, ['field:Deals.Note']],
    [{ kind: 'role', element: 'A+(B)' }, ['role:A+(B)']],
    [{}, ['field:Deals.Note', 'field:Leads.Note', 'field:Deals.', 'role:Note', 'role:A+(B)', 'role:line\nbreak']],
    [{ element: 'line*' }, ['role:line\nbreak']],
  ])('%j', (selector, expected) => {
    const refs = ['field:Deals.Note', 'field:Leads.Note', 'field:Deals.', 'role:Note', 'role:A+(B)', 'role:line\nbreak'] as const;
    const { protects } = readSelectors({ ignore: [], deployOnce: [], protect: [selector] });
    expect(refs.filter(protects)).toEqual(expected);
  });

  test('of an attribute names it and all below it, and no element as a whole', () => {
    const selected = readSelectors({ ignore: [{ kind: 'field', attribute: 'tooltip' }], deployOnce: [], protect: [] });
    const test = selected.ignoredPaths('field:Deals.Note');
    expect([['tooltip'], ['tooltip', 'value'], ['tooltips'], ['x', 'tooltip']].map((path) => test?.(path))).toEqual([true, true, false, false]);
    expect(selected.ignores('field:Deals.Note')).toBe(false);
    expect(selected.ignoredPaths('role:Boss')).toBeUndefined();
  });
});

describe('left to the org', () => {
  const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
  const note = (attributes: JsonObject): Short => ['field', 'Deals.Note', { data_type: 'picklist', field_label: 'Note', ...attributes }];
  const plan = (live: readonly Short[], desired: readonly Short[], rules: Partial<OrgRules>) =>
    makePlan(inputOf(liveOf([deals, ...live]), snapshotOf(deals, ...desired), { rules: { ...usualRules, ...rules } })).steps;
  const before = note({ tooltip: { name: 'info_icon', value: 'theirs' }, pick_list_values: ['b', 'a'] });
  const after = note({ tooltip: { name: 'info_icon', value: 'ours' }, pick_list_values: ['a', 'b', { actual_value: 'c', display_value: 'C' }] });

  test('is an attribute: no difference there, and the write says what the org has', () => {
    const [step] = plan([before], [after], { ignore: [{ kind: 'field', attribute: 'tooltip' }, { attribute: 'pick_list_values.$order' }] });
    expect(step?.changes.map((change) => change.path.join('.'))).toEqual(['pick_list_values.c']);
    expect(step?.after).toMatchObject({ tooltip: { value: 'theirs' } });
    expect(plan([before], [after], { ignore: [{ kind: 'field', attribute: 'tooltip' }, { attribute: 'pick_list_values' }] })).toEqual([]);
  });

  test('is one member of a list or map', () => {
    const [step, ...more] = plan([note({ pick_list_values: ['a'] })], [note({ pick_list_values: ['a', 'b', 'c'] })], {
      ignore: [{ attribute: 'pick_list_values.b' }],
    });
    expect(step?.changes.map((change) => change.path.join('.'))).toEqual(['pick_list_values.c']);
    expect(more).toEqual([]);
  });

  test('is an element as a whole: neither made nor changed', () => {
    expect(plan([before], [after], { ignore: [{ element: 'Deals.Note' }] })).toEqual([]);
    expect(plan([], [after], { ignore: [{ element: 'Deals.Note' }] })).toEqual([]);
  });

  test('is what was deployed once: made when missing, then not changed', () => {
    const deployOnce = [{ kind: 'field' }];
    expect(plan([], [after], { deployOnce }).map((step) => step.id)).toEqual(['create field:Deals.Note']);
    expect(plan([before], [after], { deployOnce })).toEqual([]);
  });
});
