import type { Capabilities } from '../model/capability.ts';
import type { CrmAnswer, CrmRequest } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { Allowance } from './allowance.ts';
import { defaultConcurrency } from './allowance.ts';
import { isTokenRefused, judgeOutcome, placeOf } from './answer.ts';
import type { FindOperation } from './cost.ts';
import { makeOperationFinder } from './cost.ts';
import type { Credentials } from './credentials.ts';
import { endsConnection } from './final.ts';
import type { CrmHosts } from './hosts.ts';
import type { Mask } from './mask.ts';
import { createMask } from './mask.ts';
import type { Pace } from './pace.ts';
import { createPace } from './pace.ts';
import type { Sending, Wire } from './retry.ts';
import { exchangeRepeatedly } from './retry.ts';
import { scopeOf } from './scope.ts';
import type { Budget, CrmStats, Quota, Spending } from './spending.ts';
import { createSpending } from './spending.ts';
import type { AccessToken, TokenSource, TokenStore } from './token.ts';
import { createTokenSource } from './token.ts';
import type { HttpRequest } from './transport.ts';

/** What a connection to one org is made of. */
export interface CrmConnection extends Omit<Wire, 'timeout'> {
  readonly hosts: CrmHosts;
  readonly credentials: Credentials;
  /** requests at once until `setAllowance`; default 10 */
  readonly concurrency?: number;
  /**
   * most requests at once, whatever the edition permits. Zoho holds a list of heavy calls to 10 at once in every edition, and does not say which they are
   * ("sub-concurrency"); without a cap the client finds out by the 429 it gets, and slows down.
   */
  readonly cap?: number;
  /** milliseconds that one request may take; default two minutes, as creating a module is slow */
  readonly timeout?: number;
  /** where tokens are kept between runs; without it each run asks for one of its own */
  readonly tokens?: TokenStore;
}

/** The one way to an org: every request goes through its limits, its retries and its token. */
export interface CrmClient {
  /**
   * The CRM's answer, or a Failure whose message holds no secret; see `judgeOutcome` for which is which. After a failure that no other request
   * to the org can escape (`endsConnection`), every further request fails with it at once.
   */
  send(request: CrmRequest): Promise<CrmAnswer>;
  stats(): CrmStats;
  /** the org's credits as far as they are known */
  quota(): Quota;
  /** hides the client's secrets and tokens in a text */
  readonly mask: Mask;
  /** once known, the licence tells how much may be asked at once and in a day */
  setAllowance(allowance: Allowance): void;
  /** once known, they tell what calls cost and which scope they need */
  setCapabilities(capabilities: Capabilities): void;
  /** From now on a write that would go beyond fails before it is sent, with `crm.budget`; reads still go, so that what was done can be read back. */
  setBudget(budget: Budget): void;
}

const defaultTimeout = 120_000;

/** What all requests of one client share. */
interface Connection {
  readonly wire: Wire;
  readonly hosts: CrmHosts;
  readonly tokens: TokenSource;
  readonly pace: Pace;
  readonly spending: Spending;
  findOperation: FindOperation;
}

/** Connects to one org. Nothing is sent before the first request. */
export function connectCrm(connection: CrmConnection): CrmClient {
  const { hosts, credentials } = connection;
  const wire: Wire = { ...connection, timeout: connection.timeout ?? defaultTimeout };
  const secrets = new Set([credentials.clientSecret, credentials.refreshToken]);
  const mask = createMask(secrets);
  const tokens = createTokenSource(wire, hosts, credentials, { learned: (token) => secrets.add(token), store: connection.tokens });
  const pace = createPace(connection.concurrency ?? defaultConcurrency, connection.cap ?? Number.POSITIVE_INFINITY);
  const spending = createSpending(() => wire.now());
  const shared: Connection = { wire, hosts, tokens, pace, spending, findOperation: () => undefined };
  let end: Failure | undefined;

  const giveUp = (error: unknown): never => {
    if (!(error instanceof Failure)) throw error;
    const masked = maskFailure(error, mask);
    if (endsConnection(masked)) end ??= masked;
    throw masked;
  };
  const perform = async (request: CrmRequest): Promise<CrmAnswer> => {
    if (end !== undefined) throw end;
    return request.method === 'GET' ? performCall(shared, request) : performWrite(shared, request);
  };

  return {
    send: (request) => pace.run(() => perform(request).catch(giveUp)),
    stats: spending.stats,
    quota: spending.quota,
    mask,
    setAllowance(allowance) {
      pace.setCeiling(allowance.concurrency);
      spending.setLimit(allowance.credits);
    },
    setCapabilities(known) {
      shared.findOperation = makeOperationFinder(known);
    },
    setBudget: spending.setBudget,
  };
}

/** A write, once the budget covers it. */
async function performWrite(shared: Connection, request: CrmRequest): Promise<CrmAnswer> {
  const cost = shared.findOperation(request.method, request.path)?.minCredits ?? 1;
  const release = shared.spending.reserve(cost, placeOf(request));
  try {
    return await performCall(shared, request);
  } finally {
    release();
  }
}

async function performCall(shared: Connection, request: CrmRequest): Promise<CrmAnswer> {
  const { wire, hosts, tokens, pace, spending } = shared;
  const operation = shared.findOperation(request.method, request.path);
  let token: AccessToken | undefined;
  let mark = 0;
  const sending: Sending = {
    repeatable: request.method === 'GET' || request.idempotent === true,
    async prepare() {
      token = await tokens.get();
      mark = pace.mark();
      return buildRequest(request, token);
    },
    attempted(outcome) {
      spending.note(outcome, operation?.minCredits ?? 1);
      if (outcome.kind === 'answer' && outcome.status === 429) pace.refused(mark);
      else if (outcome.kind === 'answer') pace.accepted();
    },
  };
  let outcome = await exchangeRepeatedly(wire, sending);
  if (isTokenRefused(outcome) && token !== undefined) {
    await tokens.renew(token);
    outcome = await exchangeRepeatedly(wire, sending);
  }
  return judgeOutcome(request, outcome, { origin: token?.api ?? hosts.api, scope: operation?.scope ?? scopeOf(request.method, request.path) });
}

function buildRequest(request: CrmRequest, token: AccessToken): HttpRequest {
  const query = new URLSearchParams({ ...request.query }).toString();
  return {
    method: request.method,
    url: `${token.api}/crm/v8${request.path}${query === '' ? '' : `?${query}`}`,
    headers: {
      authorization: `Zoho-oauthtoken ${token.value}`,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
}

/** The same failure with every secret hidden, wherever the other side may have echoed one. */
function maskFailure(failure: Failure, mask: Mask): Failure {
  const { code, kind, place, fix } = failure;
  return new Failure(mask(failure.message), {
    code,
    kind,
    ...(place === undefined ? {} : { place: mask(place) }),
    ...(fix === undefined ? {} : { fix: mask(fix) }),
  });
}
