import { describe, expect, test } from 'vitest';
import { contractPresent, openContract } from '../automation/published-contract.ts';
import type { TestCrm } from '../open-crm.ts';
import { listOf, makeCustomModule, named, openCrm } from '../open-crm.ts';

/**
 * Breaches of the published files that stand, because the files are wrong: facts of real answers (zoho-samples fact 17) or of quirk 12 of zoho-api.md.
 * Each is a pattern over "place message parameters".
 */
const relaxations: readonly { reason: string; breach: RegExp }[] = [
  { reason: 'real orgs answer with more than 100 fields or options', breach: /must NOT have more than \d+ items/ },
  { reason: 'an option without colour has colour_code null in every real v7 and v8 answer', breach: /colour_code must be (string|match pattern)/ },
  { reason: 'labels and names of real orgs are longer than 25', breach: /must NOT have more than (25|30|50) characters/ },
  { reason: 'multiuserlookup is the key of one data type, not of every field', breach: /required property 'multiuserlookup'/ },
  {
    reason: 'the other branch of a "value or null" whose value branch has a breach above',
    breach: /must match exactly one schema in oneOf|must be null/,
  },
  { reason: 'fields in the one real v8 layout answer have email_parser', breach: /"additionalProperty":"email_parser"/ },
];

function breaches(file: string, path: string, method: string, answer: { status: number; body: unknown }): string[] {
  const found = openContract(file).checkAnswer(path, method, answer.status, answer.body as never) ?? [`no answer ${answer.status} in ${file}`];
  return found.filter((breach) => !relaxations.some((relaxation) => relaxation.breach.test(breach)));
}

/** An org with a field of every sort that answers differ in. */
async function variedCrm(): Promise<TestCrm> {
  const crm = await openCrm();
  await makeCustomModule(crm, 'Courses');
  const [list] = await crm.write('POST', '/settings/global_picklists', {
    global_picklists: [{ display_label: 'Regions', pick_list_values: [{ display_value: 'East', type: 'used' }] }],
  });
  await crm.write('POST', '/settings/fields?module=Courses', {
    fields: [
      { field_label: 'Level', data_type: 'picklist', pick_list_values: [{ display_value: 'A', actual_value: 'a' }] },
      { field_label: 'Region', data_type: 'picklist', global_picklist: { id: list ?? '' } },
      { field_label: 'Lead', data_type: 'lookup', lookup: { module: { api_name: 'Leads' }, display_label: 'Courses' } },
      { field_label: 'Fee', data_type: 'currency', currency: { rounding_option: 'round_up', precision: '2' } },
      { field_label: 'Number', data_type: 'autonumber', auto_number: { start_number: '1', prefix: 'C', suffix: '' } },
    ],
  });
  await crm.write('POST', '/settings/fields?module=Courses', {
    fields: [
      { field_label: 'Total', data_type: 'formula', formula: { expression: '${Fee}*2', return_type: 'double' } },
      {
        field_label: 'Teachers',
        data_type: 'multiselectlookup',
        multiselectlookup: {
          connected_details: { module: { api_name: 'Contacts' }, field: { field_label: 'Courses' } },
          linking_details: { module: { plural_label: 'Courses X Teachers' } },
        },
      },
      { field_label: 'Notes', data_type: 'textarea', textarea: { type: 'rich_text' }, tooltip: { name: 'info_icon', value: 'free text' } },
      { field_label: 'Mail', data_type: 'email', unique: { case_sensitive: false }, private: { type: 'High' }, crypt: { mode: 'encryption' } },
    ],
  });
  return crm;
}

describe.skipIf(!contractPresent)('answers of the metadata calls against the published OpenAPI files', () => {
  test.each([
    ['modules', '/settings/modules', '/settings/modules'],
    ['modules', '/settings/modules/{moduleIdentifier}', '/settings/modules/Courses'],
    ['modules', '/settings/modules/{moduleIdentifier}', '/settings/modules/Leads'],
    ['fields', '/settings/fields', '/settings/fields?module=Courses'],
    ['fields', '/settings/fields', '/settings/fields?module=Leads'],
    ['layouts', '/settings/layouts', '/settings/layouts?module=Courses'],
    ['global_picklists', '/settings/global_picklists', '/settings/global_picklists?include=pick_list_values'],
    ['org', '/org', '/org'],
    ['users', '/users', '/users?type=CurrentUser'],
    ['apis', '/__apis', '/__apis'],
    ['record_count', '/{moduleApiName}/actions/count', '/Leads/actions/count'],
  ])('%s %s', async (file, template, path) => {
    const crm = await variedCrm();
    const answer = await crm.call('GET', path);
    expect(answer.status).toBe(200);
    expect(breaches(file, template, 'get', answer)).toEqual([]);
  });

  test('picklist values, and writes with their errors', async () => {
    const crm = await variedCrm();
    const fields = await crm.items('/settings/fields?module=Courses');
    const level = named(fields, 'Level')['id'];
    const values = await crm.call('GET', `/settings/fields/${level}/pick_list_values?module=Courses`);
    expect(breaches('pick_list_values', '/settings/fields/{fieldId}/pick_list_values', 'get', values)).toEqual([]);
    const made = await crm.call('POST', '/settings/fields?module=Leads', { fields: [{ field_label: 'X', data_type: 'text' }] });
    expect(breaches('fields', '/settings/fields', 'post', made)).toEqual([]);
    const refused = await crm.call('POST', '/settings/modules', {
      modules: [{ api_name: 'Courses', singular_label: 'A', plural_label: 'B', profiles: [] }],
    });
    expect(listOf(refused.body)[0]).toMatchObject({ code: 'DUPLICATE_DATA' });
    expect(breaches('modules', '/settings/modules', 'post', refused)).toEqual([]);
    const gone = await crm.call('DELETE', `/settings/fields/${level}?module=Courses`);
    expect(breaches('fields', '/settings/fields/{fieldId}', 'delete', gone)).toEqual([]);
    const layout = (await crm.first('/settings/layouts?module=Courses'))['id'];
    const patched = await crm.call('PATCH', `/settings/layouts/${layout}?module=Courses`, { layouts: [{ name: 'Main' }] });
    expect(breaches('layouts', '/settings/layouts/{id}', 'patch', patched)).toEqual([]);
  });
});
