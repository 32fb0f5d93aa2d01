import { setImmediate } from 'node:timers/promises';
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
  /** scopes that the client's token was given for; undefined where Zoho Accounts does not say */
  scopes(): Promise<readonly string[] | undefined>;
  /** hides the client's secrets and tokens in a text */
  readonly mask: Mask;
  /** once known, the licence tells how much may be asked at once and in a day */
  setAllowance(allowance: Allowance): void;
  /** what the org was last said to offer; undefined before anybody asked */
  capabilities(): Capabilities | undefined;
  /** once known, they tell what calls cost and which scope they need, for as long as the client lives */
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
  capabilities: Capabilities | undefined;
  /** what ended the connection */
  end: Failure | undefined;
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
  const shared: Connection = { wire, hosts, tokens, pace, spending, findOperation: () => undefined, capabilities: undefined, end: undefined };

  return {
    async send(request) {
      try {
        return await performCall(shared, request);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const masked = maskFailure(error, mask);
        if (endsConnection(masked)) shared.end ??= masked;
        throw masked;
      }
    },
    stats: spending.stats,
    quota: spending.quota,
    scopes: async () => (await tokens.get()).scopes,
    mask,
    setAllowance(allowance) {
      pace.setCeiling(allowance.concurrency);
      spending.setLimit(allowance.credits);
    },
    capabilities: () => shared.capabilities,
    setCapabilities(known) {
      shared.capabilities = known;
      shared.findOperation = makeOperationFinder(known);
    },
    setBudget: spending.setBudget,
  };
}

async function performCall(shared: Connection, request: CrmRequest): Promise<CrmAnswer> {
  const { wire, hosts, tokens } = shared;
  const operation = shared.findOperation(request.method, request.path);
  const attempts = prepareAttempts(shared, request, operation?.minCredits ?? 1);
  try {
    let outcome = await exchangeRepeatedly(wire, attempts.sending);
    const refused = attempts.token();
    if (isTokenRefused(outcome) && refused !== undefined) {
      await tokens.renew(refused);
      outcome = await exchangeRepeatedly(wire, attempts.sending);
    }
    // The next request goes out first: what arrived is taken apart while the org works. A refusal is looked at now, since it may end the connection.
    if (outcome.kind === 'answer' && outcome.status < 300) await setImmediate();
    const scope = operation?.scope ?? scopeOf(request.method, request.path);
    return judgeOutcome(request, outcome, { origin: attempts.token()?.api ?? hosts.api, scope });
  } finally {
    attempts.release();
  }
}

/** One request with what its attempts have in common. */
interface Attempts {
  readonly sending: Sending;
  /** the token of the last attempt */
  token(): AccessToken | undefined;
  /** frees what was kept free of the budget */
  release(): void;
}

/** Each attempt takes a place of its own, so that one that waits for its turn to be repeated leaves its place to others. */
function prepareAttempts(shared: Connection, request: CrmRequest, cost: number): Attempts {
  const { tokens, pace, spending } = shared;
  let token: AccessToken | undefined;
  let release: (() => void) | undefined;
  let mark = 0;
  const sending: Sending = {
    repeatable: request.method === 'GET' || request.idempotent === true,
    place: (work) => pace.run(work),
    async prepare() {
      if (shared.end !== undefined) throw shared.end;
      if (request.method !== 'GET') release ??= spending.reserve(cost, placeOf(request));
      token = await tokens.get();
      mark = pace.mark();
      return buildRequest(request, token);
    },
    attempted(outcome) {
      spending.note(outcome, cost);
      if (outcome.kind !== 'answer') return;
      if (outcome.status === 429) pace.refused(mark);
      else pace.accepted();
    },
  };
  return { sending, token: () => token, release: () => release?.() };
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
