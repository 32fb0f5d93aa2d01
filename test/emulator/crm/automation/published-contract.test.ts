import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addConnection } from '../../../../cli/emulator/crm/automation/seed.ts';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { isObject, objects, text } from '../../../../cli/model/json.ts';
import { openContract } from '../../../contract/openapi.ts';
import { contractPresent } from '../../../contract/published.ts';
import type { TestOrg } from './org-fixture.ts';
import { openOrg } from './org-fixture.ts';
import { addFieldUpdate, ruleBody, taskBody, webhookBody } from './samples.ts';

const base = '/settings/automation';
let org: TestOrg;
beforeEach(() => {
  org = openOrg();
});
afterEach(() => org.store.close());

/** Breaches of the calls made so far below a path. Of calls that are refused only the answer counts: many of them are wrong on purpose. */
function breaches(prefix: string): readonly string[] {
  const contract = openContract();
  const calls = org.exchanges.filter((exchange) => exchange.template.startsWith(prefix));
  expect(calls.length).toBeGreaterThan(0);
  return calls.flatMap(({ method, template, query, body, reply }) => {
    expect(contract.find(method, template)).toBeDefined();
    const found = contract.breaches({ method, path: template, query, request: body, status: reply.status, answer: reply.body });
    return reply.status < 400 ? found : found.filter((breach) => breach.includes(' answer '));
  });
}

const items = (body: Json | undefined, envelope: string): readonly JsonObject[] => objects(isObject(body) ? body : {}, envelope);

