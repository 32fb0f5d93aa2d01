import type { Kind } from '../kinds/kind.ts';
import { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { OrgDocuments } from '../model/snapshot.ts';
import { allowanceOf } from './allowance.ts';
import type { CrmClient } from './client.ts';
import { collectUnreadable, groupDocuments } from './gather.ts';
import { assumeCapabilities, explainAbsence } from './offered.ts';
import { probeCapabilities } from './probe.ts';
import type { ExternalKind } from './read-external.ts';
import { readTemplates, readUsers } from './read-external.ts';
import { readList } from './read-list.ts';
import type { Part } from './read-part.ts';
import { isWanted, readDetails, readPart } from './read-part.ts';

/** What to read beside everything, and who is told how it goes. */
export interface ReadOptions {
  /** names of the kinds to read; default all. Modules are always read, since others hang on them. */
  readonly only?: readonly string[];
  /** kinds that are never managed but referred to */
  readonly external?: readonly ExternalKind[];
  /** modules whose e-mail templates are needed beside those of the e-mail notifications found */
  readonly templateModules?: readonly string[];
  /** after each list: how many of how many are read, and which it was (`field Deals`) */
  onProgress?(done: number, total: number, what: string): void;
  /** something worth telling the user that does not stop the reading */
  onNote?(note: string): void;
}

/** A list that is to be read. */
interface Job {
  readonly name: string;
  read(): Promise<Part>;
}

/**
 * Reads an org whole: its facts, what its API can do, its modules, then every list of every kind, as many at once as the edition permits. A list
 * that could not be read completely is named in `unreadable`, never given as empty; nothing is asked twice. Failure when the org as such cannot be read.
 */
export async function readOrg(client: CrmClient, kinds: readonly Kind[], options: ReadOptions = {}): Promise<OrgDocuments> {
  const org = await readFacts(client);
  client.setAllowance(allowanceOf(org));
  const probe = await probeCapabilities(client);
  if (probe.capabilities === undefined) options.onNote?.(probe.note);
  const capabilities = probe.capabilities ?? assumeCapabilities(kinds);
  client.setCapabilities(capabilities);

  const wanted = kinds.filter((kind) => options.only === undefined || options.only.includes(kind.name) || kind.name === 'module');
  const absences = wanted.flatMap((kind) => {
    const reason = explainAbsence(capabilities, kind);
    return reason === undefined ? [] : [{ kind: kind.name, reason }];
  });
  const offered = wanted.filter((kind) => !absences.some((absence) => absence.kind === kind.name));
  const managed = await runJobs(await listJobs(client, offered, org), options);
  const parts = [...managed, ...(await runJobs(listExternalJobs(client, managed, options), options))];
  return { org, capabilities, documents: groupDocuments(parts), unreadable: [...absences, ...collectUnreadable(parts)] };
}

/** `GET /org` (OpenAPI org.json): the one organization. */
async function readFacts(client: CrmClient): Promise<JsonObject> {
  const [org] = await readList(client, { path: '/org', envelope: 'org', paged: false });
  if (org !== undefined) return org;
  throw new Failure('The CRM tells nothing about the org', { code: 'crm.incomplete', kind: 'failure', place: 'GET /org', fix: 'Run again later.' });
}

/** Reads the modules, which tell how many lists there are of the kinds that are listed per module. */
async function listJobs(client: CrmClient, kinds: readonly Kind[], org: JsonObject): Promise<readonly Job[]> {
  const moduleKind = kinds.find((kind) => kind.name === 'module');
  if (moduleKind === undefined) return kinds.filter((kind) => kind.list.per === 'org').map((kind) => listJob(client, kind, org));
  const { list, envelope } = moduleKind;
  const listed = await readList(client, { ...list, envelope });
  const modules = listed.filter((module) => isWanted(moduleKind, module)).flatMap((module) => text(module, 'api_name') ?? []);
  return kinds.flatMap((kind): readonly Job[] => {
    if (kind === moduleKind) return [{ name: kind.name, read: () => readDetails(client, kind, undefined, listed) }];
    if (kind.list.per === 'org') return [listJob(client, kind, org)];
    return modules.map((module) => ({ name: `${kind.name} ${module}`, read: () => readPart(client, kind, module) }));
  });
}

/** The list of an org-wide kind; the org's facts are known already. */
function listJob(client: CrmClient, kind: Kind, org: JsonObject): Job {
  const facts: Part = { kind: kind.name, module: undefined, documents: [org], reason: undefined };
  return { name: kind.name, read: () => (kind.list.path === '/org' ? Promise.resolve(facts) : readPart(client, kind, undefined)) };
}

function listExternalJobs(client: CrmClient, parts: readonly Part[], options: ReadOptions): readonly Job[] {
  const users: Job = { name: 'user', read: () => readUsers(client) };
  const notifications = parts.filter((part) => part.kind === 'email_notification').flatMap((part) => part.documents ?? []);
  const found = notifications.flatMap((document) => text(property(document, 'module'), 'api_name') ?? []);
  const modules = [...new Set([...found, ...(options.templateModules ?? [])])].sort();
  const templates = modules.map((module): Job => ({ name: `email_template ${module}`, read: () => readTemplates(client, module) }));
  return [...(options.external?.includes('user') ? [users] : []), ...(options.external?.includes('email_template') ? templates : [])];
}

function runJobs(jobs: readonly Job[], options: ReadOptions): Promise<readonly Part[]> {
  let done = 0;
  const run = async (job: Job): Promise<Part> => {
    const part = await job.read();
    done += 1;
    options.onProgress?.(done, jobs.length, job.name);
    return part;
  };
  return Promise.all(jobs.map(run));
}
