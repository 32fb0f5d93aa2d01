import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { isList, property, text } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { openCrm } from '../open-crm.ts';

const path = '/settings/duplicate_check_preference?module=Leads';
const pair = (current: string, mapped: string): JsonObject => ({ current_field: { api_name: current }, mapped_field: { api_name: mapped } });

let crm: TestCrm;
beforeEach(async () => {
  crm = await openCrm();
  for (const module of ['Leads', 'Contacts'])
    await crm.write('POST', `/settings/fields?module=${module}`, {
      fields: [{ field_label: 'Passport', data_type: 'text', length: 40, unique: { case_sensitive: false } }],
    });
});

/** A preference that looks among contacts, with something about it said otherwise. */
function amongContacts(more: JsonObject = {}): JsonObject {
  return {
    type: 'mapped_module_records',
    type_configurations: [{ mapped_module: { api_name: 'Contacts' }, field_mappings: [pair('Passport', 'Passport')], ...more }],
  };
}

/** Status, code or success, and where what was refused stands. */
async function say(method: string, preference?: Json, at = path): Promise<readonly Json[]> {
  const { status, body } = await crm.call(method, at, preference === undefined ? undefined : { duplicate_check_preference: preference });
  const result = property(body, 'duplicate_check_preference') ?? body;
  const details = property(result, 'details');
  const where = text(details, 'json_path') ?? text(details, 'param_name');
  return [status, text(result, 'code') ?? '', ...(where === undefined ? [] : [where])];
}

test('is none until it is switched on, has no id, and goes again', async () => {
  expect(await say('GET')).toEqual([204, '']);
  expect(await say('PUT', amongContacts())).toEqual([400, 'FEATURE_NOT_SUPPORTED']);
  expect(await say('DELETE')).toEqual([400, 'FEATURE_NOT_SUPPORTED']);
  expect(await say('POST', amongContacts())).toEqual([200, 'SUCCESS']);
  expect(await say('POST', amongContacts())).toEqual([400, 'ALREADY_CONFIGURED']);
  const shown = property((await crm.call('GET', path)).body, 'duplicate_check_preference');
  expect(Object.keys(shown ?? {}).sort()).toEqual(['type', 'type_configurations']);
  const configurations = property(shown, 'type_configurations');
  expect(isList(configurations) ? configurations : []).toMatchObject([
    {
      mapped_module: { api_name: 'Contacts', name: 'Contacts' },
      field_mappings: [{ current_field: { api_name: 'Passport', name: 'Leads' }, mapped_field: { api_name: 'Passport', name: 'Contacts' } }],
    },
  ]);
  expect(await say('PUT', { type: 'converted_records' })).toEqual([200, 'SUCCESS']);
  expect((await crm.call('GET', path)).body).toEqual({ duplicate_check_preference: { type: 'converted_records', type_configurations: [] } });
  expect(await say('DELETE')).toEqual([200, 'SUCCESS']);
  expect(await say('GET')).toEqual([204, '']);
});

test('is of leads only', async () => {
  expect(await say('GET', undefined, '/settings/duplicate_check_preference?module=Deals')).toEqual([400, 'NOT_SUPPORTED', 'module']);
  expect(await say('GET', undefined, '/settings/duplicate_check_preference?module=Nowhere')).toEqual([400, 'INVALID_MODULE', 'module']);
  expect(await say('GET', undefined, '/settings/duplicate_check_preference')).toEqual([400, 'REQUIRED_PARAM_MISSING', 'module']);
});

const inside = '$.duplicate_check_preference.type_configurations';

test.each<[string, JsonObject, readonly Json[]]>([
  ['no type', {}, ['MANDATORY_NOT_FOUND', '$.duplicate_check_preference.type']],
  ['a type that is none', { type: 'all' }, ['INVALID_DATA', '$.duplicate_check_preference.type']],
  ['no other module', { type: 'mapped_module_records' }, ['DEPENDENT_FIELD_MISSING', inside]],
  ['another module than contacts', amongContacts({ mapped_module: { api_name: 'Accounts' } }), ['FEATURE_NOT_SUPPORTED']],
  ['no fields', amongContacts({ field_mappings: [] }), ['MANDATORY_NOT_FOUND', `${inside}[0].field_mappings`]],
  [
    'a field that is none',
    amongContacts({ field_mappings: [pair('X', 'Passport')] }),
    ['INVALID_DATA', `${inside}[0].field_mappings[0].current_field.api_name`],
  ],
  [
    'a field that is not unique',
    amongContacts({ field_mappings: [pair('Passport', 'Email')] }),
    ['NOT_ALLOWED', `${inside}[0].field_mappings[0].mapped_field`],
  ],
  [
    'six pairs',
    amongContacts({ field_mappings: Array.from({ length: 6 }, () => pair('Passport', 'Passport')) }),
    ['INVALID_DATA', `${inside}[0].field_mappings`],
  ],
])('is refused with %s', async (_what, preference, refusal) => {
  expect(await say('POST', preference)).toEqual([400, ...refusal]);
});
