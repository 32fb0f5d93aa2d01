import { describe, expect, test } from 'vitest';
import { isObject } from '../../../../cli/model/json.ts';
import { listOf, makeCustomModule, named, openCrm } from '../open-crm.ts';

describe('modules', () => {
  test('of a new org are those that every org has, with inner names and closed tabs (facts 2, 24)', async () => {
    const crm = await openCrm();
    const modules = await crm.items('/settings/modules');
    expect(named(modules, 'Deals')).toMatchObject({ module_name: 'Potentials', generated_type: 'default', api_supported: true });
    expect(named(modules, 'Events')).toMatchObject({ module_name: 'Meetings', plural_label: 'Meetings' });
    expect(named(modules, 'Analytics')).toMatchObject({ module_name: 'Dashboards', api_supported: false });
    const closed = await crm.call('GET', '/settings/fields?module=Home');
    expect(closed).toMatchObject({ status: 400, body: { code: 'INVALID_MODULE' } });
    expect((await crm.call('GET', '/settings/fields?module=Nope')).body).toMatchObject({ code: 'INVALID_MODULE' });
    expect((await crm.call('GET', '/settings/fields')).body).toMatchObject({ code: 'REQUIRED_PARAM_MISSING', details: { param_name: 'module' } });
  });

  test('have fields, a layout and permissions as soon as they are made', async () => {
    const crm = await openCrm();
    const id = await makeCustomModule(crm, 'Courses', { display_field: { field_label: 'Course No', data_type: 'autonumber' } });
    const fields = await crm.items('/settings/fields?module=Courses');
    expect(fields.map((field) => field['api_name'])).toEqual(expect.arrayContaining(['Name', 'Owner', 'Tag', 'Locked__s', 'Record_Status__s']));
    expect(named(fields, 'Name')).toMatchObject({ field_label: 'Course No', data_type: 'autonumber', custom_field: false, display_field: true });
    const layouts = await crm.items('/settings/layouts?module=Courses');
    expect(layouts).toHaveLength(1);
    expect(layouts[0]).toMatchObject({ name: 'Standard', api_name: 'Standard', status: 'active', sections: [{ name: 'Course Information' }] });
    expect(await crm.first('/settings/modules/Courses')).toMatchObject({ id, source: 'crm', display_field: { api_name: 'Name' } });
    const profile = await crm.first(`/settings/profiles/${(await crm.first('/settings/profiles'))['id']}`);
    const permissions = listOf({ p: profile['permissions_details'] ?? [] }).map((permission) => permission['name']);
    expect(permissions).toContain('Crm_Implied_Edit_Courses');
  });

  test.each([
    ['MANDATORY_NOT_FOUND', 'singular_label', { singular_label: '' }],
    ['INVALID_DATA', 'plural_label', { plural_label: 'x'.repeat(26) }],
    ['INVALID_DATA', 'api_name', { api_name: '1x' }],
    ['DUPLICATE_DATA', 'api_name', { api_name: 'leads' }],
    ['RESERVED_KEYWORD_NOT_ALLOWED', 'api_name', { api_name: 'Users' }],
    ['INVALID_DATA', 'id', { profiles: [{ id: '1' }] }],
  ])('%s at %s', async (code, place, changes) => {
    const crm = await openCrm();
    const profiles = [{ id: (await crm.first('/settings/profiles'))['id'] ?? null }];
    const module = { api_name: 'Courses', singular_label: 'Course', plural_label: 'Courses', profiles, ...changes };
    const answer = await crm.call('POST', '/settings/modules', { modules: [module] });
    expect(answer.status).toBe(400);
    const [item] = listOf(answer.body);
    expect(item).toMatchObject({ code, details: { api_name: place }, status: 'error' });
    expect(isObject(item?.['details']) ? item['details']['json_path'] : '').toMatch(/^\$\.modules\[0\]/);
  });

  test('take new labels in any script, alone or several at once, and nothing else', async () => {
    const crm = await openCrm();
    const id = await makeCustomModule(crm, 'Courses');
    await crm.write('PUT', '/settings/modules/Deals', { modules: [{ singular_label: '商談', plural_label: '商談 一覧' }] });
    expect(await crm.first('/settings/modules/Deals')).toMatchObject({ plural_label: '商談 一覧', actual_plural_label: 'Deals', api_name: 'Deals' });
    const mixed = await crm.call('PUT', '/settings/modules', { modules: [{ id, plural_label: 'Lessons' }, { id: '1' }, { plural_label: 'x' }] });
    expect(mixed.status).toBe(207);
    expect(listOf(mixed.body).map((item) => item['code'])).toEqual(['SUCCESS', 'INVALID_DATA', 'MANDATORY_NOT_FOUND']);
    const renamed = await crm.call('PUT', '/settings/modules/Courses', { modules: [{ api_name: 'Lessons' }] });
    expect(listOf(renamed.body)[0]).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('are as many as the edition allows', async () => {
    const crm = await openCrm({ edition: 'standard' });
    for (let count = 1; count <= 10; count += 1) await makeCustomModule(crm, `M${count}`);
    const answer = await crm.call('POST', '/settings/modules', {
      modules: [
        { api_name: 'M11', singular_label: 'M', plural_label: 'Ms', profiles: [{ id: (await crm.first('/settings/profiles'))['id'] ?? '' }] },
      ],
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'LIMIT_EXCEEDED', details: { limit: 10 } } });
  });
});
