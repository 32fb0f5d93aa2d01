import type { CrmAnswer, CrmRequest } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { text } from '../model/json.ts';
import { parseJson } from './json-text.ts';
import { describeLoss, describeUnreadable, quoteForeign } from './loss.ts';
import type { RequestContext } from './refusal.ts';
import { describeRefusal } from './refusal.ts';
import type { HttpAnswer, HttpLoss } from './transport.ts';

/** Codes for "this org, version or data centre does not have this endpoint"; the caller decides what follows from that. */
const absentCodes: readonly string[] = ['API_NOT_SUPPORTED', 'INVALID_URL_PATTERN', 'INVALID_REQUEST_METHOD'];

/** True for an answer that says the endpoint itself does not exist. */
export function isAbsent(answer: CrmAnswer): boolean {
  return answer.status >= 400 && absentCodes.includes(text(answer.body, 'code') ?? '');
}

/** True when a token was turned down, so that another one may help. */
export function isTokenRefused(outcome: HttpAnswer | HttpLoss): boolean {
  if (outcome.kind !== 'answer' || outcome.status !== 401) return false;
  return text(parseJson(outcome.text), 'code') !== 'OAUTH_SCOPE_MISMATCH';
}

/** `GET /settings/fields?module=Deals`: how messages name a request. */
export function placeOf(request: CrmRequest): string {
  const module = request.query?.['module'];
  return `${request.method} ${request.path}${module === undefined ? '' : `?module=${module}`}`;
}

/**
 * The CRM's answer to a request, or a Failure. Of reads, only success and "no such endpoint" are answers; of writes, every refusal is one as well,
 * because items may fail one by one. A write that may or may not have been done is `crm.ambiguous`: read back before repeating it.
 */
export function judgeOutcome(request: CrmRequest, outcome: HttpAnswer | HttpLoss, context: RequestContext): CrmAnswer {
  const place = placeOf(request);
  const isRead = request.method === 'GET';
  if (outcome.kind !== 'answer')
    throw isRead || outcome.kind === 'unreachable' ? describeLoss(outcome, place, context.origin) : describeAmbiguous(outcome, place);
  if (outcome.status >= 300 && outcome.status < 400) throw describeRedirect(outcome, place);
  const answer = { status: outcome.status, body: isText(request, outcome) ? outcome.text : parseJson(outcome.text) };
  if (outcome.status === 429 || (outcome.status === 401 && answer.body !== undefined)) throw describeRefusal(answer, place, context);
  if (isRead) checkRead(outcome, answer, place, context);
  else checkWrite(outcome, answer, place);
  return answer;
}

/** True for a text that was asked for; a refusal is JSON all the same. */
function isText(request: CrmRequest, outcome: HttpAnswer): boolean {
  return request.text === true && outcome.status === 200 && !/\bjson\b/.test(outcome.headers.get('content-type') ?? '');
}

function checkRead(outcome: HttpAnswer, answer: CrmAnswer, place: string, context: RequestContext): void {
  if (answer.body === undefined && outcome.status !== 204) throw describeUnreadable(outcome, place);
  const refused = outcome.status >= 400 || text(answer.body, 'status') === 'error';
  if (refused && !isAbsent(answer)) throw describeRefusal(answer, place, context);
}

/** After a server error or a garbled answer nobody knows what a write did (Zoho has no idempotency keys). */
function checkWrite(outcome: HttpAnswer, answer: CrmAnswer, place: string): void {
  const garbled = outcome.text !== '' && answer.body === undefined;
  if (outcome.status >= 500 || (outcome.status < 300 && garbled)) throw describeAmbiguous(outcome, place);
  if (answer.body === undefined && outcome.status >= 400) throw describeUnreadable(outcome, place);
}

function describeAmbiguous(outcome: HttpAnswer | HttpLoss, place: string): Failure {
  const what = outcome.kind === 'answer' ? `HTTP ${outcome.status}${quoteCode(parseJson(outcome.text))}` : outcome.reason;
  return new Failure(`Nobody can tell whether the CRM did this (${what})`, {
    code: 'crm.ambiguous',
    kind: 'failure',
    place,
    fix: 'Read the org again before repeating it; running the same command again does.',
  });
}

function quoteCode(body: Json | undefined): string {
  const code = text(body, 'code');
  return code === undefined ? '' : ` ${quoteForeign(code)}`;
}

function describeRedirect(outcome: HttpAnswer, place: string): Failure {
  const target = outcome.headers.get('location') ?? '';
  const host = URL.canParse(target) ? new URL(target).host : 'another place';
  return new Failure(`The CRM points to ${host} (HTTP ${outcome.status}); credentials do not follow redirects`, {
    code: 'crm.redirect',
    kind: 'failure',
    place,
    fix: "Check that org.yaml names the org's own data centre.",
  });
}
