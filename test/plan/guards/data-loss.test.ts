import { describe, expect, test } from 'vitest';
import type { Change } from '../../../cli/model/plan.ts';
import { dataLoss } from '../../../cli/plan/guards/data-loss.ts';
import type { StepShort } from './world.ts';
import { change, judge, step } from './world.ts';

const records = new Map([['Deals', 12]]);
const judgeField = (changes: readonly Change[], parts: StepShort = {}, input = {}) =>
  judge(dataLoss, { steps: [step('update', 'field', 'Deals.A', { changes, ...parts })], input: { records, ...input } });

describe('a change that destroys values', () => {
  test.each([
    ['a shorter text', change('length', 255, 100), 'from 255 to 100'],
    ['fewer decimals', change('decimal_place', 4, 2), 'from 4 to 2'],
    ['a coarser currency', change('currency/precision', 4, 2), 'from 4 to 2'],
    ['a smaller multi-line text', change('textarea/type', 'rich_text', 'small'), 'from rich_text to small'],
    ['another global picklist', change('global_picklist', 'Old', 'New'), 'instead of Old'],
  ])('%s is blocked until somebody consents', (_name, one, words) => {
    const [verdict, ...others] = judgeField([one]);
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({ severity: 'warning', element: 'field:Deals.A', path: one.path.join('.'), blocks: ['update field:Deals.A'] });
    expect(verdict?.message).toContain(words);
    expect(verdict?.message).toContain('12 records');
    expect(verdict?.fix).toContain('"orgcast: delete field:Deals.A"');
    expect(judgeField([one], {}, { consents: new Set(['delete field:Deals.A']) })).toEqual([]);
  });

  test('a list of its own that gives way to a global picklist', () => {
    const changes = [change('global_picklist', undefined, 'New'), change('pick_list_values', ['a'], undefined)];
    expect(judgeField(changes)[0]?.message).toContain('instead of its own list');
    expect(judgeField(changes.slice(0, 1))).toEqual([]);
  });

  test('in a module without records nothing is lost; where nobody counted, it is blocked', () => {
    const one = [change('length', 255, 100)];
    expect(judgeField(one, {}, { records: new Map([['Deals', 0]]) })).toEqual([]);
    expect(judgeField(one, {}, { records: new Map() })[0]).toMatchObject({ blocks: ['update field:Deals.A'] });
    expect(judgeField(one, {}, { records: new Map() })[0]?.message).toContain('uncounted number');
  });
});

describe('a change that only hinders', () => {
  test('another type is a step by hand, and what it would take is said', () => {
    const [verdict] = judgeField([change('data_type', 'text', 'integer')], { mode: 'manual' });
    expect(verdict?.blocks).toBeUndefined();
    expect(verdict?.message).toContain('destroys its values: 12 records');
  });

  test('uniqueness is refused while there are duplicates', () => {
    const [verdict] = judgeField([change('unique', undefined, { case_sensitive: false })]);
    expect(verdict).toMatchObject({ severity: 'warning', path: 'unique' });
    expect(verdict?.blocks).toBeUndefined();
    expect(judgeField([change('unique', { case_sensitive: false }, undefined)])).toEqual([]);
  });

  test('a field that becomes required in a layout', () => {
    const required = (before: Change['before'], after: Change['after']) =>
      judge(dataLoss, {
        steps: [step('update', 'layout', 'Deals/Standard', { changes: [change('sections/Main/fields/A', before, after)] })],
        input: { records },
      });
    expect(required('A', { field: 'A', required: true })[0]?.message).toContain('requires A from now on');
    expect(required({ field: 'A', required: true }, 'A')).toEqual([]);
    expect(required(undefined, 'A')).toEqual([]);
  });
});

test('more room, other attributes and new fields lose nothing', () => {
  const harmless = [
    change('length', 100, 255),
    change('length', undefined, 10),
    change('textarea/type', 'small', 'large'),
    change('tooltip/value', 'a', 'b'),
    change('decimal_place', 2, 4),
  ];
  expect(judgeField(harmless)).toEqual([]);
  const made = step('create', 'field', 'Deals.A', { changes: [change('length', 255, 100)] });
  expect(judge(dataLoss, { steps: [made], input: { records } })).toEqual([]);
});
