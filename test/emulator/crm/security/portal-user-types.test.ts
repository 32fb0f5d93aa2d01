import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { openCrm } from '../open-crm.ts';

const path = '/settings/portals/Customers/user_type';

let crm: TestCrm;
let contacts: JsonObject;
let layouts: Readonly<Record<string, string>>;

beforeEach(async () => {
  crm = await openCrm();
  await crm.write('POST', '/settings/portals', { portals: [{ name: 'Customers' }] });
  const layoutOf = async (module: string): Promise<string> => text(await crm.first(`/settings/layouts?module=${module}`), 'id') ?? '';
  layouts = { Contacts: await layoutOf('Contacts'), Deals: await layoutOf('Deals'), Vendors: await layoutOf('Vendors') };
  contacts = moduleOf('Contacts');
});

function moduleOf(name: string, more: JsonObject = {}): JsonObject {
  return { api_name: name, shared_type: 'private', permissions: { view: true }, layouts: [{ id: layouts[name] ?? '' }], ...more };
}

function typeOf(more: JsonObject = {}): JsonObject {
  return { name: 'Client', personality_module: { api_name: 'Contacts' }, invitation_field: { api_name: 'Email' }, modules: [contacts], ...more };
}

/** Status, code, and where what was refused stands. */
async function say(method: string, type?: JsonObject, at = path): Promise<readonly Json[]> {
  const { status, body } = await crm.call(method, at, type === undefined ? undefined : { user_type: [type] });
  const result = objects(body, 'user_type')[0] ?? body;
  const where = text(property(result, 'details'), 'json_path');
  return [status, text(result, 'code') ?? '', ...(where === undefined ? [] : [where])];
}

test('is made in a portal, off, changed, and goes while it has no people', async () => {
  expect((await crm.call('GET', path)).body).toEqual({ user_type: [] });
  const [id] = await crm.write('POST', path, {
    user_type: [typeOf({ modules: [contacts, moduleOf('Deals', { filters: [{ api_name: 'Contact_Name' }] })] })],
  });
  expect(await crm.first(path)).toMatchObject({
    ...{ id, name: 'Client', active: false, default: false, invitation_field: { api_name: 'Email' } },
    modules: [
      { api_name: 'Contacts', permissions: { view: true, edit: false } },
      { api_name: 'Deals', filters: [{ api_name: 'Contact_Name' }] },
    ],
  });
  const one = `${path}/${id}`;
  expect(await say('PUT', typeOf(), one)).toEqual([400, 'CANNOT_REMOVE', '$.user_type[0].modules']);
  const both = [contacts, moduleOf('Deals')];
  expect(await say('PUT', typeOf({ active: true, modules: both }), one)).toEqual([200, 'SUCCESS']);
  expect(await crm.first(one)).toMatchObject({ active: true, modules: [{}, { filters: [] }] });
  const kept = crm.parts.store.get(crm.org.name, 'user_type', id ?? '');
  if (kept === undefined) throw new Error('it is not there');
  crm.parts.store.put(crm.org.name, 'user_type', { ...kept, no_of_users: 2 });
  expect(await say('DELETE', undefined, one)).toEqual([400, 'INVALID_DATA']);
  crm.parts.store.put(crm.org.name, 'user_type', kept);
  expect(await say('DELETE', undefined, one)).toEqual([200, 'SUCCESS']);
  expect(await say('DELETE', undefined, one)).toEqual([400, 'INVALID_DATA']);
  expect(await say('GET', undefined, '/settings/portals/Nobody/user_type')).toEqual([400, 'INVALID_DATA']);
});

const at = '$.user_type[0]';

test.each<[string, () => JsonObject, readonly Json[]]>([
  ['no name', () => typeOf({ name: '' }), ['MANDATORY_NOT_FOUND', `${at}.name`]],
  ['a module of people that is none', () => typeOf({ personality_module: { api_name: 'X' } }), ['INVALID_DATA', `${at}.personality_module.api_name`]],
  ['nothing of the people themselves', () => typeOf({ modules: [moduleOf('Deals')] }), ['REQUIRED_PARAM_MISSING', `${at}.modules`]],
  ['no layout', () => typeOf({ modules: [{ ...contacts, layouts: [] }] }), ['DEPENDENT_FIELD_MISSING', `${at}.modules[0].layouts`]],
  ['a module that nothing links', () => typeOf({ modules: [contacts, moduleOf('Vendors')] }), ['INVALID_MODULE', `${at}.modules[1].api_name`]],
  [
    'a field that is none',
    () => typeOf({ modules: [{ ...contacts, fields: [{ api_name: 'X' }] }] }),
    ['INVALID_DATA', `${at}.modules[0].fields[0].api_name`],
  ],
  [
    'a filter that leads elsewhere',
    () => typeOf({ modules: [contacts, moduleOf('Deals', { filters: [{ api_name: 'Account_Name' }] })] }),
    ['INVALID_DATA', `${at}.modules[1].filters[0].id`],
  ],
])('with %s none is made', async (_what, type, refusal) => {
  expect(await say('POST', type())).toEqual([400, ...refusal]);
});

test('there are five of them in an org, each with a name of its own', async () => {
  expect(await say('POST', typeOf())).toEqual([200, 'SUCCESS']);
  expect(await say('POST', typeOf())).toEqual([400, 'DUPLICATE_DATA', `${at}.name`]);
  for (let count = 2; count <= 5; count += 1) expect(await say('POST', typeOf({ name: `Client ${count}` }))).toEqual([200, 'SUCCESS']);
  expect(await say('POST', typeOf({ name: 'Client 6' }))).toEqual([400, 'LICENSE_LIMIT_EXCEEDED']);
});
