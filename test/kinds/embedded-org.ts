import type { ApplyResult } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import { makePerformer } from '../../cli/commands/perform-steps.ts';
import type { CrmClient } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import type { OrgPlan } from '../../cli/emulator/crm/seed/new-org.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { KeySources } from '../../cli/live/keys.ts';
import { indexKnownKeys, indexNames } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import type { EmbeddedCrm } from '../crm/embedded-crm.ts';
import { embedCrm } from '../crm/embedded-crm.ts';
import { planOf } from '../plan/world.ts';

/** An org of the embedded CRM, read and written as the commands do, without a port. */
export interface EmbeddedOrg {
  readonly crm: EmbeddedCrm;
  readonly client: CrmClient;
  /** what the CRM answers to one request, for what our own reading leaves out */
  ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: JsonObject): Promise<unknown>;
  /** the org as it is now; keys that it had stay with their ids */
  read(): Promise<LiveSnapshot>;
  plan(desired: Snapshot): Promise<Plan>;
  apply(desired: Snapshot): Promise<ApplyResult>;
}

/** Makes a fresh org; secrets are supplied by name to webhooks. */
export function openOrg(plan: Partial<OrgPlan> = {}, secrets: Readonly<Record<string, string>> = {}): EmbeddedOrg {
  const crm = embedCrm(plan);
  const { clientId, clientSecret, refreshToken } = crm.org.credentials;
  const client = connectCrm({
    hosts: resolveHosts({ dataCenter: 'jp', crmUrl: crm.url }),
    credentials: readCredentials(
      { ORGCAST_CLIENT_ID: clientId, ORGCAST_CLIENT_SECRET: clientSecret, ORGCAST_REFRESH_TOKEN: refreshToken },
      crm.org.name,
    ),
    fetch: crm.fetch,
    now: () => 0,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  let keys: KeySources = { known: new Map(), named: new Map() };
  const read = async (): Promise<LiveSnapshot> => {
    const documents = await readOrg(client, kinds, { external: ['user', 'email_template'], templateModules: ['Deals', 'Leads'] });
    const live = snapshotFromDocuments(documents, { kinds, schemas, keys });
    const named = [...live.ids].filter(([ref]) => live.elements.has(ref));
    keys = { ...keys, known: indexKnownKeys(named) };
    return live;
  };
  const hasSecret = (name: string): boolean => name in secrets;
  const planFor = async (desired: Snapshot): Promise<Plan> => {
    keys = { ...keys, named: indexNames(desired.elements.values(), kinds) };
    return planOf(await read(), desired, hasSecret);
  };
  return {
    crm,
    client,
    ask: (method, path, body) => client.send({ method, path, ...(body === undefined ? {} : { body }) }).then((answer) => answer.body),
    read,
    plan: planFor,
    apply: async (desired) => {
      keys = { ...keys, named: indexNames(desired.elements.values(), kinds) };
      const performer = makePerformer(client, desired.elements, (name) => secrets[name]);
      const live = await read();
      performer.renew(live.ids);
      const replan = async (): Promise<Plan> => {
        const fresh = await read();
        performer.renew(fresh.ids);
        return planOf(fresh, desired, hasSecret);
      };
      return runApply(planOf(live, desired, hasSecret), { replan, perform: performer.perform, startPass: () => undefined, watch: () => undefined });
    },
  };
}
