import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { JsonObject } from '../model/json.ts';
import { createControl } from './control.ts';
import type { CrmParts } from './crm/app.ts';
import { openClock } from './crm/clock.ts';
import { createFaultTable } from './crm/faults.ts';
import { answerToken } from './crm/oauth.ts';
import { createReplyCache } from './crm/reply-cache.ts';
import type { OrgWorkshop } from './crm/seed/new-org.ts';
import { answerOnSocket, isCrmCall } from './crm/socket.ts';
import { openStore } from './crm/store.ts';
import { createMeter } from './crm/usage-meter.ts';
import type { Forge } from './git/forge.ts';
import { createForge } from './git/forge.ts';
import type { OrgAccess } from './org-access.ts';
import { accessOf, addOrg, seedReports } from './org-access.ts';

/** How the emulator is started. Time and randomness are the caller's. */
export interface EmulatorOptions {
  /** 0, the default, takes a free port */
  readonly port?: number;
  /** folder that keeps everything; without it a temporary one is used and removed at the end */
  readonly data?: string;
  /** folder of CRM response documents that the first org is seeded from, when it is made */
  readonly seed?: string;
  /** names of orgs that are to be there; those that are not yet are made. Default: one named after the seed folder, or `demo` where there is none */
  readonly orgNames?: readonly string[];
  readonly now: () => Date;
  readonly random: (count: number) => Uint8Array;
  /** the PATH in which git is looked for */
  readonly searchPath?: string;
}

/** A listening emulator. `orgs` and `git` are what `orgcast emulator --json` prints. */
export interface RunningEmulator {
  readonly url: string;
  /** orgs as they are now, with the credentials of their clients */
  readonly orgs: readonly OrgAccess[];
  readonly git: { readonly apiUrl: string; readonly cloneUrl: string; readonly tokens: Readonly<Record<string, string>> };
  /** by org: what its seed folder brought, and what of it could not be used and why */
  readonly seedReports: Readonly<Record<string, JsonObject>>;
  /** the Git host itself, for what has no REST call: repositories, accounts, events */
  readonly forge: Forge;
  close(): Promise<void>;
}

/** Starts the embedded CRM and Git host on one loopback port. Rejects when the port is taken or the data folder cannot be written. */
export async function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const folder = options.data ?? mkdtempSync(join(tmpdir(), 'orgcast-emulator-'));
  mkdirSync(folder, { recursive: true });
  const closing = new AbortController();
  const store = openStore(join(folder, 'crm.sqlite'));
  const clock = openClock(store, () => options.now().getTime());
  const workshop = { store, clock, randomHex: (bytes: number) => Buffer.from(options.random(bytes)).toString('hex') };
  const parts: CrmParts = {
    store,
    clock,
    faults: createFaultTable(),
    meter: createMeter(() => performance.now()),
    replies: createReplyCache(store),
    closing: closing.signal,
  };
  seedFirst(workshop, options);
  let url = '';
  const searchPath = options.searchPath === undefined ? {} : { searchPath: options.searchPath };
  const now = (): Date => new Date(clock.now());
  const forge = createForge({ dataDir: join(folder, 'git'), now, random: options.random, baseUrl: () => url, ...searchPath });
  const listener = getRequestListener(createApp(parts, workshop, forge).fetch, { overrideGlobalObjects: false });
  const server = createServer(
    (incoming, outgoing) => void (isCrmCall(incoming) ? answerOnSocket(parts, incoming, outgoing) : listener(incoming, outgoing)),
  );
  server.keepAliveTimeout = 60_000; // longer than clients keep idle connections, so that none is closed under a request
  url = await listen(server, options.port ?? 0);
  return {
    url,
    get orgs() {
      return store.orgs().map((org) => accessOf(org, url));
    },
    get git() {
      const tokens = Object.fromEntries(forge.users().map((user) => [user.login, user.token]));
      return { apiUrl: `${url}/api/v3`, cloneUrl: `${url}/git`, tokens };
    },
    get seedReports() {
      return seedReports(store);
    },
    forge,
    close: async () => {
      closing.abort();
      await shut(server);
      await forge.close();
      store.close();
      if (options.data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The orgs that were asked for and are not there yet; one called `demo` where nobody asked and there is none. */
function seedFirst(workshop: OrgWorkshop, options: EmulatorOptions): void {
  const { store } = workshop;
  const names = options.orgNames ?? (options.seed === undefined ? [] : [orgNameOf(options.seed)]);
  const wanted = names.length === 0 && store.orgs().length === 0 ? ['demo'] : names;
  for (const [index, name] of wanted.entries()) {
    if (store.org(name) !== undefined) continue;
    addOrg(workshop, { name, ...(index === 0 && options.seed !== undefined ? { seed: options.seed } : {}) });
  }
}

/** An org's name from its seed folder's. */
function orgNameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'demo' : name;
}

/** All entrances but the CRM's, which has calls enough to be worth a short way of its own. */
function createApp(parts: CrmParts, workshop: OrgWorkshop, forge: Forge): Hono {
  const app = new Hono();
  app.post('/oauth/v2/token', (context) => answerToken(workshop, context.req.raw));
  app.all('/api/v3/*', (context) => forge.rest(context.req.raw));
  app.all('/git/*', (context) => forge.smartHttp(context.req.raw));
  app.route('/__emulator', createControl(parts, workshop));
  app.onError((error) => Response.json({ code: 'INTERNAL_ERROR', details: {}, message: error.message, status: 'error' }, { status: 500 }));
  return app;
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
