import type { CrmClient } from '../crm/client.ts';
import { connectCrm } from '../crm/client.ts';
import { readCredentials } from '../crm/credentials.ts';
import { browserAddress, resolveHosts } from '../crm/hosts.ts';
import { fetchOverHttp } from '../crm/http-fetch.ts';
import { readOrg } from '../crm/read-org.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import { withCompanions } from '../kinds/companions.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { KeySources } from '../live/keys.ts';
import { snapshotFromDocuments } from '../live/to-snapshot.ts';
import { Failure } from '../model/failure.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { LiveSnapshot } from '../model/snapshot.ts';
import type { CommandContext } from './context.ts';
import { hideSecrets } from './hide-secrets.ts';
import { readNotSecrets } from './secret-scan.ts';
import { openTokenCache } from './token-cache.ts';

/** Connects to the org of an environment with the credentials in the environment variables. Nothing is sent yet. */
export function connectOrg(context: CommandContext, policy: OrgPolicy): CrmClient {
  const { world } = context;
  const hosts = resolveHosts({ dataCenter: policy.dataCenter, crmUrl: context.variable('ORGCAST_CRM_URL') });
  const credentials = readCredentials(world.env, policy.name);
  const tokens = openTokenCache(context, hosts, credentials);
  const timeout = readNumber(context, 'ORGCAST_TIMEOUT', 'seconds that one request to the CRM may take, such as 120');
  const cap = readNumber(context, 'ORGCAST_CONCURRENCY', 'the most requests at once, such as 10');
  return connectCrm({
    hosts,
    credentials,
    ...(tokens === undefined ? {} : { tokens }),
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
    ...(cap === undefined ? {} : { cap: Math.max(1, Math.floor(cap)) }),
    fetch: fetchOverHttp,
    now: () => world.now().getTime(),
    sleep: (milliseconds) => world.sleep(milliseconds),
    random: () => (world.random(4).reduce((sum, byte) => sum * 256 + byte, 0) % 1_000_000) / 1_000_000,
  });
}

/** A number above 0 from a variable; undefined when it is not set. Failure `usage.variable` for anything else. */
function readNumber(context: CommandContext, name: string, meaning: string): number | undefined {
  const value = context.variable(name);
  if (value === undefined) return undefined;
  if (/^\d{1,6}(\.\d{1,3})?$/.test(value.trim()) && Number(value) > 0) return Number(value);
  throw new Failure(`${name} is "${value}", which is no number above 0`, {
    code: 'usage.variable',
    kind: 'usage',
    place: name,
    fix: `Unset it, or set it to ${meaning}.`,
  });
}

/** What to read of an org. */
export interface LiveOptions {
  readonly keys: KeySources;
  /** kinds to read; default all */
  readonly only?: readonly string[];
  /** true: who the credentials belong to is asked too */
  readonly caller?: true;
}

/** Reads an org completely and makes its snapshot. Another org than the environment's answers: Failure `org.wrong`, nothing is done. */
export async function readLive(context: CommandContext, client: CrmClient, policy: OrgPolicy, options: LiveOptions): Promise<LiveSnapshot> {
  const { only } = options;
  const { kinds: known, ...narrowed } = only === undefined ? { kinds } : withCompanions(only, kinds, schemas);
  const documents = await readOrg(client, known, {
    ...narrowed,
    ...(options.caller === undefined ? {} : { caller: options.caller }),
    external: ['user'],
    onNote: context.progress,
    ...(context.verbose ? { onProgress: (done: number, total: number, what: string) => context.progress(`  read ${done}/${total} ${what}`) } : {}),
  });
  const hidden = await hideSecrets(documents, readNotSecrets(context).fingerprints);
  const read = snapshotFromDocuments(hidden, { kinds, schemas, keys: options.keys });
  const live = { ...read, setup: browserAddress(policy.dataCenter, read.facts) };
  requireSameOrg(policy, live.facts.zgid);
  const left = creditsLeft(client);
  return left === undefined ? live : { ...live, creditsLeft: left };
}

/** What others used of the org's credits shows only once half of them are gone. */
function creditsLeft(client: CrmClient): number | undefined {
  const { remaining, limit, spent } = client.quota();
  return remaining ?? (limit === undefined ? undefined : limit - spent);
}

/** Refuses to go on with the wrong organization's token: the id is compared before anything is written. */
export function requireSameOrg(policy: OrgPolicy, zgid: string): void {
  if (policy.zgid === undefined || policy.zgid === zgid) return;
  throw new Failure(`The credentials belong to the org ${zgid}, not to ${policy.zgid} of the environment "${policy.name}"`, {
    code: 'org.wrong',
    kind: 'refused',
    place: `environments/${policy.name}/org.yaml`,
    fix: 'Use the credentials of this org, or correct zgid in org.yaml if the environment was meant for the other org.',
  });
}
