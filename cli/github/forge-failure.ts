import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';

interface Answer {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The Failure for a call that failed: Octokit's error (its `name` is `HttpError`, also when no answer came), read without trusting its shape. The
 * token is masked in all words. Any other error is a bug of ours and comes back as it is.
 */
export function forgeFailure(
  error: unknown,
  purpose: { readonly what: string; readonly permission: string },
  forge: { readonly apiUrl: string; readonly owner: string; readonly repo: string; readonly token: string },
): unknown {
  if (!(error instanceof Error) || error.name !== 'HttpError') return error;
  const answer = readAnswer(error);
  const place = `${forge.apiUrl}/repos/${forge.owner}/${forge.repo}`;
  const { code, why, fix } = answer === undefined ? unreachable : judgeAnswer(answer, purpose.permission);
  const said = clean(answer?.message ?? reasonOf(error), forge.token);
  return new Failure(`Could not ${purpose.what}: ${why}${said === '' ? '' : ` (${said})`}.`, { code, kind: 'failure', place, fix });
}

/** True for the Failure of a call to which the forge said that the thing is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Failure && error.code === 'forge.not-found';
}

const unreachable = {
  code: 'forge.unreachable',
  why: 'the forge did not answer',
  fix: 'Check the network and GITHUB_API_URL, then run the command again.',
};

function judgeAnswer(
  { status, headers, message }: Answer,
  permission: string,
): { readonly code: string; readonly why: string; readonly fix: string } {
  const limited =
    status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers || /rate limit/i.test(message)));
  if (limited) {
    const wait = headers['retry-after'] === undefined ? 'a while' : `${headers['retry-after']} seconds`;
    return { code: 'forge.rate-limit', why: 'the rate limit of the token is used up', fix: `Wait ${wait} and run the command again.` };
  }
  if (status === 401) {
    return { code: 'forge.credentials', why: 'the forge does not accept the token', fix: 'Set GITHUB_TOKEN to a valid token; it may have expired.' };
  }
  if (status === 403) {
    return { code: 'forge.permission', why: 'the token may not do that', fix: `Give the token (or the job) the permission "${permission}".` };
  }
  if (status === 404) {
    const fix = `Check the repository's name and that the token may see it; this needs the permission "${permission}".`;
    return { code: 'forge.not-found', why: 'the forge knows no such thing, or hides it from this token', fix };
  }
  if (status === 409 || status === 422)
    return { code: 'forge.refused', why: `the forge refused it with ${status}`, fix: 'Mend what the forge names, then run the command again.' };
  return { code: 'forge.failed', why: `the forge answered ${status}`, fix: 'Run the command again; if it stays, see the status page of the forge.' };
}

/** Status, message and headers of Octokit's RequestError; undefined when no answer came. */
function readAnswer(error: unknown): Answer | undefined {
  const response = isObject(error) ? property(error, 'response') : undefined;
  const status = property(response, 'status');
  if (typeof status !== 'number') return undefined;
  const data = property(response, 'data');
  return {
    status,
    message: [text(data, 'message') ?? '', ...detailsOf(data)].filter(Boolean).join(': '),
    headers: headersOf(property(response, 'headers')),
  };
}

/** GitHub's `errors` list: texts, or objects with a message or a field and code. */
function detailsOf(data: Json | undefined): string[] {
  const errors = property(data, 'errors');
  if (!Array.isArray(errors)) return [];
  return errors
    .slice(0, 3)
    .map((one: Json) => (typeof one === 'string' ? one : (text(one, 'message') ?? `${text(one, 'field') ?? ''} ${text(one, 'code') ?? ''}`.trim())));
}

function headersOf(value: Json | undefined): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name.toLowerCase(), String(content)]));
}

/** The innermost cause: `fetch failed` alone says nothing, its cause says `connect ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

function clean(said: string, token: string): string {
  const masked = token === '' ? said : said.replaceAll(token, '***');
  return masked
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 300);
}
