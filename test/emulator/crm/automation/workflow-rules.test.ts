import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { TestOrg } from './org-fixture.ts';
import { firstItem, openOrg } from './org-fixture.ts';
import { addFieldUpdate, ruleBody } from './samples.ts';

const path = '/settings/automation/workflow_rules';
let org: TestOrg;
let action: string;
beforeEach(() => {
  org = openOrg();
  action = addFieldUpdate(org, 'Leads', 'Mark lost', 'Lead_Status', 'Lost');
});
afterEach(() => org.store.close());

const rule = (changes: JsonObject = {}): JsonObject => ruleBody(action, changes);
const create = (changes: JsonObject = {}) => org.call('POST', path, { workflow_rules: [rule(changes)] });
const created = (changes: JsonObject = {}): string => org.write('POST', path, { workflow_rules: [rule(changes)] });
const errorOf = (changes: JsonObject): JsonObject => firstItem(create(changes).body);
const detail = (id: string): JsonObject => org.first(`${path}/${id}`);
const condition = (changes: JsonObject): JsonObject => ({ ...objects(rule(), 'conditions')[0], ...changes });
const actionsOf = (shown: JsonObject): readonly JsonObject[] => objects(property(objects(shown, 'conditions')[0], 'instant_actions'), 'actions');

