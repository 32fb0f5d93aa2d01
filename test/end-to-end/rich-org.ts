import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { setUpHeadOffice } from '../../cli/commands/demo/head-office.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects, text } from '../../cli/model/json.ts';

const automation = '/settings/automation';

/** Sets an org up so that it uses every kind that can be sent, two workflow rules of one name among them. */
export async function setUpRichOrg(crm: Clicks): Promise<void> {
  await setUpHeadOffice(crm);
  await addFields(crm);
  await changeLayout(crm);
  await changeProfile(crm);
  await addAutomation(crm);
}

/**
 * Sets an org up with most kinds and few elements: a new profile alone, which goes to every layout and module, would make most of the writes.
 */
export async function setUpBranchOrg(crm: Clicks, remove: (path: string) => Promise<void>): Promise<void> {
  await setUpHeadOffice(crm);
  const standard = await idBy(crm, '/settings/profiles', 'profiles', 'name', 'Standard');
  await remove(`/settings/profiles/${await idBy(crm, '/settings/profiles', 'profiles', 'name', 'Branch staff')}?transfer_to_id=${standard}`);
  await addFields(crm);
  await changeLayout(crm);
  await addAutomation(crm);
}

/** A global picklist, a field of a standard module that uses it, and a lookup between a new module and a standard one. */
async function addFields(crm: Clicks): Promise<void> {
  const list = await crm.make('/settings/global_picklists', 'global_picklists', {
    display_label: 'Region',
    pick_list_values: ['東日本', 'West: "far"', '-none-'].map((value) => ({ display_value: value, actual_value: value })),
  });
  await crm.make('/settings/fields?module=Deals', 'fields', { field_label: 'Sales region', data_type: 'picklist', global_picklist: { id: list } });
  await crm.make('/settings/fields?module=Site_visits', 'fields', {
    field_label: 'Deal',
    data_type: 'lookup',
    lookup: { module: { api_name: 'Deals', id: await idBy(crm, '/settings/modules', 'modules', 'api_name', 'Deals') }, display_label: 'Site visits' },
  });
}

/** A section of its own on the new module's layout, with a field that stood elsewhere. */
async function changeLayout(crm: Clicks): Promise<void> {
  const layout = objects(await crm.get('/settings/layouts?module=Site_visits'), 'layouts')[0];
  const report = await idBy(crm, '/settings/fields?module=Site_visits', 'fields', 'api_name', 'Report');
  await crm.change('PATCH', `/settings/layouts/${text(layout, 'id') ?? ''}?module=Site_visits`, 'layouts', {
    sections: [{ name: 'After the visit', column_count: 1, fields: [{ id: report, sequence_number: 1 }] }],
  });
}

/** Sets an org up with a profile of its own, and nothing else. */
export async function setUpProfile(crm: Clicks): Promise<void> {
  const standard = await idBy(crm, '/settings/profiles', 'profiles', 'name', 'Standard');
  await crm.make(`/settings/profiles/${standard}/actions/clone`, 'profiles', { name: 'Branch staff', description: 'Everybody in a branch' });
  await changeProfile(crm);
}

/** The branch's staff may not do something that others may. */
async function changeProfile(crm: Clicks): Promise<void> {
  const profile = await idBy(crm, '/settings/profiles', 'profiles', 'name', 'Branch staff');
  const detail = objects(await crm.get(`/settings/profiles/${profile}`), 'profiles')[0];
  const chosen = text(
    objects(detail, 'permissions_details').find((one) => one['enabled'] === true && one['customizable'] !== false),
    'id',
  );
  await crm.change('PUT', `/settings/profiles/${profile}`, 'profiles', { permissions_details: [{ id: chosen ?? '', enabled: false }] });
}

async function addAutomation(crm: Clicks): Promise<void> {
  const module = { api_name: 'Site_visits' };
  const update = await crm.make(`${automation}/field_updates`, 'field_updates', {
    name: 'Mark as reported',
    module,
    field: { api_name: 'Progress', id: await idBy(crm, '/settings/fields?module=Site_visits', 'fields', 'api_name', 'Progress') },
    type: 'static',
    value: 'Reported',
    feature_type: 'workflow',
  });
  const task = await crm.make(`${automation}/tasks`, 'tasks', {
    name: 'Call the customer',
    module,
    feature_type: 'workflow',
    field_mappings: [
      {
        field: { api_name: 'Subject', id: await idBy(crm, '/settings/fields?module=Tasks', 'fields', 'api_name', 'Subject') },
        type: 'static',
        value: 'Call the customer',
      },
    ],
  });
  const webhook = await crm.make(`${automation}/webhooks`, 'webhooks', {
    name: 'Tell the portal',
    module,
    url: 'https://portal.example.com/visits',
    http_method: 'POST',
    feature_type: 'workflow',
    body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'state', value: '${!Site_visits.Progress}' }] } },
  });
  const mail = await addNotification(crm);
  const run = (type: string, id: string, name: string): JsonObject => ({ type, id, name });
  await addRule(crm, 'Site_visits', 'Report written', [run('field_updates', update, 'Mark as reported'), run('tasks', task, 'Call the customer')]);
  await addRule(crm, 'Site_visits', 'Report written', [run('webhooks', webhook, 'Tell the portal')]);
  await addRule(crm, 'Deals', 'Big deal', [run('email_notifications', mail, 'Big deal mail')]);
}

async function addNotification(crm: Clicks): Promise<string> {
  return crm.make(`${automation}/email_notifications`, 'email_notifications', {
    name: 'Big deal mail',
    module: { api_name: 'Deals' },
    feature_type: 'workflow',
    template: { id: await idBy(crm, '/settings/email_templates?module=Deals', 'email_templates', 'name', 'Big Deal Alert') },
    recipients: [{ type: 'role', value: { id: await idBy(crm, '/settings/roles', 'roles', 'name', 'Branch manager') } }],
  });
}

async function addRule(crm: Clicks, module: string, name: string, actions: readonly JsonObject[]): Promise<void> {
  await crm.make(`${automation}/workflow_rules`, 'workflow_rules', {
    name,
    module: { api_name: module },
    execute_when: { type: 'create', details: { trigger_module: { api_name: module } } },
    conditions: [{ sequence_number: 1, criteria_details: { criteria: null }, instant_actions: { actions }, scheduled_actions: null }],
    status: { active: true, delete_schedule_action: false },
  });
}

async function idBy(crm: Clicks, path: string, envelope: string, attribute: string, value: string): Promise<string> {
  const found = objects(await crm.get(path), envelope).find((one) => text(one, attribute) === value);
  if (found === undefined) throw new Error(`no ${envelope} with ${attribute} ${value}`);
  return text(found, 'id') ?? '';
}
