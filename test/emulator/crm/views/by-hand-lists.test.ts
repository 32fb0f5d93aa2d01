import { beforeEach, describe, expect, test } from 'vitest';
import { setRelatedList } from '../../../../cli/emulator/crm/views/related-lists.ts';
import { setWizard } from '../../../../cli/emulator/crm/views/wizards.ts';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { property, text } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { makeCustomModule, openCrm } from '../open-crm.ts';

let crm: TestCrm;
beforeEach(async () => {
  crm = await openCrm();
});

describe('related lists', () => {
  test('come with the module and with the lookups to it, under the ids that these know', async () => {
    await makeCustomModule(crm, 'Courses');
    const path = '/settings/related_lists?module=Courses';
    expect((await crm.items(path)).map((one) => [one['api_name'], one['sequence_number']])).toEqual([
      ['Notes', '1'],
      ['Attachments', '2'],
    ]);
    const lookup: JsonObject = { field_label: 'Course', data_type: 'lookup', lookup: { module: { api_name: 'Courses' }, display_label: 'Sales' } };
    await crm.write('POST', '/settings/fields?module=Deals', { fields: [lookup] });
    const field = (await crm.items('/settings/fields?module=Deals')).find((one) => one['field_label'] === 'Course');
    expect((await crm.items(path))[2]).toMatchObject({
      id: text(field?.['lookup'], 'id'),
      display_label: 'Sales',
      module: { api_name: 'Deals' },
      sequence_number: '3',
    });
  });

  test('are set by a person, and told by their state', async () => {
    setRelatedList(crm.parts.store, crm.org.name, 'Deals', 'Notes', { status: 'user_hidden' });
    expect((await crm.items('/settings/related_lists?module=Deals&status=user_hidden')).map((one) => one['api_name'])).toEqual(['Notes']);
    expect((await crm.call('GET', '/settings/related_lists?module=Deals&status=gone')).body).toMatchObject({ code: 'INVALID_DATA' });
    expect((await crm.call('GET', '/settings/related_lists?module=Nowhere')).body).toMatchObject({ code: 'INVALID_MODULE' });
    expect((await crm.call('GET', '/settings/related_lists')).body).toMatchObject({ code: 'REQUIRED_PARAM_MISSING' });
  });
});

describe('wizards', () => {
  test('are none until a person makes one', async () => {
    expect((await crm.call('GET', '/settings/wizards')).status).toBe(204);
    setWizard(crm.parts.store, crm.org.name, 'Leads', 'Intake');
    expect(await crm.first('/settings/wizards?module=Leads')).toMatchObject({ name: 'Intake', module: { api_name: 'Leads' }, active: true });
    expect((await crm.call('GET', '/settings/wizards?module=Nowhere')).body).toMatchObject({ code: 'INVALID_MODULE' });
  });
});

describe('record locking', () => {
  const path = '/settings/record_locking_configurations';
  const rule = { name: 'Won', criteria: { field: { api_name: 'Stage' }, comparator: 'equal', value: 'Closed Won' } };
  const add = async (more: JsonObject, module = 'Deals') => {
    const { body } = await crm.call('POST', `${path}?module=${module}`, { record_locking_configurations: [{ lock_type: 'manual', ...more }] });
    const item = (property(body, 'record_locking_configurations') as readonly JsonObject[] | undefined)?.[0] ?? body;
    return [text(item, 'code'), text(property(item, 'details'), 'json_path') ?? text(property(item, 'details'), 'param_name')];
  };
  const at = (member: string): string => `$.record_locking_configurations[0].${member}`;

  test('is one a module', async () => {
    expect(await add({})).toEqual(['SUCCESS', undefined]);
    expect(await add({})).toEqual(['LIMIT_EXCEEDED', 'module']);
    expect(await add({}, 'Campaigns')).toEqual(['NOT_SUPPORTED', 'module']);
  });

  test.each<[string, JsonObject, string, string]>([
    ['no type', { lock_type: null }, 'INVALID_DATA', 'lock_type'],
    ['rules that it needs', { lock_type: 'automatic' }, 'DEPENDENT_FIELD_MISSING', 'locking_rules'],
    ['profiles that it needs', { locked_for: 'all_profiles_except_excluded_profiles' }, 'DEPENDENT_FIELD_MISSING', 'lock_excluded_profiles'],
    ['an action that is none', { restricted_actions: ['update', 'look'] }, 'INVALID_DATA', 'restricted_actions[1]'],
    ['the owner among the fields', { excluded_fields: [{ api_name: 'Owner' }] }, 'NOT_SUPPORTED', 'excluded_fields[0].api_name'],
    ['a profile that is none', { lock_excluded_profiles: [{ id: '1' }] }, 'INVALID_DATA', 'lock_excluded_profiles[0].id'],
    ['six rules', { lock_type: 'both', locking_rules: Array.from({ length: 6 }, () => rule) }, 'LIMIT_EXCEEDED', 'locking_rules'],
    ['a name twice', { lock_type: 'both', locking_rules: [rule, rule] }, 'DUPLICATE_DATA', 'locking_rules[1].name'],
    ['criteria twice', { lock_type: 'both', locking_rules: [rule, { ...rule, name: 'x' }] }, 'DUPLICATE_DATA', 'locking_rules[1].criteria'],
  ])('is refused with %s', async (_what, more, code, where) => {
    expect(await add(more)).toEqual([code, at(where)]);
  });
});
