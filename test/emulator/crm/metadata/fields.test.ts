import { describe, expect, test } from 'vitest';
import { creatableTypes } from '../../../../cli/emulator/crm/metadata/data-types.ts';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { listOf, makeCustomModule, named, openCrm } from '../open-crm.ts';

const leads = '/settings/fields?module=Leads';

async function makeField(crm: TestCrm, field: JsonObject, module = 'Leads'): Promise<JsonObject> {
  const path = `/settings/fields?module=${module}`;
  const [id] = await crm.write('POST', path, { fields: [field] });
  return crm.first(`/settings/fields/${id}?module=${module}`);
}

async function refusal(crm: TestCrm, field: JsonObject): Promise<JsonObject> {
  const answer = await crm.call('POST', leads, { fields: [field] });
  expect(answer.status).toBe(400);
  return listOf(answer.body)[0] ?? {};
}

/** A body for each data type that the API can create, beyond label and type. */
const bodies: Readonly<Record<string, JsonObject>> = {
  textarea: { textarea: { type: 'large' } },
  picklist: { pick_list_values: [{ display_value: '-なし-', actual_value: '-None-' }, { display_value: 'A' }] },
  multiselectpicklist: { pick_list_values: [{ display_value: '1' }] },
  autonumber: { auto_number: { start_number: '0100', prefix: 'L-', suffix: '' } },
  currency: { currency: { rounding_option: 'normal', precision: '2' } },
  lookup: { lookup: { module: { api_name: 'Accounts' }, display_label: 'Leads of it' } },
  multiselectlookup: {
    multiselectlookup: {
      connected_details: { module: { api_name: 'Products' }, field: { field_label: 'Leads' } },
      linking_details: { module: { plural_label: 'Leads X Products' } },
    },
  },
  formula: { formula: { expression: "If(${Last_Name}=='(', 1, 2)", return_type: 'double' } },
  rollup_summary: {
    rollup_summary: {
      return_type: 'double',
      expression: { function: 'COUNT', function_parameters: [{ api_name: 'id_count' }] },
      based_on_module: { api_name: 'Courses' },
      related_list: { api_name: 'Courses' },
    },
  },
};

