import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { permissionsForNewModule } from '../../../../cli/emulator/crm/security/permissions.ts';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { TestOrg } from '../automation/org-fixture.ts';
import { firstItem, openOrg } from '../automation/org-fixture.ts';

const path = '/settings/profiles';
let org: TestOrg;
beforeEach(() => {
  org = openOrg();
});
afterEach(() => org.store.close());

const profileNamed = (name: string): JsonObject => objects(org.call('GET', path).body, 'profiles').find((profile) => profile['name'] === name) ?? {};
const idOf = (name: string): string => text(profileNamed(name), 'id') ?? '';
const detail = (name: string): JsonObject => org.first(`${path}/${idOf(name)}`);
const permission = (profile: string, name: string): JsonObject =>
  objects(detail(profile), 'permissions_details').find((entry) => entry['name'] === name) ?? {};
const clone = (name: string, from = 'Standard'): string => org.write('POST', `${path}/${idOf(from)}/actions/clone`, { profiles: [{ name }] });
const update = (name: string, item: JsonObject) => org.call('PUT', `${path}/${idOf(name)}`, { profiles: [item] });
const change = (profile: string, name: string, enabled: boolean) => ({ id: text(permission(profile, name), 'id') ?? '', enabled });

describe('profiles', () => {
  test('the list has no permissions, the detail has them and sections of their ids', () => {
    expect(profileNamed('Administrator')).not.toHaveProperty('permissions_details');
    expect(JSON.stringify(org.call('GET', path).body)).not.toContain('_denied');
    const shown = detail('Administrator');
    const ids = objects(shown, 'permissions_details').map((entry) => entry['id']);
    const listed = objects(shown, 'sections')
      .flatMap((section) => objects(section, 'categories'))
      .flatMap((category) => property(category, 'permissions_details') ?? []);
    expect(listed.toSorted()).toEqual(ids.toSorted());
  });

  test('fact 29: a category of a module is named by its module_name and labelled with its present label', () => {
    const deals = org.module('Deals');
    org.store.put(org.record.name, 'modules', { ...deals, plural_label: 'Opportunités' });
    const categories = objects(
      objects(detail('Standard'), 'sections').find((section) => section['name'] === 'module'),
      'categories',
    );
    expect(categories.find((category) => text(category['module'], 'api_name') === 'Deals')).toMatchObject({
      name: 'Potentials',
      display_label: 'Opportunités',
    });
  });

  test('a permission has one id in every profile of the org', () => {
    expect(permission('Standard', 'Crm_Implied_View_Leads')['id']).toBe(permission('Administrator', 'Crm_Implied_View_Leads')['id']);
    expect(permission('Standard', 'Crm_Implied_Customize_Zoho_CRM')['enabled']).toBe(false);
    expect(permission('Administrator', 'Crm_Implied_Customize_Zoho_CRM')['enabled']).toBe(true);
  });

  test('a clone has the permissions of its source and goes its own way', () => {
    update('Standard', { permissions_details: [change('Standard', 'Crm_Implied_Delete_Leads', false)] });
    clone('Sales');
    expect(permission('Sales', 'Crm_Implied_Delete_Leads')['enabled']).toBe(false);
    update('Sales', { permissions_details: [change('Sales', 'Crm_Implied_Delete_Leads', true)] });
    expect(permission('Standard', 'Crm_Implied_Delete_Leads')['enabled']).toBe(false);
    expect(profileNamed('Sales')).toMatchObject({ custom: true, created_by: { name: 'Ada Admin' } });
  });

  test('a clone sees the modules and fields that its source sees', () => {
    const standard = idOf('Standard');
    org.store.put(org.record.name, 'modules', { ...org.module('Deals'), _profiles: [standard] });
    const stage = org.store.list(org.record.name, 'fields', 'Deals').find((field) => field['api_name'] === 'Stage');
    if (stage !== undefined) org.store.put(org.record.name, 'fields', { ...stage, _permissions: { [standard]: 'read_only' } });
    const sales = clone('Sales');
    expect(org.module('Deals')['_profiles']).toEqual([standard, sales]);
    expect(org.store.get(org.record.name, 'fields', stage?.id ?? '')?.['_permissions']).toEqual({ [standard]: 'read_only', [sales]: 'read_only' });
    expect(org.call('DELETE', `${path}/${sales}?transfer_to_id=${standard}`).status).toBe(200);
    expect(org.module('Deals')['_profiles']).toEqual([standard]);
  });

  test('a child cannot be on while its parent is off, and the order in the request counts', () => {
    clone('Sales');
    const view = change('Sales', 'Crm_Implied_View_Leads', false);
    const edit = change('Sales', 'Crm_Implied_Edit_Leads', true);
    expect(update('Sales', { permissions_details: [view] }).status).toBe(200);
    expect(permission('Sales', 'Crm_Implied_Edit_Leads')['enabled']).toBe(false);
    const refused = update('Sales', { permissions_details: [edit, { ...view, enabled: true }] });
    expect(refused.status).toBe(400);
    expect(firstItem(refused.body)['details']).toEqual({ api_name: 'id', json_path: '$.profiles[0].permissions_details[0].id' });
    expect(permission('Sales', 'Crm_Implied_View_Leads')['enabled']).toBe(false);
    expect(update('Sales', { permissions_details: [{ ...view, enabled: true }, edit] }).status).toBe(200);
  });

  test('the Administrator stays as it is', () => {
    const reply = update('Administrator', { permissions_details: [change('Administrator', 'Crm_Implied_View_Leads', false)] });
    expect(reply).toMatchObject({ status: 400, body: { code: 'NOT_ALLOWED' } });
    expect(org.call('DELETE', `${path}/${idOf('Standard')}?transfer_to_id=${idOf('Administrator')}`).body).toMatchObject({ code: 'CANNOT_DELETE' });
  });

  test('names are unique, without special characters, and limited in number', () => {
    clone('Sales');
    const add = (name: string) => org.call('POST', `${path}/${idOf('Standard')}/actions/clone`, { profiles: [{ name }] });
    expect(firstItem(add('Sales').body)['code']).toBe('DUPLICATE_DATA');
    expect(firstItem(add('A & B').body)['code']).toBe('INVALID_DATA');
    for (let number = 1; number <= 22; number += 1) clone(`P${number}`);
    expect(firstItem(add('One too many').body)).toMatchObject({ code: 'LICENSE_LIMIT_EXCEEDED', details: { limit: 25 } });
  });

  test('a new module brings its permissions into every profile; those of a deleted one go', () => {
    clone('Sales');
    const module = { id: org.store.nextId(org.record.name), api_name: 'Visits', plural_label: 'Visits' };
    org.store.put(org.record.name, 'modules', module);
    permissionsForNewModule(org.store, org.record.name, module);
    expect(permission('Sales', 'Crm_Implied_Edit_Visits')).toMatchObject({ enabled: true, module: { api_name: 'Visits', id: module.id } });
    org.store.remove(org.record.name, 'modules', module.id);
    expect(permission('Sales', 'Crm_Implied_Edit_Visits')).toEqual({});
  });
});
