import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { objects, text } from '../../cli/model/json.ts';
import { openDesk, switchPermissions } from './whole-org.ts';
import { changeAutomation } from './whole-org-automation.ts';

/** Changes an org that `setUpWholeOrg` made, so that what is sent next has updates of every kind. */
export async function changeWholeOrg(crm: Clicks): Promise<void> {
  const desk = openDesk(crm);
  const { idOf, fieldId } = desk;
  const module = { id: await idOf('/settings/modules', 'modules', 'Courses'), singular_label: 'Class', plural_label: 'Classes' };
  await crm.change('PUT', '/settings/modules', 'modules', module);
  const change = async (apiName: string, body: Parameters<Clicks['change']>[3]): Promise<void> =>
    crm.change('PATCH', '/settings/fields?module=Courses', 'fields', { id: await fieldId('Courses', apiName), ...body });
  await change('Code', { field_label: 'Course code 番号', length: 60, tooltip: { name: 'info_icon', value: 'as on the flyer' } });
  await change('Fee', { currency: { rounding_option: 'normal', precision: '2' } });
  await change('Days', { pick_list_values: ['Thu', 'Fri'].map((value) => ({ display_value: value, actual_value: value })) });
  const [monday] = objects(
    objects(await crm.get(`/settings/fields/${await fieldId('Courses', 'Days')}?module=Courses`), 'fields')[0],
    'pick_list_values',
  );
  await change('Days', { pick_list_values: [{ id: text(monday, 'id') ?? '', _delete: true }] });
  await change('Weight', { field_label: 'Weight in kg' });
  await change('Account', { lookup: { display_label: 'Courses of the account' } });
  const regions = await idOf('/settings/global_picklists', 'global_picklists', 'Regions');
  await crm.change('PATCH', `/settings/global_picklists/${regions}`, 'global_picklists', {
    pick_list_values: [{ display_value: 'North', type: 'used' }],
  });
  const role = { id: await idOf('/settings/roles', 'roles', 'Teacher'), description: 'Gives lessons', share_with_peers: false };
  await crm.change('PUT', '/settings/roles', 'roles', role);
  const staff = await idOf('/settings/profiles', 'profiles', 'Course staff');
  await switchPermissions(crm, staff, ['Crm_Implied_Edit_Lessons'], true);
  await crm.change('PUT', `/settings/profiles/${staff}`, 'profiles', { name: 'Course staff', description: 'All who plan' });
  const layout = objects(await crm.get('/settings/layouts?module=Courses'), 'layouts')[0];
  const money = objects(layout, 'sections').find((section) => section['name'] === 'Money');
  const discount = { id: await fieldId('Courses', 'Discount'), sequence_number: 1 };
  await crm.change('PATCH', `/settings/layouts/${text(layout, 'id')}?module=Courses`, 'layouts', {
    sections: [{ id: text(money, 'id') ?? '', column_count: 1, fields: [discount] }],
  });
  await changeAutomation(desk);
}