describe('creating fields', () => {
  test.each(creatableTypes.filter((type) => type !== 'rollup_summary'))('%s', async (type) => {
    const crm = await openCrm();
    const field = await makeField(crm, { field_label: `A ${type}`, data_type: type, ...bodies[type] });
    expect(field).toMatchObject({ api_name: `A_${type}`, field_label: `A ${type}`, data_type: type, custom_field: true, type: 'used' });
    expect(field['created_time']).toBe('2026-03-01T00:00:00+00:00');
  });

  test('rollup_summary needs the lookup whose related list it sums', async () => {
    const crm = await openCrm();
    await makeCustomModule(crm, 'Courses');
    const rollup = { field_label: 'Sum', data_type: 'rollup_summary', ...bodies['rollup_summary'] };
    expect(await refusal(crm, rollup)).toMatchObject({
      code: 'INVALID_DATA',
      details: { json_path: '$.fields[0].rollup_summary.related_list.api_name' },
    });
    await makeField(
      crm,
      { field_label: 'Lead', data_type: 'lookup', lookup: { module: { api_name: 'Leads' }, display_label: 'Courses' } },
      'Courses',
    );
    await makeField(crm, { field_label: 'id count', data_type: 'integer' }, 'Courses');
    expect(await makeField(crm, rollup)).toMatchObject({
      rollup_summary: { based_on_module: { api_name: 'Courses' }, expression: { function: 'COUNT' } },
    });
  });

  test('says "nothing" as real answers do, key by key (fact 17)', async () => {
    const crm = await openCrm();
    const field = await makeField(crm, { field_label: 'Plain', data_type: 'text' });
    const empty = ['lookup', 'formula', 'currency', 'unique', 'auto_number', 'rollup_summary', 'multi_module_lookup', 'multiselectlookup'];
    expect(empty.map((key) => field[key])).toEqual(empty.map(() => ({})));
    for (const key of ['tooltip', 'global_picklist', 'history_tracking', 'crypt']) expect(field[key]).toBeNull();
    for (const key of ['textarea', 'sharing_properties', 'quick_sequence_number', 'blueprint_supported']) expect(field).not.toHaveProperty(key);
    expect(named(await crm.items(leads), 'Owner')['created_time']).toBeNull();
  });

  test('takes five at once and answers item by item', async () => {
    const crm = await openCrm();
    const text = { field_label: 'コース', data_type: 'text' };
    const mixed = await crm.call('POST', leads, { fields: [text, { data_type: 'text' }, text] });
    expect(mixed.status).toBe(207);
    expect(listOf(mixed.body).map((item) => item['code'])).toEqual(['SUCCESS', 'MANDATORY_NOT_FOUND', 'SUCCESS']);
    const names = (await crm.items(leads)).filter((field) => field['field_label'] === 'コース').map((field) => field['api_name']);
    expect(names).toEqual(['field', 'field1']);
    expect(await crm.call('POST', leads, { fields: Array(6).fill(text) })).toMatchObject({ status: 400, body: { code: 'LIMIT_EXCEEDED' } });
  });

  test.each([
    ['INVALID_DATA', '$.fields[0].field_label', { field_label: 'x'.repeat(51) }],
    ['INVALID_DATA', '$.fields[0].data_type', { data_type: 'subform' }],
    ['INVALID_DATA', '$.fields[0].api_name', { api_name: 'Own' }],
    ['INVALID_DATA', '$.fields[0].length', { length: 256 }],
    ['MANDATORY_NOT_FOUND', '$.fields[0].lookup', { data_type: 'lookup' }],
    ['INVALID_DATA', '$.fields[0].lookup.module.api_name', { data_type: 'lookup', lookup: { module: { api_name: 'Nope' } } }],
    ['DEPENDENT_MISMATCH', '$.fields[0].formula', { formula: { expression: '1', return_type: 'double' } }],
    ['MISSING_BRACES', '$.fields[0].formula.expression', { data_type: 'formula', formula: { expression: 'Len(${Email}', return_type: 'double' } }],
    ['SYNTAX_ERROR', '$.fields[0].formula.expression', { data_type: 'formula', formula: { expression: '${Nope}', return_type: 'double' } }],
    ['INVALID_DATA', '$.fields[0].profiles[0].id', { profiles: [{ id: '1', permission_type: 'hidden' }] }],
    ['LIMIT_EXCEEDED', undefined, { data_type: 'picklist', pick_list_values: Array(11).fill({ display_value: 'x' }) }],
    [
      'DUPLICATE_DATA',
      '$.fields[0].pick_list_values[1].actual_value',
      { data_type: 'picklist', pick_list_values: Array(2).fill({ display_value: 'x' }) },
    ],
  ])('%s at %s', async (code, place, changes) => {
    const crm = await openCrm();
    const refused = await refusal(crm, { field_label: 'X', data_type: 'text', ...(changes as JsonObject) });
    expect(refused).toMatchObject({ code, ...(place === undefined ? {} : { details: { json_path: place } }) });
  });

  test('a lookup to many brings its linking module and the opposite field; deleting it takes them away', async () => {
    const crm = await openCrm();
    const field = await makeField(crm, { field_label: 'Products', data_type: 'multiselectlookup', ...bodies['multiselectlookup'] });
    expect(field['multiselectlookup']).toMatchObject({
      linking_details: {
        module: { api_name: 'Leads_X_Products' },
        lookup_field: { api_name: 'Leads' },
        connected_lookup_field: { api_name: 'Products' },
      },
      connected_details: { module: { api_name: 'Products' }, field: { api_name: 'Leads' } },
    });
    expect(named(await crm.items('/settings/modules'), 'Leads_X_Products')).toMatchObject({ generated_type: 'linking' });
    const opposite = named(await crm.items('/settings/fields?module=Products'), 'Leads');
    expect(opposite['multiselectlookup']).toMatchObject({ connected_details: { field: { id: field['id'] } } });
    expect((await crm.call('DELETE', `/settings/fields/${field['id']}?module=Leads`)).status).toBe(200);
    expect((await crm.items('/settings/modules')).map((module) => module['api_name'])).not.toContain('Leads_X_Products');
    expect((await crm.items('/settings/fields?module=Products')).map((other) => other['id'])).not.toContain(opposite['id']);
  });
});

