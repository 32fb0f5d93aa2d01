import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

let org: EmbeddedOrg;
let query: string;
beforeEach(() => {
  org = openOrg();
  query = `?layout_id=${org.crm.store.list(org.crm.org.name, 'layouts', 'Deals')[0]?.id ?? ''}`;
});

function options(field: string): readonly JsonObject[] {
  return objects(org.crm.store.named(org.crm.org.name, 'fields', field, 'Deals'), 'pick_list_values');
}

const stage = (index: number): JsonObject => ({ id: options('Stage')[index]?.['id'] ?? null });

async function list(): Promise<readonly JsonObject[]> {
  return objects((await org.ask('GET', `/settings/pipeline${query}`)) as Json, 'pipeline');
}

async function send(method: 'POST' | 'PATCH' | 'PUT', path: string, item: JsonObject): Promise<JsonObject> {
  return objects((await org.ask(method, `/settings/pipeline${path}${query}`, { pipeline: [item] })) as Json, 'pipeline')[0] ?? {};
}

async function make(name: string, stages: readonly number[], more: JsonObject = {}): Promise<string> {
  const result = await send('POST', '', { display_value: name, maps: stages.map(stage), ...more });
  return text(result['details'], 'id') ?? '';
}

const namesOf = (pipeline: JsonObject | undefined): readonly (Json | undefined)[] => objects(pipeline, 'maps').map((map) => map['actual_value']);

test('a layout comes with a pipeline of all stages, which is the default', async () => {
  const [first, ...others] = await list();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ actual_value: 'Standard (Standard)', display_value: 'Standard (Standard)', default: true });
  expect(namesOf(first)).toEqual(options('Stage').map((option) => option['actual_value']));
  expect(objects(first, 'maps').map((map) => map['sequence_number'])).toEqual(options('Stage').map((_option, index) => index + 1));
});

test('a new pipeline has its stages in the order of their numbers, becomes the default when asked to, and is a value of the field', async () => {
  const maps = [
    { ...stage(0), sequence_number: 2 },
    { ...stage(6), sequence_number: 1 },
  ];
  await send('POST', '', { display_value: 'Renewals', default: true, maps });
  const [first, second] = await list();
  expect([first?.['default'], second?.['default']]).toEqual([false, true]);
  expect(namesOf(second)).toEqual(['Closed Won', 'Qualification']);
  expect(options('Pipeline').map((option) => option['actual_value'])).toEqual(['Standard (Standard)', 'Renewals']);
});

test('a change adds, moves and takes away the stages that it names and leaves the others', async () => {
  const id = await make('Renewals', [0, 1, 2]);
  await send('PATCH', `/${id}`, {
    display_value: '更新',
    maps: [
      { ...stage(3), sequence_number: 1 },
      { ...stage(1), _delete: { permanent: null } },
    ],
  });
  const [, second] = await list();
  expect(second).toMatchObject({ actual_value: 'Renewals', display_value: '更新' });
  expect(new Set(namesOf(second))).toEqual(new Set(['Qualification', 'Value Proposition', 'Identify Decision Makers']));
  expect(options('Pipeline').map((option) => option['display_value'])).toEqual(['Standard (Standard)', '更新']);
});

test('the one named in the body is changed, and the address of one tells it', async () => {
  const id = await make('Renewals', [0]);
  expect((await send('PUT', '', { id, display_value: 'Again' }))['code']).toBe('SUCCESS');
  const one = objects((await org.ask('GET', `/settings/pipeline/${id}${query}`)) as Json, 'pipeline');
  expect(one.map((pipeline) => pipeline['display_value'])).toEqual(['Again']);
});

test('a pipeline goes when a change says so, the default one never', async () => {
  const id = await make('Renewals', [0]);
  const gone = { _delete: { permanent: null } };
  const [first] = await list();
  expect((await send('PATCH', `/${text(first, 'id')}`, gone))['code']).toBe('CANNOT_DELETE');
  expect((await send('PATCH', `/${id}`, gone))['code']).toBe('SUCCESS');
  expect((await list()).map((pipeline) => pipeline['actual_value'])).toEqual(['Standard (Standard)']);
  expect(options('Pipeline')).toHaveLength(1);
});

describe('refused is', () => {
  test.each<[string, () => JsonObject, string]>([
    ['no name', () => ({ maps: [stage(0)] }), 'MANDATORY_NOT_FOUND'],
    ['a name in use', () => ({ display_value: 'Standard (Standard)', maps: [stage(0)] }), 'DUPLICATE_DATA'],
    ['no stages', () => ({ display_value: 'New', maps: [] }), 'MANDATORY_NOT_FOUND'],
    ['no list of stages', () => ({ display_value: 'New' }), 'MANDATORY_NOT_FOUND'],
    ['a stage of another field', () => ({ display_value: 'New', maps: [{ id: options('Type')[0]?.['id'] ?? null }] }), 'INVALID_DATA'],
  ])('a new one with %s', async (_what, item, code) => {
    await list();
    expect((await send('POST', '', item()))['code']).toBe(code);
    expect(await list()).toHaveLength(1);
  });

  test('the last stage of one to go', async () => {
    const id = await make('Renewals', [0]);
    expect((await send('PATCH', `/${id}`, { maps: [{ ...stage(0), _delete: { permanent: null } }] }))['code']).toBe('CANNOT_DELETE');
  });

  test('a layout of another module, and none', async () => {
    const other = org.crm.store.list(org.crm.org.name, 'layouts', 'Leads')[0]?.id ?? '';
    await expect(org.ask('GET', `/settings/pipeline?layout_id=${other}`)).rejects.toThrow('INVALID_DATA');
    await expect(org.ask('GET', '/settings/pipeline')).rejects.toThrow('REQUIRED_PARAM_MISSING');
    await expect(org.ask('GET', `/settings/pipeline/123456${query}`)).rejects.toThrow('INVALID_DATA');
  });
});

test('deals are moved to another pipeline, stage by stage, and the one they came from is gone', async () => {
  const [from, to] = [await make('Old', [0, 1], { default: true }), await make('New', [0])];
  const move = async (stages: readonly JsonObject[]) =>
    objects(
      (await org.ask('POST', `/settings/pipeline/actions/transfer${query}`, { transfer_pipeline: [{ pipeline: { from, to }, stages }] })) as Json,
      'transfer_pipeline',
    )[0];
  expect((await move([{ from: stage(1)['id'] ?? null, to: stage(5)['id'] ?? null }]))?.['code']).toBe('INVALID_DATA');
  expect(property((await move([{ from: stage(1)['id'] ?? null, to: stage(0)['id'] ?? null }]))?.['details'], 'job_id')).toMatch(/^\d+$/);
  expect((await list()).map((pipeline) => [pipeline['actual_value'], pipeline['default']])).toEqual([
    ['Standard (Standard)', false],
    ['New', true],
  ]);
});

test('only layouts of deals are asked', async () => {
  await org.read();
  const asked = org.exchanges.filter((exchange) => exchange.path.includes('/settings/pipeline'));
  expect(asked).toHaveLength(org.crm.store.list(org.crm.org.name, 'layouts', 'Deals').length);
});
