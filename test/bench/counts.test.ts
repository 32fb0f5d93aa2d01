import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CrmClient } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { fetchOverHttp } from '../../cli/crm/http-fetch.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import type { WriteResult } from '../../cli/crm/write.ts';
import { sendWrite } from '../../cli/crm/write.ts';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Failure } from '../../cli/model/failure.ts';
import type { OrgUse } from './emulated.ts';

const seed = join(process.env['ORGCAST_SHARED'] ?? join(import.meta.dirname, '../../../shared'), 'zoho-samples/language-school-jp');
if (!existsSync(seed)) {
  if (process.env['ORGCAST_REQUIRE_SHARED'] === '1') throw new Error(`the sample org is not at ${seed}`);
  process.emitWarning(`counted with a new org instead: the sample org is not at ${seed} (set ORGCAST_SHARED)`);
}

let emulator: RunningEmulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

/** An emulator with one org, a client of it over the network, and every address that the client asked for. */
async function connect(plan: Record<string, unknown>): Promise<{ client: CrmClient; asked: string[]; peak(): number; use(): Promise<OrgUse> }> {
  const running = await startEmulator({
    now: () => new Date(),
    random: (size) => crypto.getRandomValues(new Uint8Array(size)),
    orgNames: ['unused'],
  });
  emulator = running;
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const content = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await fetch(`${running.url}/__emulator${path}`, { method, ...content })).json();
  };
  await control('POST', '/orgs', { name: 'osaka', edition: 'enterprise', ...plan });
  await control('PUT', '/faults', { rules: [{ path: '/crm/**', latency: 5 }] });
  const org = running.orgs.find((one) => one.name === 'osaka');
  const asked: string[] = [];
  let open = 0;
  let peak = 0;
  const client = connectCrm({
    hosts: resolveHosts({ dataCenter: 'us', crmUrl: running.url }),
    credentials: readCredentials(
      { ORGCAST_CLIENT_ID: org?.clientId, ORGCAST_CLIENT_SECRET: org?.clientSecret, ORGCAST_REFRESH_TOKEN: org?.refreshToken },
      'osaka',
    ),
    fetch: async (url, init) => {
      asked.push(`${init.method} ${url}`);
      open += 1;
      peak = Math.max(peak, open);
      return fetchOverHttp(url, init).finally(() => {
        open -= 1;
      });
    },
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
  });
  const use = async () =>
    ((await control('GET', '/stats')) as { orgs: Record<string, OrgUse> }).orgs['osaka'] ?? Promise.reject(new Error('no numbers'));
  return { client, asked, peak: () => peak, use };
}

function refusals(use: OrgUse): number {
  return Object.values(use.endpoints).reduce((sum, { statuses }) => sum + (statuses['429'] ?? 0), 0);
}

/** Creates that wait for nothing, all handed to the client at once. */
function createAll(client: CrmClient, count: number): readonly Promise<readonly WriteResult[]>[] {
  const make = (number: number): Promise<readonly WriteResult[]> =>
    sendWrite(client, {
      method: 'POST',
      path: '/settings/global_picklists',
      envelope: 'global_picklists',
      items: [{ display_label: `List ${number}`, api_name: `List_${number}`, pick_list_values: [{ display_value: 'A', actual_value: 'A' }] }],
    });
  return Array.from({ length: count }, (_unused, index) => make(index));
}

describe('reading an org', () => {
  test.each([
    ['enterprise', 20],
    ['free', 5],
  ])('of the edition %s: %i at once, nothing twice, one token, nothing turned away', async (edition, concurrency) => {
    const { client, asked, peak, use } = await connect({ edition, ...(existsSync(seed) ? { seed } : {}) });
    const found = await readOrg(client, kinds, { external: ['user'] });
    const counted = await use();
    expect(found.unreadable).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.filter((address) => address.includes('/oauth/')).length).toBe(1);
    expect(counted.requests).toBe(asked.length - 1);
    expect(peak()).toBe(concurrency);
    expect(counted.peakConcurrency).toBeLessThanOrEqual(concurrency);
    expect(refusals(counted)).toBe(0);
    expect(client.stats()).toEqual({ requests: counted.requests, credits: counted.credits });
  });
});

describe('500 creates that wait for nothing', () => {
  test.each([
    ['enterprise', 20],
    ['free', 5],
  ])('to an org of the edition %s: %i at once, each once, nothing turned away', async (edition, concurrency) => {
    const { client, asked, peak, use } = await connect({ edition });
    await readOrg(client, kinds, { only: ['module'] });
    const results = (await Promise.all(createAll(client, 500))).flat();
    const counted = await use();
    expect(results.every(({ status }) => status === 'done')).toBe(true);
    expect(counted.endpoints['POST /settings/global_picklists']).toMatchObject({ requests: 500, statuses: { 201: 500 } });
    expect(peak()).toBe(concurrency);
    expect(counted.peakConcurrency).toBeLessThanOrEqual(concurrency);
    expect(refusals(counted)).toBe(0);
    expect(asked.filter((address) => address.includes('/oauth/')).length).toBe(1);
  });

  test('to an org with fewer credits: it is never asked for more than it has', async () => {
    const { client, use } = await connect({ creditLimit: 300 });
    await readOrg(client, kinds, { only: ['module'] });
    const settled = await Promise.allSettled(createAll(client, 500));
    const counted = await use();
    const codes = settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Failure).code] : []));
    expect(new Set(codes)).toEqual(new Set(['crm.credits_used_up']));
    expect(counted.credits).toBeLessThanOrEqual(300);
    // What is under way counts twice where the answer tells of it already, so that a few stay unused.
    expect(counted.credits).toBeGreaterThan(300 - 2 * 20);
    expect(codes.length).toBe(500 - Number(counted.endpoints['POST /settings/global_picklists']?.requests));
    expect(refusals(counted)).toBe(0);
  });
});
