import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Fetch, FetchAnswer, FetchInit } from './transport.ts';

/** Time to wait for a connection; a host that does not answer by then is not there. */
const connectTime = 10_000;

const unzip = promisify(gunzip);

/**
 * What of `fetch` the client needs, over Node's own HTTP: in a program that runs for seconds it takes about half the processor time of the built-in one, which
 * has to be loaded and is made for more. Uses Node's global agents, so that connections are kept and NODE_USE_ENV_PROXY and NODE_EXTRA_CA_CERTS hold.
 * Follows no redirect. Rejects with the system's error.
 */
export const fetchOverHttp: Fetch = (url, init) =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestSecure : requestPlain;
    const outgoing = send(url, { method: init.method, headers: headersOf(init), signal: init.signal });
    outgoing.on('error', reject); // more than once when a socket breaks down while it ends
    outgoing.once('response', (answer) => resolve(answerOf(answer)));
    limitConnecting(outgoing);
    outgoing.end(init.body);
  });

function headersOf({ headers, body }: FetchInit): Record<string, string | number> {
  return { ...headers, 'accept-encoding': 'gzip', ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) };
}

function limitConnecting(outgoing: ClientRequest): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) return;
    const late = Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' });
    const timer = setTimeout(() => outgoing.destroy(late), connectTime);
    for (const event of ['connect', 'close'] as const) socket.once(event, () => clearTimeout(timer));
  });
}

function answerOf(incoming: IncomingMessage): FetchAnswer {
  const whole = readBody(incoming);
  // The caller reads the text at once; a failure before that must not count as unhandled.
  whole.catch(() => undefined);
  const { headers } = incoming;
  return {
    status: incoming.statusCode ?? 0,
    headers: {
      get: (name) => {
        const value = headers[name.toLowerCase()];
        return value === undefined ? null : String(value);
      },
    },
    text: async () => {
      const bytes = await whole;
      return (headers['content-encoding'] === 'gzip' && bytes.length > 0 ? await unzip(bytes) : bytes).toString('utf8');
    },
  };
}

function readBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}
