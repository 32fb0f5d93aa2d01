import { describe, expect, test } from 'vitest';
import { answerToken, coversScope } from '../../../cli/emulator/crm/oauth.ts';
import type { OrgRecord } from '../../../cli/emulator/crm/org-record.ts';
import { addOrg } from '../../../cli/emulator/org-access.ts';
import { openParts } from './open-crm.ts';

const { workshop } = openParts();
const org = addOrg(workshop, { name: 'kyoto' });

function parameters(of: OrgRecord, changes: Record<string, string> = {}): URLSearchParams {
  const { clientId, clientSecret, refreshToken } = of.credentials;
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    ...changes,
  });
}

async function ask(query: URLSearchParams, body?: FormData | URLSearchParams): Promise<{ status: number; body: Record<string, unknown> }> {
  const init = body === undefined ? { method: 'POST' } : { method: 'POST', body };
  const response = await answerToken(workshop, new Request(`http://crm.test/oauth/v2/token?${query}`, init));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the token call', () => {
  test('takes its parameters in the query, as an urlencoded form and as a multipart form', async () => {
    const multipart = new FormData();
    for (const [name, value] of parameters(org)) multipart.set(name, value);
    const answers = [await ask(parameters(org)), await ask(new URLSearchParams(), parameters(org)), await ask(new URLSearchParams(), multipart)];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ api_domain: 'http://crm.test', token_type: 'Bearer', expires_in: 3600 });
    }
    expect(new Set(answers.map(({ body }) => body['access_token'])).size).toBe(3);
  });

  test.each([
    ['invalid_client', { client_id: 'x' }],
    ['invalid_client_secret', { client_secret: 'x' }],
    ['invalid_code', { refresh_token: 'x' }],
    ['invalid_grant', { grant_type: 'password' }],
  ])('says %s with status 200', async (error, changes) => {
    expect(await ask(parameters(org, changes as Record<string, string>))).toEqual({ status: 200, body: { error } });
  });

  test('gives ten tokens in ten minutes, then none until they are over', async () => {
    const osaka = addOrg(workshop, { name: 'osaka' });
    for (let count = 0; count < 10; count += 1) expect((await ask(parameters(osaka))).body).toHaveProperty('access_token');
    expect((await ask(parameters(osaka))).body).toMatchObject({ error: 'Access Denied', status: 'failure' });
    workshop.clock.set({ offset: 599 });
    expect((await ask(parameters(osaka))).body).toMatchObject({ error: 'Access Denied' });
    workshop.clock.set({ offset: 600 });
    expect((await ask(parameters(osaka))).body).toHaveProperty('access_token');
  });

  test('an org can be made with another number of tokens', async () => {
    const nara = addOrg(workshop, { name: 'nara', tokenLimit: 1 });
    expect((await ask(parameters(nara))).body).toHaveProperty('access_token');
    expect((await ask(parameters(nara))).body).toHaveProperty('error');
  });
});

describe('scopes', () => {
  test.each([
    ['ZohoCRM.settings.fields.READ', 'ZohoCRM.settings.fields.READ', true],
    ['ZohoCRM.settings.fields.ALL', 'ZohoCRM.settings.fields.READ', true],
    ['ZohoCRM.settings.all', 'ZohoCRM.settings.fields.READ', true],
    ['ZohoCRM.settings.fields.READ', 'ZohoCRM.settings.fields.CREATE', false],
    ['ZohoCRM.settings.layouts.ALL', 'ZohoCRM.settings.fields.READ', false],
    ['ZohoCRM.modules.ALL', 'ZohoCRM.settings.fields.READ', false],
  ])('%s for %s: %s', (granted, needed, covered) => {
    expect(coversScope([granted], needed)).toBe(covered);
  });
});
