import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

const path = '/settings/automation/cadences';
let org: EmbeddedOrg;
let calls = 0;
beforeEach(() => {
  org = openOrg();
});

const first = (answer: unknown, envelope: string): JsonObject => objects(answer as Json, envelope)[0] ?? (answer as JsonObject);
const idOf = (result: JsonObject): string => text(result['details'], 'id') ?? '';

async function send(method: 'POST' | 'PUT' | 'DELETE', at: string, item?: JsonObject): Promise<JsonObject> {
  return first(await org.ask(method, at, item === undefined ? undefined : { cadences: [item] }), 'cadences');
}

async function act(id: string, action: string, body: JsonObject = {}): Promise<JsonObject> {
  return first(await org.ask('POST', `${path}/${id}/actions/${action}`, body), 'cadences');
}

async function makeTask(module = 'Leads'): Promise<string> {
  const mapping = { field: { api_name: 'Subject' }, type: 'static', value: 'Call' };
  calls += 1;
  const item = { name: `Call ${calls}`, module: { api_name: module }, feature_type: 'cadences', field_mappings: [mapping] };
  return idOf(first(await org.ask('POST', '/settings/automation/tasks', { tasks: [item] }), 'tasks'));
}

const base = { module: { api_name: 'Leads' }, type: 'manual_enrollment' };
const task = (id: string, more: JsonObject = {}): JsonObject => ({ reference_id: 'one', action: { type: 'tasks', id }, ...more });
const later = { parent_follow_up: { reference_id: 'one' }, reference_id: 'two', triggers: ['Completed'], execute_after: { unit: 1, period: 'days' } };
const read = async (id: string): Promise<JsonObject> => first(await org.ask('GET', `${path}/${id}`), 'cadences');

async function make(name: string, more: JsonObject = {}): Promise<string> {
  return idOf(await send('POST', path, { ...base, name, follow_ups: [task(await makeTask())], ...more }));
}

async function run(name: string): Promise<string> {
  const id = await make(name);
  await act(id, 'publish', { cadences: [] });
  await act(id, 'activate');
  return id;
}

describe('a new cadence', () => {
  test('is a draft, is published off, and runs once it is switched on', async () => {
    const id = await make('New ones');
    expect(await read(id)).toMatchObject({ status: 'draft', published: false, summary: { task_follow_up_count: 1 } });
    expect(await act(id, 'activate')).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await act(id, 'publish', { cadences: [{ process_existing_records: true }] })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await act(id, 'publish', { cadences: [] })).toMatchObject({ code: 'SUCCESS' });
    expect(await read(id)).toMatchObject({ status: 'inactive', active: false, published: true });
    expect(await act(id, 'publish', { cadences: [] })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await act(id, 'activate')).toMatchObject({ code: 'SUCCESS' });
    expect(await act(id, 'activate')).toMatchObject({ code: 'ALREADY_ACTIVATED', details: { resource_path_index: 3 } });
    expect(await act(id, 'deactivate')).toMatchObject({ code: 'SUCCESS' });
    expect(await act(id, 'deactivate')).toMatchObject({ code: 'ALREADY_DEACTIVATED' });
  });

  test('without follow-ups is not published', async () => {
    expect(await act(await make('Empty', { follow_ups: [] }), 'publish', { cadences: [] })).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  const action = { type: 'tasks', id: '1' };
  const call = { reference_id: 'a', action: { type: 'schedule_call' } };
  test.each<[string, JsonObject, string, string]>([
    ['a name with #', { name: 'A #1' }, 'INVALID_DATA', '$.cadences[0].name'],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 'INVALID_DATA', '$.cadences[0].name'],
    ['a type that is none', { type: 'all' }, 'INVALID_DATA', '$.cadences[0].type'],
    ['a module that cannot have one', { module: { api_name: 'Tasks' } }, 'INVALID_DATA', '$.cadences[0].module'],
    ['a view that it does not name', { type: 'custom_view' }, 'DEPENDENT_FIELD_MISSING', '$.cadences[0].custom_view'],
    ['a task that is nowhere', { follow_ups: [{ reference_id: 'a', action }] }, 'INVALID_DATA', '$.cadences[0].follow_ups[0].action.id'],
    ['a follow-up without a name', { follow_ups: [{ action }] }, 'MANDATORY_NOT_FOUND', '$.cadences[0].follow_ups[0].reference_id'],
    ['a call that says nothing', { follow_ups: [call] }, 'DEPENDENT_FIELD_MISSING', '$.cadences[0].follow_ups[0].action.details'],
    [
      'an interval of 100',
      { execution_details: { execute_every: { period: 'days', unit: 100 } } },
      'INVALID_DATA',
      '$.cadences[0].execution_details.execute_every.unit',
    ],
    [
      'two days on which it ends',
      {
        execution_details: {
          unenroll_properties: ['2026-01-01', '2026-01-02'].map((day) => ({ type: 'end_date', details: { unenroll_date: day } })),
        },
      },
      'LIMIT_EXCEEDED',
      '$.cadences[0].execution_details.unenroll_properties[1].type',
    ],
    [
      'a condition on one follow-up that names none',
      {
        execution_details: {
          unenroll_properties: [{ type: 'followup_criteria', details: { type: 'Tasks', details: { criteria: {}, specific: true, state: null } } }],
        },
      },
      'AMBIGUITY_DURING_PROCESSING',
      '',
    ],
  ])('is refused with %s', async (_what, more, code, place) => {
    const answer = await send('POST', path, { ...base, name: 'One', ...more });
    expect(answer).toMatchObject({ code, ...(place === '' ? {} : { details: { json_path: place } }) });
  });

  test('says what comes after what by names that the request gives, and takes nobody else’s task', async () => {
    const [one, other, third] = [await makeTask(), await makeTask(), await makeTask('Deals')];
    const id = idOf(await send('POST', path, { ...base, name: 'Two', follow_ups: [task(one), { ...later, action: { type: 'tasks', id: other } }] }));
    const [a, b] = objects(await read(id), 'follow_ups');
    expect(a).toMatchObject({ parent_follow_up: null, action: { id: one, type: 'tasks', feature_type: 'cadences', associated: true } });
    expect(b).toMatchObject({ parent_follow_up: { id: a?.['id'] ?? '' }, triggers: ['Completed'] });
    expect(await org.ask('DELETE', `/settings/automation/tasks/${one}`)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await send('POST', path, { ...base, name: 'Three', follow_ups: [task(one)] })).toMatchObject({
      message: 'Action is already associated with another rule',
    });
    expect(await send('POST', path, { ...base, name: 'Three', follow_ups: [task(third)] })).toMatchObject({ code: 'INVALID_DATA' });
    const lost = { ...later, parent_follow_up: { reference_id: 'lost' }, action: { type: 'tasks', id: await makeTask() } };
    expect(await send('POST', path, { ...base, name: 'Three', follow_ups: [task(await makeTask()), lost] })).toMatchObject({
      details: { json_path: '$.cadences[0].follow_ups[1].parent_follow_up.reference_id' },
    });
  });
});

