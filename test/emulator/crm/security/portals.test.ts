import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property, text } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { openCrm } from '../open-crm.ts';

const path = '/settings/portals';
const saml = { login_url: 'https://id.example/in', logout_url: 'https://id.example/out', public_key: 'MIIC' };

let crm: TestCrm;
beforeEach(async () => {
  crm = await openCrm();
});

/** Status, code, and where what was refused stands. */
async function say(method: string, at: string, portal?: JsonObject): Promise<readonly Json[]> {
  const { status, body } = await crm.call(method, at, portal === undefined ? undefined : { portals: [portal] });
  const result = objects(body, 'portals')[0] ?? body;
  const where = text(property(result, 'details'), 'json_path');
  return [status, text(result, 'code') ?? '', ...(where === undefined ? [] : [where])];
}

test('a portal is made by its name, has no id, and goes again', async () => {
  expect((await crm.call('GET', path)).status).toBe(204);
  expect((await crm.call('POST', path, { portals: [{ name: 'Customers' }] })).body).toMatchObject({ portals: [{ details: { name: 'Customers' } }] });
  expect(Object.keys(await crm.first(path)).sort()).toEqual([
    ...['active', 'created_by', 'created_time', 'login_url', 'modified_by', 'modified_time', 'name', 'zaid'],
  ]);
  expect(await say('PUT', `${path}/Customers`, { saml_configuration: saml })).toEqual([200, 'SUCCESS']);
  expect(await crm.first(`${path}/Customers`)).toMatchObject({ saml_configuration: { ...saml, active: true } });
  expect(await say('PUT', `${path}/customers`, { name: 'Clients' })).toEqual([200, 'SUCCESS']);
  expect((await crm.call('GET', `${path}/Customers`)).status).toBe(204);
  expect(await say('DELETE', `${path}/Clients`)).toEqual([200, 'SUCCESS']);
  expect(await say('DELETE', `${path}/Clients`)).toEqual([400, 'INVALID_DATA']);
});

test.each<[string, JsonObject, readonly Json[]]>([
  ['no name', {}, ['MANDATORY_NOT_FOUND', '$.portals[0].name']],
  ['a name that is too long', { name: 'x'.repeat(31) }, ['INVALID_DATA', '$.portals[0].name']],
  ['letters that no address has', { name: 'Our customers' }, ['PATTERN_NOT_MATCHED', '$.portals[0].name']],
  ['a name that is taken', { name: 'customers' }, ['ALREADY_USED', '$.portals[0].name']],
])('with %s none is made', async (_what, portal, refusal) => {
  await say('POST', path, { name: 'Customers' });
  expect(await say('POST', path, portal)).toEqual([400, ...refusal]);
});

test('an edition without portals has none and makes none', async () => {
  crm = await openCrm({ edition: 'professional' });
  expect((await crm.call('GET', path)).status).toBe(204);
  expect(await say('POST', path, { name: 'Customers' })).toEqual([403, 'NO_PERMISSION']);
});

test('single sign-on is said whole', async () => {
  await say('POST', path, { name: 'Customers' });
  const { login_url: _url, ...rest } = saml;
  expect(await say('PUT', `${path}/Customers`, { saml_configuration: rest })).toEqual([
    400,
    'MANDATORY_NOT_FOUND',
    '$.portals[0].saml_configuration.login_url',
  ]);
});
