import pLimit from 'p-limit';
import type { Capabilities } from '../model/capability.ts';
import type { CrmAnswer, CrmRequest } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import { isTokenRefused, judgeOutcome } from './answer.ts';
import { defaultConcurrency } from './concurrency.ts';
import { matchOperation } from './cost.ts';
import type { Credentials } from './credentials.ts';
import { isFinal } from './final.ts';
import type { CrmHosts } from './hosts.ts';
import type { Mask } from './mask.ts';
import { createMask } from './mask.ts';
import type { Sending, Wire } from './retry.ts';
import { exchangeRepeatedly } from './retry.ts';
import { scopeOf } from './scope.ts';
import type { AccessToken } from './token.ts';
import { createTokenSource } from './token.ts';
import type { HttpRequest } from './transport.ts';

/** What a connection to one org is made of. */
export interface CrmConnection extends Omit<Wire, 'timeout'> {
  readonly hosts: CrmHosts;
  readonly credentials: Credentials;
  /** requests at once until `setConcurrency`; default 10 */
  readonly concurrency?: number;
  /** milliseconds that one request may take; default two minutes, as creating a module is slow */
  readonly timeout?: number;
}

/** Requests sent (repeats counted, token exchanges not) and API credits they cost. */
export interface CrmStats {
  readonly requests: number;
  readonly credits: number;
}

/** The one way to an org: every request goes through its limits, its retries and its token. */
export interface CrmClient {
  /**
   * The CRM's answer, or a Failure whose message holds no secret; see `judgeOutcome` for which is which. After a failure that no other request
   * to the org can escape (`isFinal`), every further request fails with it at once.
   */
  send(request: CrmRequest): Promise<CrmAnswer>;
  stats(): CrmStats;
  /** hides the client's secrets and tokens in a text */
  readonly mask: Mask;
  setConcurrency(concurrency: number): void;
  /** once known, they tell what calls cost and which scope they need */
  setCapabilities(capabilities: Capabilities): void;
}

const defaultTimeout = 120_000;

/** Connects to one org. Nothing is sent before the first request. */
export function connectCrm(connection: CrmConnection): CrmClient {
  const { hosts, credentials } = connection;
  const wire: Wire = { ...connection, timeout: connection.timeout ?? defaultTimeout };
  const secrets = new Set([credentials.clientSecret, credentials.refreshToken]);
  const mask = createMask(secrets);
  const tokens = createTokenSource(wire, hosts, credentials, (token) => secrets.add(token));
  const limit = pLimit(connection.concurrency ?? defaultConcurrency);
  const stats = { requests: 0, credits: 0 };
  let capabilities: Capabilities = { paths: new Map() };
  let final: Failure | undefined;

  const perform = async (request: CrmRequest): Promise<CrmAnswer> => {
    if (final !== undefined) throw final;
    const operation = matchOperation(capabilities, request.method, request.path);
    let token: AccessToken | undefined;
    const sending: Sending = {
      repeatable: request.method === 'GET',
      async prepare() {
        token = await tokens.get();
        return buildRequest(request, token);
      },
      attempted(outcome) {
        stats.requests += 1;
        if (outcome.kind !== 'answer' || ![401, 429].includes(outcome.status)) stats.credits += operation?.minCredits ?? 1;
      },
    };
    let outcome = await exchangeRepeatedly(wire, sending);
    if (isTokenRefused(outcome) && token !== undefined) {
      await tokens.renew(token);
      outcome = await exchangeRepeatedly(wire, sending);
    }
    return judgeOutcome(request, outcome, { origin: token?.api ?? hosts.api, scope: operation?.scope ?? scopeOf(request.method, request.path) });
  };

  const giveUp = (error: unknown): never => {
    if (!(error instanceof Failure)) throw error;
    const masked = maskFailure(error, mask);
    if (isFinal(masked)) final ??= masked;
    throw masked;
  };

  return {
    send: (request) => limit(() => perform(request).catch(giveUp)),
    stats: () => ({ ...stats }),
    mask,
    setConcurrency(concurrency) {
      limit.concurrency = concurrency;
    },
    setCapabilities(known) {
      capabilities = known;
    },
  };
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
