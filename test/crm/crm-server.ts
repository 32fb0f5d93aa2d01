import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrmClient, CrmConnection } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { fetchOverHttp } from '../../cli/crm/http-fetch.ts';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** path and query */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What to answer: a JSON body with a status, text as it is, or one of the odd things that networks do. */
export type Reaction =
  | { readonly status: number; readonly json?: unknown; readonly text?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'drop'
  | 'cut'
  | 'hang';

/** A server on loopback whose behaviour a test decides, request by request. */
export interface TestServer {
  readonly url: string;
  /** requests below /crm/v8 and others, token requests apart */
  readonly seen: SeenRequest[];
  readonly tokenRequests: SeenRequest[];
  close(): Promise<void>;
}

/** Secrets that must never be seen in a message. */
export const canaries = { clientSecret: 'canary-secret+/=1', refreshToken: 'canary.refresh/2' } as const;

/** Environment with the credentials of one org. */
export const testEnv = { ORGCAST_CLIENT_ID: 'client-1', ORGCAST_CLIENT_SECRET: canaries.clientSecret, ORGCAST_REFRESH_TOKEN: canaries.refreshToken };

/** The usual answer of the token endpoint: numbered tokens, good for an hour. */
export function giveToken(count: number): Reaction {
  return { status: 200, json: { access_token: `canary-token-${count}`, token_type: 'Bearer', expires_in: 3600 } };
}

/** Starts a server; `react` answers everything but token requests, which `token` answers (counting from 1). */
export async function startServer(
  react: (request: SeenRequest) => Reaction | Promise<Reaction>,
  token: (count: number) => Reaction = giveToken,
): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const tokenRequests: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming).then(async (request) => {
      const isToken = request.path === '/oauth/v2/token';
      (isToken ? tokenRequests : seen).push(request);
      answer(outgoing, isToken ? token(tokenRequests.length) : await react(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, seen, tokenRequests, close };
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: incoming.headers.authorization,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function answer(outgoing: ServerResponse, reaction: Reaction): void {
  if (reaction === 'hang') return;
  if (reaction === 'drop') {
    outgoing.destroy();
    return;
  }
  if (reaction === 'cut') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    outgoing.write('{"modules":[', () => outgoing.destroy());
    return;
  }
  const body = reaction.text ?? (reaction.json === undefined ? '' : JSON.stringify(reaction.json));
  outgoing.writeHead(reaction.status, { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...reaction.headers });
  outgoing.end(body);
}

/** A client of the server with a clock at 0, no jitter and pauses that are only recorded. */
export function connectTo(url: string, options: Partial<CrmConnection> = {}): { readonly client: CrmClient; readonly slept: number[] } {
  const slept: number[] = [];
  const client = connectCrm({
    hosts: resolveHosts({ dataCenter: 'us', crmUrl: url }),
    credentials: readCredentials(testEnv, 'osaka'),
    fetch: fetchOverHttp,
    now: () => 0,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
    ...options,
  });
  return { client, slept };
}

/** The error that a promise ends with; fails when it ends well. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { code?: string; kind?: string; place?: string; fix?: string }> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof Error) return outcome.error;
  throw new Error(`no failure but ${JSON.stringify(outcome)}`);
}
