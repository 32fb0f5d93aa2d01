import { expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from './world.ts';
import { liveOf, planOf, snapshotOf } from './world.ts';

const total = (formula: JsonObject): Short => ['field', 'Deals.Total', { field_label: 'Total', data_type: 'formula', formula }];
const live = liveOf([['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }], total({ return_type: 'double' })]);

test('what the CRM never tells is no difference where all else is the same, and the plan says that nobody knows', () => {
  const plan = planOf(live, snapshotOf(total({ expression: '1+1', return_type: 'double' })));
  expect(plan.steps).toEqual([]);
  expect(plan.findings).toMatchObject([{ code: 'plan.untold', severity: 'note', element: 'field:Deals.Total', path: 'formula.expression' }]);
});

test('where something else of it differs it is written whole', () => {
  const [step, ...others] = planOf(live, snapshotOf(total({ expression: '1+1', return_type: 'double', dynamic: true }))).steps;
  expect(others).toEqual([]);
  expect(step).toMatchObject({ id: 'update field:Deals.Total', mode: 'api', after: { formula: { expression: '1+1', dynamic: true } } });
});

test('a new element is written with it', () => {
  const empty = liveOf([['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }]]);
  const [step] = planOf(empty, snapshotOf(total({ expression: '1+1', return_type: 'double' }))).steps;
  expect(step).toMatchObject({ action: 'create', after: { formula: { expression: '1+1' } } });
});

test('what cannot be written without it is done by hand where the files do not say it', () => {
  const [step, ...others] = planOf(live, snapshotOf(total({ return_type: 'double', dynamic: true }))).steps;
  expect(others).toEqual([]);
  expect(step).toMatchObject({ mode: 'manual', reason: expect.stringContaining('expression') });
});
