import { describe, expect, test } from 'vitest';
import { answerCrm } from '../../../cli/emulator/crm/app.ts';
import { listOf, openCrm, openParts } from './open-crm.ts';

describe('a call', () => {
  test('needs a token of the emulator', async () => {
    const { parts } = openParts();
    for (const authorization of ['', 'Bearer x', 'Zoho-oauthtoken x']) {
      const response = await answerCrm(parts, new Request('http://crm.test/crm/v8/org', { headers: { authorization } }));
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'INVALID_TOKEN', status: 'error' });
    }
  });

  test('to an unknown path or another version is 404, with a wrong method 400', async () => {
    const crm = await openCrm();
    for (const path of ['/settings/nothing', '/crm/v2/settings/modules', '/settings/fields/1/2/3']) {
      expect(await crm.call('GET', path)).toMatchObject({ status: 404, body: { code: 'INVALID_URL_PATTERN' } });
    }
    expect(await crm.call('DELETE', '/settings/modules')).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST_METHOD' } });
  });

  test('needs the scope of its route', async () => {
    const crm = await openCrm({ scopes: ['ZohoCRM.settings.fields.READ'] });
    expect((await crm.call('GET', '/settings/fields?module=Leads')).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/settings/fields?module=Leads'],
      ['GET', '/settings/layouts?module=Leads'],
    ] as const) {
      expect(await crm.call(method, path)).toMatchObject({ status: 401, body: { code: 'OAUTH_SCOPE_MISMATCH' } });
    }
  });

  test('takes a JSON object as body and nothing else', async () => {
    const crm = await openCrm();
    for (const body of [[], 'text', 1]) {
      expect(await crm.call('POST', '/settings/fields?module=Leads', body)).toMatchObject({ status: 400, body: { code: 'INVALID_DATA' } });
    }
    expect(await crm.call('POST', '/settings/fields?module=Leads')).toMatchObject({ status: 400, body: { code: 'MANDATORY_NOT_FOUND' } });
  });

  test('of a user without the permission changes nothing but may read', async () => {
    const crm = await openCrm({ userProfile: 'Standard' });
    expect(await crm.first('/users?type=CurrentUser')).toMatchObject({ profile: { name: 'Standard' } });
    expect((await crm.call('GET', '/settings/modules')).status).toBe(200);
    const refused = await crm.call('POST', '/settings/fields?module=Leads', { fields: [{ field_label: 'X', data_type: 'text' }] });
    expect(refused).toMatchObject({ status: 403, body: { code: 'NO_PERMISSION', details: { permissions: ['Crm_Implied_Customize_Zoho_CRM'] } } });
  });

  test('that the org lacks is API_NOT_SUPPORTED and absent from __apis', async () => {
    const crm = await openCrm({ disabledApis: ['POST /settings/fields'] });
    expect(await crm.call('POST', '/settings/fields?module=Leads', {})).toMatchObject({ status: 400, body: { code: 'API_NOT_SUPPORTED' } });
    const fields = (await crm.items('/__apis')).find((api) => api['path'] === '/crm/v8/settings/fields');
    expect(fields?.['operation_types']).toEqual([
      { method: 'GET', oauth_scope: 'ZohoCRM.settings.fields.READ', max_credits: 1, min_credits: 1 },
      { method: 'PATCH', oauth_scope: 'ZohoCRM.settings.fields.UPDATE', max_credits: 1, min_credits: 1 },
    ]);
  });

  test('is refused when the credits of 24 hours are used up, and told of what is left from half on', async () => {
    const crm = await openCrm({ creditLimit: 4 });
    const remaining: (string | null)[] = [];
    for (let count = 0; count < 4; count += 1) remaining.push((await crm.call('GET', '/org')).headers.get('x-api-credits-remaining'));
    expect(remaining).toEqual([null, '2', '1', '0']);
    expect(await crm.call('GET', '/org')).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
    crm.parts.clock.set({ offset: 86_400 });
    expect((await crm.call('GET', '/org')).status).toBe(401);
  });

  test('counts credits by edition: making a module costs 500', async () => {
    const crm = await openCrm({ edition: 'free' });
    const profile = (await crm.first('/settings/profiles'))['id'] ?? null;
    const body = { modules: [{ api_name: 'A', singular_label: 'A', plural_label: 'As', profiles: [{ id: profile }] }] };
    expect(await crm.call('POST', '/settings/modules', body)).toMatchObject({ status: 400, body: { code: 'LIMIT_EXCEEDED', details: { limit: 0 } } });
    expect(crm.parts.meter.report().orgs['kyoto']).toMatchObject({ requests: 2, credits: 501 });
  });

  test('beyond the calls of one moment is 429', async () => {
    const crm = await openCrm({ edition: 'free' });
    crm.parts.faults.set([{ path: '/crm/v8/org', latency: 20 }]);
    const answers = await Promise.all(Array.from({ length: 7 }, () => crm.call('GET', '/org')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(crm.parts.meter.report().orgs['kyoto']).toMatchObject({ peakConcurrency: 6 });
  });

  test('of one org never reaches another', async () => {
    const base = openParts();
    const kyoto = await openCrm({ name: 'kyoto' }, base);
    const osaka = await openCrm({ name: 'osaka' }, base);
    await kyoto.write('POST', '/settings/fields?module=Leads', { fields: [{ field_label: 'Own', data_type: 'text' }] });
    const ids = (crm: typeof kyoto) => crm.items('/settings/fields?module=Leads').then((fields) => fields.map((field) => `${field['id']}`));
    const [one, other] = [await ids(kyoto), await ids(osaka)];
    expect(one).toHaveLength(other.length + 1);
    expect(one.filter((id) => other.includes(id))).toEqual([]);
    for (const id of [...one, ...other]) expect(id).toMatch(/^\d{17,19}$/);
  });
});

describe('a fault rule', () => {
  test('answers in place of the call, as often as it says', async () => {
    const crm = await openCrm();
    crm.parts.faults.set([{ method: 'GET', path: '/crm/v8/settings/*', skip: 1, count: 2, status: 429 }]);
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await crm.call('GET', '/settings/roles')).status);
    expect(statuses).toEqual([200, 429, 429, 200]);
    crm.parts.faults.set([{ path: '/crm/v8/settings/**', status: 503, body: { code: 'X' } }]);
    expect(await crm.call('GET', '/settings/fields/1?module=Leads')).toMatchObject({ status: 503, body: { code: 'X' } });
    expect((await crm.call('GET', '/org')).status).toBe(200);
  });

  test('cuts a page in half so that its info disagrees, or so that it is no JSON', async () => {
    const crm = await openCrm();
    crm.parts.faults.set([{ partialPage: true }]);
    const users = await crm.call('GET', '/users?type=AllUsers');
    expect(listOf(users.body)).toHaveLength(1);
    expect(users.body).toMatchObject({ info: { count: 2 } });
    await expect(crm.call('GET', '/settings/modules')).rejects.toThrow(SyntaxError);
  });
});
