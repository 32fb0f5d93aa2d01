import type { ApplyResult } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import { makePerformer } from '../../cli/commands/perform-steps.ts';
import type { CrmClient } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import type { DocStore } from '../../cli/emulator/crm/store.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { KeySources } from '../../cli/live/keys.ts';
import { indexKnownKeys, indexNames } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import { isObject, objects, property, text } from '../../cli/model/json.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { encodeEnvironment } from '../../cli/yaml/encode-environment.ts';
import type { EmbeddedCrm } from '../crm/embedded-crm.ts';
import { embedCrm } from '../crm/embedded-crm.ts';
import { inputOf } from '../plan/world.ts';

/** An org of a few modules in this process: a reading and a plan of it take some ten milliseconds. */
export interface SmallOrg {
  readonly crm: EmbeddedCrm;
  readonly client: CrmClient;
  /** the org as it is now; keys that it had stay with their ids */
  read(): Promise<LiveSnapshot>;
  plan(desired: Snapshot, parts?: PlanParts): Promise<Plan>;
  /** plans, applies and answers with the plan that it began with; a plan that refuses itself is not applied */
  apply(desired: Snapshot, parts?: PlanParts): Promise<Applied>;
  /** the org as the files of an environment */
  exportTexts(): Promise<ReadonlyMap<string, string>>;
}

/** What a plan goes by besides the org and what is wanted. */
export type PlanParts = Partial<PlanInput>;

/** How an apply went. */
export interface Applied extends ApplyResult {
  readonly first: Plan;
}

/** Standard modules that small orgs keep: what is sold, to whom, and the tasks that automation makes. */
const keptModules: ReadonlySet<string> = new Set(['Leads', 'Deals', 'Tasks']);

/** Makes an org of few modules; all secrets are at hand. */
export function openSmallOrg(): SmallOrg {
  const crm = embedCrm();
  crm.store.transaction(() => keepModules(crm.store, crm.org.name, keptModules));
  const client = connectTo(crm);
  let keys: KeySources = { known: new Map(), named: new Map() };
  const read = async (): Promise<LiveSnapshot> => {
    const documents = await readOrg(client, kinds, { external: ['user', 'email_template'], templateModules: ['Deals', 'Leads'] });
    const live = snapshotFromDocuments(documents, { kinds, schemas, keys });
    keys = { ...keys, known: indexKnownKeys([...live.ids].filter(([ref]) => live.elements.has(ref))) };
    return live;
  };
  const planFrom = (live: LiveSnapshot, desired: Snapshot, parts: PlanParts): Plan =>
    makePlan(inputOf(live, desired, { hasSecret: () => true, ...parts }));
  const readFor = (desired: Snapshot): Promise<LiveSnapshot> => {
    keys = { ...keys, named: indexNames(desired.elements.values(), kinds) };
    return read();
  };
  return {
    crm,
    client,
    read,
    plan: async (desired, parts = {}) => planFrom(await readFor(desired), desired, parts),
    apply: async (desired, parts = {}) => {
      const performer = makePerformer(client, desired.elements, (name) => `value of ${name}`);
      const live = await readFor(desired);
      performer.renew(live.ids);
      const replan = async (): Promise<Plan> => {
        const fresh = await read();
        performer.renew(fresh.ids);
        return planFrom(fresh, desired, parts);
      };
      const first = planFrom(live, desired, parts);
      if (first.findings.some((finding) => finding.severity === 'error')) return { first, steps: [], left: first };
      const result = await runApply(first, { replan, perform: performer.perform, startPass: () => undefined, watch: () => undefined });
      return { first, ...result };
    },
    exportTexts: async () => encodeEnvironment(await read(), kinds, new Map(), { schemas, schemaLine: () => '#' }),
  };
}

function connectTo(crm: EmbeddedCrm): CrmClient {
  const { clientId, clientSecret, refreshToken } = crm.org.credentials;
  return connectCrm({
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
}

/** Takes all other modules out of a new org, with their fields, layouts and permissions and the lookups that lead to them. */
function keepModules(store: DocStore, org: string, kept: ReadonlySet<string>): void {
  const isKept = (doc: { readonly [name: string]: unknown }, name: string): boolean => {
    const module = doc[name];
    return kept.has(isObject(module as never) ? (text(module as never, 'api_name') ?? '') : String(module));
  };
  for (const module of store.list(org, 'modules')) {
    const name = text(module, 'api_name') ?? '';
    if (kept.has(name)) continue;
    for (const collection of ['fields', 'layouts', 'permissions'])
      for (const doc of store.list(org, collection, name)) store.remove(org, collection, doc.id);
    store.remove(org, 'modules', module.id);
  }
  const gone = new Set<string>();
  for (const field of store.list(org, 'fields')) {
    const target = property(property(field, 'lookup'), 'module');
    if (!isObject(target) || isKept({ target }, 'target')) continue;
    gone.add(field.id);
    store.remove(org, 'fields', field.id);
  }
  for (const layout of store.list(org, 'layouts')) {
    const sections = objects(layout, 'sections').map((section) => ({
      ...section,
      fields: objects(section, 'fields').filter((field) => !gone.has(text(field, 'id') ?? '')),
    }));
    store.put(org, 'layouts', { ...layout, sections });
  }
}
