import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { forgeFailure } from './forge-failure.ts';

/** One repository on a forge, and the calls to it. */
export interface Forge {
  readonly owner: string;
  readonly repo: string;
  readonly apiUrl: string;
  readonly octokit: Octokit;
  readonly token: string;
}

/** Where the forge is and who calls. `fetch` is replaced in tests and by the embedded default; `onWait` is told when a rate limit makes us wait. */
export interface ForgeOptions {
  /** `https://api.github.com`, `https://host/api/v3` or the embedded Git host's */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  readonly userAgent: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly onWait?: (seconds: number) => void;
}

const ForgeClient = Octokit.plugin(retry, throttling);

/** Statuses that a second try does not change; 409 is among them because it is the answer of the loser of a race. */
const final = [400, 401, 403, 404, 409, 410, 422, 451];

/** Longest wait for a rate limit that a job sits out, in seconds. */
const longestWait = 300;

/** Longest wait for one answer, in milliseconds. */
const longestCall = 60_000;

const silence = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Makes a client of one repository. Sends nothing yet. Writes are spaced out as GitHub asks, except on loopback, where nobody asks. */
export function connectForge(options: ForgeOptions): Forge {
  const apiUrl = options.apiUrl.replace(/\/+$/, '');
  const waits = (retryAfter: number, count: number) => {
    const again = retryAfter <= longestWait && count < 2;
    if (again) options.onWait?.(retryAfter);
    return again;
  };
  const octokit = new ForgeClient({
    auth: options.token,
    baseUrl: apiUrl,
    userAgent: options.userAgent,
    log: silence,
    request: { fetch: boundedFetch(options.fetch ?? globalThis.fetch) },
    retry: { doNotRetry: final, retryAfterBaseValue: isLoopbackUrl(apiUrl) ? 20 : 1000 },
    throttle: {
      enabled: !isLoopbackUrl(apiUrl),
      onRateLimit: (retryAfter, _request, _octokit, count) => waits(retryAfter, count),
      onSecondaryRateLimit: (retryAfter, _request, _octokit, count) => waits(retryAfter, count),
    },
  });
  return { owner: options.owner, repo: options.repo, apiUrl, octokit, token: options.token };
}

/** A fetch that gives up on an answer that does not come, so that a job never hangs until its own limit. */
function boundedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(longestCall) });
}

/** What a call is for, in words (`open a request`), and the permission that it needs. */
export interface Purpose {
  readonly what: string;
  readonly permission: string;
}

/** Runs calls of one purpose; whatever the forge or the network answers instead of a success becomes a Failure `forge.…`. */
export async function callForge<T>(
  forge: Forge,
  purpose: Purpose,
  run: (octokit: Octokit, at: { owner: string; repo: string }) => Promise<T>,
): Promise<T> {
  try {
    return await run(forge.octokit, { owner: forge.owner, repo: forge.repo });
  } catch (error) {
    throw forgeFailure(error, purpose, forge);
  }
}

/** Seconds since 1970 UTC of a time in ISO 8601 with seconds, as the forge writes them. */
export function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

function isLoopbackUrl(url: string): boolean {
  return /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(url);
}

function ignore(): void {
  // the client's own log lines name URLs and say nothing that a Failure does not
}