describe('workflow rules', () => {
  test('fact 30: the list has neither conditions nor actions, the detail has them', () => {
    const id = created();
    const line = org.first(path);
    expect(line).toMatchObject({ id, status: { active: true }, module: { api_name: 'Leads', id: org.module('Leads').id } });
    for (const name of ['conditions', 'category', 'deprecated']) expect(line).not.toHaveProperty(name);
    expect(detail(id)).toMatchObject({ category: 'default', conditions: [{ sequence_number: 1, scheduled_actions: null }] });
    expect(actionsOf(detail(id))).toEqual([{ type: 'field_updates', id: action, name: 'Mark lost', related_details: null }]);
  });

  test('fact 8: two rules of one name are two rules', () => {
    expect(created()).not.toBe(created());
    expect(objects(org.call('GET', path).body, 'workflow_rules')).toHaveLength(2);
  });

  test('a rule is always created active, since a create takes no status', () => {
    const id = created({ status: { active: false } });
    expect(detail(id)['status']).toEqual({ active: true });
    org.write('PUT', `${path}/${id}`, { workflow_rules: [{ status: { active: false, delete_schedule_action: false } }] });
    expect(detail(id)['status']).toEqual({ active: false });
    expect(org.call('GET', `${path}?status_active=true`).status).toBe(204);
    org.write('PUT', `${path}/${id}`, { workflow_rules: [{ status: { active: true, delete_schedule_action: false } }] });
    expect(detail(id)['status']).toEqual({ active: true });
  });

  test('one rule a call', () => {
    expect(org.call('POST', path, { workflow_rules: [rule(), rule()] })).toMatchObject({ status: 400, body: { code: 'LIMIT_EXCEEDED' } });
  });

  test('fields of criteria must be the module’s; both names are told back', () => {
    const criteria = (field: JsonObject) => condition({ criteria_details: { criteria: { comparator: 'equal', field, value: '${NOTEMPTY}' } } });
    const id = created({ conditions: [criteria({ api_name: 'Company' })] });
    expect(property(objects(detail(id), 'conditions')[0]?.['criteria_details'], 'criteria')).toEqual({
      comparator: 'equal',
      field: org.field('Leads', 'Company'),
      type: 'value',
      value: '${NOTEMPTY}',
    });
    const at = '$.workflow_rules[0].conditions[0].criteria_details.criteria.field';
    expect(errorOf({ conditions: [criteria({ api_name: 'Stage' })] })).toMatchObject({
      code: 'INVALID_DATA',
      details: { json_path: `${at}.api_name` },
    });
    const mixed = { ...org.field('Leads', 'Company'), api_name: 'Email' };
    expect(errorOf({ conditions: [criteria(mixed)] })['code']).toBe('AMBIGUITY_DURING_PROCESSING');
    expect(create({ conditions: [criteria({ api_name: 'Partner.Email' })] }).status).toBe(201);
  });

  test('fact 37: a group of one stays a group, null stays null, values keep their type', () => {
    const leaf = { comparator: 'equal', field: org.field('Leads', 'Company'), type: 'value', value: false };
    const group = { group_operator: 'OR', group: [{ group_operator: 'OR', group: [leaf] }] };
    const id = created({ conditions: [condition({ criteria_details: { criteria: group } }), condition({ sequence_number: 2 })] });
    const shown = objects(detail(id), 'conditions').map((each) => property(each['criteria_details'], 'criteria'));
    expect(shown).toEqual([group, null]);
  });

  test('limits: conditions, scheduled actions, comparisons, at least one action', () => {
    const many = (count: number): JsonObject[] => Array.from({ length: count }, (_, index) => condition({ sequence_number: index + 1 }));
    expect(errorOf({ conditions: many(11) })).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 10, api_name: 'conditions' } });
    expect(errorOf({ conditions: many(2) })['code']).toBe('ALREADY_USED');
    const wait = { execute_after: { period: 'days', unit: 1 }, actions: [{ type: 'field_updates', id: action }] };
    expect(errorOf({ conditions: [condition({ scheduled_actions: Array(6).fill(wait) })] })).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      details: { limit: 5 },
    });
    expect(errorOf({ conditions: [condition({ instant_actions: { actions: [] } })] })['code']).toBe('EXPECTED_FIELD_MISSING');
    expect(errorOf({ conditions: [] })['code']).toBe('MANDATORY_NOT_FOUND');
    const leaf = { comparator: 'equal', field: org.field('Leads', 'Company'), value: 'x' };
    const wide = condition({ criteria_details: { criteria: { group_operator: 'AND', group: Array(26).fill(leaf) } } });
    expect(errorOf({ conditions: [wide] })).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 25 } });
  });

  test('an action must exist, be of that type and of the rule’s module', () => {
    const other = addFieldUpdate(org, 'Deals', 'Win', 'Stage', 'Closed Won');
    const using = (item: JsonObject) => ({ conditions: [condition({ instant_actions: { actions: [item] } })] });
    expect(errorOf(using({ type: 'field_updates', id: '4011656000999999999' }))).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'id' } });
    expect(errorOf(using({ type: 'webhooks', id: action }))['code']).toBe('INVALID_DATA');
    expect(errorOf(using({ type: 'field_updates', id: other }))['code']).toBe('DEPENDENT_MISMATCH');
    expect(errorOf(using({ type: 'launch_rocket', id: action }))['code']).toBe('INVALID_DATA');
    expect(errorOf(using({ type: 'field_updates' }))['code']).toBe('EXPECTED_FIELD_MISSING');
    const related = addFieldUpdate(org, 'Contacts', 'Rename', 'Last_Name', 'Smith');
    const through = { type: 'field_updates', id: related, related_details: { lookup_field: org.field('Leads', 'Partner') } };
    const id = created(using(through));
    expect(actionsOf(detail(id))[0]).toMatchObject({ details: { module: { api_name: 'Contacts' } }, related_details: through.related_details });
  });

  test('a renamed action is shown with its new name', () => {
    const id = created();
    org.write('PUT', `/settings/automation/field_updates/${action}`, { field_updates: [{ name: 'Mark as lost' }] });
    expect(actionsOf(detail(id))[0]).toMatchObject({ name: 'Mark as lost' });
  });

  test('fact 30: inlined actions get new ids with every save, and display values from the server', () => {
    const mapping = { field: org.field('Deals', 'Deal_Name'), type: 'static', value: 'New' };
    const layout = org.store.list(org.record.name, 'layouts', 'Deals')[0];
    const record = {
      type: 'create_record',
      name: 'Deal',
      details: { module: { api_name: 'Deals' }, layout: { id: layout?.id ?? '' }, field_mappings: [mapping] },
    };
    const tag = { type: 'add_tags', details: { over_write: false, tags: [{ name: 'Hot' }] } };
    const conditions = [condition({ instant_actions: { actions: [record, tag] } })];
    const id = created({ conditions });
    const before = actionsOf(detail(id));
    expect(property(before[0]?.['details'], 'field_mappings')).toEqual([{ ...mapping, display_value: 'New' }]);
    expect(before[1]).toMatchObject({ name: 'Hot', details: { module: { api_name: 'Leads' }, tags: [{ name: 'Hot' }] } });
    org.write('PUT', `${path}/${id}`, { workflow_rules: [{ conditions }] });
    const after = actionsOf(detail(id));
    expect(after.map((each) => each['name'])).toEqual(before.map((each) => each['name']));
    expect(after.some((each, index) => each['id'] === before[index]?.['id'])).toBe(false);
    expect(property(after[1]?.['details'], 'tags')).toEqual(property(before[1]?.['details'], 'tags'));
  });

  test('an update changes what it names, keeps known condition ids and the module', () => {
    const id = created({ description: 'old' });
    const before = detail(id);
    const kept = text(objects(before, 'conditions')[0], 'id');
    const conditions = [condition({ id: kept ?? '', sequence_number: 1 })];
    org.write('PUT', path, { workflow_rules: [{ id, name: 'Renamed', conditions }] });
    expect(detail(id)).toMatchObject({ name: 'Renamed', description: 'old', execute_when: before['execute_when'], conditions: [{ id: kept }] });
    expect(detail(id)['modified_time']).not.toBe(before['modified_time']);
    expect(detail(id)['created_time']).toBe(before['created_time']);
    const moved = org.call('PUT', `${path}/${id}`, { workflow_rules: [{ module: { api_name: 'Deals' } }] });
    expect(firstItem(moved.body)['code']).toBe('DEPENDENT_MISMATCH');
  });

  test('triggers: what each may and must have', () => {
    const trigger = (type: string, details: JsonObject = {}) => ({ execute_when: { type, details } });
    expect(create(trigger('create_or_edit', { repeat: true })).status).toBe(201);
    expect(create(trigger('date_or_datetime', { field: { api_name: 'Company' }, unit: 1, period: 'days', recur_cycle: 'once' })).status).toBe(201);
    expect(errorOf(trigger('date_or_datetime', { unit: 1 }))['code']).toBe('DEPENDENT_FIELD_MISSING');
    expect(errorOf(trigger('create', { repeat: true }))).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'repeat' } });
    expect(errorOf(trigger('sometimes'))['code']).toBe('INVALID_DATA');
    expect(errorOf(trigger('section_update', { section_ids: ['1'] }))).toMatchObject({ details: { api_name: 'section_ids[0]' } });
    const any = { comparator: 'equal', field: org.field('Leads', 'Lead_Status'), value: '${ANYVALUE}' };
    const id = created(trigger('field_update', { criteria: any, match_all: false, repeat: true }));
    expect(property(property(detail(id), 'execute_when'), 'details')).toEqual({
      trigger_module: { api_name: 'Leads', id: org.module('Leads').id },
      criteria: any,
      match_all: false,
      repeat: true,
    });
  });

  test('a locked rule can only be unlocked', () => {
    const id = created({ lock: { status: true, message: 'audit' } });
    expect(detail(id)['lock']).toMatchObject({ status: true, message: 'audit', locked_by: { name: 'Ada Admin' } });
    const rename = org.call('PUT', `${path}/${id}`, { workflow_rules: [{ name: 'New' }] });
    expect(firstItem(rename.body)['code']).toBe('NOT_ALLOWED');
    expect(org.call('DELETE', `${path}/${id}`).status).toBe(400);
    org.write('PUT', `${path}/${id}`, { workflow_rules: [{ name: 'New', lock: { status: false } }] });
    expect(detail(id)).toMatchObject({ name: 'New', lock: { status: false, message: null, locked_by: null } });
  });

  test('a bulk delete answers for each id', () => {
    const [one, other] = [created(), created()];
    const reply = org.call('DELETE', `${path}?ids=${one},123`);
    expect(reply.status).toBe(207);
    expect(objects(reply.body, 'workflow_rules').map((item) => item['code'])).toEqual(['SUCCESS', 'INVALID_DATA']);
    expect(org.call('DELETE', path)).toMatchObject({ status: 400, body: { code: 'REQUIRED_PARAM_MISSING' } });
    expect(org.call('DELETE', `${path}/${other}`).status).toBe(200);
    expect(org.call('GET', `${path}/${other}`).status).toBe(204);
  });

  test('the free edition has no rules', () => {
    const free = openOrg({ edition: 'free' });
    const id = addFieldUpdate(free, 'Leads', 'Mark lost', 'Lead_Status', 'Lost');
    expect(free.call('POST', path, { workflow_rules: [ruleBody(id)] })).toMatchObject({ status: 403, body: { code: 'NO_PERMISSION' } });
    free.store.close();
  });
});

