import type { Kind, ReadableKind } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { CallerDocument, OrgDocuments } from '../model/snapshot.ts';
import { allowanceOf } from './allowance.ts';
import type { CrmClient } from './client.ts';
import { collectUnreadable, groupDocuments } from './gather.ts';
import { assumeCapabilities, explainAbsence } from './offered.ts';
import type { ModuleReader } from './open-modules.ts';
import { openModules } from './open-modules.ts';
import type { Probe } from './probe.ts';
import { probeCapabilities } from './probe.ts';
import { readCaller } from './read-caller.ts';
import { readList } from './read-list.ts';
import type { Job } from './read-lists.ts';
import { readLists } from './read-lists.ts';
import type { ReadOptions } from './read-options.ts';
import type { Part } from './read-part.ts';
import { isWanted, readDetails, readPart } from './read-part.ts';
import type { PortalReader } from './read-portals.ts';
import { openPortals } from './read-portals.ts';

/**
 * Reads an org whole: its facts, what its API can do and its modules at once, then every list of every kind, as many at once as the licence permits and
 * without a pause in between. What the API can do is asked once for as long as the client lives, so that a run goes by one answer. A list that could not be read completely
 * is named in `unreadable`, never given as empty; nothing is asked twice. Failure when the org as such cannot be read.
 */
export async function readOrg(client: CrmClient, all: readonly Kind[], options: ReadOptions = {}): Promise<OrgDocuments> {
  const kinds = all.filter(isReadable);
  const { org, probe, modules, caller } = await readFirst(client, kinds, options);
  if (probe.capabilities === undefined) options.onNote?.(probe.note);
  const capabilities = probe.capabilities ?? assumeCapabilities(kinds);
  client.setCapabilities(capabilities);

  const wanted = kinds.filter((kind) => options.only === undefined || options.only.includes(kind.name) || kind.name === 'module');
  const absences = wanted.flatMap((kind) => {
    const reason = explainAbsence(capabilities, kind);
    return reason === undefined ? [] : [{ kind: kind.name, reason }];
  });
  const offered = wanted.filter((kind) => !absences.some((absence) => absence.kind === kind.name));
  const parts = await readLists(
    client,
    listJobs(client, offered, org, modules, { inModule: openModules(client, kinds), inPortals: openPortals(client, kinds) }),
    options,
  );
  const unreadable = [...absences, ...collectUnreadable(parts)];
  return { org, capabilities, documents: groupDocuments(parts), unreadable, ...(caller === undefined ? {} : { caller }) };
}

/** What everything else hangs on. */
interface First {
  readonly org: JsonObject;
  readonly probe: Probe;
  /** the list of modules, or why there is none */
  readonly modules: PromiseSettledResult<readonly JsonObject[]>;
  readonly caller: CallerDocument | undefined;
}

/** At most four requests that need nothing of each other. No edition permits fewer at once. */
async function readFirst(client: CrmClient, kinds: readonly ReadableKind[], options: ReadOptions): Promise<First> {
  const moduleKind = kinds.find((kind) => kind.name === 'module');
  const modules = moduleKind === undefined ? [] : readList(client, { ...moduleKind.list, envelope: moduleKind.envelope });
  const caller = options.caller === true ? readCaller(client) : undefined;
  const settled = await Promise.allSettled([readFacts(client), probe(client), modules, caller]);
  return { org: valueIn(settled[0]), probe: valueIn(settled[1]), modules: settled[2], caller: valueIn(settled[3]) };
}

/** What the org was found to offer before, else what it says now. */
function probe(client: CrmClient): Promise<Probe> {
  const capabilities = client.capabilities();
  return capabilities === undefined ? probeCapabilities(client) : Promise.resolve({ capabilities });
}

function valueIn<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** `GET /org` (OpenAPI org.json): the one organization, whose licence sets the client's pace from here on. */
export async function readFacts(client: CrmClient): Promise<JsonObject> {
  const [org] = await readList(client, { path: '/org', envelope: 'org', paged: false });
  if (org === undefined)
    throw new Failure('The CRM tells nothing about the org', { code: 'crm.incomplete', kind: 'failure', place: 'GET /org', fix: 'Run again later.' });
  client.setAllowance(allowanceOf(org));
  return org;
}

/** Readers of lists that hang on others. */
interface Readers {
  readonly inModule: ModuleReader;
  readonly inPortals: PortalReader;
}

/** All lists of the kinds; the modules tell how many there are of those that are listed per module or layout. */
function listJobs(
  client: CrmClient,
  kinds: readonly ReadableKind[],
  org: JsonObject,
  modules: First['modules'],
  { inModule, inPortals }: Readers,
): readonly Job[] {
  const moduleKind = kinds.find((kind) => kind.name === 'module');
  if (moduleKind === undefined) return kinds.filter((kind) => kind.list.per === 'org').map((kind) => listJob(client, kind, org));
  const listed = valueIn(modules);
  const names = listed.filter((module) => isWanted(moduleKind, module)).flatMap((module) => text(module, 'api_name') ?? []);
  return kinds.flatMap((kind): readonly Job[] => {
    if (kind === moduleKind) return [{ kind, name: kind.name, read: () => readDetails(client, kind, undefined, listed) }];
    if (kind.list.per === 'portal' || kind.name === 'portal') return [{ kind, name: kind.name, read: () => inPortals(kind) }];
    if (kind.list.per === 'org') return [listJob(client, kind, org)];
    return names.map((module) => ({ kind, name: `${kind.name} ${module}`, read: () => inModule(kind, module) }));
  });
}

/** The list of an org-wide kind; the org's facts are known already. */
function listJob(client: CrmClient, kind: ReadableKind, org: JsonObject): Job {
  const facts: Part = { kind: kind.name, module: undefined, documents: [org], reason: undefined };
  return { kind, name: kind.name, read: () => (kind.list.path === '/org' ? Promise.resolve(facts) : readPart(client, kind, undefined)) };
}
