import type { ApplyResult, Reading } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import type { ApplyJournal } from '../../cli/commands/apply-journal.ts';
import { makePerformer } from '../../cli/commands/perform-steps.ts';
import { openDesk } from '../../cli/commands/write-desk.ts';
import type { CrmClient } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import { enableTerritories } from '../../cli/emulator/crm/security/territories.ts';
import type { DocStore } from '../../cli/emulator/crm/store.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { KeySources } from '../../cli/live/keys.ts';
import { indexKnownKeys, indexNames } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { Move } from '../../cli/model/identity.ts';
import { isObject, objects, property, text } from '../../cli/model/json.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { applyMoves } from '../../cli/plan/moves.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { encodeEnvironment } from '../../cli/yaml/encode-environment.ts';
import type { EmbeddedCrm } from '../crm/embedded-crm.ts';
import { embedCrm } from '../crm/embedded-crm.ts';
import { inputOf, recordOf } from '../plan/world.ts';

/** An org of a few modules in this process: a reading and a plan of it take some ten milliseconds. */
export interface SmallOrg {
  readonly crm: EmbeddedCrm;
  readonly client: CrmClient;
  /** the org as it is now; keys that it had stay with their ids */
  read(): Promise<LiveSnapshot>;
  plan(desired: Snapshot, parts?: PlanParts): Promise<Plan>;
  /** plans, applies and answers with the plan that it began with; a plan that refuses itself is not applied */
  apply(desired: Snapshot, parts?: PlanParts): Promise<Applied>;
  /** applies what a function plans against each reading; `desired` is what its steps write */
  applyPlans(desired: Snapshot, moved: readonly Move[], planAgainst: (live: LiveSnapshot) => Plan): Promise<Applied>;
  /** the org as the files of an environment */
  exportTexts(): Promise<ReadonlyMap<string, string>>;
}

/** What a plan goes by besides the org and what is wanted. */
export type PlanParts = Partial<PlanInput>;

/** How an apply went: the plan that it began with and the one that was left. */
export interface Applied extends ApplyResult {
  readonly first: Plan;
  readonly left: Plan;
}

/** Standard modules that small orgs keep: what is sold, to whom, and the tasks that automation makes. */
export const standardModules: readonly string[] = ['Leads', 'Deals', 'Tasks'];

/** Makes an org of few modules, with territories switched on; all secrets are at hand. */
export function openSmallOrg(modules = standardModules): SmallOrg {
  const crm = embedCrm();
  crm.store.transaction(() => {
    keepModules(crm.store, crm.org.name, new Set(modules));
    enableTerritories(crm.store, crm.org);
  });
  const client = connectTo(crm);
  let keys: KeySources = { known: new Map(), named: new Map() };
  let ids: readonly (readonly [Ref, string])[] = [];
  const read = async (): Promise<LiveSnapshot> => {
    const documents = await readOrg(client, kinds, { external: ['user'] });
    const live = snapshotFromDocuments(documents, { kinds, schemas, keys });
    ids = [...live.ids].filter(([ref]) => live.elements.has(ref));
    keys = { ...keys, known: indexKnownKeys(ids) };
    return live;
  };
  const planFrom = (live: LiveSnapshot, desired: Snapshot, parts: PlanParts): Plan =>
    makePlan(inputOf(live, desired, { hasSecret: () => true, ...parts }));
  const readFor = (desired: Snapshot): Promise<LiveSnapshot> => {
    keys = { ...keys, named: indexNames(desired.elements.values(), kinds) };
    return read();
  };
  const applyPlans = async (desired: Snapshot, moved: readonly Move[], planAgainst: (live: LiveSnapshot) => Plan): Promise<Applied> => {
    const performer = makePerformer(
      client,
      desired.elements,
      openDesk({ client, journal: noJournal, secrets: secretValue, beat: () => Promise.resolve() }),
    );
    const live = await readFor(desired);
    performer.renew(withMoves(live, desired, moved).ids);
    const first = planAgainst(live);
    if (first.findings.some((finding) => finding.severity === 'error')) return { first, steps: [], left: first };
    let left = first;
    const replan = async (): Promise<Reading> => {
      // What was made keeps its key by its id, whatever else has its name.
      const made = first.steps.flatMap(({ action, ref }): readonly (readonly [Ref, string])[] => {
        const id = action === 'create' ? performer.idOf(ref) : undefined;
        return id === undefined ? [] : [[ref, id]];
      });
      ids = [...ids, ...made];
      keys = { ...keys, known: indexKnownKeys(ids) };
      const fresh = await read();
      performer.renew(withMoves(fresh, desired, moved).ids);
      left = planAgainst(fresh);
      return { plan: left };
    };
    const result = await runApply(recordOf(first), first, { replan, perform: performer.perform, idOf: performer.idOf, ...quietPorts });
    return { first, left, ...result };
  };
  return {
    crm,
    client,
    read,
    plan: async (desired, parts = {}) => planFrom(await readFor(desired), desired, parts),
    apply: (desired, parts = {}) => applyPlans(desired, parts.moved ?? [], (live) => planFrom(live, desired, parts)),
    applyPlans,
    exportTexts: async () => encodeEnvironment(await read(), kinds, new Map(), { schemas, schemaLine: () => '#' }),
  };
}

/** A reading as if the org had always called its elements what they are called now. */
export function withMoves(live: LiveSnapshot, desired: Snapshot, moved: readonly Move[]): LiveSnapshot {
  return applyMoves(inputOf(live, desired, { moved })).input.live;
}

const quietPorts = {
  startPass: () => undefined,
  endPass: () => Promise.resolve(),
  watch: () => undefined,
  pause: () => Promise.resolve(),
};

function secretValue(secret: string): string {
  return `value of ${secret}`;
}

/** Nothing here is interrupted, so that nothing has to be written down. */
const noJournal: ApplyJournal = {
  earlier: new Map(),
  startedAt: undefined,
  intend: () => Promise.resolve(0),
  tell: () => Promise.resolve(),
  endPass: () => Promise.resolve(),
  seal: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

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
