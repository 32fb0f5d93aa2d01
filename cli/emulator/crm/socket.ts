import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CrmCall, CrmParts } from './app.ts';
import { ConnectionDropped, replyToCrm } from './app.ts';
import type { RenderedReply } from './reply-cache.ts';
import { renderReply } from './reply-cache.ts';
import { requestError } from './route.ts';

/** True for calls of the CRM's API. */
export function isCrmCall(incoming: IncomingMessage): boolean {
  return incoming.url?.startsWith('/crm/') === true;
}

/** Answers a call of the CRM's API on its socket, without the detour of a web request; closes the socket where a fault rule says so. */
export async function answerOnSocket(parts: CrmParts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const reply = await replyOrDrop(parts, callOf(incoming, outgoing));
  if (reply === undefined) {
    outgoing.destroy();
    return;
  }
  const { status, headers, body } = reply;
  outgoing.writeHead(status, body === undefined ? headers : { ...headers, 'content-length': body.length }).end(body);
}

async function replyOrDrop(parts: CrmParts, call: CrmCall): Promise<RenderedReply | undefined> {
  try {
    return await replyToCrm(parts, call);
  } catch (error) {
    if (error instanceof ConnectionDropped || parts.closing.aborted) return undefined;
    return renderReply(requestError(500, 'INTERNAL_ERROR', error instanceof Error ? error.message : String(error)));
  }
}

function callOf(incoming: IncomingMessage, outgoing: ServerResponse): CrmCall {
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
    authorization: incoming.headers.authorization ?? null,
    left: () => signalOf(outgoing),
    text: () => readText(incoming),
  };
}

/** Aborted when the socket closes. */
function signalOf(outgoing: ServerResponse): AbortSignal {
  const left = new AbortController();
  outgoing.once('close', () => left.abort());
  if (outgoing.closed) left.abort();
  return left.signal;
}

function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    incoming.once('error', reject);
    // The caller may have left while a fault rule held the call back; after 'end' this changes nothing.
    const left = (): void => reject(new ConnectionDropped('the caller left before its body was read'));
    incoming.once('close', left);
    if (incoming.destroyed && !incoming.readableEnded) left();
  });
}
