import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects, property, text } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, liveOf, snapshotOf } from '../plan/world.ts';
import { examples } from './examples.ts';
import { sayWrites, writesBetween } from './writes.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];

test('limits of one call are those of the documented request bodies', () => {
  const limits = Object.fromEntries(
    kinds.flatMap((kind) => ((kind.create ?? kind.update) === undefined ? [] : [[kind.name, [kind.create?.batch, kind.update?.batch]]])),
  );
  const told = Object.fromEntries(Object.entries(examples).flatMap(([name, { limits: own }]) => (own === undefined ? [] : [[name, own]])));
  expect(limits).toEqual({
    ...told,
    blueprint: [1, 1],
    email_notification: [1, 1],
    field: [5, 5],
    field_update: [1, 1],
    global_picklist: [1, 1],
    layout: [undefined, 1],
    module: [1, 100],
    profile: [1, 1],
    role: [100, 100],
    task: [1, 1],
    webhook: [1, 1],
    workflow_rule: [1, 1],
  });
});

describe('blueprint', () => {
  const states = ['New', 'Open', 'Closed'];
  const channel: Short = ['field', 'Deals.Channel', { data_type: 'picklist', pick_list_values: states }];
  const around: readonly Short[] = [deals, channel, ['layout', 'Deals/Standard', { name: 'Standard' }]];
  const blueprint = (attributes: JsonObject): Short => [
    'blueprint',
    'Deals/Sales',
    { name: 'Sales', layout: 'Deals/Standard', field: 'Channel', ...attributes },
  ];
  const whole = blueprint({ states, transitions: { Start: { from: ['New'], to: 'Open' }, End: { from: ['New', 'Open'], to: 'Closed' } } });
  const calls = (before: readonly Short[], after: Short) => sayWrites(writesBetween(liveOf([...around, ...before]), snapshotOf(after)));

  test('is made as a draft, then its states, then its transitions, and runs last, without moving records', () => {
    const writes = calls([], whole);
    expect(writes.map(([call]) => call)).toEqual([
      'POST /settings/blueprints',
      'POST /settings/blueprints/{id}/states',
      'POST /settings/blueprints/transitions',
      'POST /settings/blueprints/{id}/actions/activate',
    ]);
    expect(writes[3]?.[1]).toEqual({ move_records: false });
    expect(writes[2]?.[2]).toMatchObject({
      name: 'End',
      from_states: [{ id: { $id: 'state:Deals/Sales#New' } }, { id: { $id: 'state:Deals/Sales#Open' } }],
      to_state: { id: { $id: 'state:Deals/Sales#Closed' } },
    });
  });

  test('goes on where an interrupted run stopped', () => {
    expect(calls([blueprint({ status: 'draft' })], whole).map(([call]) => call.split('/').at(-1))).toEqual(['states', 'transitions', 'activate']);
    expect(calls([blueprint({ status: 'draft', states, transitions: { Start: { from: ['New'], to: 'Open' } } })], whole)).toMatchObject([
      ['POST /settings/blueprints/transitions', { name: 'End' }],
      ['POST /settings/blueprints/{id}/actions/activate', {}],
    ]);
  });

  test('with another transition is changed in place, and stopped when it is to stop', () => {
    const changed = blueprint({
      status: 'inactive',
      states,
      transitions: { Start: { from: ['New'], to: 'Closed' }, End: { from: ['New', 'Open'], to: 'Closed' } },
    });
    expect(calls([whole], changed)).toMatchObject([
      [
        'PUT /settings/blueprints/transitions',
        { id: { $id: 'transition:Deals/Sales#Start' }, to_state: { id: { $id: 'state:Deals/Sales#Closed' } } },
      ],
      ['DELETE /settings/blueprints/{id}/actions/activate', {}],
    ]);
  });

  test('that is a draft stays one', () => {
    expect(calls([], blueprint({ status: 'draft', states })).map(([call]) => call)).toEqual([
      'POST /settings/blueprints',
      'POST /settings/blueprints/{id}/states',
    ]);
  });
});

