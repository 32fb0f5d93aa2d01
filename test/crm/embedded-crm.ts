import type { CrmClient, CrmConnection } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { answerCrm, ConnectionDropped } from '../../cli/emulator/crm/app.ts';
import { openClock } from '../../cli/emulator/crm/clock.ts';
import type { FaultTable } from '../../cli/emulator/crm/faults.ts';
import { createFaultTable } from '../../cli/emulator/crm/faults.ts';
import { answerToken } from '../../cli/emulator/crm/oauth.ts';
import type { OrgRecord } from '../../cli/emulator/crm/org-record.ts';
import { createReplyCache } from '../../cli/emulator/crm/reply-cache.ts';
import type { OrgPlan } from '../../cli/emulator/crm/seed/new-org.ts';
import { makeOrg } from '../../cli/emulator/crm/seed/new-org.ts';
import type { DocStore } from '../../cli/emulator/crm/store.ts';
import { openStore } from '../../cli/emulator/crm/store.ts';
import type { OrgUse } from '../../cli/emulator/crm/usage-meter.ts';
import { createMeter } from '../../cli/emulator/crm/usage-meter.ts';

/** The embedded CRM with one org, called as a function in place of the network. */
export interface EmbeddedCrm {
  readonly url: string;
  readonly org: OrgRecord;
  readonly store: DocStore;
  readonly faults: FaultTable;
  readonly fetch: typeof globalThis.fetch;
  use(): OrgUse;
  /** moves its clock, in seconds */
  advance(seconds: number): void;
}

/** Makes an org in memory; what a real network would do to a dropped connection, `fetch` does here. */
export function embedCrm(plan: Partial<OrgPlan> = {}): EmbeddedCrm {
  const store = openStore(':memory:');
  const clock = openClock(store, () => Date.parse('2026-11-22T00:00:00Z'));
  let count = 0;
  const randomHex = (bytes: number): string => {
    count += 1;
    return count.toString(16).padStart(bytes * 2, '0');
  };
  const org = store.transaction(() => makeOrg({ store, clock, randomHex }, { name: 'osaka', ...plan }));
  const faults = createFaultTable();
  const meter = createMeter(() => 0);
  const parts = { store, clock, faults, meter, replies: createReplyCache(store), closing: new AbortController().signal };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    try {
      if (new URL(request.url).pathname === '/oauth/v2/token') return await answerToken({ store, clock, randomHex }, request);
      return await Promise.race([answerCrm(parts, request), rejectOn(init?.signal)]);
    } catch (error) {
      if (error instanceof ConnectionDropped) throw new TypeError('fetch failed', { cause: error });
      throw error;
    }
  };
  return { url: 'http://127.0.0.1:4111', org, store, faults, fetch, use: () => meter.use(org.name), advance: (offset) => clock.set({ offset }) };
}

function rejectOn(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** A client of the program's own for an embedded org, without waiting. */
export function connectEmbedded(crm: EmbeddedCrm, options: Partial<CrmConnection> = {}): CrmClient {
  const { clientId, clientSecret, refreshToken } = crm.org.credentials;
  const env = { ORGCAST_CLIENT_ID: clientId, ORGCAST_CLIENT_SECRET: clientSecret, ORGCAST_REFRESH_TOKEN: refreshToken };
  return connectCrm({
    hosts: resolveHosts({ dataCenter: 'jp', crmUrl: crm.url }),
    credentials: readCredentials(env, crm.org.name),
    fetch: crm.fetch,
    now: () => 0,
    sleep: () => Promise.resolve(),
    random: () => 0,
    ...options,
  });
}
