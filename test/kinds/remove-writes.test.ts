import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { writesOfStep } from '../../cli/live/step-writes.ts';
import type { Write } from '../../cli/model/crm-call.ts';
import { refOf } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import type { Step } from '../../cli/model/plan.ts';
import { kindOf, kindsByName } from '../plan/world.ts';

function step(kind: string, key: string, parts: Partial<Step>): Step {
  const ref = refOf(kind, key);
  return { id: `x ${ref}`, action: 'update', kind, key, ref, mode: 'api', risk: 'none', changes: [], dependsOn: [], digest: '', ...parts };
}

function writesOf(one: Step): readonly Write[] {
  return writesOfStep(one, { kinds: kindsByName, schemas, ids: new Map(), desired: new Map() });
}

function deleteOf(kind: string, key: string, before: JsonObject): readonly Write[] {
  return writesOf(step(kind, key, { action: 'delete', before }));
}

/** Writes of an update of some attributes, which is what the API is told when nothing else differs. */
function updateOf(kind: string, key: string, before: JsonObject, after: JsonObject): readonly Write[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => ({ path: [name] }));
  return writesOf(step(kind, key, { before, after, changes }));
}

const bodies = (writes: readonly Write[]): readonly JsonObject[] => writes.flatMap((write) => write.items.map((item) => item.body));

describe('a delete', () => {
  test('is one call by id where nothing more is needed, with the module where the list is the module’s', () => {
    expect(deleteOf('field', 'Deals.Note', { data_type: 'text' })).toEqual([
      {
        method: 'DELETE',
        path: '/settings/fields/{id}',
        target: 'field:Deals.Note',
        query: { module: 'Deals' },
        envelope: 'fields',
        batch: 1,
        items: [{ body: {} }],
      },
    ]);
    expect(deleteOf('workflow_rule', 'Deals/Won', {})).toMatchObject([
      { path: '/settings/automation/workflow_rules/{id}', target: 'workflow_rule:Deals/Won' },
    ]);
  });

  test('names who takes over: the role above, the Standard profile, the module’s own layout', () => {
    const heirs = [
      deleteOf('role', 'Branch', { reporting_to: 'Manager' }),
      deleteOf('profile', 'Branch', {}),
      deleteOf('layout', 'Leads/Second', { status: 'inactive' }),
    ].map((writes) => writes.map((write) => write.query));
    expect(heirs).toEqual([
      [{ transfer_to_id: { $id: 'role:Manager' } }],
      [{ transfer_to_id: { $id: 'profile:Standard' } }],
      [{ module: 'Leads', transfer_to: { $id: 'layout:Leads/Standard' } }],
    ]);
  });

  test('takes out of use first what runs', () => {
    const last = (writes: readonly Write[]) => writes.map((write) => write.path.split('/').at(-1));
    expect(last(deleteOf('layout', 'Leads/Second', { status: 'active' }))).toEqual(['activate', '{id}']);
    expect(last(deleteOf('blueprint', 'Deals/Sales', { status: 'active' }))).toEqual(['activate', '{id}']);
    expect(last(deleteOf('blueprint', 'Deals/Sales', { status: 'inactive' }))).toEqual(['{id}']);
  });

  test.each<[string, string, JsonObject]>([
    ['field', 'Deals.Stage', { custom_field: false }],
    ['role', 'CEO', {}],
    ['profile', 'Administrator', {}],
    ['profile', 'Standard', {}],
    ['layout', 'Deals/Standard', {}],
    ['module', 'Deals', { generated_type: 'default' }],
  ])('of a %s that came with the product (%s) is never proposed, and never sent', (kind, key, attributes) => {
    expect(kindOf(kind).isSystem?.(key, attributes)).toBe(true);
    expect(kindOf(kind).manualRemove?.(key, attributes)).toMatch(/./);
    expect(deleteOf(kind, key, attributes)).toEqual([]);
  });

  test('is left to a person where the API has none, or where somebody has to choose', () => {
    expect(kindOf('module').manualRemove?.('Courses', {})).toContain('cannot be deleted through the API');
    expect(kindOf('layout').manualRemove?.('Deals/Second', {})).toContain('pipeline');
    const written = kinds.filter((kind) => kind.create !== undefined || kind.update !== undefined || kind.factsOnly === true);
    const removable = written.filter((kind) => kind.single !== true);
    expect(removable.filter((kind) => kind.remove === undefined).map((kind) => kind.name)).toEqual([
      'currency',
      'data_sharing',
      'module',
      'variable_group',
    ]);
  });

  test('says what else it does', () => {
    expect(kindOf('role').removeEffect?.('Branch', { reporting_to: 'CEO' })).toContain('CEO');
    expect(kindOf('profile').removeEffect?.('Branch', {})).toContain('Standard');
    expect(kindOf('field').removeEffect?.('Deals.Many', { data_type: 'multiselectlookup' })).toContain('linking module');
  });

  test('may not be repeated', () => {
    for (const kind of kinds)
      for (const write of deleteOf(kind.name, 'Deals/X', { reporting_to: 'CEO' })) expect(write.idempotent, kind.name).toBeUndefined();
  });
});

