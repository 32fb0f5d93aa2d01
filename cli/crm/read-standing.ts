import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { CallerDocument, OrgDocuments } from '../model/snapshot.ts';
import type { CrmClient } from './client.ts';
import { groupDocuments } from './gather.ts';
import { readCaller } from './read-caller.ts';
import { readCounts } from './read-counts.ts';
import { readFacts } from './read-org.ts';
import type { Part } from './read-part.ts';
import { readListPart } from './read-part.ts';

/** What to ask beyond the org's facts, its caller and that caller's profile. */
export interface StandingQuestions {
  /** the list of modules, whose names show extensions: one request */
  readonly modules: boolean;
  /** layouts too, which integrations make: one request a module; asked once the org's facts are known */
  layouts(org: JsonObject): boolean;
  /** numbers of records: one request a module */
  readonly records: boolean;
  /** told why a module was not counted */
  onNote(note: string): void;
}

/** Answers of an org about itself, in the shape of a whole reading, and the numbers of records that were asked for. */
export interface StandingDocuments extends Pick<OrgDocuments, 'org' | 'documents'> {
  readonly caller: CallerDocument;
  readonly records?: { readonly asked: readonly string[]; readonly counts: ReadonlyMap<string, number> };
}

/** Reads what tells whether an org may send or receive, where nothing else is to be read of it. Failure when the org as such cannot be read. */
export async function readStanding(client: CrmClient, questions: StandingQuestions): Promise<StandingDocuments> {
  const [org, caller] = await Promise.all([readFacts(client), readCaller(client)]);
  const [profiles, modules] = await Promise.all([readProfile(client, caller), questions.modules ? readModules(client) : undefined]);
  const names = (modules?.documents ?? [])
    .filter((module) => property(module, 'api_supported') !== false)
    .flatMap((one) => text(one, 'api_name') ?? []);
  const [layouts, counts] = await Promise.all([
    Promise.all(questions.layouts(org) ? names.map((module) => readLayouts(client, module)) : []),
    questions.records ? readCounts(client, names, questions.onNote) : undefined,
  ]);
  const parts = [profiles, modules, ...layouts].filter((part) => part !== undefined);
  return { org, caller, documents: groupDocuments(parts), ...(counts === undefined ? {} : { records: { asked: names, counts } }) };
}

/** The caller's profile, `GET /settings/profiles/{id}` (OpenAPI profiles.json): only there stands whether it is one that somebody made. */
async function readProfile(client: CrmClient, { user }: CallerDocument): Promise<Part | undefined> {
  const id = text(property(user, 'profile'), 'id');
  if (id === undefined) return undefined;
  const path = `/settings/profiles/${encodeURIComponent(id)}`;
  return readListPart(client, 'profile', undefined, { path, envelope: 'profiles', paged: false });
}

function readModules(client: CrmClient): Promise<Part> {
  return readListPart(client, 'module', undefined, { path: '/settings/modules', envelope: 'modules', paged: false });
}

/** `GET /settings/layouts?module=` (OpenAPI layouts.json), whose `source` says which layouts an integration made. */
function readLayouts(client: CrmClient, module: string): Promise<Part> {
  return readListPart(client, 'layout', module, { path: '/settings/layouts', query: { module }, envelope: 'layouts', paged: false });
}