describe('profile', () => {
  const scope = 'Deals';
  const names = ['Crm_Implied_View_Deals', 'Crm_Implied_Create_Deals', 'Crm_Implied_Edit_Deals', 'Crm_Implied_Delete_Deals'];
  const partIds = names.map((name) => `permission:${scope}/${name}` as const);
  const profile = (on: Readonly<Record<string, boolean>>): Short => ['profile', 'Sales', { name: 'Sales', permissions: { [scope]: on } }];

  test('is a clone of Standard; permissions follow when they have ids', () => {
    expect(sayWrites(writesBetween(liveOf([]), snapshotOf(profile({ [names[0] ?? '']: true }))))).toEqual([
      ['POST /settings/profiles/{id}/actions/clone', { name: 'Sales', description: null }],
    ]);
  });

  test('sends viewing first when it is switched on and last when off, so that no child is ever on without its parent', () => {
    const states = fc.record(Object.fromEntries(names.map((name) => [name, fc.boolean()])));
    fc.assert(
      fc.property(states, states, (before, after) => {
        const writes = writesBetween(liveOf([profile(before)], { partIds }), snapshotOf(profile(after)));
        const sent = writes.flatMap((write) => objects(write.items[0]?.body, 'permissions_details'));
        expect(sent.length).toBe(names.filter((name) => before[name] !== after[name]).length);
        const order = sent.map((change) => text(property(change, 'id'), '$id')?.includes('_View_'));
        const view = sent[order.indexOf(true)];
        if (view !== undefined) expect(order.indexOf(true)).toBe(view['enabled'] === true ? 0 : sent.length - 1);
      }),
    );
  });

  test('sends only permissions that differ and that the org has', () => {
    const before = profile({ [names[0] ?? '']: true, [names[1] ?? '']: true });
    const after = profile({ [names[0] ?? '']: true, [names[1] ?? '']: false, Feature_of_another_edition: true });
    const writes = sayWrites(writesBetween(liveOf([before], { partIds }), snapshotOf(after)));
    expect(writes).toEqual([
      ['PUT /settings/profiles/{id}', { permissions_details: [{ id: { $id: 'permission:Deals/Crm_Implied_Create_Deals' }, enabled: false }] }],
    ]);
  });

  test('that Zoho keeps itself is not changed', () => {
    expect(kindOf('profile').manualUpdate?.('Administrator', {}, ['permissions', 'Deals', 'x'])).toContain('cannot be changed');
    expect(
      kindOf('profile').reshape?.({ name: 'Administrator', permissions_details: [{ id: '1', name: 'x', enabled: true }] })['permissions'],
    ).toEqual({});
  });
});

describe('role', () => {
  test('says all that the API demands together, whatever differs', () => {
    const live = liveOf([
      ['role', 'CEO', {}],
      ['role', 'Sales', { reporting_to: 'CEO', description: 'old' }],
    ]);
    expect(sayWrites(writesBetween(live, snapshotOf(['role', 'Sales', { reporting_to: 'CEO', description: 'new' }])))).toEqual([
      [
        'PUT /settings/roles',
        { id: { $id: 'role:Sales' }, name: 'Sales', reporting_to: { id: { $id: 'role:CEO' } }, description: 'new', share_with_peers: false },
      ],
    ]);
  });
});

describe('module', () => {
  test('is made with both labels and a profile, since the API demands them', () => {
    const live = liveOf([['profile', 'Administrator', { name: 'Administrator' }]]);
    expect(sayWrites(writesBetween(live, snapshotOf(['module', 'Courses', { plural_label: 'Courses' }])))).toEqual([
      [
        'POST /settings/modules',
        { api_name: 'Courses', singular_label: 'Courses', plural_label: 'Courses', profiles: [{ id: { $id: 'profile:Administrator' } }] },
      ],
    ]);
  });

  test.each([
    ['linking', 'multi-select lookup'],
    ['subform', 'subform field'],
    ['static_subform', 'subform field'],
    ['default', 'comes with the product'],
    ['field_tracker', 'made by Zoho itself'],
    ['web', 'made by Zoho itself'],
  ])('of type %s is not made through the API', (generated_type, words) => {
    expect(kindOf('module').manualCreate?.('Some', { generated_type })).toContain(words);
  });

  test('with a name that the API uses itself is not made', () => {
    expect(kindOf('module').manualCreate?.('Records', {})).toContain('reserved');
    expect(kindOf('module').manualCreate?.('Courses', {})).toBeUndefined();
  });
});

