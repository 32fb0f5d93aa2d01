import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects, text } from '../../../../cli/model/json.ts';
import type { TestOrg } from './org-fixture.ts';
import { firstItem, openOrg } from './org-fixture.ts';
import { addFieldUpdate } from './samples.ts';

const path = '/settings/blueprints';
let org: TestOrg;
let layout: string;
beforeEach(() => {
  org = openOrg();
  layout = org.store.list(org.record.name, 'layouts', 'Deals')[0]?.id ?? '';
});
afterEach(() => org.store.close());

const blueprint = (changes: JsonObject = {}): JsonObject => ({
  name: 'Sales',
  module: { api_name: 'Deals' },
  layout: { id: layout },
  field: { id: text(org.field('Deals', 'Stage'), 'id') ?? '' },
  ...changes,
});
const create = (changes: JsonObject = {}): string => org.write('POST', path, { blueprints: [blueprint(changes)] });
const addStates = (id: string, ...values: string[]): string[] => {
  const states = values.map((actual_value, index) => ({ pick_list_value: { actual_value }, sequence_number: index + 1 }));
  const reply = org.call('POST', `${path}/${id}/states`, { states });
  return objects(reply.body, 'states').map((item) => text(item['details'], 'id') ?? '');
};
const transition = (id: string, from: string, to: string, changes: JsonObject = {}): JsonObject => ({
  blueprint: { id },
  name: 'Win',
  trigger_type: 'manual',
  transition_type: 'standalone_transition',
  from_states: [{ id: from }],
  to_state: { id: to },
  ...changes,
});
const addTransition = (item: JsonObject) => org.call('POST', `${path}/transitions`, { transitions: [item] });
const detail = (id: string): JsonObject => org.first(`${path}/${id}`);

/** A blueprint with two states and a transition between them; gives its ids. */
function complete(changes: JsonObject = {}): { id: string; from: string; to: string; win: string } {
  const id = create(changes);
  const [from = '', to = ''] = addStates(id, 'Qualification', 'Closed Won');
  const win = org.write('POST', `${path}/transitions`, { transitions: [transition(id, from, to)] });
  return { id, from, to, win };
}

