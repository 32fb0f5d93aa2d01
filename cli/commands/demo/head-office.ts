import { Failure } from '../../model/failure.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isObject, objects, property, text } from '../../model/json.ts';

/** A person who clicks in the CRM's setup: calls to its API, apart from everything that orgcast does. */
export interface Clicks {
  get(path: string): Promise<Json | undefined>;
  /** posts one object in an envelope and answers its id */
  make(path: string, envelope: string, body: JsonObject): Promise<string>;
  change(method: 'PUT' | 'PATCH', path: string, envelope: string, body: JsonObject): Promise<void>;
}

/** Somebody logged in to an org of the emulator. */
export async function logIn(access: { crmUrl: string; clientId: string; clientSecret: string; refreshToken: string }): Promise<Clicks> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: access.clientId,
    client_secret: access.clientSecret,
    refresh_token: access.refreshToken,
  });
  const answer = (await (await fetch(`${access.crmUrl}/oauth/v2/token`, { method: 'POST', body: form })).json()) as JsonObject;
  const headers = { authorization: `Zoho-oauthtoken ${text(answer, 'access_token') ?? ''}`, 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: JsonObject): Promise<Json | undefined> => {
    const response = await fetch(`${access.crmUrl}/crm/v8${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = response.status === 204 ? undefined : ((await response.json()) as Json);
    if (response.ok) return said;
    throw new Failure(`The demo's head office could not set itself up: ${method} ${path} answered ${JSON.stringify(said)}`, {
      code: 'demo.setup',
      kind: 'failure',
      place: path,
      fix: 'Report this: it is a fault of the demo.',
    });
  };
  return {
    get: (path) => call('GET', path),
    make: async (path, envelope, body) =>
      text(property(objects(await call('POST', path, { [envelope]: [body] }), envelope)[0], 'details'), 'id') ?? '',
    change: async (method, path, envelope, body) => void (await call(method, path, { [envelope]: [body] })),
  };
}

/** What makes this CRM the company's own: a module for site visits, a stage process, who may do what, and what follows by itself. */
export async function setUpHeadOffice(crm: Clicks): Promise<void> {
  const administrator = await idOf(crm, '/settings/profiles', 'profiles', 'Administrator');
  const standard = await idOf(crm, '/settings/profiles', 'profiles', 'Standard');
  await crm.make('/settings/modules', 'modules', {
    singular_label: 'Site visit',
    plural_label: 'Site visits',
    api_name: 'Site_visits',
    profiles: [{ id: administrator }, { id: standard }],
  });
  for (const field of visitFields) await crm.make('/settings/fields?module=Site_visits', 'fields', field);
  const top = await idOf(crm, '/settings/roles', 'roles', 'CEO');
  await crm.make('/settings/roles', 'roles', {
    name: 'Branch manager',
    reporting_to: { id: top },
    description: 'Runs one branch',
    share_with_peers: false,
  });
  await crm.make(`/settings/profiles/${standard}/actions/clone`, 'profiles', { name: 'Branch staff', description: 'Everybody in a branch' });
  await addProcess(crm);
}

const visitFields: readonly JsonObject[] = [
  { field_label: 'Visit date', data_type: 'date' },
  {
    field_label: 'Progress',
    data_type: 'picklist',
    pick_list_values: ['Planned', 'Visited', 'Reported'].map((value) => ({ display_value: value, actual_value: value })),
  },
  { field_label: 'Report', data_type: 'textarea', textarea: { type: 'large' } },
];

/** The blueprint of a site visit: planned, visited, reported. */
async function addProcess(crm: Clicks): Promise<void> {
  const layout = objects(await crm.get('/settings/layouts?module=Site_visits'), 'layouts')[0];
  const field = objects(await crm.get('/settings/fields?module=Site_visits'), 'fields').find((one) => text(one, 'api_name') === 'Progress');
  const blueprint = await crm.make('/settings/blueprints', 'blueprints', {
    name: 'Site visit',
    description: 'From plan to report',
    module: { api_name: 'Site_visits' },
    layout: { id: text(layout, 'id') ?? '' },
    field: { id: text(field, 'id') ?? '' },
  });
  const states: string[] = [];
  for (const value of ['Planned', 'Visited', 'Reported'])
    states.push(
      await crm.make(`/settings/blueprints/${blueprint}/states`, 'states', {
        pick_list_value: { actual_value: value },
        sequence_number: states.length + 1,
      }),
    );
  const move = (name: string, from: string, to: string): JsonObject => ({
    blueprint: { id: blueprint },
    name,
    trigger_type: 'manual',
    transition_type: 'standalone_transition',
    from_states: [{ id: from }],
    to_state: { id: to },
  });
  await crm.make('/settings/blueprints/transitions', 'transitions', move('Visit', states[0] ?? '', states[1] ?? ''));
  await crm.make('/settings/blueprints/transitions', 'transitions', move('Report', states[1] ?? '', states[2] ?? ''));
  await crm.make(`/settings/blueprints/${blueprint}/actions/activate`, 'blueprints', { move_records: false });
}

/** The change of the story, made later in the head office: a field update and the rule that runs it. */
export async function changeHeadOffice(crm: Clicks): Promise<void> {
  const field = objects(await crm.get('/settings/fields?module=Site_visits'), 'fields').find((one) => text(one, 'api_name') === 'Progress');
  const update = await crm.make('/settings/automation/field_updates', 'field_updates', {
    name: 'Mark as reported',
    module: { api_name: 'Site_visits' },
    field: { api_name: 'Progress', id: text(field, 'id') ?? '' },
    type: 'static',
    value: 'Reported',
    feature_type: 'workflow',
  });
  await crm.make('/settings/automation/workflow_rules', 'workflow_rules', {
    name: 'Report written',
    description: 'A visit with a report is done',
    module: { api_name: 'Site_visits' },
    execute_when: { type: 'edit', details: { trigger_module: { api_name: 'Site_visits' }, repeat: false } },
    conditions: [
      {
        sequence_number: 1,
        criteria_details: { criteria: { field: { api_name: 'Report' }, comparator: 'equal', value: '${NOTEMPTY}' } },
        instant_actions: { actions: [{ type: 'field_updates', id: update, name: 'Mark as reported' }] },
        scheduled_actions: null,
      },
    ],
    status: { active: true, delete_schedule_action: false },
  });
}

async function idOf(crm: Clicks, path: string, envelope: string, name: string): Promise<string> {
  const found = objects(await crm.get(path), envelope).find((one) => text(one, 'name') === name);
  return isObject(found) ? (text(found, 'id') ?? '') : '';
}
