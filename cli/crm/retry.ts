import type { Fetch, HttpAnswer, HttpLoss, HttpRequest } from './transport.ts';
import { exchange } from './transport.ts';

/** The outside that sending needs: the network, a clock in milliseconds, a pause, randomness in [0, 1), and the time limit of one request in milliseconds. */
export interface Wire {
  readonly fetch: Fetch;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  random(): number;
  readonly timeout: number;
}

/** One request and how it may be sent. */
export interface Sending {
  /** true: repeating does no harm. False: repeated only when the server certainly did nothing. */
  readonly repeatable: boolean;
  /** runs an attempt when there is a free place for it; at once when absent */
  place?(attempt: () => Promise<HttpAnswer | HttpLoss>): Promise<HttpAnswer | HttpLoss>;
  /** runs before each attempt, since a token may have to be renewed after a long wait */
  prepare(): Promise<HttpRequest>;
  /** told every outcome */
  attempted?(outcome: HttpAnswer | HttpLoss): void;
}

const maxRepeats = 4;
/** A host that cannot be reached seldom appears within seconds; one repeat covers a hiccup of the name service. */
const maxUnreachableRepeats = 1;
const firstDelay = 1_000;
const longestDelay = 30_000;
/** A longer wait than this is the user's to decide on, not ours. */
const longestRetryAfter = 300_000;

/** Sends until there is an answer that repeating would not better, at most five times. */
export async function exchangeRepeatedly(wire: Wire, sending: Sending): Promise<HttpAnswer | HttpLoss> {
  const send = async (): Promise<HttpAnswer | HttpLoss> => {
    const outcome = await exchange(wire.fetch, await sending.prepare(), wire.timeout);
    sending.attempted?.(outcome);
    return outcome;
  };
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await (sending.place === undefined ? send() : sending.place(send));
    if (attempt > countRepeats(outcome, sending.repeatable)) return outcome;
    const header = outcome.kind === 'answer' ? outcome.headers.get('retry-after') : null;
    const delay = chooseDelay(attempt, readRetryAfter(header, wire.now()), wire.random());
    if (delay === undefined) return outcome;
    await wire.sleep(delay);
  }
}

/** 429 was turned away at the door; everything else that can be repeated leaves open whether the server acted. */
function countRepeats(outcome: HttpAnswer | HttpLoss, repeatable: boolean): number {
  if (outcome.kind !== 'answer') return outcome.kind === 'unreachable' ? maxUnreachableRepeats : repeatable ? maxRepeats : 0;
  if (outcome.status === 429) return maxRepeats;
  return repeatable && [500, 502, 503, 504].includes(outcome.status) ? maxRepeats : 0;
}

/**
 * Milliseconds to wait before repeat number `attempt` (from 1): what `Retry-After` says plus a little jitter, else exponential with full
 * jitter, so that requests turned away together do not return together. Undefined when the server asks for more than five minutes.
 */
export function chooseDelay(attempt: number, retryAfter: number | undefined, random: number): number | undefined {
  if (retryAfter === undefined) return Math.round(random * Math.min(longestDelay, firstDelay * 2 ** attempt));
  return retryAfter > longestRetryAfter ? undefined : retryAfter + Math.round(random * firstDelay);
}

/** Milliseconds that a `Retry-After` header asks for, given as seconds or as a date (RFC 9110, 10.2.3); undefined when absent or unreadable. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
