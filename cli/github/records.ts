import { randomUUID } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import { isNotFound } from './forge-failure.ts';

/** Where the ledger lives: tags, because only branches and tags can be protected from being moved or deleted by a ruleset. */
const prefix = 'tags/orgcast/';

const permission = 'contents: write';

/** Most bytes of a file that travels within its tree; a longer one, such as the snapshot of a large org, becomes an object first. */
const longestInline = 64 * 1024;

/** A record of the ledger as read: its `record.json`, and the objects of the files beside it. */
export interface LedgerRecord {
  readonly name: string;
  readonly commit: string;
  readonly header: JsonObject;
  /** path → blob */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Publishes a record under a name that must be free: one atomic creation of a ref that points to the complete record. The answer is judged by
 * reading the ref back, not by status codes: a lost answer still counts when the ref holds our commit, and a nonce (added unless the header has one)
 * keeps two equal records apart. `exists`: somebody else's record is there. A ref that cannot be read is Failure `ledger.unclear`.
 */
export async function publishRecord(
  forge: Forge,
  name: string,
  header: JsonObject,
  files: ReadonlyMap<string, string> = new Map(),
): Promise<'created' | 'exists'> {
  const record = 'nonce' in header ? header : { ...header, nonce: randomUUID() };
  const texts = new Map([...files, ['record.json', `${JSON.stringify(record, null, 2)}\n`]]);
  const commit = await writeRecord(forge, name, texts);
  const refusal = await createRef(forge, name, commit);
  const found = await readBack(forge, name);
  if (found === commit) return 'created';
  if (found !== undefined) return 'exists';
  throw refusal ?? unclear(name, 'the ref is not there after it was created');
}

/** Reads a record; undefined when there is none. Failure `ledger.unclear` when it is there and cannot be understood: fail closed. */
export async function readRecord(forge: Forge, name: string): Promise<LedgerRecord | undefined> {
  const commit = await readRef(forge, name);
  if (commit === undefined) return undefined;
  const purpose = { what: `read ledger record ${name}`, permission: 'contents: read' };
  const tree = await callForge(forge, purpose, async (octokit, at) => {
    const { data } = await octokit.rest.git.getCommit({ ...at, commit_sha: commit });
    return (await octokit.rest.git.getTree({ ...at, tree_sha: data.tree.sha, recursive: 'true' })).data;
  });
  const files = new Map(tree.tree.filter(({ type }) => type === 'blob').map(({ path, sha }) => [path, sha]));
  const own = files.get('record.json');
  if (own === undefined || tree.truncated) throw unclear(name, 'it holds no record.json');
  files.delete('record.json');
  return { name, commit, header: parseHeader(name, await readBlob(forge, own)), files };
}

/** Reads one file beside a record, by the blob that `LedgerRecord.files` names. */
export async function readBlob(forge: Forge, blob: string): Promise<string> {
  const purpose = { what: `read object ${blob.slice(0, 12)} of the ledger`, permission: 'contents: read' };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.git.getBlob({ ...at, file_sha: blob }));
  return data.encoding === 'base64' ? Buffer.from(data.content, 'base64').toString('utf8') : data.content;
}

/** Names of the records below a folder of the ledger such as `spent/`, sorted by name. */
export async function listRecords(forge: Forge, folder: string): Promise<readonly string[]> {
  return [...(await listRecordCommits(forge, folder)).keys()];
}

/** Names of a numbered series of records (`appendRecord`), the newest first; names below the folder that are no such number do not count. */
export async function listSeries(forge: Forge, folder: string): Promise<readonly string[]> {
  return numbersOf(await listRecords(forge, folder), folder).map((number) => `${folder}${number}`);
}

/** The newest record of a numbered series; undefined when it has none. Failures as `readRecord`. */
export async function readNewest(forge: Forge, folder: string): Promise<LedgerRecord | undefined> {
  const [newest] = await listSeries(forge, folder);
  return newest === undefined ? undefined : readRecord(forge, newest);
}

/** The numbers of a series, the greatest first. */
function numbersOf(names: Iterable<string>, folder: string): readonly number[] {
  const ends = [...names].map((name) => name.slice(folder.length)).filter((end) => /^[1-9]\d{0,14}$/.test(end));
  return ends.map(Number).sort((a, b) => b - a);
}

