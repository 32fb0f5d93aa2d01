import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';

let folder: string;
let running: RunningEmulator | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
});

afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<EmulatorOptions> = {}): Promise<RunningEmulator> {
  running = await startEmulator({
    data: folder,
    now: () => new Date('2026-03-01T00:00:00Z'),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    ...more,
  });
  return running;
}

async function requestToken(emulator: RunningEmulator, name: string): Promise<string> {
  const org = emulator.orgs.find((candidate) => candidate.name === name);
  if (org === undefined) throw new Error(`no org ${name}`);
  const form = new FormData();
  form.set('grant_type', 'refresh_token');
  form.set('client_id', org.clientId);
  form.set('client_secret', org.clientSecret);
  form.set('refresh_token', org.refreshToken);
  const response = await fetch(`${emulator.url}/oauth/v2/token`, { method: 'POST', body: form });
  const body = (await response.json()) as { access_token: string; api_domain: string };
  expect(body.api_domain).toBe(emulator.url);
  return body.access_token;
}

async function control(
  emulator: RunningEmulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${emulator.url}/__emulator${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function call(emulator: RunningEmulator, token: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${emulator.url}/crm/v8${path}`, { ...init, headers: { authorization: `Zoho-oauthtoken ${token}` } });
}

describe('the listening emulator', () => {
  test('listens on loopback only, serves the CRM and the Git host, and tells what is needed to reach them', async () => {
    const emulator = await start({ orgNames: ['head-office', 'osaka'] });
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator.orgs.map((org) => org.name)).toEqual(['head-office', 'osaka']);
    expect(emulator.git).toMatchObject({ apiUrl: `${emulator.url}/api/v3`, cloneUrl: `${emulator.url}/git` });
    const modules = await call(emulator, await requestToken(emulator, 'osaka'), '/settings/modules');
    expect(modules.status).toBe(200);
    const { token } = emulator.forge.createUser('ada');
    const user = await fetch(`${emulator.git.apiUrl}/user`, { headers: { authorization: `token ${token}` } });
    expect(await user.json()).toMatchObject({ login: 'ada' });
    expect(emulator.git.tokens).toMatchObject({ ada: token });
  });

  test('keeps orgs, tokens and changes over a restart', async () => {
    const first = await start({ orgNames: ['osaka'] });
    const token = await requestToken(first, 'osaka');
    const made = await call(first, token, '/settings/fields?module=Leads', {
      method: 'POST',
      body: JSON.stringify({ fields: [{ field_label: 'Kept', data_type: 'text' }] }),
    });
    expect(made.status).toBe(201);
    const { orgs } = first;
    await control(first, 'PUT', '/clock', { offset: 60 });
    await first.close();
    running = undefined;
    const second = await start({ orgNames: ['osaka'] });
    expect(second.orgs.map(({ crmUrl: _url, ...org }) => org)).toEqual(orgs.map(({ crmUrl: _url, ...org }) => org));
    const fields = (await (await call(second, token, '/settings/fields?module=Leads')).json()) as { fields: { api_name: string }[] };
    expect(fields.fields.map((field) => field.api_name)).toContain('Kept');
    expect((await control(second, 'GET', '/clock')).body).toEqual({ now: '2026-03-01T00:01:00.000Z' });
  });

  test('makes orgs on request and refuses what it does not know', async () => {
    const emulator = await start();
    const made = await control(emulator, 'POST', '/orgs', {
      name: 'lyon',
      edition: 'standard',
      type: 'sandbox',
      bundle: 'crmplus',
      integrations: ['google'],
      records: { Leads: 120_000 },
      disabledApis: ['POST /settings/blueprints'],
    });
    expect(made.status).toBe(201);
    expect((await control(emulator, 'POST', '/orgs', { name: 'lyon' })).status).toBe(409);
    expect((await control(emulator, 'POST', '/orgs', { name: 'Lyon 2' })).status).toBe(400);
    expect((await control(emulator, 'POST', '/orgs', { name: 'x', colour: 'red' })).body['error']).toContain('colour');
    expect((await control(emulator, 'GET', '/orgs/nowhere/state')).status).toBe(404);
    const token = await requestToken(emulator, 'lyon');
    const org = (await (await call(emulator, token, '/org')).json()) as { org: Record<string, unknown>[] };
    expect(org.org[0]).toMatchObject({ type: 'sandbox', gapps_enabled: true, license_details: { paid_type: 'crmplus' } });
    expect(await (await call(emulator, token, '/Leads/actions/count')).json()).toEqual({ count: 120_000 });
    const refused = await call(emulator, token, '/settings/blueprints', { method: 'POST', body: '{}' });
    expect(await refused.json()).toMatchObject({ code: 'API_NOT_SUPPORTED' });
    const state = (await control(emulator, 'GET', '/orgs/lyon/state')).body as { collections: Record<string, unknown[]> };
    expect(state.collections['modules']?.length).toBeGreaterThan(20);
  });

  test('drops the connection before or after the write, and never answers, as a fault rule says', async () => {
    const emulator = await start({ orgNames: ['osaka'] });
    const token = await requestToken(emulator, 'osaka');
    const labels = async () => {
      const answer = (await (await call(emulator, token, '/settings/fields?module=Leads')).json()) as { fields: { field_label: string }[] };
      return answer.fields.map((field) => field.field_label);
    };
    const create = (label: string, signal?: AbortSignal) =>
      call(emulator, token, '/settings/fields?module=Leads', {
        method: 'POST',
        body: JSON.stringify({ fields: [{ field_label: label, data_type: 'text' }] }),
        ...(signal === undefined ? {} : { signal }),
      });
    const onCreate = { method: 'POST', path: '/crm/v8/settings/fields', count: 1 };
    await control(emulator, 'PUT', '/faults', { rules: [{ ...onCreate, drop: 'before' }] });
    await expect(create('One')).rejects.toThrow();
    await control(emulator, 'PUT', '/faults', { rules: [{ ...onCreate, drop: 'after' }] });
    await expect(create('Two')).rejects.toThrow();
    await control(emulator, 'PUT', '/faults', { rules: [{ ...onCreate, timeoutAfterSuccess: true }] });
    await expect(create('Three', AbortSignal.timeout(500))).rejects.toThrow();
    expect(await create('Four').then((answer) => answer.status)).toBe(201);
    const found = await labels();
    expect(found).not.toContain('One');
    expect(found).toEqual(expect.arrayContaining(['Two', 'Three', 'Four']));
  });

  test('tells requests, credits and the peak of calls at one moment', async () => {
    const emulator = await start({ orgNames: ['osaka'] });
    const token = await requestToken(emulator, 'osaka');
    await control(emulator, 'PUT', '/faults', { rules: [{ path: '/crm/v8/settings/roles', latency: 50 }] });
    await Promise.all([1, 2, 3].map(() => call(emulator, token, '/settings/roles')));
    const { orgs } = (await control(emulator, 'GET', '/stats')).body as { orgs: Record<string, Record<string, unknown>> };
    expect(orgs['osaka']).toMatchObject({ requests: 3, credits: 3, peakConcurrency: 3, endpoints: { 'GET /settings/roles': { requests: 3 } } });
    const { firstArrival, lastAnswer, rate } = orgs['osaka'] as Record<string, number>;
    const seconds = (Number(lastAnswer) - Number(firstArrival)) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(0.045);
    expect(rate).toBeCloseTo(3 / seconds, 0);
    const reset = (await control(emulator, 'DELETE', '/stats')).body as typeof orgs;
    expect(reset).toMatchObject({ orgs: { osaka: { requests: 0, rate: 0 } } });
    expect(Object.keys(reset['orgs']?.['osaka'] ?? {})).not.toContain('firstArrival');
  });

  test('the clock can be moved: a token is over after an hour', async () => {
    const emulator = await start({ orgNames: ['osaka'] });
    const token = await requestToken(emulator, 'osaka');
    expect((await control(emulator, 'PUT', '/clock', { offset: 3599 })).body).toEqual({ now: '2026-03-01T00:59:59.000Z' });
    expect((await call(emulator, token, '/org')).status).toBe(200);
    await control(emulator, 'PUT', '/clock', { fixed: '2026-03-01T01:00:00Z' });
    expect((await call(emulator, token, '/org')).status).toBe(401);
    expect((await control(emulator, 'PUT', '/clock', { fixed: 'noon' })).status).toBe(400);
  });
});
