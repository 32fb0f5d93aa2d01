import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addConnection } from '../../../../cli/emulator/crm/automation/seed.ts';
import { usesOfField, usesOfId, usesOfOption } from '../../../../cli/emulator/crm/automation/usage.ts';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { TestOrg } from './org-fixture.ts';
import { firstItem, openOrg } from './org-fixture.ts';
import { addFieldUpdate, ruleBody, taskBody, webhookBody } from './samples.ts';

const base = '/settings/automation';
let org: TestOrg;
beforeEach(() => {
  org = openOrg();
});
afterEach(() => org.store.close());

const post = (kind: string, item: JsonObject) => org.call('POST', `${base}/${kind}`, { [kind]: [item] });
const add = (kind: string, item: JsonObject): string => org.write('POST', `${base}/${kind}`, { [kind]: [item] });
const errorOf = (kind: string, item: JsonObject): JsonObject => firstItem(post(kind, item).body);
const detail = (kind: string, id: string): JsonObject => org.first(`${base}/${kind}/${id}`);

describe('field updates', () => {
  const update = (changes: JsonObject = {}): JsonObject => ({
    name: 'Win',
    module: { api_name: 'Deals' },
    type: 'static',
    field: { api_name: 'Pipeline' },
    value: 'Test',
    ...changes,
  });

  test('fact 34: dependent fields are in the detail only', () => {
    const id = add('field_updates', update({ dependent_fields: [{ field: { api_name: 'Stage' }, value: 'Closed Won' }] }));
    expect(org.first(`${base}/field_updates`)).not.toHaveProperty('dependent_fields');
    expect(detail('field_updates', id)).toMatchObject({
      update_type: 'overwrite',
      feature_type: 'workflow',
      module: { api_name: 'Deals', id: org.module('Deals').id },
      field: org.field('Deals', 'Pipeline'),
      dependent_fields: [{ field: org.field('Deals', 'Stage'), value: 'Closed Won' }],
    });
    org.write('PUT', `${base}/field_updates/${id}`, { field_updates: [{ dependent_fields: [] }] });
    expect(detail('field_updates', id)).not.toHaveProperty('dependent_fields');
  });

  test('field, option, user and key must be possible', () => {
    expect(errorOf('field_updates', update({ field: { api_name: 'Company' } }))).toMatchObject({
      code: 'INVALID_DATA',
      details: { json_path: '$.field_updates[0].field.api_name' },
    });
    expect(errorOf('field_updates', update({ value: 'Nowhere' }))).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'value' } });
    expect(errorOf('field_updates', update({ notify: true }))['code']).toBe('NOT_ALLOWED');
    expect(errorOf('field_updates', update({ module: { api_name: 'Ghosts' } }))['code']).toBe('INVALID_DATA');
    const owner = (id: string) => update({ field: { api_name: 'Owner' }, value: { id }, notify: true });
    expect(errorOf('field_updates', owner('4011656000999999999'))['code']).toBe('INVALID_DATA');
    expect(post('field_updates', owner(org.user.id)).status).toBe(201);
  });

  test('a name is unique in its module and kind', () => {
    add('field_updates', update());
    expect(errorOf('field_updates', update())).toMatchObject({ code: 'DUPLICATE_DATA', details: { json_path: '$.field_updates[0].name' } });
    expect(post('field_updates', update({ module: { api_name: 'Leads' }, field: { api_name: 'Company' }, value: 'x' })).status).toBe(201);
    add('webhooks', webhookBody({ name: 'Win', module: { api_name: 'Deals' }, headers: null, body: null }));
  });

  test('an action in use is associated and cannot be deleted', () => {
    const used = addFieldUpdate(org, 'Leads', 'Lost', 'Lead_Status', 'Lost');
    const free = addFieldUpdate(org, 'Leads', 'Found', 'Lead_Status', 'Contacted');
    expect(detail('field_updates', used)['associated']).toBe(false);
    const rule = org.write('POST', `${base}/workflow_rules`, { workflow_rules: [ruleBody(used)] });
    expect(detail('field_updates', used)['associated']).toBe(true);
    expect(org.call('DELETE', `${base}/field_updates/${used}`)).toMatchObject({ status: 400, body: { code: 'NOT_ALLOWED' } });
    const reply = org.call('DELETE', `${base}/field_updates?ids=${used},${free}`);
    expect(reply.status).toBe(207);
    expect(objects(reply.body, 'field_updates').map((item) => item['code'])).toEqual(['NOT_ALLOWED', 'SUCCESS']);
    org.call('DELETE', `${base}/workflow_rules/${rule}`);
    expect(org.call('DELETE', `${base}/field_updates/${used}`).status).toBe(200);
    expect(org.call('GET', `${base}/field_updates`).status).toBe(204);
  });

  test('lists are paged and filtered by module', () => {
    for (let number = 1; number <= 5; number += 1) addFieldUpdate(org, 'Leads', `U${number}`, 'Company', 'x');
    add('field_updates', update());
    const page = org.call('GET', `${base}/field_updates?module=Leads&page=2&per_page=2`);
    expect(objects(page.body, 'field_updates').map((item) => item['name'])).toEqual(['U3', 'U4']);
    expect(property(page.body, 'info')).toEqual({ per_page: 2, count: 2, page: 2, more_records: true });
    expect(org.call('GET', `${base}/field_updates?module=Ghosts`)).toMatchObject({ status: 400, body: { code: 'INVALID_MODULE' } });
    const sorted = org.call('GET', `${base}/field_updates?module=Leads&sort_by=name&sort_order=desc`);
    expect(objects(sorted.body, 'field_updates')[0]).toMatchObject({ name: 'U5' });
  });
});

