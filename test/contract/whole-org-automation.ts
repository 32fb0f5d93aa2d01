import type { JsonObject } from '../../cli/model/json.ts';
import { objects, text } from '../../cli/model/json.ts';
import type { Desk } from './whole-org.ts';

const automation = '/settings/automation';
const courses = { api_name: 'Courses' };

/** Ids of what the rules and the blueprint run. */
interface Actions {
  readonly update: string;
  readonly task: string;
  readonly webhook: string;
  readonly mail: string;
}

/** The actions, two rules and the blueprint of the whole org. */
export async function addAutomation(desk: Desk): Promise<void> {
  const actions = await addActions(desk);
  await addRules(desk, actions);
  await addBlueprint(desk, actions);
}

async function addActions({ crm, fieldId, idOf }: Desk): Promise<Actions> {
  const level = { api_name: 'Level', id: await fieldId('Courses', 'Level') };
  const update = { name: 'Raise level', module: courses, field: level, type: 'static', value: 'Level 14', feature_type: 'workflow' };
  const field = async (apiName: string): Promise<JsonObject> => ({ api_name: apiName, id: await fieldId('Tasks', apiName) });
  const due = { period: 'business_days', unit: '2', sign: 'plus', trigger_field: '${CURRENTTIME}' };
  const task = {
    name: 'Call the coach',
    module: courses,
    feature_type: 'workflow',
    field_mappings: [
      { field: await field('Subject'), type: 'static', value: 'Call the coach' },
      { field: await field('Due_Date'), type: 'execution_time', value: due },
      { field: await field('Owner'), type: 'merge_field', value: '${Courses.Owner}' },
    ],
  };
  const webhook = {
    name: 'Tell the shop',
    module: courses,
    url: 'https://example.com/hook',
    http_method: 'POST',
    feature_type: 'workflow',
    headers: { custom_parameters: [{ name: 'x-api-key', value: 'sesame' }], module_parameters: [{ name: 'code', value: '${!Courses.Code}' }] },
    body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'fee', value: '${!Courses.Fee}' }] } },
  };
  const mail = {
    name: 'Welcome',
    module: { api_name: 'Leads' },
    feature_type: 'workflow',
    template: { id: await idOf('/settings/email_templates?module=Leads', 'email_templates', 'Lead Assigned') },
    recipients: [
      { type: 'field', value: 'Email' },
      { type: 'email', value: 'office@example.com' },
    ],
    from: { type: 'owner' },
  };
  return {
    update: await crm.make(`${automation}/field_updates`, 'field_updates', update),
    task: await crm.make(`${automation}/tasks`, 'tasks', task),
    webhook: await crm.make(`${automation}/webhooks`, 'webhooks', webhook),
    mail: await crm.make(`${automation}/email_notifications`, 'email_notifications', mail),
  };
}

async function addRules({ crm, fieldId }: Desk, actions: Actions): Promise<void> {
  const level = { api_name: 'Level', id: await fieldId('Courses', 'Level') };
  const fee = { api_name: 'Fee', id: await fieldId('Courses', 'Fee') };
  const low = { comparator: 'equal', field: level, value: 'Level 1', type: 'value' };
  const group = { group_operator: 'AND', group: [low, { comparator: 'greater_than', field: fee, value: '100', type: 'value' }] };
  const wait = {
    execute_after: { period: 'days', unit: 2 },
    actions: [{ type: 'tasks', id: actions.task, name: 'Call the coach' }],
  };
  const cheap = {
    sequence_number: 1,
    criteria_details: { criteria: group },
    instant_actions: {
      actions: [
        { type: 'field_updates', id: actions.update, name: 'Raise level' },
        { type: 'webhooks', id: actions.webhook, name: 'Tell the shop' },
      ],
    },
    scheduled_actions: [wait],
  };
  const others = {
    sequence_number: 2,
    criteria_details: { criteria: null },
    instant_actions: { actions: [{ type: 'tasks', id: actions.task, name: 'Call the coach' }] },
    scheduled_actions: null,
  };
  const rule = {
    name: 'New course',
    description: 'What a new course sets off',
    module: courses,
    execute_when: { type: 'create_or_edit', details: { trigger_module: courses, repeat: true } },
    conditions: [cheap, others],
  };
  await crm.make(`${automation}/workflow_rules`, 'workflow_rules', rule);
  const mails = { actions: [{ type: 'email_notifications', id: actions.mail, name: 'Welcome' }] };
  const leads = { api_name: 'Leads' };
  const greet = await crm.make(`${automation}/workflow_rules`, 'workflow_rules', {
    name: 'Greet',
    module: leads,
    execute_when: { type: 'create', details: { trigger_module: leads } },
    conditions: [{ sequence_number: 1, criteria_details: { criteria: null }, instant_actions: mails, scheduled_actions: null }],
  });
  const off = { status: { active: false, delete_schedule_action: false } };
  await crm.change('PUT', `${automation}/workflow_rules/${greet}`, 'workflow_rules', off);
}

