import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects, property, text } from '../../cli/model/json.ts';
import type { EmulatorProcess } from './emulator-process.ts';
import { startEmulatorProcess } from './emulator-process.ts';

let folder: string;
let emulator: EmulatorProcess;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  emulator = await startEmulatorProcess(folder);
  token = await requestToken();
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await emulator.control('PUT', '/faults', { rules: [] });
});

async function requestToken(): Promise<string> {
  const org = objects(emulator.ready, 'orgs')[0];
  const query = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: text(org, 'clientId') ?? '',
    client_secret: text(org, 'clientSecret') ?? '',
    refresh_token: text(org, 'refreshToken') ?? '',
  });
  const response = await fetch(`${emulator.url}/oauth/v2/token?${query}`, { method: 'POST' });
  return text((await response.json()) as JsonObject, 'access_token') ?? '';
}

function call(method: string, path: string, options: { body?: JsonObject; signal?: AbortSignal } = {}): Promise<Response> {
  const { body, signal } = options;
  return fetch(`${emulator.url}/crm/v8${path}`, {
    method,
    headers: { authorization: `Zoho-oauthtoken ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
}

const makeField = (label: string, signal?: AbortSignal): Promise<Response> =>
  call('POST', '/settings/fields?module=Leads', {
    body: { fields: [{ field_label: label, data_type: 'text' }] },
    ...(signal === undefined ? {} : { signal }),
  });

async function labels(): Promise<readonly string[]> {
  const answer = (await (await call('GET', '/settings/fields?module=Leads')).json()) as JsonObject;
  return objects(answer, 'fields').map((field) => text(field, 'field_label') ?? '');
}

describe('orgcast emulator --json', () => {
  test('prints one line when it is ready, and nothing more', async () => {
    expect(emulator.ready).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      orgs: [
        {
          name: expect.any(String),
          zgid: expect.stringMatching(/^\d+$/),
          crmUrl: emulator.url,
          clientId: expect.any(String),
          clientSecret: expect.any(String),
          refreshToken: expect.any(String),
        },
      ],
      git: { apiUrl: expect.stringContaining(emulator.url), cloneUrl: expect.stringContaining(emulator.url), tokens: expect.any(Object) },
    });
    expect((await call('GET', '/settings/modules')).status).toBe(200);
    expect(emulator.lines).toHaveLength(1);
  });

  test('makes orgs as they are described, and lists them', async () => {
    const described = {
      edition: 'professional',
      type: 'developer',
      bundle: 'zohoone',
      integrations: ['google'],
      records: { Leads: 7 },
      userProfile: 'Standard',
    };
    const made = await emulator.control('POST', '/orgs', { name: 'lyon', ...described });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'lyon', crmUrl: emulator.url, refreshToken: expect.any(String) });
    const { orgs } = (await emulator.control('GET', '/orgs')).body;
    expect(objects({ orgs: orgs ?? [] }, 'orgs').find((org) => org['name'] === 'lyon')).toMatchObject({ edition: 'professional', type: 'developer' });
    const state = await emulator.control('GET', '/orgs/lyon/state');
    expect(objects(property(state.body, 'collections'), 'modules').length).toBeGreaterThan(20);
  });

  test('counts requests, credits and the peak of calls at one moment, by org and endpoint', async () => {
    await emulator.control('DELETE', '/stats');
    await emulator.control('PUT', '/faults', { rules: [{ path: '/crm/v8/settings/roles', latency: 100 }] });
    await Promise.all([1, 2, 3].map(() => call('GET', '/settings/roles')));
    const { orgs } = (await emulator.control('GET', '/stats')).body;
    const name = text(objects(emulator.ready, 'orgs')[0], 'name') ?? '';
    const endpoints = { 'GET /settings/roles': { requests: 3, credits: 3, statuses: { 200: 3 } } };
    expect(property(orgs, name)).toMatchObject({ requests: 3, credits: 3, peakConcurrency: 3, endpoints });
  });

  test('a fault answers with a status, for as many calls as it says, and only those that match', async () => {
    await emulator.control('PUT', '/faults', { rules: [{ method: 'GET', path: '/crm/v8/settings/*', count: 2, status: 429 }] });
    const status = async (path: string): Promise<number> => (await call('GET', path)).status;
    expect(await status('/org')).toBe(200);
    expect(await status('/settings/roles')).toBe(429);
    expect(await status('/settings/profiles')).toBe(429);
    expect(await status('/settings/roles')).toBe(200);
    expect((await emulator.control('PUT', '/faults', { rules: [{ colour: 'red' }] })).status).toBe(400);
  });

  test('a fault drops the connection, or never answers, after the write is done', async () => {
    const onWrite = { method: 'POST', path: '/crm/v8/settings/fields', count: 1 };
    await emulator.control('PUT', '/faults', { rules: [{ ...onWrite, drop: 'before' }] });
    await expect(makeField('Never made')).rejects.toThrow();
    await emulator.control('PUT', '/faults', { rules: [{ ...onWrite, drop: 'after' }] });
    await expect(makeField('Made and dropped')).rejects.toThrow();
    await emulator.control('PUT', '/faults', { rules: [{ ...onWrite, timeoutAfterSuccess: true }] });
    await expect(makeField('Made in silence', AbortSignal.timeout(1000))).rejects.toThrow();
    const there = await labels();
    expect(there).not.toContain('Never made');
    expect(there).toEqual(expect.arrayContaining(['Made and dropped', 'Made in silence']));
  });

  test('a fault cuts a list in half', async () => {
    const whole = await (await call('GET', '/settings/modules')).text();
    await emulator.control('PUT', '/faults', { rules: [{ path: '/crm/v8/settings/modules', count: 1, partialPage: true }] });
    const part = await (await call('GET', '/settings/modules')).text();
    expect(whole.startsWith(part)).toBe(true);
    expect(part.length).toBeLessThan(whole.length);
    expect(await (await call('GET', '/settings/modules')).text()).toBe(whole);
  });

  test('the clock is moved, and a token is over by then', async () => {
    const { now } = (await emulator.control('PUT', '/clock', { fixed: '2099-01-01T00:00:00Z' })).body;
    expect(now).toBe('2099-01-01T00:00:00.000Z');
    expect((await call('GET', '/org')).status).toBe(401);
    await emulator.control('PUT', '/clock', {});
    expect((await call('GET', '/org')).status).toBe(200);
    expect((await emulator.control('PUT', '/clock', { fixed: 'noon' })).status).toBe(400);
  });

  test('stops when it is told to, and keeps everything in its folder', async () => {
    await makeField('Kept');
    const before = objects(emulator.ready, 'orgs').map(({ crmUrl: _url, ...org }) => org);
    expect(await emulator.stop()).toBe(0);
    emulator = await startEmulatorProcess(folder);
    const after = objects(emulator.ready, 'orgs').map(({ crmUrl: _url, ...org }) => org);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.map((org) => org['name'])).toContain('lyon');
    expect(await labels()).toContain('Kept');
  });
});
