import { expect, test } from 'vitest';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const standard: Short = ['layout', 'Deals/Standard', { name: 'Standard' }];
const stage = (...values: readonly string[]): Short => [
  'field',
  'Deals.Stage',
  { data_type: 'picklist', field_label: 'Stage', pick_list_values: values },
];
const process = (...states: readonly string[]): Short => [
  'blueprint',
  'Deals/Process',
  { name: 'Process', layout: 'Deals/Standard', field: 'Stage', states, transitions: { Go: { from: ['Open'], to: 'Won' } } },
];

const order = (live: readonly Short[], desired: readonly Short[]) =>
  makePlan(inputOf(liveOf([deals, standard, ...live]), snapshotOf(deals, standard, ...desired))).steps.map((step) => [step.id, step.dependsOn]);

test('a blueprint that names a new value comes after the step that adds it; one that does not, does not', () => {
  const grown = stage('Open', 'Won', 'Paid');
  expect(order([stage('Open', 'Won'), process('Open', 'Won')], [grown, process('Open', 'Won', 'Paid')])).toEqual([
    ['update field:Deals.Stage', []],
    ['update blueprint:Deals/Process', ['update field:Deals.Stage']],
  ]);
  expect(order([stage('Open', 'Won'), process('Open')], [grown, process('Open', 'Won')])).toEqual([
    ['update blueprint:Deals/Process', []],
    ['update field:Deals.Stage', []],
  ]);
});

test('so it is for values that a global picklist gives the field', () => {
  const list = (...values: readonly string[]): Short => ['global_picklist', 'Stages', { display_label: 'Stages', pick_list_values: values }];
  const field: Short = ['field', 'Deals.Stage', { data_type: 'picklist', field_label: 'Stage', global_picklist: 'Stages' }];
  expect(order([list('Open', 'Won'), field, process('Open', 'Won')], [list('Open', 'Won', 'Paid'), field, process('Open', 'Won', 'Paid')])).toEqual([
    ['update global_picklist:Stages', []],
    ['update blueprint:Deals/Process', ['update global_picklist:Stages']],
  ]);
});

test('a new field update of a new value comes after it too', () => {
  const pay: Short = ['field_update', 'Deals/Pay', { name: 'Pay', field: 'Stage', value: 'Paid' }];
  expect(order([stage('Open')], [stage('Open', 'Paid'), pay])).toEqual([
    ['update field:Deals.Stage', []],
    ['create field_update:Deals/Pay', ['update field:Deals.Stage']],
  ]);
});

test('steps that would wait for each other only by such an order do not wait', () => {
  const hook = (key: string, name: string): Short => ['webhook', `Deals/${key}`, { name, url: 'https://x.example', http_method: 'POST' }];
  const swapped = makePlan(inputOf(liveOf([deals, hook('a', 'A'), hook('b', 'B')]), snapshotOf(deals, hook('a', 'B'), hook('b', 'A'))));
  expect(swapped.findings.filter((finding) => finding.code === 'plan.cycle')).toEqual([]);
  expect(swapped.steps).toHaveLength(2);
});
