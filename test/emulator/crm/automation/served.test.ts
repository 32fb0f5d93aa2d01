import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningEmulator } from '../../../../cli/emulator/listen.ts';
import { startEmulator } from '../../../../cli/emulator/listen.ts';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import { firstItem } from './org-fixture.ts';

let emulator: RunningEmulator;
let token = '';
beforeAll(async () => {
  emulator = await startEmulator({
    now: () => new Date('2026-01-01T00:00:00Z'),
    random: (count) => Uint8Array.from({ length: count }, (_, index) => index),
  });
  const org = emulator.orgs[0];
  const form = {
    grant_type: 'refresh_token',
    client_id: org?.clientId ?? '',
    client_secret: org?.clientSecret ?? '',
    refresh_token: org?.refreshToken ?? '',
  };
  const answer = await fetch(`${emulator.url}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams(form) });
  token = text((await answer.json()) as Json, 'access_token') ?? '';
});
afterAll(() => emulator.close());

async function call(method: string, path: string, body?: JsonObject): Promise<Json> {
  const headers = { authorization: `Zoho-oauthtoken ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${emulator.url}/crm/v8${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const content = await answer.text();
  return content === '' ? null : (JSON.parse(content) as Json);
}

async function write(path: string, envelope: string, item: JsonObject): Promise<string> {
  const result = firstItem(await call('POST', path, { [envelope]: [item] }));
  expect(result).toMatchObject({ code: 'SUCCESS' });
  return text(result['details'], 'id') ?? '';
}

describe('a new org of the running emulator', () => {
  test('has what a rule with every sort of action needs', async () => {
    const module = { api_name: 'Deals' };
    const template = firstItem(await call('GET', '/settings/email_templates?module=Deals'));
    const update = { name: 'Push', module, type: 'static', field: { api_name: 'Stage' }, value: 'Qualification' };
    const mapping = { field: { api_name: 'Subject' }, type: 'static', value: 'Call' };
    const refer = async (type: string, item: JsonObject) => ({ type, id: await write(`/settings/automation/${type}`, type, { module, ...item }) });
    const actions = [
      await refer('field_updates', update),
      await refer('tasks', { name: 'Call', field_mappings: [mapping] }),
      await refer('webhooks', { name: 'Hook', url: 'https://example.com', http_method: 'GET', feature_type: 'workflow' }),
      await refer('email_notifications', { name: 'Tell', template: { id: template['id'] ?? '' }, recipients: [{ type: 'owner' }] }),
    ];
    const conditions = [{ sequence_number: 1, criteria_details: { criteria: null }, instant_actions: { actions } }];
    const rule = { name: 'All', module, execute_when: { type: 'create', details: { trigger_module: module } }, conditions };
    const id = await write('/settings/automation/workflow_rules', 'workflow_rules', rule);
    const shown = firstItem(await call('GET', `/settings/automation/workflow_rules/${id}`));
    expect(objects(property(objects(shown, 'conditions')[0], 'instant_actions'), 'actions').map((action) => action['name'])).toEqual([
      'Push',
      'Call',
      'Hook',
      'Tell',
    ]);
    expect(shown).toMatchObject({ created_time: '2026-01-01T00:00:00+00:00', created_by: { name: 'Avery Admin' } });
  });

  test('has what a blueprint needs, and tells of its calls', async () => {
    const layout = firstItem(await call('GET', '/settings/layouts?module=Deals'));
    const fields = objects(await call('GET', '/settings/fields?module=Deals'), 'fields');
    const stage = fields.find((field) => field['api_name'] === 'Stage') ?? {};
    const item = { name: 'Sales', module: { api_name: 'Deals' }, layout: { id: layout['id'] ?? '' }, field: { id: stage['id'] ?? '' } };
    const id = await write('/settings/blueprints', 'blueprints', item);
    const states = objects(stage, 'pick_list_values')
      .slice(0, 2)
      .map((value) => ({ pick_list_value: { actual_value: value['actual_value'] ?? '' } }));
    const made = objects(await call('POST', `/settings/blueprints/${id}/states`, { states }), 'states').map(
      (each) => property(each['details'], 'id') ?? '',
    );
    const transition = {
      blueprint: { id },
      name: 'Go',
      trigger_type: 'manual',
      transition_type: 'standalone_transition',
      from_states: [{ id: made[0] ?? '' }],
      to_state: { id: made[1] ?? '' },
    };
    await write('/settings/blueprints/transitions', 'transitions', transition);
    const activated = await call('POST', `/settings/blueprints/${id}/actions/activate`, { blueprints: [{ move_records: false }] });
    expect(firstItem(activated)).toMatchObject({ code: 'SUCCESS' });
    expect(JSON.stringify(await call('GET', '/__apis'))).toContain('/settings/blueprints/transitions');
  });

  test('shows the permissions of every module in a profile, and a cloned one too', async () => {
    const standard = objects(await call('GET', '/settings/profiles'), 'profiles').find((profile) => profile['name'] === 'Standard');
    const id = await write(`/settings/profiles/${text(standard, 'id')}/actions/clone`, 'profiles', { name: 'Sales' });
    const names = objects(firstItem(await call('GET', `/settings/profiles/${id}`)), 'permissions_details').map((permission) => permission['name']);
    for (const module of ['Leads', 'Deals', 'Tasks']) expect(names).toContain(`Crm_Implied_Edit_${module}`);
    expect(new Set(names).size).toBe(names.length);
    const access = objects(firstItem(await call('GET', '/settings/fields?module=Deals')), 'profiles');
    expect(access.map((profile) => profile['name'])).toContain('Sales');
  });
});
