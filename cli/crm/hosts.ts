import { Failure } from '../model/failure.ts';
import type { DataCenter, OrgFacts } from '../model/org.ts';

/** Origins that credentials and tokens of one org may travel to, and no others. */
export interface CrmHosts {
  /** `scheme://host[:port]` of the API; what `/crm/v8` is appended to */
  readonly api: string;
  /** origin of `/oauth/v2/token` */
  readonly accounts: string;
  readonly loopback: boolean;
}

/** What decides about an org's hosts: its data centre (org.yaml) and the value of ORGCAST_CRM_URL, when set. */
export interface HostChoice {
  readonly dataCenter: DataCenter;
  readonly crmUrl?: string | undefined;
}

/** Domain under which people use the CRM: that of the API's host without `apis`, but for Canada, whose accounts origin is another (same sources as the table below). */
function browserDomain(dataCenter: DataCenter): string {
  return dataCenter === 'ca' ? 'zohocloud.ca' : dataCenters[dataCenter].domain.replace('zohoapis', 'zoho');
}

/** Address of an org in a browser, which the pages of its setup are below. No source of the vendor's says it; links that people publish do. */
export function browserAddress(dataCenter: DataCenter, { zgid, type }: Pick<OrgFacts, 'zgid' | 'type'>): string {
  return `https://${type === 'sandbox' ? 'crmsandbox' : 'crm'}.${browserDomain(dataCenter)}/crm/org${encodeURIComponent(zgid)}`;
}

/** Top-level domain of the API hosts, and accounts origin, by data centre (environments of Zoho's SDK 3.0.0; Zoho "Multi DC support"). */
const dataCenters: Readonly<Record<DataCenter, { readonly domain: string; readonly accounts: string }>> = {
  us: { domain: 'zohoapis.com', accounts: 'https://accounts.zoho.com' },
  eu: { domain: 'zohoapis.eu', accounts: 'https://accounts.zoho.eu' },
  in: { domain: 'zohoapis.in', accounts: 'https://accounts.zoho.in' },
  au: { domain: 'zohoapis.com.au', accounts: 'https://accounts.zoho.com.au' },
  jp: { domain: 'zohoapis.jp', accounts: 'https://accounts.zoho.jp' },
  ca: { domain: 'zohoapis.ca', accounts: 'https://accounts.zohocloud.ca' },
  sa: { domain: 'zohoapis.sa', accounts: 'https://accounts.zoho.sa' },
  cn: { domain: 'zohoapis.com.cn', accounts: 'https://accounts.zoho.com.cn' },
};

/** Production, sandbox and developer edition have a host each in every data centre (same sources). */
const hostPrefixes = ['www', 'sandbox', 'developer'] as const;

/**
 * Where an org's requests go. Without `crmUrl` the table decides; `crmUrl` may name a host of the table (a sandbox, say) over https, or loopback,
 * which then also stands in for the accounts host. Any other host gets no credentials: Failure `host.refused`.
 */
export function resolveHosts(choice: HostChoice): CrmHosts {
  const { domain, accounts } = dataCenters[choice.dataCenter];
  if (choice.crmUrl === undefined || choice.crmUrl === '') return { api: `https://www.${domain}`, accounts, loopback: false };
  const url = parseOrigin(choice.crmUrl);
  if (url !== undefined && isLoopback(url)) return { api: url.origin, accounts: url.origin, loopback: true };
  const dataCenter = url === undefined ? undefined : findDataCenter(url.origin);
  if (url === undefined || dataCenter === undefined) throw refuseHost(url?.host ?? 'the value');
  return { api: url.origin, accounts: dataCenters[dataCenter].accounts, loopback: false };
}

/**
 * The API origin to use after a token was issued. The answer's `api_domain` decides, but only when it is in the table, or is the very loopback
 * origin the token came from: a token sent to the wrong host is a token given away. Failure `host.refused` otherwise.
 */
export function acceptApiDomain(hosts: CrmHosts, apiDomain: string | undefined): string {
  if (apiDomain === undefined) return hosts.api;
  const url = parseOrigin(apiDomain);
  if (url === undefined) throw refuseHost('an unreadable api_domain');
  const trusted = hosts.loopback ? url.origin === hosts.api : findDataCenter(url.origin) !== undefined;
  if (!trusted) throw refuseHost(url.host);
  return url.origin;
}

function findDataCenter(origin: string): DataCenter | undefined {
  const names = Object.keys(dataCenters) as DataCenter[];
  return names.find((name) => hostPrefixes.some((prefix) => origin === `https://${prefix}.${dataCenters[name].domain}`));
}

/** A URL that is nothing but an origin; user info, path, query or fragment would hide what is meant. */
function parseOrigin(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const bare = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === '' && url.pathname === '/';
  return bare ? url : undefined;
}

/** 127.0.0.0/8, ::1 and `localhost` (RFC 6761); URL parsing has brought other spellings of an address to this form. */
function isLoopback(url: URL): boolean {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}

function refuseHost(host: string): Failure {
  return new Failure(`Credentials are not sent to ${host}: it is neither a host of a Zoho data centre nor loopback`, {
    code: 'host.refused',
    kind: 'invalid',
    place: host,
    fix: 'Unset ORGCAST_CRM_URL, or set it to the bare origin of the embedded CRM (http://127.0.0.1:<port>) or of a Zoho API host (https).',
  });
}