describe('blueprints', () => {
  test('a new one is a draft; the list omits states and transitions', () => {
    const { id } = complete({ criteria: { comparator: 'equal', field: { api_name: 'Deal_Name' }, value: 'x' } });
    const line = org.first(path);
    expect(line).toMatchObject({ id, status: 'draft', continuous: false, layout: { name: 'Standard' }, field: org.field('Deals', 'Stage') });
    expect(line).not.toHaveProperty('states');
    expect(detail(id)).toMatchObject({
      states: [{ pick_list_value: { actual_value: 'Qualification' }, sequence_number: 1 }, { name: 'Closed Won' }],
      transitions: [
        { name: 'Win', from_states: [{ name: 'Qualification' }], to_state: { name: 'Closed Won' }, owners: [], during: [], after: { actions: [] } },
      ],
    });
  });

  test('its field must be a picklist of the module, its layout one of the module', () => {
    const code = (changes: JsonObject) => firstItem(org.call('POST', path, { blueprints: [blueprint(changes)] }).body)['code'];
    expect(code({ field: org.field('Deals', 'Deal_Name') })).toBe('INVALID_DATA');
    expect(code({ field: org.field('Leads', 'Lead_Status') })).toBe('INVALID_DATA');
    expect(code({ layout: { id: '1' } })).toBe('INVALID_DATA');
    create();
    expect(code({})).toBe('DUPLICATE_DATA');
  });

  test('a state stands for one value of the field, once', () => {
    const id = create();
    const states = ['Qualification', 'Nowhere', 'Qualification'].map((actual_value) => ({ pick_list_value: { actual_value } }));
    const reply = org.call('POST', `${path}/${id}/states`, { states });
    expect(reply.status).toBe(207);
    expect(objects(reply.body, 'states').map((item) => item['code'])).toEqual(['SUCCESS', 'INVALID_DATA', 'DUPLICATE_DATA']);
    expect(org.call('POST', `${path}/${id}/states`, { states: Array(51).fill(states[1]) }).status).toBe(400);
    const first = text(objects(detail(id), 'states')[0], 'id') ?? '';
    org.call('PUT', `${path}/${id}/states`, { states: [{ id: first, sequence_number: 7, x: 10, y: 20.5 }] });
    expect(objects(detail(id), 'states')[0]).toMatchObject({ sequence_number: 7, x: 10, y: 20.5, name: 'Qualification' });
  });

  test('a state that a transition uses stays', () => {
    const { id, from, win } = complete();
    expect(org.call('DELETE', `${path}/${id}/states/${from}`).status).toBe(400);
    expect(org.call('DELETE', `${path}/transitions/${win}`).status).toBe(200);
    expect(org.call('DELETE', `${path}/${id}/states/${from}`).status).toBe(200);
    expect(objects(detail(id), 'states')).toHaveLength(1);
  });

  test('a transition connects states of its own blueprint, under a name of its own', () => {
    const { id, from, to } = complete();
    const other = complete({ name: 'Other' });
    const error = (item: JsonObject) => firstItem(addTransition(item).body);
    expect(error(transition(id, from, to))['code']).toBe('DUPLICATE_DATA');
    expect(error(transition(id, other.from, to, { name: 'B' }))).toMatchObject({
      code: 'INVALID_DATA',
      details: { json_path: '$.transitions[0].from_states[0].id' },
    });
    expect(error(transition(id, from, to, { name: 'B', from_states: [] }))['code']).toBe('MANDATORY_NOT_FOUND');
    expect(error(transition(id, from, to, { name: 'B', trigger_type: 'magic' }))['code']).toBe('INVALID_DATA');
  });

  test('owners, what is asked for during it and the actions after it must exist', () => {
    const { id, from, to } = complete();
    const action = addFieldUpdate(org, 'Deals', 'Note', 'Deal_Name', 'won');
    const foreign = addFieldUpdate(org, 'Leads', 'Lost', 'Lead_Status', 'Lost');
    const role = text(org.first('/settings/roles'), 'id') ?? '';
    const parts = {
      owners: [{ type: 'role', resources: [{ id: role }] }],
      during: [
        { type: 'field', field: { api_name: 'Closing_Date' }, required: true },
        { type: 'message', text: 'Well done' },
      ],
      after: { actions: [{ type: 'field_updates', id: action }] },
    };
    const made = firstItem(addTransition(transition(id, from, to, { name: 'Full', ...parts })).body);
    expect(made['code']).toBe('SUCCESS');
    expect(objects(detail(id), 'transitions')[1]).toMatchObject({
      owners: [{ type: 'role', resources: [{ id: role, name: 'CEO' }] }],
      during: [
        { type: 'field', field: org.field('Deals', 'Closing_Date'), required: true },
        { type: 'message', text: 'Well done' },
      ],
      after: { actions: [{ type: 'field_updates', id: action, name: 'Note' }] },
    });
    expect(org.first(`/settings/automation/field_updates/${action}`)['associated']).toBe(true);
    const code = (changes: JsonObject) => firstItem(addTransition(transition(id, from, to, { name: 'Bad', ...changes })).body)['code'];
    expect(code({ owners: [{ type: 'role', resources: [{ id: '1' }] }] })).toBe('INVALID_DATA');
    expect(code({ during: [{ type: 'field', field: { api_name: 'Company' } }] })).toBe('INVALID_DATA');
    expect(code({ after: { actions: [{ type: 'tasks', id: action }] } })).toBe('INVALID_DATA');
    expect(code({ after: { actions: [{ type: 'field_updates', id: foreign }] } })).toBe('DEPENDENT_MISMATCH');
  });

  test('what was read of a transition can be sent back', () => {
    const { id } = complete();
    const before = objects(detail(id), 'transitions')[0] ?? {};
    expect(org.call('PUT', `${path}/transitions`, { transitions: [before] }).status).toBe(200);
    expect({ ...objects(detail(id), 'transitions')[0], modified_time: '' }).toEqual({ ...before, modified_time: '' });
    expect(org.call('GET', `${path}/transitions?blueprint_id=${id}`).status).toBe(200);
  });

  test('one active blueprint for a layout and field; an active one can be edited, not deleted', () => {
    const activate = (id: string) => org.call('POST', `${path}/${id}/actions/activate`, { blueprints: [{ move_records: false }] });
    const empty = create({ name: 'Empty' });
    expect(firstItem(activate(empty).body)['code']).toBe('EXPECTED_FIELD_MISSING');
    const { id } = complete();
    const rival = complete({ name: 'Rival' });
    expect(activate(id).status).toBe(200);
    expect(firstItem(activate(id).body)['code']).toBe('ALREADY_ACTIVATED');
    expect(firstItem(activate(rival.id).body)['code']).toBe('ALREADY_ACTIVATED');
    expect(org.call('PUT', `${path}/${id}`, { blueprints: [{ name: 'Renamed', continuous: true }] }).status).toBe(200);
    expect(detail(id)).toMatchObject({ status: 'active', name: 'Renamed', continuous: true });
    expect(firstItem(org.call('DELETE', `${path}/${id}`).body)['code']).toBe('NOT_ALLOWED');
    expect(org.call('DELETE', `${path}/${id}/actions/activate`).status).toBe(200);
    expect(detail(id)['status']).toBe('inactive');
    expect(activate(rival.id).status).toBe(200);
    expect(org.call('DELETE', `${path}/${id}`).status).toBe(200);
    expect(org.call('GET', `${path}/${id}`).status).toBe(204);
    expect(org.store.list(org.record.name, 'blueprint_transitions', id)).toEqual([]);
  });

  test('module, layout and field of a blueprint stay', () => {
    const { id } = complete();
    const reply = org.call('PUT', `${path}/${id}`, { blueprints: [{ field: org.field('Deals', 'Pipeline') }] });
    expect(firstItem(reply.body)).toMatchObject({ code: 'NOT_ALLOWED', details: { api_name: 'field' } });
  });
});
