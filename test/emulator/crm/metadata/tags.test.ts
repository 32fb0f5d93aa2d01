import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property } from '../../../../cli/model/json.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

let org: EmbeddedOrg;
beforeEach(() => {
  org = openOrg();
});

const tags = '/settings/tags?module=Leads';
const make = async (tag: JsonObject) => {
  const answer = (await org.ask('POST', tags, { tags: [tag] })) as Json;
  const [result] = objects(answer, 'tags');
  return [property(result, 'code'), property(result, 'details')] as const;
};

test('a new org has no tags', async () => {
  expect(await org.ask('GET', tags)).toBeUndefined();
});

test.each<[string, JsonObject, string, JsonObject]>([
  ['no name', {}, 'MANDATORY_NOT_FOUND', { api_name: 'name', json_path: '$.tags[0].name' }],
  ['26 characters', { name: 'x'.repeat(26) }, 'INVALID_DATA', { api_name: 'name', json_path: '$.tags[0].name', maximum_length: 25 }],
  ['a comma', { name: 'a,b' }, 'INVALID_DATA', { api_name: 'name', json_path: '$.tags[0].name' }],
  ['an emoji', { name: 'hot 🔥' }, 'INVALID_DATA', { api_name: 'name', json_path: '$.tags[0].name' }],
  ['a colour of its own', { name: 'hot', color_code: '#000000' }, 'INVALID_DATA', { api_name: 'color_code', json_path: '$.tags[0].color_code' }],
])('%s is refused', async (_what, tag, code, details) => {
  expect(await make(tag)).toEqual([code, details]);
});

test('a name is there once in a module', async () => {
  expect((await make({ name: 'hot' }))[0]).toBe('SUCCESS');
  expect((await make({ name: 'hot' }))[0]).toBe('DUPLICATE_DATA');
  const elsewhere = (await org.ask('POST', '/settings/tags?module=Deals', { tags: [{ name: 'hot' }] })) as Json;
  expect(property(objects(elsewhere, 'tags')[0], 'code')).toBe('SUCCESS');
});

test('a module without a field of tags has none', async () => {
  const [field] = org.crm.store.list(org.crm.org.name, 'fields', 'Leads').filter((one) => one['api_name'] === 'Tag');
  org.crm.store.remove(org.crm.org.name, 'fields', field?.id ?? '');
  await expect(org.ask('GET', tags)).rejects.toThrow('INVALID_MODULE');
});
