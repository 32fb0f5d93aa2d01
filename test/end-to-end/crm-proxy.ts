import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A relay in front of the embedded CRM that sees every write pass. */
export interface CrmProxy {
  readonly url: string;
  /** writes that arrived so far, as `POST /crm/v8/settings/roles` */
  readonly writes: readonly string[];
  close(): Promise<void>;
}

/** What is told of the write with that number, counted from 1: before it is passed on, and when it is done and its answer is not delivered yet. */
export interface WriteWatch {
  /** false: the write is not passed on, and never answered */
  before?(number: number): boolean;
  /** false: the answer is never delivered */
  after?(number: number): boolean;
}

/** Starts a relay to the CRM at `target`. The host that the client named goes along, so that tokens are for the relay too. */
export async function startProxy(target: string, watch: WriteWatch = {}): Promise<CrmProxy> {
  const writes: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const isWrite = incoming.method !== 'GET' && path.startsWith('/crm/');
    if (isWrite) writes.push(`${incoming.method} ${path}`);
    const number = writes.length;
    if (isWrite && watch.before?.(number) === false) return;
    relay(target, incoming, outgoing, () => !isWrite || watch.after?.(number) !== false);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function relay(target: string, incoming: IncomingMessage, outgoing: ServerResponse, deliver: () => boolean): void {
  const onward = request(`${target}${incoming.url ?? '/'}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => {
      if (!deliver()) return;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.end(Buffer.concat(parts));
    });
  });
  onward.on('error', () => outgoing.destroy());
  incoming.on('error', () => undefined); // the client was killed; what it had sent whole is done all the same
  incoming.pipe(onward);
}