describe('order of rules', () => {
  const names = (): unknown[] => objects(org.call('GET', `${path}?module=Leads`).body, 'workflow_rules').map((each) => each['name']);

  test('a new rule comes last, and a rule can be moved', () => {
    const ids = ['A', 'B', 'C'].map((name) => created({ name }));
    expect(names()).toEqual(['A', 'B', 'C']);
    const move = { reorder: { workflow_rules: [{ id: ids[2] ?? '', module_specific_sequence: 1 }] } };
    expect(org.call('PUT', `${path}/actions/reorder?module=Leads`, move).status).toBe(200);
    expect(names()).toEqual(['C', 'A', 'B']);
    const wrong = { reorder: { workflow_rules: [{ id: ids[0] ?? '', module_specific_sequence: 4 }] } };
    expect(org.call('PUT', `${path}/actions/reorder`, wrong).status).toBe(400);
  });

  test('any order can be reached by naming every place', () => {
    const ids = ['A', 'B', 'C', 'D', 'E'].map((name) => created({ name }));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const moves = order.map((rank, place) => ({ id: ids[rank] ?? '', module_specific_sequence: place + 1 }));
        org.call('PUT', `${path}/actions/reorder?module=Leads`, { reorder: { workflow_rules: moves } });
        expect(names()).toEqual(order.map((rank) => 'ABCDE'[rank]));
      }),
      { numRuns: 20 },
    );
  });
});
