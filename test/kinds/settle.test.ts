import { beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import type { Applied } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';

const layout = (sections: Json): Short => ['layout', 'Deals/Standard', { name: 'Standard', sections }];
const channel = (values: readonly Json[]): Short => [
  'field',
  'Deals.Channel',
  { field_label: 'Channel', data_type: 'picklist', pick_list_values: values },
];
const owners = [{ type: 'record_owner' }];
const process = (states: readonly string[], transitions: Readonly<Record<string, Json>>): Short => [
  'blueprint',
  'Deals/Process',
  { name: 'Process', layout: 'Deals/Standard', field: 'Channel', states, transitions },
];
const move = { Move: { from: ['v1'], to: 'v2', owners } };

/** Stages that one org goes through, each with what is easily got wrong: several passes, other spellings, moves, taking back. */
const stages: Readonly<Record<string, readonly Short[]>> = {
  'more values than a call takes, some shown otherwise; settings of a section; attributes that say nothing': [
    channel([
      '-None-',
      ...Array.from({ length: 25 }, (_, index) => (index % 3 > 0 ? `v${index}` : { actual_value: `v${index}`, display_value: `V ${index}` })),
    ]),
    layout([{ name: 'Deal Information', display_label: 'Deal facts', column_count: 1 }]),
    ['role', 'Branch', { reporting_to: 'CEO', description: '' }],
    [
      'field',
      'Deals.Empty',
      { field_label: 'Empty', data_type: 'text', length: 20, default_value: '', tooltip: {}, profiles: {}, pick_list_values: [] },
    ],
    ['profile', 'Branch', { name: 'Branch', description: '', permissions: {} }],
    ['module', 'Rooms', { plural_label: 'Rooms', profiles: [] }],
    ['global_picklist', 'Ways', { display_label: 'Ways', pick_list_values: ['a', { actual_value: 'b', display_value: 'B' }] }],
  ],
  'sections in another order, a field moved up and required; values spelled out at length; a description cleared': [
    layout([
      { name: 'Visit Summary' },
      { name: 'Description Information', fields: ['Description', { field: 'Amount', required: true }] },
      { name: 'Deal Information' },
    ]),
    channel([{ actual_value: '-None-' }, { actual_value: 'v1', display_value: 'v1', type: 'used' }, { actual_value: 'v2', reference_value: 'v2' }]),
    process(['v1', 'v2'], move),
    ['profile', 'Standard', { name: 'Standard', description: '' }],
  ],
  'no longer required, in a new section with several fields; a state whose value comes along; a field with shared values': [
    layout([
      { name: 'New one', fields: ['Channel', 'Amount', 'Next_Step'] },
      { name: 'Deal Information', fields: ['Deal_Name', 'Owner'] },
    ]),
    channel(['-None-', 'partner']),
    process(['v1', 'v2', 'partner'], { ...move, Hand: { from: ['v2'], to: 'partner', owners } }),
    ['global_picklist', 'Ways', { display_label: 'Ways', pick_list_values: ['a', { actual_value: 'b', display_value: 'B' }, 'c'] }],
    ['field', 'Deals.Way', { field_label: 'Way', data_type: 'picklist', global_picklist: 'Ways' }],
  ],
};

const results = new Map<string, Applied>();
let again: Applied;

beforeAll(async () => {
  const org = openOrg();
  for (const [name, elements] of Object.entries(stages)) results.set(name, await org.apply(snapshotOf(...elements)));
  // Spelled otherwise than the org does, but meaning what it has.
  again = await org.apply(
    snapshotOf(layout([{ name: 'New one', fields: [{ field: 'Channel' }, { field: 'Amount', required: false }, 'Next_Step'] }])),
  );
}, 120_000);

describe('an apply settles', () => {
  test.each(Object.keys(stages))('%s', (name) => {
    const result = results.get(name);
    expect(result?.steps.filter((step) => step.status !== 'done')).toEqual([]);
    expect(result?.left.steps).toEqual([]);
    expect(result?.steps.length).toBeGreaterThan(0);
  });

  test('fields of a layout spelled out at length are what they were', () => {
    expect(again.steps).toEqual([]);
  });
});