describe('a cadence that was published', () => {
  test('is changed by a draft, which takes its place once it is published', async () => {
    const id = await run('New ones');
    const changed = await send('PUT', `${path}/${id}`, { description: 'Those who came in' });
    const draft = text(property(changed['details'], 'draft_cadence'), 'id') ?? '';
    expect(await read(id)).toMatchObject({ status: 'active', draft_cadence: { id: draft } });
    expect(property(await read(id), 'description')).toBeUndefined();
    expect(await read(draft)).toMatchObject({ status: 'draft', parent_cadence: { id } });
    expect(await send('PUT', `${path}/${id}`, { name: 'Newest' })).toMatchObject({ details: { draft_cadence: { id: draft } } });
    expect(await act(draft, 'publish', { cadences: [] })).toMatchObject({ code: 'SUCCESS', details: { id } });
    expect(await read(id)).toMatchObject({ name: 'Newest', description: 'Those who came in', status: 'active' });
    expect(property(await read(id), 'draft_cadence')).toBeUndefined();
    expect(await org.ask('GET', `${path}/${draft}`)).toBeUndefined();
  });

  test('goes with its tasks, running or not', async () => {
    const id = await run('New ones');
    const own = text(objects(await read(id), 'follow_ups')[0]?.['action'], 'id') ?? '';
    expect(await send('DELETE', `${path}/${id}`)).toMatchObject({ code: 'SUCCESS' });
    expect(await org.ask('GET', `${path}/${id}`)).toBeUndefined();
    expect(await org.ask('GET', `/settings/automation/tasks/${own}`)).toBeUndefined();
    expect(await send('DELETE', `${path}/${id}`)).toMatchObject({ code: 'INVALID_DATA', details: { resource_path_index: 3 } });
  });
});

test('an edition has so many cadences of a module, and so many of them run', async () => {
  org = openOrg({ edition: 'standard' });
  const made = [];
  for (let index = 0; index < 10; index += 1) made.push(await run(`C${index}`));
  const more = [];
  for (let index = 10; index < 20; index += 1) more.push(await make(`C${index}`));
  await act(more[0] ?? '', 'publish', { cadences: [] });
  expect(await act(more[0] ?? '', 'activate')).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 10 } });
  expect(await send('POST', path, { ...base, name: 'Too many' })).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 20 } });
  await send('DELETE', `${path}/${made[0]}`);
  expect(await act(more[0] ?? '', 'activate')).toMatchObject({ code: 'SUCCESS' });
  expect(await send('POST', path, { ...base, name: 'One more' })).toMatchObject({ code: 'SUCCESS' });
});
