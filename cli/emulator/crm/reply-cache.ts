import type { Reply } from './route.ts';
import type { DocStore } from './store.ts';

/** A reply whose body is text already. */
export interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8; undefined for 204 */
  readonly body: Buffer | undefined;
}

/** Answers to reads, kept until something changes that they were made of. An emulator that is asked the same again need not make it again. */
export interface ReplyCache {
  /** the kept answer to a question, or the one that `make` gives; `usesClock` says afterwards that it holds the time and must not be kept */
  answer(question: string, make: () => Reply, usesClock: () => boolean): RenderedReply;
}

/** Bytes of all kept answers; the oldest go first. */
const mostBytes = 128 * 1024 * 1024;

/** An empty cache over a store. */
export function createReplyCache(store: DocStore): ReplyCache {
  const kept = new Map<string, { readonly reply: RenderedReply; holds(): boolean }>();
  let bytes = 0;
  const drop = (question: string): void => {
    bytes -= kept.get(question)?.reply.body?.length ?? 0;
    kept.delete(question);
  };
  return {
    answer(question, make, usesClock) {
      const found = kept.get(question);
      if (found?.holds() === true) return found.reply;
      drop(question);
      const { result, holds } = store.watch(make);
      const reply = renderReply(result);
      if (usesClock() || reply.status >= 300) return reply;
      kept.set(question, { reply, holds });
      bytes += reply.body?.length ?? 0;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
      return reply;
    },
  };
}

/** A reply as it goes over the wire. */
export function renderReply(reply: Reply): RenderedReply {
  if (reply.text !== undefined) return { status: reply.status, headers: { ...reply.headers }, body: Buffer.from(reply.text, 'utf8') };
  if (reply.body === undefined) return { status: reply.status, headers: { ...reply.headers }, body: undefined };
  const headers = { 'content-type': 'application/json;charset=UTF-8', ...reply.headers };
  return { status: reply.status, headers, body: Buffer.from(JSON.stringify(reply.body), 'utf8') };
}
