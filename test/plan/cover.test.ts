import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { findUncovered } from '../../cli/plan/cover.ts';
import { mergeAttributes } from '../../cli/plan/merge.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import type { Short } from './world.ts';
import { kindOf, liveOf, planOf, recordOf, schemaOf, snapshotOf } from './world.ts';

const picklist = (values: readonly (string | JsonObject)[], more: JsonObject = {}): Short => [
  'field',
  'Deals.Channel',
  { data_type: 'picklist', field_label: 'Channel', pick_list_values: values, ...more },
];
const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const boss: Short = ['role', 'Boss', {}];

/** What was approved: a renamed value, a new field and a new role. */
const live = [deals, boss, picklist(['Shop', 'Web'])];
const desired = snapshotOf(
  picklist(['Shop', { actual_value: 'Web', display_value: 'Online' }]),
  ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note', length: 50 }],
  ['role', 'Sales', { reporting_to: 'Boss' }],
);
const approved = recordOf(planOf(liveOf(live), desired));

function uncovered(now: readonly Short[], wanted: Snapshot = desired): readonly string[] {
  return findUncovered(approved, planOf(liveOf(now), wanted).steps, wanted).map((one) => `${one.id}: ${one.reason}`);
}

function wanted(...changed: readonly Short[]): Snapshot {
  return { elements: new Map([...desired.elements, ...snapshotOf(...changed).elements]) };
}

