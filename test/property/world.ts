import type { ApplyResult, Reading } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import type { ApplyJournal } from '../../cli/commands/apply-journal.ts';
import { makePerformer } from '../../cli/commands/perform-steps.ts';
import { openDesk } from '../../cli/commands/write-desk.ts';
import type { CrmClient, CrmConnection } from '../../cli/crm/client.ts';
import { connectCrm } from '../../cli/crm/client.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import type { OrgRecord } from '../../cli/emulator/crm/org-record.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { KeySources } from '../../cli/live/keys.ts';
import { indexKnownKeys, indexNames } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { Move } from '../../cli/model/identity.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { applyMoves } from '../../cli/plan/moves.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { encodeEnvironment } from '../../cli/yaml/encode-environment.ts';
import type { EmbeddedCrm } from '../crm/embedded-crm.ts';
import { embedCrm } from '../crm/embedded-crm.ts';
import { inputOf, recordOf } from '../plan/world.ts';
import { prepareOrg, standardModules } from './prepared-org.ts';

/** An org that is read and written as the commands do. */
export interface OpenOrg {
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

/** An org of a few modules in this process: a reading and a plan of it take some ten milliseconds. */
export interface SmallOrg extends OpenOrg {
  readonly crm: EmbeddedCrm;
}

/** What a plan goes by besides the org and what is wanted. */
export type PlanParts = Partial<PlanInput>;

/** How an apply went: the plan that it began with and the one that was left. */
export interface Applied extends ApplyResult {
  readonly first: Plan;
  readonly left: Plan;
}

/** Makes an org of few modules, with territories switched on; all secrets are at hand. */
export function openSmallOrg(modules = standardModules): SmallOrg {
  const crm = embedCrm();
  prepareOrg(crm.store, crm.org, modules);
  return { crm, ...openOrgAt(crm) };
}

/** How an org of the embedded CRM is reached. */
export interface OrgPlace {
  readonly url: string;
  readonly org: OrgRecord;
  readonly fetch: CrmConnection['fetch'];
}

/** Opens an org wherever it is served; all secrets are at hand. */
export function openOrgAt(place: OrgPlace): OpenOrg {
  const client = connectTo(place);
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

function connectTo({ url, org, fetch }: OrgPlace): CrmClient {
  const { clientId, clientSecret, refreshToken } = org.credentials;
  return connectCrm({
    hosts: resolveHosts({ dataCenter: 'jp', crmUrl: url }),
    credentials: readCredentials({ ORGCAST_CLIENT_ID: clientId, ORGCAST_CLIENT_SECRET: clientSecret, ORGCAST_REFRESH_TOKEN: refreshToken }, org.name),
    fetch,
    now: () => 0,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
}
