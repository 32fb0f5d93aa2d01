import { describe, expect, test } from 'vitest';
import type { Change } from '../../../cli/model/plan.ts';
import { dataLoss } from '../../../cli/plan/guards/data-loss.ts';
import { findLoss } from '../../../cli/plan/guards/field-loss.ts';
import type { StepShort } from './world.ts';
import { change, judge, step } from './world.ts';

const records = new Map([['Deals', 12]]);
const judgeField = (changes: readonly Change[], parts: StepShort = {}, input = {}) =>
  judge(dataLoss, { steps: [step('update', 'field', 'Deals.A', { changes, ...parts })], input: { records, ...input } });

describe('a change that destroys values', () => {
  test.each([
    ['another type', change('data_type', 'text', 'integer'), 'its type from text to integer'],
    ['a shorter text', change('length', 255, 100), 'its longest value from 255 to 100'],
    ['fewer decimals', change('decimal_place', 4, 2), 'decimal point from 4 to 2'],
    ['a coarser currency', change('currency/precision', 4, 2), 'decimal point from 4 to 2'],
    ['a smaller multi-line text', change('textarea/type', 'rich_text', 'small'), 'from rich_text to small'],
    ['a multi-line text that is no longer rich', change('textarea/type', 'rich_text', 'large'), 'from rich_text to large'],
    ['a multi-line text that becomes small', change('textarea/type', 'large', 'small'), 'from large to small'],
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
    expect(verdict).toMatchObject({ severity: 'warning', path: 'unique', message: expect.stringContaining('allows each value once') });
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
    expect(required({ field: 'A', required: false }, { field: 'A', required: true })).toHaveLength(1);
    expect(required({ field: 'A', required: true }, { field: 'A', required: true, tooltip: 'x' })).toEqual([]);
    expect(required({ field: 'A', required: true }, 'A')).toEqual([]);
    expect(required(undefined, 'A')).toEqual([]);
  });
});

describe('where nothing is lost', () => {
  test.each([
    ['a type that was not said before', change('data_type', undefined, 'text')],
    ['a type that is no longer said', change('data_type', 'text', undefined)],
    ['the same type', change('data_type', 'text', 'text')],
    ['the same room', change('length', 100, 100)],
    ['a length that is no longer said', change('length', 100, undefined)],
    ['a length that is no number', change('length', 100, '5')],
    ['a size that nobody knows', change('textarea/type', 'small', 'tiny')],
    ['a size that was not said before', change('textarea/type', undefined, 'small')],
    ['a list of its own again', change('global_picklist', 'Old', undefined)],
    ['uniqueness of another sort', change('unique', { case_sensitive: false }, { case_sensitive: true })],
    ['uniqueness that nobody ever said', change('unique', undefined, undefined)],
  ])('%s', (_name, one) => expect(judgeField([one])).toEqual([]));

  test.each([
    ['another attribute with a list', [change('multi_module_lookup', ['a'], undefined)], 0],
    ['another attribute with members', [change('profiles/a', 'a', undefined)], 0],
    ['a list that is none', [change('pick_list_values', 'a', undefined)], 0],
    ['a member of its list', [change('pick_list_values/a', 'a', undefined)], 1],
    ['its list among others', [change('tooltip', 'a', 'b'), change('pick_list_values', ['a'], undefined)], 1],
  ] as const)('a global picklist and %s', (_name, others, count) => {
    expect(judgeField([change('global_picklist', undefined, 'New'), ...others])).toHaveLength(count);
  });

  test('a field of a layout that becomes required is told for just that path', () => {
    const required = { field: 'A', required: true };
    const paths = ['sections/Main/fields', 'sections/Main/fields/A/x', 'parts/Main/fields/A', 'sections/Main/buttons/A', 'sections/Main/fields/A'];
    const told = (kind: string, action: 'update' | 'create' = 'update') =>
      judge(dataLoss, {
        steps: [step(action, kind, 'Deals/Standard', { changes: paths.map((path) => change(path, undefined, required)) })],
        input: { records },
      }).map(({ path }) => path);
    expect(told('layout')).toEqual(['sections.Main.fields.A']);
    expect(told('module')).toEqual([]);
    expect(told('layout', 'create')).toEqual([]);
  });

  test('other kinds have such attributes for other things', () => {
    const one = step('update', 'module', 'Deals', { changes: [change('length', 255, 100)] });
    expect(judge(dataLoss, { steps: [one], input: { records } })).toEqual([]);
  });
});

test('what is done by hand is told of an empty module too, and never blocked; what only hinders needs no consent', () => {
  const empty = { records: new Map([['Deals', 0]]) };
  const [verdict] = judgeField([change('data_type', 'text', 'integer')], { mode: 'manual' }, empty);
  expect(verdict?.message).toContain('0 records');
  expect(verdict?.fix).not.toContain('orgcast: delete');
  const unique = [change('unique', undefined, { case_sensitive: false })];
  expect(judgeField(unique, {}, { consents: new Set(['delete field:Deals.A']) })).toHaveLength(1);
  expect(judgeField(unique)[0]?.fix).toBe(findLoss(step('update', 'field', 'Deals.A'), unique[0] ?? change('x', 1, 2))?.fix);
});

test('a layout that requires a field is changed, with or without a consent', () => {
  const one = step('update', 'layout', 'Deals/Standard', { changes: [change('sections/Main/fields/A', 'A', { field: 'A', required: true })] });
  const [verdict] = judge(dataLoss, { steps: [one], input: { records, consents: new Set(['delete layout:Deals/Standard'] as const) } });
  expect(verdict).toMatchObject({ severity: 'warning', element: 'layout:Deals/Standard', message: expect.stringContaining('12 records') });
  expect(verdict).not.toHaveProperty('blocks');
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
