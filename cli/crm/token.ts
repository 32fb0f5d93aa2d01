import type { Json } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { Credentials } from './credentials.ts';
import type { CrmHosts } from './hosts.ts';
import { acceptApiDomain } from './hosts.ts';
import { parseJson } from './json-text.ts';
import { describeLoss, describeUnreadable } from './loss.ts';
import type { Wire } from './retry.ts';
import { exchangeRepeatedly } from './retry.ts';
import { refuseToken } from './token-refusal.ts';

/** A token with the API origin it is good for and its last usable moment, in milliseconds since 1970. */
export interface AccessToken {
  readonly value: string;
  readonly api: string;
  readonly usableUntil: number;
  /** scopes that it was given for; undefined where Zoho Accounts does not say */
  readonly scopes?: readonly string[] | undefined;
}

/** The tokens of one client. */
export interface TokenSource {
  /** the current token, or a new one when there is none or it ends within 60 s */
  get(): Promise<AccessToken>;
  /** another token than `stale`, which the CRM turned down; one exchange for all who ask with the same one */
  renew(stale: AccessToken): Promise<AccessToken>;
}

/** Where tokens are kept between runs, since Zoho gives out few. Whatever goes wrong there is nobody's business: then there is none. */
export interface TokenStore {
  /** the token that was put last, by whichever process; undefined when there is none */
  get(): AccessToken | undefined;
  /** keeps a token, or drops the one that is kept */
  put(token: AccessToken | undefined): void;
}

/** Where tokens come from beside the token endpoint, and who is told of them. */
export interface TokenTraffic {
  /** told every new token, to mask it */
  learned(token: string): void;
  readonly store: TokenStore | undefined;
}

/** Time before its end from which a token is not used any more. */
const safety = 60_000;
/** No token lives longer (Zoho Accounts: 3600 s); one that claims to was kept under another clock. */
const longestLife = 3_600_000;

/**
 * Makes access tokens from a refresh token, as few as possible: Zoho blocks a refresh token after ten in ten minutes. An exchange that failed
 * stays failed for the client's life, so that a wrong credential is tried once.
 */
export function createTokenSource(wire: Wire, hosts: CrmHosts, credentials: Credentials, traffic: TokenTraffic): TokenSource {
  let current: Promise<AccessToken> | undefined;
  const obtain = async (stale: string | undefined): Promise<AccessToken> => {
    const kept = readKept(traffic.store?.get(), hosts, wire.now());
    if (kept !== undefined && kept.value !== stale) {
      traffic.learned(kept.value);
      return kept;
    }
    if (kept !== undefined) traffic.store?.put(undefined);
    const token = await requestToken(wire, hosts, credentials);
    traffic.learned(token.value);
    traffic.store?.put(token);
    return token;
  };
  const replace = (old: Promise<AccessToken> | undefined, stale?: string): Promise<AccessToken> => {
    if (current === old || current === undefined) current = obtain(stale);
    return current;
  };
  return {
    async get() {
      const seen = current ?? replace(undefined);
      const token = await seen;
      return wire.now() < token.usableUntil ? token : replace(seen, token.value);
    },
    async renew(stale) {
      const seen = current ?? replace(undefined);
      const token = await seen;
      return token === stale ? replace(seen, stale.value) : token;
    },
  };
}

/** A kept token, as far as it may be used: still good, and for a host that tokens of this org may travel to. */
function readKept(token: AccessToken | undefined, hosts: CrmHosts, now: number): AccessToken | undefined {
  if (token === undefined || !isHeaderSafe(token.value) || now >= token.usableUntil || token.usableUntil > now + longestLife) return undefined;
  try {
    return { ...token, api: acceptApiDomain(hosts, token.api) };
  } catch {
    return undefined; // kept for another host than this org's, or tampered with: as good as none
  }
}

/** `POST {accounts}/oauth/v2/token`, with the secrets in the body, where no log of a proxy sees them. Errors may come with HTTP 200. */
async function requestToken(wire: Wire, hosts: CrmHosts, credentials: Credentials): Promise<AccessToken> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    refresh_token: credentials.refreshToken,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', url: `${hosts.accounts}/oauth/v2/token`, headers, body: form.toString() };
  const outcome = await exchangeRepeatedly(wire, { repeatable: true, prepare: () => Promise.resolve(request) });
  const place = 'POST /oauth/v2/token';
  if (outcome.kind !== 'answer') throw describeLoss(outcome, place, hosts.accounts);
  const body = parseJson(outcome.text);
  const error = text(body, 'error');
  if (error !== undefined || outcome.status === 429) throw refuseToken(error ?? 'access_denied', body, credentials, hosts);
  const token = readToken(body, hosts, wire.now());
  if (token === undefined) throw describeUnreadable(outcome, place);
  return token;
}

function readToken(body: Json | undefined, hosts: CrmHosts, now: number): AccessToken | undefined {
  const value = text(body, 'access_token');
  if (value === undefined || !isHeaderSafe(value)) return undefined;
  const seconds = Number(property(body, 'expires_in') ?? 3600);
  const lifetime = Number.isFinite(seconds) ? seconds * 1000 : 0;
  const scopes = text(body, 'scope')?.split(/[\s,]+/);
  return { value, api: acceptApiDomain(hosts, text(body, 'api_domain')), usableUntil: now + lifetime - Math.min(safety, lifetime / 2), scopes };
}

function isHeaderSafe(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}
