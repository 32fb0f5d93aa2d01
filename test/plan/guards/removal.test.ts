import { expect, test } from 'vitest';
import { findNeededConsent, findRemovedValues } from '../../../cli/plan/guards/removal.ts';
import { kindOf } from '../world.ts';
import { change, step } from './world.ts';

const needed = (one: ReturnType<typeof step>) => findNeededConsent(one, kindOf(one.kind));

test('a consent is needed for what destroys what records hold, and for nothing else', () => {
  expect(needed(step('delete', 'field', 'Deals.A'))).toBe('delete field:Deals.A');
  expect(needed(step('update', 'field', 'Deals.A', { changes: [change('pick_list_values/x', 'x', undefined)] }))).toBe('delete field:Deals.A');
  expect(needed(step('update', 'field', 'Deals.A', { changes: [change('length', 100, 50)] }))).toBe('delete field:Deals.A');
  expect(needed(step('update', 'field', 'Deals.A', { changes: [change('length', 50, 100)] }))).toBeUndefined();
  expect(needed(step('create', 'field', 'Deals.A', { changes: [change('pick_list_values', undefined, ['x'])] }))).toBeUndefined();
  expect(needed(step('delete', 'role', 'CEO'))).toBeUndefined();
  expect(findNeededConsent(step('delete', 'field', 'Deals.A'), undefined)).toBeUndefined();
});

test.each([
  ['a member that goes', 'update', change('pick_list_values/x', 'x', undefined), ['x']],
  ['a member that changes', 'update', change('pick_list_values/x', 'x', 'y'), []],
  ['a part of a member', 'update', change('pick_list_values/x/colour_code', '#fff', undefined), []],
  ['a member of another list', 'update', change('profiles/x', 'x', undefined), []],
  ['a whole list', 'update', change('pick_list_values', ['x', { actual_value: 'y' }, { colour_code: 'z' }, 3], undefined), ['x', 'y']],
  ['what is no list', 'update', change('pick_list_values', 'x', undefined), []],
  ['something of what is made', 'create', change('pick_list_values/x', 'x', undefined), []],
] as const)('values are taken away by %s of a picklist: %s', (_what, action, one, values) => {
  expect(findRemovedValues(step(action, 'field', 'Deals.A', { changes: [one] }))).toEqual(values);
});

test('a field that is made narrows nothing, and one narrowing change among others needs a consent', () => {
  expect(needed(step('create', 'field', 'Deals.A', { changes: [change('length', 100, 50)] }))).toBeUndefined();
  expect(needed(step('update', 'field', 'Deals.A', { changes: [change('tooltip', 'a', 'b'), change('length', 100, 50)] }))).toBe(
    'delete field:Deals.A',
  );
  expect(needed(step('update', 'field', 'Deals.A', { changes: [change('unique', undefined, { case_sensitive: true })] }))).toBeUndefined();
});
