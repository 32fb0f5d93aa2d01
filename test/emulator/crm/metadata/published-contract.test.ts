import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { openContract } from '../../../contract/openapi.ts';
import { contractPresent } from '../../../contract/published.ts';
import type { Answer, TestCrm } from '../open-crm.ts';
import { listOf, makeCustomModule, named, openCrm } from '../open-crm.ts';

const contract = contractPresent ? openContract() : undefined;

/** Breaches of an exchange that some published file must cover. */
function breaches(method: string, path: string, answer: Answer, request?: JsonObject): readonly string[] {
  const url = new URL(path, 'http://crm.test');
  expect(contract?.find(method, url.pathname)).toBeDefined();
  const exchange = { method, path: url.pathname, query: Object.fromEntries(url.searchParams), request, status: answer.status };
  return contract?.breaches({ ...exchange, answer: answer.body ?? undefined }) ?? [];
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
    '/settings/modules',
    '/settings/modules/Courses',
    '/settings/modules/Leads',
    '/settings/fields?module=Courses',
    '/settings/fields?module=Leads',
    '/settings/layouts?module=Courses',
    '/settings/global_picklists?include=pick_list_values',
    '/org',
    '/users?type=CurrentUser',
    '/__apis',
    '/Leads/actions/count',
  ])('GET %s', async (path) => {
    const crm = await variedCrm();
    const answer = await crm.call('GET', path);
    expect(answer.status).toBe(200);
    expect(breaches('GET', path, answer)).toEqual([]);
  });

  test('picklist values, and writes with their errors', async () => {
    const crm = await variedCrm();
    const level = named(await crm.items('/settings/fields?module=Courses'), 'Level')['id'];
    const layout = (await crm.first('/settings/layouts?module=Courses'))['id'];
    const profiles = (await crm.items('/settings/profiles')).map((profile) => ({ id: profile['id'] ?? '' }));
    const again = { modules: [{ api_name: 'Courses', singular_label: 'A', plural_label: 'B', profiles }] };
    const calls: readonly (readonly [string, string, JsonObject?])[] = [
      ['GET', `/settings/fields/${level}/pick_list_values?module=Courses`],
      ['POST', '/settings/fields?module=Leads', { fields: [{ field_label: 'X', data_type: 'text' }] }],
      ['POST', '/settings/modules', again],
      ['DELETE', `/settings/fields/${level}?module=Courses`],
      ['PATCH', `/settings/layouts/${layout}?module=Courses`, { layouts: [{ name: 'Main' }] }],
    ];
    const found: string[] = [];
    for (const [method, path, body] of calls) found.push(...breaches(method, path, await crm.call(method, path, body), body));
    expect(found).toEqual([]);
    expect(listOf((await crm.call('POST', '/settings/modules', again)).body)[0]).toMatchObject({ code: 'DUPLICATE_DATA' });
  });
});
