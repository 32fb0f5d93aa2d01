import { expect, test } from 'vitest';
import { findNeededConsent } from '../../../cli/plan/guards/removal.ts';
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
