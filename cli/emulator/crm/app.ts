import { setTimeout as wait } from 'node:timers/promises';
import type { Json } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import { creditHeaders, creditLimit, refusePermission, tooManyRequests } from './access.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { Doc } from './doc.ts';
import type { FaultRule, FaultTable } from './faults.ts';
import { faultBody, halve } from './faults.ts';
import { editionLimits } from './metadata/edition-limits.ts';
import { coversScope, readToken } from './oauth.ts';
import type { OrgRecord } from './org-record.ts';
import type { RenderedReply, ReplyCache } from './reply-cache.ts';
import { renderReply } from './reply-cache.ts';
import type { Reply, RouteContext } from './route.ts';
import { requestError } from './route.ts';
import { routes } from './routes.ts';
import type { RouteMatch } from './routing.ts';
import { createRouter } from './routing.ts';
import type { DocStore } from './store.ts';
import type { UsageMeter } from './usage-meter.ts';

/** Thrown in place of an answer when a fault rule closes the connection; whoever owns the socket closes it. */
export class ConnectionDropped extends Error {}

/** What the embedded CRM stands on. */
export interface CrmParts {
  readonly store: DocStore;
  readonly clock: Clock;
  readonly faults: FaultTable;
  readonly meter: UsageMeter;
  readonly replies: ReplyCache;
  /** aborted when the emulator closes, so that no held answer keeps it open */
  readonly closing: AbortSignal;
}

const prefix = '/crm/v8';
const router = createRouter(routes);

/** A call of the API, however it came in. */
export interface CrmCall {
  readonly method: string;
  readonly url: URL;
  /** the header of that name */
  readonly authorization: string | null;
  /** aborted when the caller is gone */
  left(): AbortSignal;
  /** the body, once */
  text(): Promise<string>;
}

/** Answers one call of the CRM's API. Rejects with `ConnectionDropped` where a fault rule says so. */
export async function answerCrm(parts: CrmParts, request: Request): Promise<Response> {
  const { status, headers, body } = await replyToCrm(parts, {
    method: request.method,
    url: new URL(request.url),
    authorization: request.headers.get('authorization'),
    left: () => request.signal,
    text: () => request.text(),
  });
  return new Response(body === undefined ? null : new Uint8Array(body), { status, headers });
}

/** The answer to one call as it goes over the wire. Rejects with `ConnectionDropped` where a fault rule says so. */
export async function replyToCrm(parts: CrmParts, call: CrmCall): Promise<RenderedReply> {
  const token = readToken(parts, call.authorization);
  const org = token === undefined ? undefined : parts.store.org(`${token['org']}`);
  const { method } = call;
  const path = call.url.pathname;
  const fault = parts.faults.match({ method, path, ...(org === undefined ? {} : { org: org.name }) });
  if (token === undefined || org === undefined) {
    return underFault(parts, call, fault, async () => renderReply(requestError(401, 'INVALID_TOKEN', 'invalid oauth token')));
  }
  const found = path.startsWith(`${prefix}/`) ? router.find(method, path.slice(prefix.length)) : { match: undefined, methods: [] };
  const endpoint = `${method} ${found.match?.route.path ?? '(unknown)'}`;
  const leave = parts.meter.enter(org.name, endpoint);
  try {
    if (parts.meter.use(org.name).inFlight > editionLimits[org.edition].concurrency) return refuseConcurrency(parts, org, endpoint);
    return await underFault(parts, call, fault, () => answerCall({ parts, org, token, call, endpoint }, found, fault));
  } finally {
    leave();
  }
}

function refuseConcurrency(parts: CrmParts, org: OrgRecord, endpoint: string): RenderedReply {
  parts.meter.record(org.name, endpoint, { status: 429, credits: 0, now: parts.clock.now() });
  return renderReply(tooManyRequests('too many calls at the same time'));
}

/** Does what a fault rule says before and after the call. */
async function underFault(
  parts: CrmParts,
  call: CrmCall,
  fault: FaultRule | undefined,
  answer: () => Promise<RenderedReply>,
): Promise<RenderedReply> {
  if (fault?.latency !== undefined) await wait(fault.latency, undefined, { signal: parts.closing });
  if (fault?.drop === 'before') throw new ConnectionDropped('dropped before the call');
  if (fault?.status !== undefined) return renderReply({ status: fault.status, body: faultBody(fault) });
  const reply = await answer();
  if (fault?.drop === 'after') throw new ConnectionDropped('dropped after the call');
  if (fault?.timeoutAfterSuccess && reply.status < 300) {
    const given = AbortSignal.any([parts.closing, call.left()]);
    if (!given.aborted) await new Promise((resolve) => given.addEventListener('abort', resolve, { once: true }));
    throw new ConnectionDropped('never answered');
  }
  return reply;
}