describe('workflow rule', () => {
  const rule = (attributes: JsonObject): Short => ['workflow_rule', 'Deals/Won', { name: 'Won', execute_when: { type: 'create' }, ...attributes }];

  const field: Short = ['field', 'Deals.Stage', { data_type: 'picklist' }];
  const conditions = [{ criteria: { field: 'Stage', comparator: 'equal', value: 'Won' } }];

  test('is made whole, with its own module as the one watched', () => {
    const writes = sayWrites(writesBetween(liveOf([deals, field]), snapshotOf(rule({ conditions }))));
    expect(writes.map(([call]) => call)).toEqual(['POST /settings/automation/workflow_rules']);
    expect(writes[0]?.[1]).toMatchObject({
      module: { api_name: 'Deals' },
      execute_when: { type: 'create', details: { trigger_module: { api_name: 'Deals' } } },
      conditions: [{ sequence_number: 1 }],
    });
  });

  test('that is to stand still is switched off as soon as it is made', () => {
    const writes = sayWrites(writesBetween(liveOf([deals, field]), snapshotOf(rule({ active: false, conditions }))));
    expect(writes.map(([call]) => call)).toEqual(['POST /settings/automation/workflow_rules', 'PUT /settings/automation/workflow_rules/{id}']);
    expect(writes[1]?.[1]).toMatchObject({ status: { active: false } });
  });

  test('is switched on', () => {
    const off = rule({ active: false, conditions: [{}] });
    const [write] = sayWrites(writesBetween(liveOf([deals, off]), snapshotOf(rule({ conditions: [{}] }))));
    expect(write?.[0]).toBe('PUT /settings/automation/workflow_rules/{id}');
    expect(write?.[1]).toMatchObject({ status: { active: true } });
  });

  test('keeps the order of conditions by number', () => {
    const three = ['A', 'B', 'C'].map((value) => ({ criteria: { field: 'Stage', comparator: 'equal', value } }));
    const [write] = writesBetween(liveOf([deals, ['field', 'Deals.Stage', { data_type: 'picklist' }]]), snapshotOf(rule({ conditions: three })));
    expect(objects(write?.items[0]?.body, 'conditions').map((condition) => condition['sequence_number'])).toEqual([1, 2, 3]);
  });
});

describe('webhook', () => {
  const document = (value: string): JsonObject => ({
    id: '1',
    name: 'Tell partner',
    url: 'https://hooks.example',
    http_method: 'POST',
    module: { api_name: 'Deals' },
    headers: { custom_parameters: [{ name: 'x-api-key', value }], module_parameters: [{ name: 'deal', value: '${Deals.Deal_Name}' }] },
    url_parameters: { custom_parameters: [{ name: 'token', value }], module_parameters: [] },
    body: { type: 'form_data', form_data_content: { custom_parameters: [{ name: 'pass word', value }] } },
  });

  test('never leaves a typed-in value in attributes, whatever it is and wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (tail) => {
        const secret = `canary-${tail}`;
        const shaped = kindOf('webhook').reshape?.(document(secret));
        expect(JSON.stringify(shaped)).not.toContain('canary-');
        expect(JSON.stringify(shaped)).toContain('${Deals.Deal_Name}');
      }),
    );
  });

  test('names the secrets by webhook, place and parameter, as variables may be called', () => {
    const shaped = JSON.stringify(kindOf('webhook').reshape?.(document('x')));
    expect([...shaped.matchAll(/"secret":"([^"]+)"/g)].map((found) => found[1])).toEqual([
      'TELL_PARTNER_HEADER_X_API_KEY',
      'TELL_PARTNER_URL_TOKEN',
      'TELL_PARTNER_FORM_PASS_WORD',
    ]);
    const japanese = JSON.stringify(kindOf('webhook').reshape?.({ ...document('x'), name: '通知' }));
    for (const [, name = ''] of japanese.matchAll(/"secret":"([^"]+)"/g)) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
  });
});
