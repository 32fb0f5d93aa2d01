import { expect, test } from 'vitest';
import { blueprintActivation } from '../../../cli/plan/guards/blueprint-activation.ts';
import type { StepShort } from './world.ts';
import { judge, step } from './world.ts';

const draft = { name: 'Sales', field: 'Stage', status: 'draft' };
const active = { name: 'Sales', field: 'Stage' };
const judgeOne = (action: 'create' | 'update' | 'delete', parts: StepShort, records = new Map([['Deals', 3]])) =>
  judge(blueprintActivation, { steps: [step(action, 'blueprint', 'Deals/Sales', parts)], input: { records } });

test('records in flight are told of when a blueprint begins to run or changes while it does', () => {
  expect(judgeOne('create', { after: active })[0]).toMatchObject({ severity: 'warning', element: 'blueprint:Deals/Sales' });
  expect(judgeOne('create', { after: active })[0]?.message).toContain('begins to run: 3 records of Deals move in Stage');
  expect(judgeOne('update', { before: draft, after: active })[0]?.message).toContain('begins to run');
  expect(judgeOne('update', { before: active, after: { ...active, description: 'x' } })[0]?.message).toContain('changes while it runs');
  expect(judgeOne('create', { after: active }, new Map())[0]?.message).toContain('uncounted number');
});

test('it is a warning and blocks nothing', () => {
  expect(judgeOne('create', { after: active })[0]?.blocks).toBeUndefined();
});

test('a draft, a module without records, and a blueprint that goes or stops are silent', () => {
  expect(judgeOne('create', { after: draft })).toEqual([]);
  expect(judgeOne('create', { after: active }, new Map([['Deals', 0]]))).toEqual([]);
  expect(judgeOne('update', { before: active, after: { ...active, status: 'inactive' } })).toEqual([]);
  expect(judgeOne('delete', { before: active })).toEqual([]);
});

test('other kinds do not run', () => {
  const steps = [step('create', 'field', 'Deals.A', { after: active })];
  expect(judge(blueprintActivation, { steps, input: { records: new Map([['Deals', 3]]) } })).toEqual([]);
});