describe('taking away from a field', () => {
  test('access goes back to what is usual, ten profiles a call', () => {
    const profiles = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`P${index}`, 'hidden']));
    const sent = bodies(updateOf('field', 'Deals.Note', { profiles }, {})).map((body) => objects(body, 'profiles'));
    expect(sent.map((part) => part.length)).toEqual([10, 10, 3]);
    expect(sent.flat().every((entry) => entry['permission_type'] === 'read_write')).toBe(true);
  });

  test('only access that differs is said', () => {
    const writes = updateOf('field', 'Deals.Note', { profiles: { A: 'hidden', B: 'read_only' } }, { profiles: { A: 'hidden', B: 'hidden' } });
    expect(bodies(writes)).toEqual([{ id: { $id: 'field:Deals.Note' }, profiles: [{ id: { $id: 'profile:B' }, permission_type: 'hidden' }] }]);
  });

  test('values are added before others go, and only settings may be repeated', () => {
    const writes = updateOf(
      'field',
      'Deals.Channel',
      { data_type: 'picklist', tooltip: { name: 'info_icon', value: 'x' }, pick_list_values: ['a', 'b'] },
      { data_type: 'picklist', pick_list_values: ['b', 'c'] },
    );
    expect(bodies(writes)).toMatchObject([
      { tooltip: null, pick_list_values: [{ actual_value: 'c' }] },
      { pick_list_values: [{ id: { $id: 'picklist:Deals.Channel#a' }, _delete: true }] },
    ]);
    expect(writes.map((write) => write.idempotent)).toEqual([undefined, undefined]);
  });

  test('values are not deleted when the field gets those of a global picklist', () => {
    const after = { data_type: 'picklist', global_picklist: 'Ways' };
    expect(JSON.stringify(bodies(updateOf('field', 'Deals.Channel', { data_type: 'picklist', pick_list_values: ['a'] }, after)))).not.toContain(
      '_delete',
    );
  });

  test('leaving its global picklist is for a person', () => {
    expect(kindOf('field').manualUpdate?.('Deals.Way', {}, ['global_picklist'])).toContain('has to be chosen');
    expect(kindOf('field').manualUpdate?.('Deals.Way', {}, ['global_picklist'], 'Ways')).toBeUndefined();
  });
});

describe('taking away from a layout', () => {
  const before = {
    name: 'X',
    sections: [
      { name: 'A', fields: ['F1', 'F2'] },
      { name: 'B', fields: ['F3', 'F4'] },
    ],
  };
  const after = { name: 'X', sections: [{ name: 'A', fields: ['F1', 'F4'] }] };

  test('what is wanted leaves a section before the section goes, and nothing is deleted for good', () => {
    const [off, moved, gone] = bodies(updateOf('layout', 'Deals/X', before, after)).map((body) => objects(body, 'sections'));
    const place = (field: string) => ({ $id: `field:Deals.${field}` });
    expect(off).toEqual([{ id: { $id: 'section:Deals/X#A' }, fields: [{ id: place('F2'), _delete: { permanent: false } }] }]);
    expect(moved).toEqual([{ id: { $id: 'section:Deals/X#A' }, fields: [{ id: place('F4'), sequence_number: 2 }] }]);
    expect(gone).toEqual([{ id: { $id: 'section:Deals/X#B' }, _delete: { permanent: false } }]);
  });
});

describe('taking away from a blueprint', () => {
  test('transitions go before the states they join', () => {
    const transition = { from: ['A'], to: 'B' };
    const writes = updateOf(
      'blueprint',
      'Deals/S',
      { states: ['A', 'B', 'C'], transitions: { One: transition, Two: transition } },
      { states: ['A', 'B'], transitions: { One: transition } },
    );
    expect(writes.map(({ path, target, part }) => [path, target, part])).toEqual([
      ['/settings/blueprints/transitions/{id}', 'transition:Deals/S#Two', undefined],
      ['/settings/blueprints/{id}/states/{part}', 'blueprint:Deals/S', 'state:Deals/S#C'],
    ]);
  });
});