/** Names of the records whose name begins so and the commits that they are, sorted by name. */
export async function listRecordCommits(forge: Forge, folder: string): Promise<ReadonlyMap<string, string>> {
  const purpose = { what: `list ledger records ${folder}`, permission: 'contents: read' };
  const refs = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.git.listMatchingRefs, { ...at, ref: `${prefix}${folder}` }),
  );
  const commits = refs.map(({ ref, object }) => [ref.slice(`refs/${prefix}`.length), object.sha] as const);
  return new Map(commits.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Publishes a record as the next of a numbered series (`receipt/osaka/` → `receipt/osaka/7`) and answers its name. */
export async function appendRecord(forge: Forge, folder: string, header: JsonObject, files?: ReadonlyMap<string, string>): Promise<string> {
  const [newest = 0] = numbersOf(await listRecords(forge, folder), folder);
  const first = newest + 1;
  for (let number = first; number < first + 100; number += 1) {
    if ((await publishRecord(forge, `${folder}${number}`, header, files)) === 'created') return `${folder}${number}`;
  }
  throw unclear(folder, 'a hundred other records were faster');
}

/**
 * Publishes a record as the next of a numbered series and chains it to the one before: its header gets `previous`, `{number, commit}` of that one or null for the
 * first, so that none can be taken out, moved or altered without a trace in those after it. Answers its number.
 */
export async function appendChained(forge: Forge, folder: string, header: JsonObject, files?: ReadonlyMap<string, string>): Promise<number> {
  const commits = await listRecordCommits(forge, folder);
  const [last = 0] = numbersOf(commits.keys(), folder);
  let previous = last === 0 ? null : { number: last, commit: commits.get(`${folder}${last}`) ?? '' };
  for (let number = last + 1; number < last + 100; number += 1) {
    const name = `${folder}${number}`;
    if ((await publishRecord(forge, name, { ...header, previous }, files)) === 'created') return number;
    previous = { number, commit: (await readRef(forge, name)) ?? '' };
  }
  throw unclear(folder, 'a hundred other records were faster');
}

async function writeRecord(forge: Forge, name: string, texts: ReadonlyMap<string, string>): Promise<string> {
  return callForge(forge, { what: `write ledger record ${name}`, permission }, async (octokit, at) => {
    const entries = await Promise.all(
      [...texts].map(async ([path, content]) => {
        const plain = { path, mode: '100644', type: 'blob' } as const;
        if (Buffer.byteLength(content) <= longestInline) return { ...plain, content };
        const blob = await octokit.rest.git.createBlob({ ...at, content: Buffer.from(content, 'utf8').toString('base64'), encoding: 'base64' });
        return { ...plain, sha: blob.data.sha };
      }),
    );
    const tree = await octokit.rest.git.createTree({ ...at, tree: entries });
    const commit = await octokit.rest.git.createCommit({ ...at, message: `orgcast: ${name}`, tree: tree.data.sha, parents: [] });
    return commit.data.sha;
  });
}

/** Creates the ref; a refusal is answered instead of thrown, because only reading the ref back tells what happened. */
async function createRef(forge: Forge, name: string, commit: string): Promise<unknown> {
  try {
    await callForge(forge, { what: `publish ledger record ${name}`, permission }, (octokit, at) =>
      octokit.rest.git.createRef({ ...at, ref: `refs/${prefix}${name}`, sha: commit }),
    );
    return undefined;
  } catch (error) {
    return error;
  }
}

async function readBack(forge: Forge, name: string): Promise<string | undefined> {
  try {
    return await readRef(forge, name);
  } catch (error) {
    throw unclear(name, error instanceof Error ? error.message : String(error));
  }
}

async function readRef(forge: Forge, name: string): Promise<string | undefined> {
  try {
    const purpose = { what: `look up ledger record ${name}`, permission: 'contents: read' };
    const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.git.getRef({ ...at, ref: `${prefix}${name}` }));
    if (data.object.type === 'commit') return data.object.sha;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  throw unclear(name, 'its tag was not made by orgcast');
}

function parseHeader(name: string, written: string): JsonObject {
  try {
    const value = JSON.parse(written) as Json;
    if (isObject(value)) return value;
  } catch {
    // falls through to the one refusal below
  }
  throw unclear(name, 'its record.json is no JSON object');
}

function unclear(name: string, why: string): Failure {
  return new Failure(`Ledger record ${name} is in an unclear state: ${why}.`, {
    code: 'ledger.unclear',
    kind: 'refused',
    place: `refs/${prefix}${name}`,
    fix: 'Run the job again; if it stays, look at that tag in the repository and issue a new copy key.',
  });
}
