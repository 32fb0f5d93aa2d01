import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { fetchOverHttp } from '../../cli/crm/http-fetch.ts';
import { openClock } from '../../cli/emulator/crm/clock.ts';
import { createFaultTable } from '../../cli/emulator/crm/faults.ts';
import { answerToken } from '../../cli/emulator/crm/oauth.ts';
import { createReplyCache } from '../../cli/emulator/crm/reply-cache.ts';
import type { OrgPlan } from '../../cli/emulator/crm/seed/new-org.ts';
import { makeOrg } from '../../cli/emulator/crm/seed/new-org.ts';
import { answerOnSocket, isCrmCall } from '../../cli/emulator/crm/socket.ts';
import { openStore } from '../../cli/emulator/crm/store.ts';
import { createMeter } from '../../cli/emulator/crm/usage-meter.ts';
import { prepareOrg } from './prepared-org.ts';
import type { OrgPlace } from './world.ts';

/** The time at which everything happens. */
export const noon = Date.parse('2026-11-22T12:00:00Z');

/** The embedded CRM on a loopback port of its own, as `orgcast emulator` serves it, with small orgs in memory. */
export interface ServedCrm {
  readonly url: string;
  /** makes an org, in which people did what no API does */
  open(plan: OrgPlan): OrgPlace;
  close(): Promise<void>;
}

/** Starts to serve orgs on a free port. */
export async function serveCrm(): Promise<ServedCrm> {
  const store = openStore(':memory:');
  const clock = openClock(store, () => noon);
  const closing = new AbortController();
  let count = 0;
  const randomHex = (bytes: number): string => {
    count += 1;
    return count.toString(16).padStart(bytes * 2, '0');
  };
  const workshop = { store, clock, randomHex };
  const parts = { store, clock, faults: createFaultTable(), meter: createMeter(() => 0), replies: createReplyCache(store), closing: closing.signal };
  const giveTokens = getRequestListener((request) => answerToken(workshop, request), { overrideGlobalObjects: false });
  const server = createServer(
    (incoming, outgoing) => void (isCrmCall(incoming) ? answerOnSocket(parts, incoming, outgoing) : giveTokens(incoming, outgoing)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    open: (plan) => {
      const org = store.transaction(() => makeOrg(workshop, plan));
      prepareOrg(store, org);
      return { url, org, fetch: fetchOverHttp };
    },
    close: async () => {
      closing.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      store.close();
    },
  };
}
