import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

let org: EmbeddedOrg;
let path: string;
beforeEach(() => {
  org = openOrg();
  const [layout] = org.crm.store.list(org.crm.org.name, 'layouts', 'Deals');
  path = `/settings/layouts/${layout?.id ?? ''}/map_dependency`;
});

function field(name: string): JsonObject {
  const found = org.crm.store.named(org.crm.org.name, 'fields', name, 'Deals');
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
}

const refer = (name: string): JsonObject => ({ id: field(name)['id'] ?? null, api_name: name });
const option = (name: string, index: number): JsonObject => ({ id: objects(field(name), 'pick_list_values')[index]?.['id'] ?? null });

async function map(parent: string, child: string, more: JsonObject = {}): Promise<JsonObject> {
  const pair = { parent: refer(parent), child: refer(child) };
  const pick_list_values = [{ ...option(parent, 0), maps: [option(child, 1)] }];
  const answer = (await org.ask('POST', `${path}?module=Deals`, { map_dependency: [{ ...pair, pick_list_values, ...more }] })) as Json;
  return objects(answer, 'map_dependency')[0] ?? {};
}

test('what is mapped is told of every value of the parent', async () => {
  const id = text((await map('Type', 'Lead_Source'))['details'], 'id') ?? '';
  const [one] = objects((await org.ask('GET', `${path}/${id}?module=Deals`)) as Json, 'map_dependency');
  expect(
    objects(one, 'pick_list_values').map((value) => [value['actual_value'], objects(value, 'maps').map((mapped) => mapped['actual_value'])]),
  ).toEqual([
    ['-None-', ['Advertisement']],
    ['Existing Business', []],
    ['New Business', []],
  ]);
});

test('a pair is mapped once, a field depends on one other, and never on itself', async () => {
  expect((await map('Type', 'Lead_Source'))['code']).toBe('SUCCESS');
  expect((await map('Type', 'Lead_Source'))['code']).toBe('MAPPING_ALREADY_EXISTS');
  expect((await map('Reason_For_Loss__s', 'Lead_Source'))['code']).toBe('NOT_ALLOWED');
  expect((await map('Lead_Source', 'Type'))['code']).toBe('NOT_ALLOWED');
  expect((await map('Type', 'Type'))['code']).toBe('INVALID_DATA');
});

test.each<[string, () => JsonObject, string]>([
  ['no values', () => ({ pick_list_values: null }), 'SUCCESS'],
  ['a value of another field', () => ({ pick_list_values: [{ ...option('Lead_Source', 1), maps: [] }] }), 'INVALID_DATA'],
  ['a value without what it maps to', () => ({ pick_list_values: [option('Type', 0)] }), 'MANDATORY_NOT_FOUND'],
  ['the name of another field', () => ({ child: { ...refer('Lead_Source'), api_name: 'Stage' } }), 'AMBIGUITY_DURING_PROCESSING'],
  ['a field that is no picklist', () => ({ child: refer('Amount') }), 'INVALID_DATA'],
  ['a field that the layout does not show', () => ({ child: refer('Pipeline') }), 'NOT_ALLOWED'],
])('%s', async (_what, more, code) => {
  expect((await map('Type', 'Lead_Source', more()))['code']).toBe(code);
});

test('a layout out of use has none', async () => {
  const { store, org: own } = org.crm;
  const [layout] = store.list(own.name, 'layouts', 'Deals');
  if (layout !== undefined) store.put(own.name, 'layouts', { ...layout, status: 'inactive' }, 'Deals');
  await expect(org.ask('GET', `${path}?module=Deals`)).rejects.toThrow('INVALID_DATA');
  const read = await org.read();
  expect(read.unreadable).toEqual([]);
  expect(property(read.elements.get('layout:Deals/Standard')?.attributes, 'status')).toBe('inactive');
});

test('only layouts of modules with two picklists are asked', async () => {
  await org.read();
  const asked = org.exchanges.filter((exchange) => exchange.path.includes('map_dependency'));
  const layouts = org.crm.store.list(org.crm.org.name, 'layouts');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThan(layouts.length);
  expect(new Set(asked.map((exchange) => exchange.path)).size).toBe(asked.length);
});