describe('tasks', () => {
  test('fact 2 and 18: one answer spells moduleName and module_name, and numbers stay strings', () => {
    const id = add('tasks', taskBody(org, { related_module: { api_name: 'Deals' } }));
    const shown = detail('tasks', id);
    expect(shown['module']).toEqual({
      api_name: 'Leads',
      moduleName: 'Leads',
      id: org.module('Leads').id,
      singular_label: 'Lead',
      plural_label: 'Leads',
    });
    expect(shown['related_module']).toMatchObject({ api_name: 'Deals', module_name: 'Potentials' });
    expect(objects(shown, 'field_mappings').map((mapping) => mapping['display_value'])).toEqual([
      'Follow up',
      'Trigger Date plus 2 business day(s)',
      'Not Started',
      '${Leads.Owner}',
    ]);
    expect(property(objects(shown, 'field_mappings')[1]?.['value'], 'unit')).toBe('2');
  });

  test('a task needs a subject, fields of the task module and values that fit', () => {
    const mapped = (...field_mappings: JsonObject[]) => taskBody(org, { field_mappings });
    const subject = { field: org.field('Tasks', 'Subject'), type: 'static', value: 'x' };
    expect(errorOf('tasks', mapped())['code']).toBe('MANDATORY_NOT_FOUND');
    expect(errorOf('tasks', mapped({ ...subject, field: org.field('Tasks', 'Priority'), value: 'High' }))).toMatchObject({
      details: { api_name: 'Subject' },
    });
    expect(errorOf('tasks', mapped(subject, { field: org.field('Leads', 'Company'), type: 'static', value: 'x' }))['code']).toBe('INVALID_DATA');
    expect(errorOf('tasks', mapped(subject, { field: org.field('Tasks', 'Due_Date'), type: 'execution_time', value: 'soon' }))['code']).toBe(
      'DEPENDENT_MISMATCH',
    );
    expect(errorOf('tasks', mapped(subject, { field: org.field('Tasks', 'Status'), type: 'static', value: 'Nope' }))['code']).toBe('INVALID_DATA');
  });
});

describe('webhooks', () => {
  test('fact 33: only the detail has headers and body, and they are in clear text', () => {
    const id = add('webhooks', webhookBody());
    for (const name of ['headers', 'body', 'url_parameters', 'date_time_format', 'authentication'])
      expect(org.first(`${base}/webhooks`)).not.toHaveProperty(name);
    expect(detail('webhooks', id)).toMatchObject({ headers: webhookBody()['headers'], authentication: { type: 'general', connection_name: '' } });
  });

  test('an update keeps what it does not name', () => {
    const id = add('webhooks', webhookBody());
    org.write('PUT', `${base}/webhooks/${id}`, { webhooks: [{ url: 'https://example.com/other' }] });
    expect(detail('webhooks', id)).toMatchObject({
      url: 'https://example.com/other',
      headers: webhookBody()['headers'],
      body: webhookBody()['body'],
    });
  });

  test('the connection that it names must be one of the org', () => {
    const item = webhookBody({ authentication: { type: 'general', connection_name: 'erp' } });
    expect(errorOf('webhooks', item)).toMatchObject({ code: 'INVALID_DATA', details: { json_path: '$.webhooks[0].authentication.connection_name' } });
    addConnection(org.store, org.record.name, 'erp');
    expect(post('webhooks', item).status).toBe(201);
  });

  test('url, method, body and parameters are checked', () => {
    const code = (changes: JsonObject) => errorOf('webhooks', webhookBody(changes))['code'];
    expect(code({ url: 'ftp://example.com' })).toBe('INVALID_DATA');
    expect(code({ http_method: 'FETCH' })).toBe('INVALID_DATA');
    expect(code({ http_method: 'GET' })).toBe('DEPENDENT_MISMATCH');
    expect(code({ body: { type: 'raw', format: 'JSON' } })).toBe('MANDATORY_NOT_FOUND');
    expect(code({ headers: { custom_parameters: [{ name: 'a' }] } })).toBe('MANDATORY_NOT_FOUND');
    const twice = { name: 'a', value: 'b' };
    expect(code({ headers: { custom_parameters: [twice, twice] } })).toBe('DUPLICATE_DATA');
    expect(code({ headers: { module_parameters: [{ name: 'a', value: '${!Leads.Ghost}' }] } })).toBe('INVALID_DATA');
  });
});

