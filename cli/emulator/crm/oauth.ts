import type { Json } from '../../model/json.ts';
import type { Clock } from './clock.ts';
import { everyOrg } from './clock.ts';
import type { Doc } from './doc.ts';
import type { OrgRecord } from './org-record.ts';
import type { DocStore } from './store.ts';

/** What issuing and checking tokens needs. */
export interface TokenOffice {
  readonly store: DocStore;
  readonly clock: Clock;
  /** that many random bytes as hexadecimal digits */
  randomHex(bytes: number): string;
}

const lifetime = 3600;
/** Zoho Accounts: 10 access tokens per refresh token in 10 minutes. */
const tokensPerWindow = 10;
const window = 600_000;

/** Answers `POST /oauth/v2/token`: parameters in the query, or as an urlencoded or multipart form. */
export async function answerToken(office: TokenOffice, request: Request): Promise<Response> {
  const parameters = await tokenParameters(request);
  const problem = parameters.get('grant_type') === 'refresh_token' ? undefined : 'invalid_grant';
  if (problem !== undefined) return Response.json({ error: problem });
  const org = office.store.orgs().find((candidate) => candidate.credentials.clientId === parameters.get('client_id'));
  if (org === undefined) return Response.json({ error: 'invalid_client' });
  if (org.credentials.clientSecret !== parameters.get('client_secret')) return Response.json({ error: 'invalid_client_secret' });
  if (org.credentials.refreshToken !== parameters.get('refresh_token')) return Response.json({ error: 'invalid_code' });
  const token = office.store.transaction(() => issueToken(office, org));
  if (token === undefined) return tooManyTokens();
  return Response.json({
    access_token: token,
    scope: org.credentials.scopes.join(' '),
    api_domain: new URL(request.url).origin,
    token_type: 'Bearer',
    expires_in: lifetime,
  });
}

async function tokenParameters(request: Request): Promise<URLSearchParams> {
  const parameters = new URL(request.url).searchParams;
  const type = request.headers.get('content-type') ?? '';
  if (!type.includes('form')) return parameters;
  const form = await request.formData().catch(() => new FormData());
  for (const [name, value] of form) if (typeof value === 'string') parameters.set(name, value);
  return parameters;
}

function tooManyTokens(): Response {
  const description = 'You have made too many requests continuously. Please try again after some time.';
  return Response.json({ error: 'Access Denied', error_description: description, status: 'failure' }, { status: 400 });
}

/** A new access token, or undefined when the refresh token has used up its share of the window. */
function issueToken(office: TokenOffice, org: OrgRecord): string | undefined {
  const { store, clock } = office;
  const now = clock.now();
  const recent = store.list(everyOrg, 'tokens', org.name).filter((token) => Math.abs(now - Number(token['issued'])) < window);
  if (recent.length >= (org.tokenLimit ?? tokensPerWindow)) return undefined;
  const id = `1000.${office.randomHex(16)}.${office.randomHex(16)}`;
  store.put(everyOrg, 'tokens', { id, org: org.name, issued: now, expires: now + lifetime * 1000, scopes: [...org.credentials.scopes] }, org.name);
  return id;
}

/** The stored token of an `Authorization: Zoho-oauthtoken …` header, unless there is none or it is over. */
export function readToken(office: Pick<TokenOffice, 'store' | 'clock'>, header: string | null): Doc | undefined {
  const value = /^Zoho-oauthtoken\s+(\S+)$/.exec(header ?? '')?.[1];
  const token = value === undefined ? undefined : office.store.get(everyOrg, 'tokens', value);
  return token !== undefined && Number(token['expires']) > office.clock.now() ? token : undefined;
}

/** True when one of the granted scopes covers the needed one: the same, its resource with `.ALL`, or a wider `.ALL` such as `ZohoCRM.settings.ALL`. */
export function coversScope(granted: Json | undefined, needed: string): boolean {
  const scopes = Array.isArray(granted) ? granted.map((scope) => `${scope}`.toLowerCase()) : [];
  const parts = needed.toLowerCase().split('.');
  const wider = parts.slice(1).map((_part, index) => `${parts.slice(0, parts.length - 1 - index).join('.')}.all`);
  return [needed.toLowerCase(), ...wider].some((scope) => scopes.includes(scope));
}
