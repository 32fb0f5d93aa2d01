/** A request as it goes over the wire. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A complete answer. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: FetchAnswer['headers'];
  readonly text: string;
}

/** No answer. `unreachable`: the request was never sent; `dropped`: it was, and nobody knows what became of it. */
export interface HttpLoss {
  readonly kind: 'unreachable' | 'dropped';
  /** the runtime's own words, e.g. `ECONNREFUSED` */
  readonly reason: string;
}

/** How `Fetch` is called: a part of what the global `fetch` takes. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly redirect: 'manual';
  /** ends the request, the reading of its answer included */
  readonly signal: AbortSignal;
  readonly body?: string;
}

/** A part of what the global `fetch` gives. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** The way into the network; the global `fetch` is one. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** System and TLS error codes that occur before the first byte of a request is sent. */
const unsent =
  /^(CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|.*_CERT|.*_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

/**
 * Sends one request and reads the whole answer, within `timeout` milliseconds. Redirects are not followed, so that no header of ours travels to a
 * host we did not choose. Never throws for what the network does.
 */
export async function exchange(fetch: Fetch, request: HttpRequest, timeout: number): Promise<HttpAnswer | HttpLoss> {
  try {
    const { method, headers, body } = request;
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(request.url, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : { body }),
    });
    return { kind: 'answer', status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    const reason = readReason(error);
    return { kind: unsent.test(reason) ? 'unreachable' : 'dropped', reason };
  }
}

/** The code of the innermost cause that has one; `timeout` for our own time limit. */
function readReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const inner = error.cause instanceof Error ? readReason(error.cause) : undefined;
  if (inner !== undefined) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
