import { setTimeout as wait } from 'node:timers/promises';
import type { Json } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import { creditHeaders, creditLimit, refusePermission, tooManyRequests } from './access.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { FaultRule, FaultTable } from './faults.ts';
import { faultBody, halve } from './faults.ts';
import { editionLimits } from './metadata/edition-limits.ts';
import { coversScope, readToken } from './oauth.ts';
import type { OrgRecord } from './org-record.ts';
import type { Reply, RouteContext } from './route.ts';
import { requestError } from './route.ts';
import { routes } from './routes.ts';
import type { RouteMatch } from './routing.ts';
import { createRouter } from './routing.ts';
import type { Doc, DocStore } from './store.ts';
import type { UsageMeter } from './usage-meter.ts';

/** Thrown in place of an answer when a fault rule closes the connection; whoever owns the socket closes it. */
export class ConnectionDropped extends Error {}

/** What the embedded CRM stands on. */
export interface CrmParts {
  readonly store: DocStore;
  readonly clock: Clock;
  readonly faults: FaultTable;
  readonly meter: UsageMeter;
  /** aborted when the emulator closes, so that no held answer keeps it open */
  readonly closing: AbortSignal;
}

const prefix = '/crm/v8';
const router = createRouter(routes);

/** Answers one call of the CRM's API. Rejects with `ConnectionDropped` where a fault rule says so. */
export async function answerCrm(parts: CrmParts, request: Request): Promise<Response> {
  const token = readToken(parts, request.headers.get('authorization'));
  const org = token === undefined ? undefined : parts.store.org(`${token['org']}`);
  const path = new URL(request.url).pathname;
  const fault = parts.faults.match({ method: request.method, path, ...(org === undefined ? {} : { org: org.name }) });
  if (token === undefined || org === undefined) {
    return underFault(parts, request, fault, async () => jsonResponse(requestError(401, 'INVALID_TOKEN', 'invalid oauth token')));
  }
  const use = parts.meter.use(org.name);
  use.inFlight += 1;
  use.peakConcurrency = Math.max(use.peakConcurrency, use.inFlight);
  try {
    if (use.inFlight > editionLimits[org.edition].concurrency) return refuseConcurrency(parts, org, request, path);
    return await underFault(parts, request, fault, () => answerCall({ parts, org, token, request, path }, fault));
  } finally {
    use.inFlight -= 1;
  }
}

function refuseConcurrency(parts: CrmParts, org: OrgRecord, request: Request, path: string): Response {
  const endpoint = router.find(request.method, path.slice(prefix.length)).match?.route.path ?? '(unknown)';
  parts.meter.record(org.name, `${request.method} ${endpoint}`, { status: 429, credits: 0, now: parts.clock.now() });
  return jsonResponse(tooManyRequests('too many calls at the same time'));
}

/** Does what a fault rule says before and after the call. */
async function underFault(parts: CrmParts, request: Request, fault: FaultRule | undefined, call: () => Promise<Response>): Promise<Response> {
  if (fault?.latency !== undefined) await wait(fault.latency, undefined, { signal: parts.closing });
  if (fault?.drop === 'before') throw new ConnectionDropped('dropped before the call');
  if (fault?.status !== undefined) return Response.json(faultBody(fault), { status: fault.status });
  const response = await call();
  if (fault?.drop === 'after') throw new ConnectionDropped('dropped after the call');
  if (fault?.timeoutAfterSuccess && response.ok) {
    const given = AbortSignal.any([parts.closing, request.signal]);
    if (!given.aborted) await new Promise((resolve) => given.addEventListener('abort', resolve, { once: true }));
    throw new ConnectionDropped('never answered');
  }
  return response;
}

interface Call {
  readonly parts: CrmParts;
  readonly org: OrgRecord;
  readonly token: Doc;
  readonly request: Request;
  readonly path: string;
}

async function answerCall(call: Call, fault: FaultRule | undefined): Promise<Response> {
  const { parts, org, request, path } = call;
  const found = path.startsWith(`${prefix}/`) ? router.find(request.method, path.slice(prefix.length)) : { match: undefined, methods: [] };
  if (found.match === undefined) return jsonResponse(unknownCall(found.methods.length > 0));
  const { reply, credits } = await perform(call, found.match);
  const now = parts.clock.now();
  parts.meter.record(org.name, `${request.method} ${found.match.route.path}`, { status: reply.status, credits, now });
  const headers = creditHeaders(org, parts.meter.spentCredits(org.name, now));
  return jsonResponse({ ...reply, headers: { ...reply.headers, ...headers } }, fault?.partialPage === true && reply.status === 200);
}

function unknownCall(pathKnown: boolean): Reply {
  if (!pathKnown) return requestError(404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one');
  return requestError(400, 'INVALID_REQUEST_METHOD', 'The http request method type is not a valid one');
}

/** Checks in the order of the real service: existence, scope, credits, body, permission; then the call itself, in one transaction. */
async function perform(call: Call, match: RouteMatch): Promise<{ reply: Reply; credits: number }> {
  const { parts, org, token } = call;
  const { route } = match;
  const refused = (reply: Reply) => ({ reply, credits: 0 });
  if (org.disabledApis.includes(`${route.method} ${route.path}`))
    return refused(requestError(400, 'API_NOT_SUPPORTED', 'the api is not supported in this org'));
  if (!coversScope(token['scopes'], route.scope)) return refused(requestError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL'));
  const body = await readBody(call.request);
  if (isReply(body)) return refused(body);
  const user = parts.store.list(org.name, 'users').find((candidate) => candidate['_current'] === true) ?? { id: '0' };
  const now = () => isoTime(parts.clock.now(), org.timeOffset);
  const query = new URL(call.request.url).searchParams;
  const context: RouteContext = { org, user, store: parts.store, params: match.params, query, body: body.value, now };
  const credits = route.credits?.(context) ?? route.minCredits;
  if (parts.meter.spentCredits(org.name, parts.clock.now()) + credits > creditLimit(org)) {
    return refused(tooManyRequests('the credits of the last 24 hours are used up', { limit: creditLimit(org) }));
  }
  const forbidden = refusePermission(parts.store, org, user, route);
  if (forbidden !== undefined) return { reply: forbidden, credits };
  return { reply: parts.store.transaction(() => route.handle(context)), credits };
}

function isReply(value: Reply | { value: RouteContext['body'] }): value is Reply {
  return 'status' in value;
}

/** The body of a write, which must be a JSON object; absent where the call needs none. */
async function readBody(request: Request): Promise<Reply | { value: RouteContext['body'] }> {
  const content = request.method === 'GET' ? '' : await request.text();
  if (content.trim() === '') return { value: undefined };
  const invalid = requestError(400, 'INVALID_DATA', 'body must be a JSON object', { expected_data_type: 'jsonobject' });
  try {
    const value = JSON.parse(content) as Json;
    return isObject(value) ? { value } : invalid;
  } catch {
    return invalid;
  }
}

function jsonResponse(reply: Reply, partial = false): Response {
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers: { ...reply.headers } });
  const headers = { 'content-type': 'application/json;charset=UTF-8', ...reply.headers };
  return new Response(partial ? halve(reply.body) : JSON.stringify(reply.body), { status: reply.status, headers });
}
