import { expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { pruneLeftOut } from '../../cli/live/prune.ts';
import type { LeftOut } from '../../cli/model/snapshot.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';

const gone: LeftOut = { kind: 'field', key: 'Deals.ext0__Status', reason: 'extension' };
const prune = (leftOut: readonly LeftOut[], ...elements: readonly Short[]) => pruneLeftOut(snapshotOf(...elements).elements, leftOut, kinds, schemas);
const layout = (fields: readonly (string | { field: string; required: boolean })[]): Short => [
  'layout',
  'Deals/Standard',
  { name: 'Standard', sections: [{ name: 'One', fields }] },
];

test('lists lose the members that refer to what was left out, as a text or as an object', () => {
  const { elements, leftOut } = prune([gone], layout(['A', 'ext0__Status', 'B']));
  expect(elements.get('layout:Deals/Standard')?.attributes).toEqual(layout(['A', 'B'])[2]);
  expect(leftOut).toEqual([gone]);
  const required = prune([gone], layout([{ field: 'ext0__Status', required: true }, 'B'])).elements;
  expect(required.get('layout:Deals/Standard')?.attributes).toEqual(layout(['B'])[2]);
});

test('what cannot be without the reference is left out too, and what needs that, to the end of the chain', () => {
  const update: Short = ['field_update', 'Deals/Set', { name: 'Set', field: 'ext0__Status', value: 'x' }];
  const rule: Short = [
    'workflow_rule',
    'Deals/R',
    { name: 'R', execute_when: { type: 'create' }, conditions: [{ instant_actions: [{ field_update: 'Deals/Set' }] }] },
  ];
  const other: Short = ['field_update', 'Deals/Other', { name: 'Other', field: 'A', value: 'x' }];
  const { elements, leftOut } = prune([gone], rule, update, other);
  expect([...elements.keys()]).toEqual(['field_update:Deals/Other']);
  expect(leftOut).toEqual([
    gone,
    { kind: 'field_update', key: 'Deals/Set', reason: 'refers-left-out' },
    { kind: 'workflow_rule', key: 'Deals/R', reason: 'refers-left-out' },
  ]);
});

test('a comparison with what was left out stays: it is no loose end in the files', () => {
  const rule: Short = [
    'workflow_rule',
    'Deals/R',
    { name: 'R', execute_when: { type: 'create' }, conditions: [{ criteria: { field: 'ext0__Status', comparator: 'equal', value: 'x' } }] },
  ];
  const { elements, leftOut } = prune([gone], rule);
  expect(elements.get('workflow_rule:Deals/R')?.attributes).toEqual(rule[2]);
  expect(leftOut).toEqual([gone]);
});

test('what has the name of something that was left out stays, and so does what refers to it', () => {
  const view: Short = ['custom_view', 'Deals/All Deals', { name: 'All Deals', fields: ['A'] }];
  const cadence: Short = ['cadence', 'Deals/C', { name: 'C', type: 'custom_view', custom_view: 'Deals/All Deals', follow_ups: [{ message: 'Hi' }] }];
  const twins: readonly LeftOut[] = [
    { kind: 'custom_view', key: 'Deals/All Deals', reason: 'product' },
    { kind: 'cadence', key: 'Deals/C', reason: 'draft' },
  ];
  const { elements, leftOut } = prune(twins, view, cadence);
  expect([...elements.keys()]).toEqual(['custom_view:Deals/All Deals', 'cadence:Deals/C']);
  expect(leftOut).toEqual(twins);
});

test('nothing left out, nothing changed', () => {
  const { elements } = snapshotOf(layout(['A']));
  expect(pruneLeftOut(elements, [], kinds, schemas).elements).toBe(elements);
});