describe('email notifications and templates', () => {
  const template = (module: string): JsonObject => org.first(`/settings/email_templates?module=${module}`);
  const notification = (changes: JsonObject = {}): JsonObject => ({
    name: 'Tell',
    module: { api_name: 'Leads' },
    template: { id: text(template('Leads'), 'id') ?? '' },
    recipients: [
      { type: 'field', value: 'Email' },
      { type: 'email', value: 'a@example.com' },
      { type: 'user', value: { id: org.user.id } },
    ],
    ...changes,
  });

  test('templates are read only; the detail has the content', () => {
    expect(template('Leads')).toMatchObject({ name: 'Lead Assigned', associated: false });
    expect(template('Leads')).not.toHaveProperty('content');
    expect(org.first(`/settings/email_templates/${text(template('Leads'), 'id')}`)).toHaveProperty('content');
    expect(org.call('GET', '/settings/email_templates?module=Tasks').status).toBe(204);
    expect(() => org.call('POST', '/settings/email_templates', {})).toThrow('no route');
  });

  test('a notification names a template of its module and recipients that exist', () => {
    const id = add('email_notifications', notification());
    expect(detail('email_notifications', id)).toMatchObject({
      template: { name: 'Lead Assigned' },
      recipients: [{ type: 'field', value: org.field('Leads', 'Email') }, { type: 'email' }, { type: 'user', value: { name: 'Ada Admin' } }],
      from: { type: 'owner' },
      reply_to: null,
    });
    expect(template('Leads')['associated']).toBe(true);
    expect(errorOf('email_notifications', notification({ name: 'B', template: { id: '1' } }))['code']).toBe('INVALID_DATA');
    expect(errorOf('email_notifications', notification({ name: 'B', template: { id: template('Deals')['id'] ?? '' } }))['code']).toBe(
      'DEPENDENT_MISMATCH',
    );
    expect(errorOf('email_notifications', notification({ name: 'B', recipients: [{ type: 'field', value: 'Stage' }] }))['code']).toBe('INVALID_DATA');
    expect(errorOf('email_notifications', notification({ name: 'B', recipients: [] }))['code']).toBe('MANDATORY_NOT_FOUND');
  });

  test('what was read can be sent back', () => {
    const id = add('email_notifications', notification());
    const before = detail('email_notifications', id);
    org.write('PUT', `${base}/email_notifications/${id}`, { email_notifications: [before] });
    expect({ ...detail('email_notifications', id), modified_time: '' }).toEqual({ ...before, modified_time: '' });
  });
});

describe('usage', () => {
  test('a field is found by reference, by merge text and as the module’s own only', () => {
    const uses = (module: string, field: string) => usesOfField(org.store, org.record.name, module, field);
    expect(uses('Leads', 'Email')).toEqual([]);
    add('webhooks', webhookBody());
    addFieldUpdate(org, 'Leads', 'Clear', 'Company', 'x');
    expect(uses('Leads', 'Email')).toEqual(['webhook "Sync"']);
    expect(uses('Leads', 'Company')).toEqual(['field update "Clear"']);
    expect(uses('Contacts', 'Email')).toEqual([]);
  });

  test('an option is found by its value where its field is named', () => {
    addFieldUpdate(org, 'Leads', 'Mark lost', 'Lead_Status', 'Lost');
    const field = org.store.list(org.record.name, 'fields', 'Leads').find((each) => each['api_name'] === 'Lead_Status');
    if (field === undefined) throw new Error('no field');
    const uses = (actualValue: string) => {
      const option = objects(field, 'pick_list_values').find((each) => each['actual_value'] === actualValue);
      return usesOfOption(org.store, org.record.name, field, { id: text(option, 'id') ?? '', actualValue });
    };
    expect(uses('Lost')).toEqual(['field update "Mark lost"']);
    expect(uses('Contacted')).toEqual([]);
  });

  test('a template and a user are found by id', () => {
    const id = text(org.first('/settings/email_templates?module=Leads'), 'id') ?? '';
    expect(usesOfId(org.store, org.record.name, id)).toEqual([]);
    add('email_notifications', { name: 'Tell', module: { api_name: 'Leads' }, template: { id }, recipients: [{ type: 'owner' }] });
    expect(usesOfId(org.store, org.record.name, id)).toEqual(['email notification "Tell"']);
  });
});