interface Admitted {
  readonly parts: CrmParts;
  readonly org: OrgRecord;
  readonly token: Doc;
  readonly call: CrmCall;
  readonly endpoint: string;
}

async function answerCall(admitted: Admitted, found: ReturnType<typeof router.find>, fault: FaultRule | undefined): Promise<RenderedReply> {
  const { parts, org, endpoint } = admitted;
  if (found.match === undefined) return renderReply(unknownCall(found.methods.length > 0));
  const { reply, credits } = await perform(admitted, found.match);
  const now = parts.clock.now();
  parts.meter.record(org.name, endpoint, { status: reply.status, credits, now });
  const headers = { ...reply.headers, ...creditHeaders(org, parts.meter.spentCredits(org.name, now)) };
  const cut = fault?.partialPage === true && reply.status === 200 && reply.body !== undefined;
  return { ...reply, headers, ...(cut ? { body: halve(reply.body) } : {}) };
}

function unknownCall(pathKnown: boolean): Reply {
  if (!pathKnown) return requestError(404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one');
  return requestError(400, 'INVALID_REQUEST_METHOD', 'The http request method type is not a valid one');
}

/** Checks in the order of the real service: existence, scope, credits, body, permission; then the call itself, in one transaction. */
async function perform(admitted: Admitted, match: RouteMatch): Promise<{ reply: RenderedReply; credits: number }> {
  const { parts, org, token, call } = admitted;
  const { route } = match;
  const refused = (reply: Reply) => ({ reply: renderReply(reply), credits: 0 });
  if (org.disabledApis.includes(`${route.method} ${route.path}`))
    return refused(requestError(400, 'API_NOT_SUPPORTED', 'the api is not supported in this org'));
  if (!coversScope(token['scopes'], route.scope)) return refused(requestError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL'));
  const body = await readBody(call);
  if (isReply(body)) return refused(body);
  const context = openContext(admitted, match, body.value);
  const credits = route.credits?.(context) ?? route.minCredits;
  if (parts.meter.spentCredits(org.name, parts.clock.now()) + credits > creditLimit(org)) {
    return refused(tooManyRequests('the credits of the last 24 hours are used up', { limit: creditLimit(org) }));
  }
  if (route.method === 'GET') return { reply: readRoute(admitted, match), credits };
  const forbidden = refusePermission(parts.store, org, context.user, route);
  if (forbidden !== undefined) return { reply: renderReply(forbidden), credits };
  return { reply: renderReply(parts.store.transaction(() => route.handle(context))), credits };
}

/** A read changes nothing and holds the time nowhere but where it asks for it, so that its answer can be kept. */
function readRoute(admitted: Admitted, match: RouteMatch): RenderedReply {
  let asked = false;
  const make = (): Reply => {
    const context = openContext(admitted, match, undefined);
    const now = (): string => {
      asked = true;
      return context.now();
    };
    return match.route.handle({ ...context, now });
  };
  const { org, parts, call } = admitted;
  return parts.replies.answer(`${org.name} ${call.url.search} ${call.url.pathname}`, make, () => asked);
}

function openContext({ parts, org, call }: Admitted, match: RouteMatch, body: RouteContext['body']): RouteContext {
  const user = parts.store.list(org.name, 'users').find((candidate) => candidate['_current'] === true) ?? { id: '0' };
  const now = (): string => isoTime(parts.clock.now(), org.timeOffset);
  return { org, user, store: parts.store, params: match.params, query: call.url.searchParams, body, now };
}

function isReply(value: Reply | { value: RouteContext['body'] }): value is Reply {
  return 'status' in value;
}

/** The body of a write, which must be a JSON object; absent where the call needs none. */
async function readBody(call: CrmCall): Promise<Reply | { value: RouteContext['body'] }> {
  const content = call.method === 'GET' ? '' : await call.text();
  if (content.trim() === '') return { value: undefined };
  const invalid = requestError(400, 'INVALID_DATA', 'body must be a JSON object', { expected_data_type: 'jsonobject' });
  try {
    const value = JSON.parse(content) as Json;
    return isObject(value) ? { value } : invalid;
  } catch {
    return invalid;
  }
}