async function addBlueprint({ crm, fieldId, idOf }: Desk, actions: Actions): Promise<void> {
  const blueprint = await crm.make('/settings/blueprints', 'blueprints', {
    name: 'Course levels',
    description: 'From first to second',
    module: courses,
    layout: { id: await idOf('/settings/layouts?module=Courses', 'layouts', 'Standard') },
    field: { id: await fieldId('Courses', 'Level') },
  });
  const states: string[] = [];
  for (const value of ['Level 1', 'Level 2'])
    states.push(
      await crm.make(`/settings/blueprints/${blueprint}/states`, 'states', {
        pick_list_value: { actual_value: value },
        sequence_number: states.length + 1,
      }),
    );
  const [first = '', second = ''] = states;
  await crm.make('/settings/blueprints/transitions', 'transitions', {
    blueprint: { id: blueprint },
    name: 'Promote',
    trigger_type: 'manual',
    transition_type: 'standalone_transition',
    from_states: [{ id: first }],
    to_state: { id: second },
    owners: [{ type: 'role', resources: [{ id: await idOf('/settings/roles', 'roles', 'CEO') }] }],
    during: [
      { type: 'field', field: { api_name: 'Fee', id: await fieldId('Courses', 'Fee') }, required: true },
      { type: 'message', text: 'Well done' },
    ],
    after: { actions: [{ type: 'field_updates', id: actions.update, name: 'Raise level' }] },
  });
  await crm.make(`/settings/blueprints/${blueprint}/actions/activate`, 'blueprints', { move_records: false });
}

/** Changes every kind of automation of an org that `addAutomation` set up. */
export async function changeAutomation({ crm, idOf, fieldId }: Desk): Promise<void> {
  const found = (envelope: string, name: string): Promise<string> => idOf(`${automation}/${envelope}`, envelope, name);
  const change = async (envelope: string, name: string, body: JsonObject): Promise<void> =>
    crm.change('PUT', `${automation}/${envelope}/${await found(envelope, name)}`, envelope, body);
  await change('field_updates', 'Raise level', {
    name: 'Raise level',
    module: courses,
    feature_type: 'workflow',
    field: { api_name: 'Level', id: await fieldId('Courses', 'Level') },
    type: 'static',
    value: 'Level 13',
  });
  const subject = { field: { api_name: 'Subject', id: await fieldId('Tasks', 'Subject') }, type: 'static', value: 'Write to the coach' };
  await change('tasks', 'Call the coach', { name: 'Call the coach', module: courses, feature_type: 'workflow', field_mappings: [subject] });
  await change('webhooks', 'Tell the shop', {
    name: 'Tell the shop',
    module: courses,
    feature_type: 'workflow',
    http_method: 'POST',
    url: 'https://example.com/other',
  });
  await change('email_notifications', 'Welcome', { recipients: [{ type: 'field', value: 'Email' }] });
  const renamed = { description: 'Says hello', status: { active: true, delete_schedule_action: false } };
  await crm.change('PUT', `${automation}/workflow_rules/${await found('workflow_rules', 'Greet')}`, 'workflow_rules', renamed);
  await changeBlueprint({ crm, idOf, fieldId });
}

async function changeBlueprint({ crm, idOf }: Desk): Promise<void> {
  const id = await idOf('/settings/blueprints', 'blueprints', 'Course levels');
  const shown = objects(await crm.get(`/settings/blueprints/${id}`), 'blueprints')[0];
  const from = text(objects(shown, 'states')[1], 'id') ?? '';
  const to = await crm.make(`/settings/blueprints/${id}/states`, 'states', { pick_list_value: { actual_value: 'Level 3' }, sequence_number: 3 });
  await crm.make('/settings/blueprints/transitions', 'transitions', {
    blueprint: { id },
    name: 'Promote again',
    trigger_type: 'manual',
    transition_type: 'standalone_transition',
    from_states: [{ id: from }],
    to_state: { id: to },
  });
  await crm.change('PUT', `/settings/blueprints/${id}`, 'blueprints', { description: 'From first to third' });
}