describe.skipIf(!contractPresent)('the published contract (needs the shared OpenAPI files)', () => {
  test('roles', () => {
    const roles = items(org.call('GET', '/settings/roles').body, 'roles');
    const [ceo = '', manager = ''] = roles.map((role) => text(role, 'id') ?? '');
    const add = (name: string) =>
      org.call('POST', '/settings/roles', { roles: [{ name, reporting_to: { id: ceo }, description: null, share_with_peers: true }] });
    add('Sales');
    add('Sales');
    org.call('POST', '/settings/roles', { roles: [{ name: 'X', reporting_to: { id: '1' } }] });
    org.call('POST', '/settings/roles', { roles: [{ name: 'X'.repeat(200), reporting_to: { id: ceo } }] });
    org.call('PUT', '/settings/roles', { roles: [{ id: manager, name: 'Boss' }] });
    org.call('PUT', `/settings/roles/${manager}`, { roles: [{ name: 'CEO' }] });
    org.call('GET', `/settings/roles/${manager}`);
    org.call('DELETE', `/settings/roles/${manager}`);
    org.call('DELETE', `/settings/roles/${manager}?transfer_to_id=${ceo}`);
    org.call('DELETE', `/settings/roles/${manager}?transfer_to_id=${ceo}`);
    expect(breaches('/settings/roles')).toEqual([]);
  });

  test('profiles', () => {
    const profiles = items(org.call('GET', '/settings/profiles').body, 'profiles');
    const [admin = '', standard = ''] = profiles.map((profile) => text(profile, 'id') ?? '');
    const clone = () => org.call('POST', `/settings/profiles/${standard}/actions/clone`, { profiles: [{ name: 'Sales', description: null }] });
    const made = text(items(clone().body, 'profiles')[0]?.['details'], 'id') ?? '';
    clone();
    const permissions = objects(org.first(`/settings/profiles/${made}`), 'permissions_details');
    const view = permissions.find((each) => each['name'] === 'Crm_Implied_View_Leads');
    const edit = permissions.find((each) => each['name'] === 'Crm_Implied_Edit_Leads');
    const set = (id: string, ...switches: JsonObject[]) =>
      org.call('PUT', `/settings/profiles/${id}`, { profiles: [{ permissions_details: switches }] });
    set(made, { id: view?.['id'] ?? '', enabled: false });
    set(made, { id: edit?.['id'] ?? '', enabled: true });
    set(made, { id: '12', enabled: true });
    set(admin, { id: view?.['id'] ?? '', enabled: false });
    org.call('DELETE', `/settings/profiles/${made}`);
    org.call('DELETE', `/settings/profiles/${standard}?transfer_to_id=${admin}`);
    org.call('DELETE', `/settings/profiles/${made}?transfer_to_id=${admin}`);
    expect(breaches('/settings/profiles')).toEqual([]);
  });

  test('workflow rules', () => {
    const path = `${base}/workflow_rules`;
    const action = addFieldUpdate(org, 'Leads', 'Mark lost', 'Lead_Status', 'Lost');
    const status = { comparator: 'equal', field: org.field('Leads', 'Lead_Status'), value: 'Lost' };
    const criteria = {
      group_operator: 'AND',
      group: [
        { ...status, type: 'value' },
        { group_operator: 'OR', group: [status] },
      ],
    };
    const wait = {
      execute_after: { period: 'days', unit: 2 },
      actions: [{ type: 'remove_tags', name: 'Hot', details: { tags: [{ id: tag('Hot'), name: 'Hot' }] } }],
    };
    const condition = {
      sequence_number: 1,
      criteria_details: { criteria },
      instant_actions: { actions: [{ type: 'field_updates', id: action }, record()] },
      scheduled_actions: [wait],
    };
    const id = org.write('POST', path, { workflow_rules: [ruleBody(action, { conditions: [condition] })] });
    const trigger = { type: 'field_update', details: { criteria: status, repeat: true, match_all: false } };
    org.write('PUT', `${path}/${id}`, { workflow_rules: [{ execute_when: trigger, status: { active: false, delete_schedule_action: true } }] });
    org.write('PUT', path, { workflow_rules: [{ id, name: 'Renamed', lock: { status: false } }] });
    org.call('PUT', `${path}/1`, { workflow_rules: [{ name: 'Nobody' }] });
    const many = Array(3).fill({ ...condition, scheduled_actions: null });
    org.call('PUT', `${path}/${id}`, { workflow_rules: [{ conditions: many }] });
    const none = { ...condition, instant_actions: { actions: [] }, scheduled_actions: null };
    org.call('POST', path, { workflow_rules: [ruleBody(action, { conditions: [none] })] });
    org.call('POST', path, {
      workflow_rules: [
        ruleBody(action, {
          conditions: [{ ...condition, scheduled_actions: null, instant_actions: { actions: Array(50).fill({ type: 'webhooks', name: 'x' }) } }],
        }),
      ],
    });
    org.call('GET', path);
    org.call('GET', `${path}/${id}`);
    org.call('PUT', `${path}/actions/reorder`, { reorder: { workflow_rules: [{ id, module_specific_sequence: 1 }] } });
    org.call('DELETE', path);
    org.call('DELETE', `${path}?ids=${id},12`);
    org.call('DELETE', `${path}/${id}`);
    expect(breaches(path)).toEqual([]);
  });

  test('field updates', () => {
    const path = `${base}/field_updates`;
    const id = addFieldUpdate(org, 'Leads', 'Mark lost', 'Lead_Status', 'Lost');
    const item = { name: 'Win', module: { api_name: 'Deals' }, type: 'static', field: { api_name: 'Pipeline' }, value: 'Test' };
    org.write('POST', path, { field_updates: [{ ...item, dependent_fields: [{ field: { api_name: 'Stage' }, value: 'Closed Won' }] }] });
    org.call('POST', path, { field_updates: [{ ...item, name: 'B', notify: true }] });
    org.call('GET', path);
    org.call('GET', `${path}/${id}`);
    org.call('DELETE', path);
    org.call('DELETE', `${path}?ids=${id},12`);
    org.call('DELETE', `${path}/${id}`);
    expect(breaches(path)).toEqual([]);
  });

  test('tasks', () => {
    const path = `${base}/tasks`;
    const id = org.write('POST', path, { tasks: [taskBody(org, { related_module: { api_name: 'Deals' }, notify: true })] });
    org.write('POST', path, { tasks: [taskBody(org, { name: 'Other' })] });
    org.write('PUT', `${path}/${id}`, { tasks: [taskBody(org, { name: 'Third' })] });
    org.call('GET', path);
    org.call('GET', `${path}?module=Ghosts`);
    org.call('GET', `${path}/${id}`);
    org.call('DELETE', `${path}?ids=${id},12`);
    org.call('DELETE', `${path}/${id}`);
    expect(breaches(path)).toEqual([]);
  });

  test('webhooks', () => {
    const path = `${base}/webhooks`;
    addConnection(org.store, org.record.name, 'erp');
    const id = org.write('POST', path, { webhooks: [webhookBody({ authentication: { type: 'general', connection_name: 'erp' } })] });
    org.call('POST', path, { webhooks: [webhookBody({ name: 'B', authentication: { type: 'general', connection_name: 'nope' } })] });
    org.call('POST', path, { webhooks: [webhookBody({ name: 'B', url: 'nowhere' })] });
    org.write('PUT', `${path}/${id}`, { webhooks: [webhookBody({ name: 'C' })] });
    org.call('GET', path);
    org.call('GET', `${path}/${id}`);
    org.call('DELETE', `${path}?ids=${id},12`);
    expect(breaches(path)).toEqual([]);
  });

  test('email templates', () => {
    org.call('GET', '/settings/email_templates');
    org.call('GET', '/settings/email_templates?module=Ghosts');
    expect(breaches('/settings/email_templates')).toEqual([]);
  });
});

function record(): JsonObject {
  const layout = org.store.list(org.record.name, 'layouts', 'Deals')[0];
  const mapping = { field: org.field('Deals', 'Deal_Name'), type: 'static', value: 'New' };
  const details = { module: { api_name: 'Deals' }, layout: { id: layout?.id ?? '' }, field_mappings: [mapping] };
  return { type: 'create_record', name: 'Deal', details };
}

function tag(name: string): string {
  const id = org.store.nextId(org.record.name);
  org.store.put(org.record.name, 'tags', { id, name, color_code: '#879BFC' }, 'Leads');
  return id;
}
