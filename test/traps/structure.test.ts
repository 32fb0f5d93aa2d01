import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { writesBetween } from '../kinds/writes.ts';
import type { Short } from '../plan/world.ts';
import { liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { attributesOf, fieldAnswer, readAnswers, throughFiles } from './answers.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const profiles = Array.from({ length: 13 }, (_, index) => ({ id: `90${index}`, name: `Profile ${index}`, permissions_details: [] }));

test('fact 27: access of profiles to a field is told only where it is not the usual one, layouts only by what they place', () => {
  const access = (special: string) => profiles.map(({ id, name }) => ({ id, name, permission_type: id === '903' ? special : 'read_write' }));
  const whole = fieldAnswer('Note', {
    id: '11',
    required: true,
    sequence_number: 1,
    section_id: '5',
    validation_rule: null,
    element_type: 'field',
    pick_list_values: [],
  });
  const live = readAnswers({
    profile: profiles,
    field: {
      Deals: [fieldAnswer('Plain', { id: '10', profiles: access('read_write') }), fieldAnswer('Note', { id: '11', profiles: access('hidden') })],
    },
    layout: {
      Deals: [
        {
          id: '1',
          name: 'Standard',
          status: 'active',
          profiles: profiles.map((profile) => ({ ...profile, _default_view: { type: 'layout', id: '1' } })),
          sections: [
            {
              id: '5',
              name: 'Main',
              sequence_number: 1,
              fields: [whole, fieldAnswer('Image', { element_type: 'mirror_field', sequence_number: 2 })],
            },
          ],
        },
      ],
    },
  });
  expect(attributesOf(live, 'field:Deals.Plain')).not.toHaveProperty('profiles');
  expect(attributesOf(live, 'field:Deals.Note')['profiles']).toEqual({ 'Profile 3': 'hidden' });
  expect(attributesOf(live, 'layout:Deals/Standard')).toEqual({
    name: 'Standard',
    profiles: profiles.map((profile) => profile.name).sort(),
    sections: [{ name: 'Main', fields: [{ field: 'Note', required: true }] }],
  });
});

test('fact 28: a field in four layouts is required in one and not in another; required by the product is said nowhere', () => {
  const layout = (name: string, required: boolean) => ({
    id: name,
    name,
    status: 'active',
    sections: [
      {
        id: `s${name}`,
        name: 'Main',
        sequence_number: 1,
        fields: [
          { api_name: 'Note', required, sequence_number: 1 },
          { api_name: 'Name', required: true, system_mandatory: true, sequence_number: 2 },
        ],
      },
    ],
  });
  const live = readAnswers({
    field: { Deals: [fieldAnswer('Note'), fieldAnswer('Name', { system_mandatory: true, custom_field: false })] },
    layout: { Deals: [layout('A', false), layout('B', true), layout('C', false), layout('D', true)] },
  });
  const fieldsIn = (name: string): readonly Json[] =>
    objects(attributesOf(live, `layout:Deals/${name}`), 'sections').flatMap((section) => section['fields'] as readonly Json[]);
  expect(['A', 'B', 'C', 'D'].map((name) => fieldsIn(name)[0])).toEqual([
    'Note',
    { field: 'Note', required: true },
    'Note',
    { field: 'Note', required: true },
  ]);
  expect(fieldsIn('A')[1]).toBe('Name');
  expect(JSON.stringify([...live.elements])).not.toContain('system_mandatory');
});

test('fact 29: permissions are named by module and name; ids and labels of categories, which differ per org, are not', () => {
  const profile = (id: string, label: string) => ({
    id: '1',
    name: 'Sales',
    permissions_details: [
      { id, name: 'Crm_Implied_View_Potentials', display_label: label, module: 'Deals', enabled: true, customizable: true },
      { id: `${id}9`, name: 'Crm_Implied_Manage_Users', display_label: 'Users', module: null, enabled: false, customizable: true },
      { id: `${id}8`, name: 'Crm_Implied_Fixed', display_label: 'x', module: null, enabled: true, customizable: false },
    ],
    sections: [{ name: 'Modules', categories: [{ name: 'Potentials', display_label: label, permissions_details: [id] }] }],
  });
  const one = readAnswers({ profile: [profile('77', 'Opportunités')] });
  expect(attributesOf(one, 'profile:Sales')['permissions']).toEqual({
    Deals: { Crm_Implied_View_Potentials: true },
    org: { Crm_Implied_Manage_Users: false },
  });
  expect(planOf(one, readAnswers({ profile: [profile('88', 'Deals')] })).steps).toEqual([]);
  expect(one.ids.get('permission:Deals/Crm_Implied_View_Potentials')).toBe('77');
});

/** A rule as the detail answers it, with one condition. */
function ruleAnswer(condition: JsonObject, more: JsonObject = {}): LiveSnapshot {
  const rule = {
    id: '51',
    name: 'Won',
    module: { api_name: 'Deals', id: '1' },
    status: { active: true },
    execute_when: { type: 'create' },
    conditions: [{ id: '6', sequence_number: 1, ...condition }],
    ...more,
  };
  const action = { id: '61', name: 'Set stage', module: { api_name: 'Deals' }, field: { api_name: 'Stage', id: '71' } };
  return readAnswers({ field: { Deals: [fieldAnswer('Stage', { id: '71' })] }, field_update: [action], workflow_rule: [rule] });
}

test('fact 30: references and actions defined in place come apart; new ids and words for display are no difference', () => {
  const actions = (id: string) => ({
    instant_actions: {
      actions: [
        { id: '61', name: 'Old name of it', type: 'field_updates' },
        { id, name: 'big', type: 'add_tags', details: { tags: [{ name: 'big', display_value: 'BIG' }], over_write: false } },
      ],
    },
  });
  const live = ruleAnswer(actions('7001'), { category: 'x', deprecated: false, editable: true });
  expect(attributesOf(live, 'workflow_rule:Deals/Won')['conditions']).toEqual([
    {
      instant_actions: [
        { field_update: 'Deals/Set stage' },
        { type: 'add_tags', name: 'big', details: { tags: [{ name: 'big' }], over_write: false } },
      ],
    },
  ]);
  expect(planOf(live, ruleAnswer(actions('8002'))).steps).toEqual([]);
  const [write] = writesBetween(
    liveOf([deals, ['field_update', 'Deals/Set stage', {}]]),
    snapshotOf(['workflow_rule', 'Deals/Won', attributesOf(live, 'workflow_rule:Deals/Won')]),
  );
  expect(JSON.stringify(write?.items)).toContain('"type":"field_updates","id":{"$id":"field_update:Deals/Set stage"}');
});

describe('fact 31: actions refer to records', () => {
  const assign = (id: string): JsonObject => ({
    instant_actions: { actions: [{ id: '1', name: 'Give', type: 'assign_owner', details: { assign_to: { id, name: 'Sam' } } }] },
  });

  test('fact 31: an id of another org is told apart and never written', () => {
    const live = ruleAnswer(assign('555'));
    expect(JSON.stringify(attributesOf(live, 'workflow_rule:Deals/Won'))).toContain('{"unresolved":"555"}');
    const plan = planOf(liveOf([deals]), snapshotOf(['workflow_rule', 'Deals/Won', attributesOf(live, 'workflow_rule:Deals/Won')]));
    expect(plan.steps).toMatchObject([{ mode: 'manual', reason: expect.stringContaining('"555"') }]);
    expect(planOf(live, throughFiles(live)).steps).toEqual([]);
  });

  test('fact 31: a user goes by e-mail, and is the one of that e-mail in the other org', () => {
    const desired: Short = ['field_update', 'Deals/Own', { name: 'Own', field: 'Owner', value: { user: 'sam@osaka.example' } }];
    const live = liveOf([deals, ['field', 'Deals.Owner', {}]], { partIds: ['user:sam@osaka.example'] });
    const [write] = writesBetween(live, snapshotOf(desired));
    expect(write?.items[0]?.body['value']).toEqual({ id: { $id: 'user:sam@osaka.example' } });
  });
});

test('fact 32: what looks like a template of ours is literal text, in files, plans and writes', () => {
  const literals = [
    '${EMPTY}',
    '${NOTEMPTY}',
    '${CURRENTTIME}',
    '${!Leads.Email}',
    '${Deals.Deal_Name}',
    '${Users.User Id}',
    '$id',
    '{id}',
    '${{ x }}',
  ];
  const update = (value: string): Short => [
    'field_update',
    `Deals/Set ${literals.indexOf(value)}`,
    { name: `Set ${literals.indexOf(value)}`, field: 'Stage', value },
  ];
  const desired = throughFiles(snapshotOf(...literals.map(update)));
  const live = liveOf([deals, ['field', 'Deals.Stage', {}]]);
  expect(
    writesBetween(live, desired)
      .map((write) => write.items[0]?.body['value'])
      .sort(),
  ).toEqual([...literals].sort());
  expect(planOf(liveOf([deals, ['field', 'Deals.Stage', {}], ...literals.map(update)]), desired).steps).toEqual([]);
});

test('fact 33: secrets in headers and parameters of a webhook reach no file, plan or step', () => {
  const parameter = { name: 'x-api-key', value: 'canary-33' };
  const webhook = (more: JsonObject): LiveSnapshot =>
    readAnswers({
      webhook: [
        {
          id: '1',
          name: 'Tell',
          url: 'https://x.example',
          http_method: 'POST',
          module: { api_name: 'Deals' },
          headers: { custom_parameters: [parameter] },
          url_parameters: { custom_parameters: [parameter] },
          body: { type: 'form_data', form_data_content: { custom_parameters: [parameter] } },
          ...more,
        },
      ],
    });
  const live = webhook({});
  expect(JSON.stringify([...throughFiles(live).elements.values()])).not.toContain('canary');
  const plan = planOf(live, webhook({ url: 'https://y.example' }));
  expect(plan.steps.length).toBe(1);
  expect(JSON.stringify(plan)).not.toContain('canary');
});

test('fact 34: the value of a field update is a text, a list or an object, and comes back as it was', () => {
  const values: readonly Json[] = ['Won', '2', ['a', 'b'], { layout: 'Deals/Standard' }, { user: 'sam@osaka.example' }, false, 3];
  const updates = values.map(
    (value, index): Short => ['field_update', `Deals/U${index}`, { name: `U${index}`, field: 'Stage', value, update_type: 'append' }],
  );
  const live = liveOf([deals, ['field', 'Deals.Stage', {}], ['layout', 'Deals/Standard', {}]], { partIds: ['user:sam@osaka.example'] });
  const sent = new Map(
    writesBetween(live, throughFiles(snapshotOf(...updates))).map((write) => [write.items[0]?.body['name'], write.items[0]?.body['value']]),
  );
  expect([...sent.entries()].sort().map(([, value]) => value)).toEqual([
    'Won',
    '2',
    ['a', 'b'],
    { id: { $id: 'layout:Deals/Standard' } },
    { id: { $id: 'user:sam@osaka.example' } },
    false,
    3,
  ]);
  const dependent = readAnswers({
    field: { Deals: [fieldAnswer('Stage', { id: '71' }), fieldAnswer('Pipeline', { id: '72' })] },
    field_update: [
      {
        id: '1',
        name: 'P',
        module: { api_name: 'Deals' },
        field: { api_name: 'Pipeline', id: '72' },
        value: 'x',
        dependent_fields: [{ field: { api_name: 'Stage', id: '71' }, value: 'y' }],
      },
    ],
  });
  expect(attributesOf(dependent, 'field_update:Deals/P')['dependent_fields']).toEqual([{ field: 'Stage', value: 'y' }]);
});

test('fact 37: criteria of one meaning are one, in every spelling seen in real rules', () => {
  const leaf = { field: { api_name: 'Stage', id: '71' }, comparator: 'equal', value: '${ANYVALUE}' };
  const spellings: readonly JsonObject[] = [
    leaf,
    { ...leaf, type: 'value' },
    { group_operator: 'OR', group: [leaf] },
    { group_operator: 'OR', group: [{ group_operator: 'OR', group: [leaf, leaf] }] },
    {
      group_operator: 'AND',
      group: [
        { group_operator: 'OR', group: [leaf] },
        { ...leaf, type: 'value' },
      ],
    },
  ];
  const read = (criteria: Json, more: JsonObject = {}) => ruleAnswer({ criteria_details: { criteria, ...more } });
  const first = read(leaf);
  for (const spelling of spellings) expect(planOf(first, read(spelling)).steps).toEqual([]);
  const none = ruleAnswer({});
  expect(planOf(none, read(null)).steps).toEqual([]);
  expect(planOf(none, read(null, { relational_criteria: { module_selection: null, module: null, criteria: null } })).steps).toEqual([]);
  expect(planOf(first, read({ ...leaf, type: 'field' })).steps.length).toBe(1);
});

test('fact 38: every trigger of the 183 real rules comes back from the wire as it went, dates and watched fields with it', () => {
  const watched = {
    group_operator: 'OR',
    group: [
      { field: 'Stage', comparator: 'equal', value: '${ANYVALUE}' },
      { field: 'Amount', comparator: 'equal', value: '5' },
    ],
  };
  const triggers: readonly JsonObject[] = [
    { type: 'field_update', details: { repeat: true, match_all: true, criteria: watched } },
    ...['create', 'create_or_edit', 'edit', 'delete', 'section_update', 'outgoing_call_createedit'].map((type) => ({ type })),
    { type: 'date_or_datetime', details: { unit: 3, period: 'days', field: 'Closing_Date', recur_cycle: 'once', execute_at: '09:00' } },
  ];
  const rules = triggers.map(
    (execute_when, index): Short => [
      'workflow_rule',
      `Deals/R${index}`,
      { name: `R${index}`, active: false, execute_when, conditions: [{ instant_actions: [{ type: 'add_tags', name: 'x' }] }] },
    ],
  );
  const fields = ['Stage', 'Amount', 'Closing_Date'].map((name): Short => ['field', `Deals.${name}`, { data_type: 'text' }]);
  const live = liveOf([deals, ...fields]);
  const writes = writesBetween(live, snapshotOf(...rules)).filter((write) => write.method === 'POST');
  expect(writes.length).toBe(triggers.length);
  const filled = JSON.parse(
    JSON.stringify(writes.map((write) => write.items[0]?.body)).replaceAll(/\{"\$id":"field:Deals\.(\w+)"\}/g, '"id of $1"'),
  ) as readonly JsonObject[];
  const back = readAnswers({
    field: { Deals: ['Stage', 'Amount', 'Closing_Date'].map((name) => fieldAnswer(name, { id: `id of ${name}` })) },
    workflow_rule: filled.map((body, index) => ({ ...body, id: String(100 + index) })),
  });
  for (const [, key, attributes] of rules) expect(attributesOf(back, `workflow_rule:${key}`)).toEqual(attributes);
});
