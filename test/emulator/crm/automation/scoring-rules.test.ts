import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

let org: EmbeddedOrg;
beforeEach(() => {
  org = openOrg();
});

const path = '/settings/automation/scoring_rules';
const equal = (value: string): JsonObject => ({ field: { api_name: 'City' }, comparator: 'equal', value });
const rule = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  module: { api_name: 'Leads' },
  field_rules: [{ criteria: equal('Osaka'), score: 5 }],
  ...more,
});

async function send(method: 'POST' | 'PUT' | 'DELETE', at: string, item?: JsonObject): Promise<JsonObject> {
  const answer = (await org.ask(method, at, item === undefined ? undefined : { scoring_rules: [item] })) as Json;
  return objects(answer, 'scoring_rules')[0] ?? (answer as JsonObject);
}

const codeOf = async (...call: Parameters<typeof send>): Promise<Json | undefined> => (await send(...call))['code'];
const make = async (name: string, more: JsonObject = {}): Promise<string> =>
  text(property(await send('POST', path, rule(name, more)), 'details'), 'id') ?? '';
const read = async (id: string): Promise<JsonObject> => objects((await org.ask('GET', `${path}/${id}`)) as Json, 'scoring_rules')[0] ?? {};

describe('scoring rules', () => {
  test.each<[string, JsonObject, string, string]>([
    ['a name of 26 characters', { name: 'x'.repeat(26) }, 'INVALID_DATA', '$.scoring_rules[0].name'],
    ['a name with a special character', { name: 'A & B' }, 'INVALID_DATA', '$.scoring_rules[0].name'],
    ['a module without scores', { module: { api_name: 'Tasks' } }, 'INVALID_DATA', '$.scoring_rules[0].module.api_name'],
    ['a layout that is nowhere', { layout: { id: '1' } }, 'INVALID_DATA', '$.scoring_rules[0].layout.id'],
    ['points without a condition', { field_rules: [{ score: 5 }] }, 'MANDATORY_NOT_FOUND', '$.scoring_rules[0].field_rules[0].criteria'],
    ['points in words', { field_rules: [{ criteria: equal('x'), score: 'five' }] }, 'INVALID_DATA', '$.scoring_rules[0].field_rules[0].score'],
    [
      'a signal that is none',
      { signal_rules: [{ signal: { namespace: 'zoho.rain' }, score: 1 }] },
      'INVALID_DATA',
      '$.scoring_rules[0].signal_rules[0].signal.namespace',
    ],
    [
      'signals of what is not people',
      { module: { api_name: 'Deals' }, signal_rules: [{ signal: { namespace: 'zoho.emailinsight.open' }, score: 1 }] },
      'NOT_SUPPORTED',
      '$.scoring_rules[0].signal_rules',
    ],
  ])('refuse %s', async (_what, more, code, place) => {
    expect(await send('POST', path, rule('Hot', more))).toMatchObject({ code, details: { json_path: place } });
  });

  test('refuse the same condition twice, no points at all, and a name that is taken', async () => {
    const twice = [1, 2].map((score): JsonObject => ({ criteria: equal('Osaka'), score }));
    expect(await codeOf('POST', path, rule('Hot', { field_rules: twice }))).toBe('ALREADY_USED');
    expect(await codeOf('POST', path, rule('Hot', { field_rules: [] }))).toBe('EXPECTED_FIELD_MISSING');
    await make('Hot');
    expect(await codeOf('POST', path, rule('Hot', { module: { api_name: 'Contacts' } }))).toBe('DUPLICATE_DATA');
  });

  test('change, take away and add points by their ids, and pass over module and status', async () => {
    const id = await make('Hot', { field_rules: ['a', 'b'].map((city): JsonObject => ({ criteria: equal(city), score: 1 })) });
    const [first, second] = objects(await read(id), 'field_rules').map((one) => one['id'] ?? '');
    const change = [
      { id: first ?? '', _delete: null },
      { id: second ?? '', score: 9 },
      { criteria: equal('a'), score: 2 },
    ];
    expect(await codeOf('PUT', `${path}/${id}`, { field_rules: change, active: true, module: { api_name: 'Deals' } })).toBe('SUCCESS');
    const after = await read(id);
    expect(after).toMatchObject({ active: false, module: { api_name: 'Leads' } });
    expect(objects(after, 'field_rules').map((one) => [one['id'] === second, one['score']])).toEqual([
      [true, 9],
      [false, 2],
    ]);
  });

  test('run until they are switched off, five of them in a layout', async () => {
    const layout = objects((await org.ask('GET', '/settings/layouts?module=Leads')) as Json, 'layouts')[0]?.['id'] ?? '';
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E', 'F']) ids.push(await make(name, { layout: { id: layout } }));
    const activate = (index: number) => send('PUT', `${path}/${ids[index]}/actions/activate`);
    for (const index of [0, 1, 2, 3, 4]) expect((await activate(index))['code']).toBe('SUCCESS');
    expect(await activate(5)).toMatchObject({ code: 'ACTIVE_STATE_LIMIT_EXCEEDED', details: { limit: 5 } });
    expect(await codeOf('DELETE', `${path}/${ids[0]}/actions/activate`)).toBe('SUCCESS');
    expect(await activate(5)).toMatchObject({ code: 'SUCCESS' });
    expect(await read(ids[0] ?? '')).toMatchObject({ active: false });
  });

  test('are one to a module in Standard, and none in Free', async () => {
    org = openOrg({ edition: 'standard' });
    await make('Hot');
    expect(await send('POST', path, rule('Cold'))).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 1 } });
    org = openOrg({ edition: 'free' });
    expect(await codeOf('POST', path, rule('Hot'))).toBe('NO_PERMISSION');
  });

  test('keep the fields that they use', async () => {
    const made = (await org.ask('POST', '/settings/fields?module=Leads', { fields: [{ field_label: 'Size', data_type: 'integer' }] })) as Json;
    const field = text(property(objects(made, 'fields')[0], 'details'), 'id') ?? '';
    await make('Big', { field_rules: [{ criteria: { field: { id: field }, comparator: 'equal', value: '1' }, score: 1 }] });
    const answer = (await org.ask('DELETE', `/settings/fields/${field}?module=Leads`)) as Json;
    expect(JSON.stringify(answer)).toContain('NOT_ALLOWED');
  });
});
