import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import { openOrg } from '../kinds/embedded-org.ts';
import { kindOf, liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { attributesOf, fieldAnswer, moduleAnswer, readAnswers, throughFiles } from './answers.ts';

const unset = [
  'lookup',
  'formula',
  'currency',
  'unique',
  'auto_number',
  'rollup_summary',
  'multi_module_lookup',
  'multiselectlookup',
  'tooltip',
  'global_picklist',
];
const others = [
  'crypt',
  'length',
  'textarea',
  'external',
  'private',
  'decimal_place',
  'default_value',
  'pick_list_values',
  'profiles',
  'associated_module',
];

describe('fact 17: nothing is nothing, however it is spelled', () => {
  const plain = readAnswers({ field: { Deals: [{ api_name: 'Note', field_label: 'Note', data_type: 'text' }] } });

  test.each([
    ['null', null],
    ['{}', {}],
    ['[]', []],
    ['an empty text', ''],
  ])('fact 17: %s', (_name, nothing) => {
    const document: JsonObject = {
      api_name: 'Note',
      field_label: 'Note',
      data_type: 'text',
      ...Object.fromEntries([...unset, ...others].map((key) => [key, nothing])),
    };
    expect(attributesOf(readAnswers({ field: { Deals: [document] } }), 'field:Deals.Note')).toEqual(attributesOf(plain, 'field:Deals.Note'));
  });

  test('fact 17: what is there but says no more than that it is there, stays', () => {
    const unique = readAnswers({ field: { Deals: [fieldAnswer('Note', { unique: { casesensitive: '' } })] } });
    expect(attributesOf(unique, 'field:Deals.Note')['unique']).toEqual({});
    expect(planOf(plain, unique).steps[0]?.changes.map((change) => change.path[0])).toContain('unique');
  });
});

test('fact 18: numbers given as texts are numbers where we expect them, and texts stay texts elsewhere', () => {
  const live = readAnswers({
    field: { Deals: [fieldAnswer('Note', { length: '50', decimal_place: '2', custom_field: 'true', default_value: 7 })] },
    workflow_rule: [
      {
        id: '1',
        name: 'Late',
        module: { api_name: 'Deals' },
        execute_when: { type: 'create', details: { unit: '3', repeat: 'true' } },
        conditions: [
          {
            criteria_details: { criteria: { field: { api_name: 'Amount' }, comparator: 'equal', value: '1000' } },
            scheduled_actions: [{ execute_after: { period: 'days', unit: '2' }, actions: [] }],
          },
        ],
      },
    ],
  });
  expect(attributesOf(live, 'field:Deals.Note')).toMatchObject({ length: 50, decimal_place: 2, default_value: '7' });
  expect(attributesOf(live, 'workflow_rule:Deals/Late')).toMatchObject({
    execute_when: { details: { unit: 3, repeat: true } },
    conditions: [{ criteria: { value: '1000' }, scheduled_actions: [{ execute_after: { unit: 2 } }] }],
  });
});

test('fact 19: a shape of an older version is not misread: what it does not tell is asked of a person', () => {
  const old = readAnswers({
    field: {
      Deals: [
        fieldAnswer('Links', { data_type: 'multiselectlookup', multiselectlookup: { linking_module: 'Deals_X_Leads', connected_module: 'Leads' } }),
      ],
    },
  });
  const plan = planOf(liveOf([['module', 'Deals', {}]]), old);
  expect(plan.steps.filter((step) => step.kind === 'field')).toMatchObject([{ mode: 'manual', reason: expect.stringContaining('linking module') }]);
});

test('fact 21: a formula without its expression is exported, never planned as a loss of the expression, and made by hand', () => {
  const formula = (more: JsonObject) =>
    readAnswers({
      field: { Deals: [fieldAnswer('Sum', { data_type: 'formula', formula: { return_type: 'double', assume_default: true, ...more } })] },
    });
  expect(attributesOf(formula({}), 'field:Deals.Sum')['formula']).toEqual({ return_type: 'double' });
  expect(planOf(formula({ expression: '${Deals.Amount} * 2' }), formula({})).steps).toEqual([]);
  const rollup = {
    return_type: 'currency',
    based_on_module: { api_name: 'Leads' },
    related_list: { api_name: 'Leads2' },
    expression: { function: 'SUM', function_parameters: [{ api_name: 'Amount' }] },
  };
  const summed = readAnswers({ field: { Deals: [fieldAnswer('Total', { data_type: 'rollup_summary', rollup_summary: rollup })] } });
  expect(attributesOf(summed, 'field:Deals.Total')['rollup_summary']).toEqual({
    return_type: 'currency',
    based_on_module: 'Leads',
    related_list: 'Leads2',
    expression: { function: 'SUM', function_parameters: ['Amount'] },
  });
  const steps = planOf(
    liveOf([
      ['module', 'Deals', {}],
      ['module', 'Leads', {}],
    ]),
    { elements: new Map([...formula({}).elements, ...summed.elements]) },
  ).steps;
  expect(steps.filter((step) => step.kind === 'field').map((step) => [step.key, step.mode])).toEqual(
    expect.arrayContaining([
      ['Deals.Sum', 'manual'],
      ['Deals.Total', 'api'],
    ]),
  );
});

test('fact 22: data types that we do not know are exported as they are, and made by hand', () => {
  const types = ['RRULE', 'ALARM', 'multireminder', 'module', 'linetax', 'layout', 'territories', 'profileimage', 'consent_lookup', 'something_new'];
  const live = readAnswers({ field: { Deals: types.map((data_type) => fieldAnswer(`F_${data_type}`, { data_type, json_type: 'jsonarray' })) } });
  for (const data_type of types) expect(attributesOf(throughFiles(live), `field:Deals.F_${data_type}`)['data_type']).toBe(data_type);
  const plan = planOf(
    liveOf([
      ['module', 'Deals', {}],
      ['module', 'Leads', {}],
    ]),
    live,
  );
  expect(plan.steps.filter((step) => step.mode === 'api' && step.kind === 'field')).toEqual([]);
  expect(plan.steps.filter((step) => step.kind === 'field').length).toBe(types.length);
});

test('fact 23: modules of every making are exported; only custom ones are made; visibility and order are not ours', () => {
  const making = ['default', 'custom', 'subform', 'linking', 'field_tracker', 'picklisttracker', 'web'];
  const modules = (facts: JsonObject) =>
    readAnswers({ module: making.map((generated_type, index) => moduleAnswer(`M${index}`, { generated_type, ...facts })) });
  const live = modules({ visibility: 1, status: 'visible', sequence_number: 24 });
  expect(planOf(live, modules({ visibility: 14334, status: 'user_hidden' })).steps).toEqual([]);
  const steps = planOf(liveOf([['profile', 'Administrator', { name: 'Administrator' }]]), throughFiles(live)).steps;
  expect(steps.map((step) => [step.key, step.mode]).sort()).toEqual(making.map((type, index) => [`M${index}`, type === 'custom' ? 'api' : 'manual']));
});

test('fact 24: modules that the API does not support are left out with all that is in them, and finance modules are standard ones', () => {
  const live = readAnswers({
    module: [moduleAnswer('Home', { api_supported: false }), moduleAnswer('CustomModule5001', { generated_type: 'default' })],
    layout: { Home: [{ id: '1', name: 'Standard', sections: [] }] },
  });
  expect([...live.elements.keys()]).toEqual(['module:CustomModule5001']);
  expect(live.leftOut).toEqual([
    { kind: 'module', key: 'Home', reason: 'no-api' },
    { kind: 'layout', key: 'Home/Standard', reason: 'module-left-out' },
  ]);
  expect(kindOf('module').manualCreate?.('CustomModule5001', { generated_type: 'default' })).toContain('finance');
});

test('fact 26: an empty collection is an empty one, and one that may not be read is not', async () => {
  const open = await openOrg().read();
  expect([...open.elements.values()].filter((element) => element.kind === 'blueprint' || element.kind === 'webhook')).toEqual([]);
  expect(open.unreadable).toEqual([]);
  const desired = snapshotOf(['webhook', 'Deals/Call', { name: 'Call', url: 'https://x.example', http_method: 'GET' }]);
  expect(planOf(open, desired).steps.map((step) => step.mode)).toEqual(['api']);
  const closed = await openOrg({ disabledApis: ['GET /settings/automation/webhooks'] }).read();
  expect(closed.unreadable).toEqual([{ kind: 'webhook', reason: expect.stringContaining('webhooks') }]);
  expect(planOf(closed, desired).steps).toMatchObject([{ mode: 'manual', reason: expect.stringContaining('not known whether') }]);
});

test('fact 39: two exports without a change differ in nothing, in whatever offset the times are given', () => {
  const at = (time: string, id: string) =>
    readAnswers({
      module: [moduleAnswer('Deals', { modified_time: time, modified_by: { id, name: 'Avery' } })],
      field: { Deals: [fieldAnswer('Note', { id, created_time: time, modified_time: time })] },
      workflow_rule: [
        {
          id,
          name: 'Won',
          module: { api_name: 'Deals' },
          execute_when: { type: 'create' },
          conditions: [{ id, sequence_number: 1 }],
          last_executed_time: time,
          created_time: null,
          modified_by: { id },
        },
      ],
    });
  const first = at('2024-05-05T11:00:00+05:30', '10000000000000001');
  const second = at('2024-11-05T11:00:00-07:00', '10000000000000002');
  expect([...first.elements]).toEqual([...second.elements]);
  expect(JSON.stringify([...first.elements])).not.toMatch(/2024|Avery|1000000000/);
});