describe('changing fields', () => {
  test('changes what is named and keeps the rest; api_name and data_type never', async () => {
    const crm = await openCrm();
    const field = await makeField(crm, { field_label: 'Old', data_type: 'text', length: 50, unique: { case_sensitive: true } });
    await crm.write('PATCH', leads, { fields: [{ id: field['id'] ?? '', field_label: `New ${'x'.repeat(200)}` }] });
    const [changed] = await crm.items(`/settings/fields/${field['id']}?module=Leads`);
    expect(changed).toMatchObject({ api_name: 'Old', length: 50, unique: { case_sensitive: true }, display_label: 'Old' });
    for (const frozen of [{ data_type: 'email' }, { api_name: 'Other' }]) {
      const answer = await crm.call('PATCH', `/settings/fields/${field['id']}?module=Leads`, { fields: [frozen] });
      expect(listOf(answer.body)[0]).toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });

  test('options: change by id, add without, delete with a mark; actual values stay apart from what is shown (fact 10)', async () => {
    const crm = await openCrm();
    const values = [{ display_value: 'One' }, { display_value: 'Two' }];
    const field = await makeField(crm, { field_label: 'Level', data_type: 'picklist', pick_list_values: values });
    const [one, two] = objects(field, 'pick_list_values');
    const path = `/settings/fields/${field['id']}?module=Leads`;
    const patch = [
      { id: two?.['id'] ?? '', display_value: 'Zwei' },
      { display_value: '三', actual_value: '3' },
      { id: one?.['id'] ?? '', _delete: true },
    ];
    await crm.write('PATCH', path, { fields: [{ pick_list_values: patch }] });
    expect(objects(await crm.first(path), 'pick_list_values')).toMatchObject([
      { id: two?.['id'], display_value: 'Zwei', actual_value: 'Two', sequence_number: 1 },
      { display_value: '三', actual_value: '3', reference_value: '3', sequence_number: 2, type: 'used', colour_code: null },
    ]);
    const listed = await crm.items(`/settings/fields/${field['id']}/pick_list_values?module=Leads`);
    expect(listed.map((value) => value['display_value'])).toEqual(['Zwei', '三']);
    expect(listed[0]?.['layout_associations']).toMatchObject([{ name: 'Standard' }]);
  });

  test('history of a picklist is kept in a module of its own', async () => {
    const crm = await openCrm();
    const tracking = { related_list_name: 'Level History', duration_configuration: 'days', followed_fields: [] };
    const field = await makeField(crm, {
      field_label: 'Level',
      data_type: 'picklist',
      pick_list_values: [{ display_value: 'A' }],
      history_tracking_enabled: true,
      history_tracking: tracking,
    });
    expect(field).toMatchObject({ history_tracking_enabled: true, history_tracking: { ...tracking, module: { api_name: 'Level_History' } } });
    expect(named(await crm.items('/settings/modules'), 'Level_History')).toMatchObject({ generated_type: 'field_tracker' });
    const company = named(await crm.items(leads), 'Company');
    const path = `/settings/fields/${field['id']}?module=Leads`;
    const follow = async (item: JsonObject) => {
      await crm.write('PATCH', path, { fields: [{ history_tracking: { followed_fields: [item] } }] });
      return objects((await crm.first(path))['history_tracking'], 'followed_fields').map((followed) => followed['api_name']);
    };
    expect(await follow({ id: company['id'] ?? '' })).toEqual(['Company']);
    expect(await follow({ id: company['id'] ?? '', _delete: null })).toEqual([]);
  });

  test('access per profile', async () => {
    const crm = await openCrm();
    const field = await makeField(crm, { field_label: 'Secret', data_type: 'text' });
    const standard = named(await crm.items('/settings/profiles'), 'Standard');
    const access = [{ id: standard['id'] ?? '', permission_type: 'hidden' }];
    await crm.write('PATCH', `/settings/fields/${field['id']}?module=Leads`, { fields: [{ profiles: access }] });
    const profiles = objects(await crm.first(`/settings/fields/${field['id']}?module=Leads`), 'profiles');
    expect(profiles.map((profile) => [profile['name'], profile['permission_type']])).toEqual([
      ['Administrator', 'read_write'],
      ['Standard', 'hidden'],
    ]);
  });
});

describe('deleting fields', () => {
  test('is for custom fields that nothing uses', async () => {
    const crm = await openCrm();
    const owner = named(await crm.items(leads), 'Owner');
    expect(await crm.call('DELETE', `/settings/fields/${owner['id']}?module=Leads`)).toMatchObject({ status: 400, body: { code: 'NOT_ALLOWED' } });
    const field = await makeField(crm, { field_label: 'Score', data_type: 'integer' });
    const sum = await makeField(crm, { field_label: 'Twice', data_type: 'formula', formula: { expression: '${Score}*2', return_type: 'double' } });
    const path = `/settings/fields/${field['id']}?module=Leads`;
    expect(await crm.call('DELETE', path)).toMatchObject({
      status: 400,
      body: { code: 'NOT_ALLOWED', message: 'the field is used by field "Twice"' },
    });
    expect((await crm.call('DELETE', `/settings/fields/${sum['id']}?module=Leads`)).status).toBe(200);
    expect((await crm.call('DELETE', path)).status).toBe(200);
    expect(await crm.call('GET', path)).toMatchObject({ status: 400, body: { code: 'INVALID_DATA' } });
  });
});