describe('covered', () => {
  test('is the same plan', () => {
    expect(approved.steps.length).toBe(3);
    expect(uncovered(live)).toEqual([]);
  });

  test('is what an interrupted run left over', () => {
    expect(uncovered([...live, ['role', 'Sales', { reporting_to: 'Boss' }]])).toEqual([]);
    expect(uncovered([...live, ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note' }]])).toEqual([]);
    expect(uncovered([...live, ['role', 'Sales', {}]])).toEqual([]);
  });

  test('is a plan by hand, which writes nothing', () => {
    expect(uncovered([...live.slice(0, 2), picklist(['Shop', { actual_value: 'Web', display_value: 'Online' }], { data_type: 'text' })])).toEqual([]);
  });

  test('is any subset of the approved changes of an element, whatever its kind', () => {
    const kind = kindOf('webhook');
    const both = fc.tuple(arbitraryAttributes(kind), arbitraryAttributes(kind), fc.func(fc.boolean()));
    fc.assert(
      fc.property(both, ([before, after, landed]) => {
        const files = snapshotOf(['webhook', 'Deals/Call', after]);
        const first = recordOf(planOf(liveOf([['webhook', 'Deals/Call', before]]), files));
        const some = Object.fromEntries(Object.entries(after).filter(([name]) => landed(name)));
        const half = mergeAttributes(schemaOf(kind), before, some);
        const fresh = planOf(liveOf([['webhook', 'Deals/Call', half]]), files);
        expect(findUncovered(first, fresh.steps, files)).toEqual([]);
      }),
    );
  });
});

describe('refused: after approval', () => {
  test.each<[what: string, now: readonly Short[], files: Snapshot, words: string]>([
    ['another element is to be made', live, wanted(['role', 'Spy', { reporting_to: 'Boss' }]), 'create role:Spy: the approved plan does not touch'],
    ['another element is to be changed', live, wanted(['role', 'Boss', { description: 'x' }]), 'update role:Boss: the approved plan does not touch'],
    [
      'a create says more than was shown',
      live,
      wanted(['role', 'Sales', { reporting_to: 'Boss', share_with_peers: true }]),
      'create role:Sales: the wanted attributes are not those',
    ],
    ['a create says less than was shown', live, wanted(['role', 'Sales', {}]), 'create role:Sales: the wanted attributes are not those'],
    [
      'a create is bent once a run has made half of it',
      [...live, ['role', 'Sales', {}]],
      wanted(['role', 'Sales', { reporting_to: 'Boss', share_with_peers: true }]),
      'update role:Sales: the wanted attributes are not those',
    ],
    [
      'a change ends in another value',
      live,
      wanted(picklist(['Shop', { actual_value: 'Web', display_value: 'Elsewhere' }])),
      'update field:Deals.Channel: pick_list_values.Web is not what was approved',
    ],
    [
      'a change brings another with it',
      live,
      wanted(picklist(['Shop', { actual_value: 'Web', display_value: 'Online' }], { tooltip: { name: 'info_icon', value: 'x' } })),
      'update field:Deals.Channel: tooltip is not what was approved',
    ],
    [
      'the org has moved under a change',
      [deals, boss, picklist(['Shop', { actual_value: 'Web', display_value: 'Internet' }])],
      desired,
      'update field:Deals.Channel: pick_list_values.Web is not what was approved, or the org has changed since',
    ],
    [
      'the element that was to be changed is gone',
      [deals, boss],
      desired,
      'create field:Deals.Channel: the approved plan does not create this element',
    ],
  ])('%s', (_what, now, files, words) => {
    expect(uncovered(now, files)).toEqual([expect.stringContaining(words)]);
  });

  test('any other wanted text of any attribute', () => {
    const kind = kindOf('webhook');
    fc.assert(
      fc.property(arbitraryAttributes(kind), arbitraryAttributes(kind), arbitraryAttributes(kind), (before, after, other) => {
        const at = (attributes: JsonObject) => snapshotOf(['webhook', 'Deals/Call', attributes]);
        const first = planOf(liveOf([['webhook', 'Deals/Call', before]]), at(after));
        const bent = planOf(liveOf([['webhook', 'Deals/Call', before]]), at(other));
        const seen = new Set(first.steps.flatMap((step) => step.changes.map((change) => JSON.stringify(change))));
        const unseen = bent.steps.some((step) => step.mode === 'api' && step.changes.some((change) => !seen.has(JSON.stringify(change))));
        expect(findUncovered(recordOf(first), bent.steps, at(other)).length > 0).toBe(unseen);
      }),
    );
  });
});

describe('a new section of a layout, of which a run made a part', () => {
  const layout = (...sections: readonly (readonly [string, ...string[]])[]): Short => [
    'layout',
    'Deals/Standard',
    { name: 'Standard', sections: sections.map(([name, ...fields]) => ({ name, fields })) },
  ];
  const fields = ['Stage', 'Note', 'Level', 'Seats'].map((name): Short => ['field', `Deals.${name}`, { data_type: 'text', field_label: name }]);
  const files = snapshotOf(layout(['Main', 'Stage'], ['More', 'Note', 'Level']));
  const first = recordOf(planOf(liveOf([deals, ...fields, layout(['Main', 'Stage'])]), files));
  const left = (now: Short): readonly string[] =>
    findUncovered(first, planOf(liveOf([deals, ...fields, now]), files).steps, files).map(({ reason }) => reason);

  test('is gone on with, wherever the org has put its fields meanwhile', () => {
    expect(left(layout(['Main', 'Stage'], ['More', 'Note']))).toEqual([]);
    expect(left(layout(['Main', 'Stage', 'Level'], ['More', 'Note']))).toEqual([]);
    expect(left(layout(['Main', 'Stage'], ['More', 'Level', 'Note']))).toEqual([]);
    expect(left(layout(['More', 'Note'], ['Main', 'Stage', 'Level']))).toEqual([]);
  });

  test('gets nothing that was not approved', () => {
    const other = snapshotOf(layout(['Main', 'Stage'], ['More', 'Note', 'Seats', 'Level']));
    const fresh = planOf(liveOf([deals, ...fields, layout(['Main', 'Stage'], ['More', 'Note'])]), other).steps;
    expect(findUncovered(first, fresh, other)).toEqual([expect.objectContaining({ reason: expect.stringContaining('sections.More.fields') })]);
  });
});
