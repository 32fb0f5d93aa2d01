import type { ApplyResult } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import type { ApplyJournal } from '../../cli/commands/apply-journal.ts';
import { makePerformer } from '../../cli/commands/perform-steps.ts';
import { openDesk } from '../../cli/commands/write-desk.ts';
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
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import type { Exchange } from '../contract/openapi.ts';
import type { EmbeddedCrm } from '../crm/embedded-crm.ts';
import { embedCrm } from '../crm/embedded-crm.ts';
import { inputOf, recordOf } from '../plan/world.ts';

/** How an apply ended, and what is left to do. */
export interface Applied extends ApplyResult {
  readonly left: Plan;
}

/** What a plan is made with besides the org and what is wanted: rules, consents, what went before. */
export type PlanParts = Partial<Omit<PlanInput, 'live' | 'desired'>>;

/** An org of the embedded CRM, read and written as the commands do, without a port. */
export interface EmbeddedOrg {
  readonly crm: EmbeddedCrm;
  readonly client: CrmClient;
  /** everything that was said to the CRM, in order */
  readonly exchanges: readonly Exchange[];
  /** what the CRM answers to one request, for what our own reading leaves out */
  ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: JsonObject): Promise<unknown>;
  /** the org as it is now; keys that it had stay with their ids */
  read(): Promise<LiveSnapshot>;
  plan(desired: Snapshot, parts?: PlanParts): Promise<Plan>;
  apply(desired: Snapshot, parts?: PlanParts): Promise<Applied>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** A journal that keeps nothing: what is interrupted is tested elsewhere. */
const journal: ApplyJournal = {
  earlier: new Map(),
  startedAt: undefined,
  intend: () => Promise.resolve(0),
  tell: nothing,
  endPass: nothing,
  seal: nothing,
  remove: nothing,
  close: nothing,
};

/** Makes a fresh org; secrets are supplied by name to webhooks. */
export function openOrg(plan: Partial<OrgPlan> = {}, secrets: Readonly<Record<string, string>> = {}): EmbeddedOrg {
  const crm = embedCrm(plan);
  const exchanges: Exchange[] = [];
  const { clientId, clientSecret, refreshToken } = crm.org.credentials;
  const client = connectCrm({
    hosts: resolveHosts({ dataCenter: 'jp', crmUrl: crm.url }),
    credentials: readCredentials(
      { ORGCAST_CLIENT_ID: clientId, ORGCAST_CLIENT_SECRET: clientSecret, ORGCAST_REFRESH_TOKEN: refreshToken },
      crm.org.name,
    ),
    fetch: recordInto(exchanges, crm.fetch),
    now: () => 0,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  let keys: KeySources = { known: new Map(), named: new Map() };
  const read = async (): Promise<LiveSnapshot> => {
    const documents = await readOrg(client, kinds, { external: ['user'] });
    const live = snapshotFromDocuments(documents, { kinds, schemas, keys });
    const named = [...live.ids].filter(([ref]) => live.elements.has(ref));
    keys = { ...keys, known: indexKnownKeys(named) };
    return live;
  };
  const hasSecret = (name: string): boolean => name in secrets;
  const planFor = async (desired: Snapshot, parts: PlanParts = {}): Promise<Plan> => {
    keys = { ...keys, named: indexNames(desired.elements.values(), kinds) };
    return makePlan(inputOf(await read(), desired, { hasSecret, ...parts }));
  };
  return {
    crm,
    client,
    exchanges,
    ask: (method, path, body) => client.send({ method, path, ...(body === undefined ? {} : { body }) }).then((answer) => answer.body),
    read,
    plan: planFor,
    apply: async (desired, parts = {}) => {
      keys = { ...keys, named: indexNames(desired.elements.values(), kinds) };
      const performer = makePerformer(client, desired.elements, openDesk({ client, journal, secrets: (name) => secrets[name], beat: nothing }));
      const planAgain = async (): Promise<Plan> => {
        const live = await read();
        performer.renew(live.ids);
        return makePlan(inputOf(live, desired, { hasSecret, ...parts }));
      };
      const first = await planAgain();
      let left = first;
      const replan = async (): Promise<{ plan: Plan }> => {
        left = await planAgain();
        return { plan: left };
      };
      const { perform, idOf } = performer;
      const silent = { startPass: () => undefined, watch: () => undefined, endPass: nothing, pause: nothing };
      const result = await runApply(recordOf(first), first, { replan, perform, idOf, ...silent });
      return { ...result, left };
    },
  };
}

const apiPath = '/crm/v8';

function recordInto(exchanges: Exchange[], fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const asked = request.clone();
    const response = await fetch(input, init);
    const { pathname, searchParams } = new URL(request.url);
    const [path, query] = [decodeURIComponent(pathname), Object.fromEntries(searchParams)];
    if (!path.startsWith(apiPath)) return response;
    const answered = await response.clone().text();
    const said = { request: readJson(await asked.text()), status: response.status, answer: readJson(answered) };
    exchanges.push({ method: request.method, path: path.slice(apiPath.length), query, ...said });
    return response;
  };
}

/** A body as JSON; one that is a text of its own stays one. */
function readJson(text: string): Json | undefined {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Json);
  } catch {
    return text;
  }
}
