import type { IncomingMessage } from 'node:http';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../cli/model/json.ts';
import type { Exchange } from './openapi.ts';

/** A listener between a client and the emulator that passes everything on and keeps what is said about the CRM. */
export interface Recorder {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

const prefix = '/crm/v8';

/** Starts a recorder on loopback in front of `target`. The Host header stays, so that answers name the recorder as the API's origin. */
export async function startRecorder(target: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    void pass(target, incoming).then(
      ({ exchange, answer, content }) => {
        if (exchange.path.startsWith(prefix)) exchanges.push({ ...exchange, path: exchange.path.slice(prefix.length) });
        const { 'transfer-encoding': _chunks, ...headers } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, headers).end(content);
      },
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passed {
  readonly exchange: Exchange;
  readonly answer: IncomingMessage;
  readonly content: Buffer;
}

async function pass(target: string, incoming: IncomingMessage): Promise<Passed> {
  const body = await readAll(incoming);
  const url = new URL(incoming.url ?? '/', target);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const onward = send(url, { method: incoming.method ?? 'GET', headers: incoming.headers }, resolve);
    onward.on('error', reject).end(body);
  });
  const content = await readAll(answer);
  const exchange = {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
    request: readJson(body),
    status: answer.statusCode ?? 0,
    answer: readJson(content),
  };
  return { exchange, answer, content };
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The JSON of a body; a body of another type is kept as text. */
function readJson(body: Buffer): Json | undefined {
  if (body.length === 0) return undefined;
  const content = body.toString('utf8');
  try {
    return JSON.parse(content) as Json;
  } catch {
    return content;
  }
}
