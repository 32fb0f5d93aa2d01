import { isAncestor, parents, revParse } from '../git/history.ts';
import type { LedgerTag } from '../git/ledger-tags.ts';
import { readLedgerTags } from '../git/ledger-tags.ts';
import { readGit } from '../git/plumbing.ts';
import type { Repository } from '../git/repository.ts';
import { readTreeAt } from '../git/trees.ts';
import type { MergeEvidence } from '../key/audit-approval.ts';
import { accuse } from '../key/audit-chain.ts';
import { bundleDigest, bundleOf } from '../key/bundle.ts';
import { readRequest } from '../key/request.ts';
import type { ClonedRecord } from '../model/audit.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import { environmentFolder, requestPath } from '../model/request.ts';
import { historyFiles } from './history-text.ts';
import { readPolicyAt } from './org-policy.ts';

/** The ledger of a clone by name, and what could not be read of it. */
export interface ClonedLedger {
  readonly records: ReadonlyMap<string, ClonedRecord>;
  readonly findings: readonly Finding[];
}

/** Reads all records of the ledger from a clone. A tag that is no record is the finding `audit.broken`. */
export async function readClonedLedger(repository: Repository): Promise<ClonedLedger> {
  const tags = await readLedgerTags(repository, (name) => {
    if (name.startsWith('receipt/')) return ['record.json', historyFiles.receipt];
    return name.startsWith('plan/') ? ['record.json', 'plan.json'] : ['record.json'];
  });
  const read = tags.map((tag) => [tag.name, readRecord(tag)] as const);
  const records = read.flatMap(([name, record]) => (record === undefined ? [] : [[name, record] as const]));
  const broken = read.flatMap(([name, record]) =>
    record === undefined ? [accuse('audit.broken', name, 'is no record that orgcast publishes')] : [],
  );
  return { records: new Map(records), findings: broken };
}

function readRecord({ name, commit, subject, files }: LedgerTag): ClonedRecord | undefined {
  const header = parseHeader(files.get('record.json'));
  return header === undefined ? undefined : { name, commit, madeAs: subject.replace(/^orgcast: /, ''), header, files };
}

function parseHeader(written: string | undefined): JsonObject | undefined {
  try {
    const value = JSON.parse(written ?? '') as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a clone tells of the merge that a key was spent for; undefined when it does not have that commit. */
export async function readMergeEvidence(git: Repository, org: string, base: string, mergeSha: string): Promise<MergeEvidence | undefined> {
  const commit = await quietly(() => revParse(git, mergeSha));
  const [parent] = commit === undefined ? [] : await parents(git, commit);
  if (commit === undefined || parent === undefined) return undefined;
  const tips = [`refs/heads/${base}`, `refs/remotes/origin/${base}`];
  const files = await readTreeAt(git, commit, environmentFolder(org));
  const written = files.find(({ path }) => path === requestPath(org))?.text;
  return {
    commit,
    onBranch: (await Promise.all(tips.map((tip) => isAncestor(git, commit, tip)))).includes(true),
    identityKeys: (await quietly(() => readPolicyAt(git, parent, org)))?.identityKeys ?? [],
    request: written === undefined ? undefined : readRequest(written),
    digest: bundleDigest(bundleOf(org, files)),
  };
}

/** Commits of the clone's own branch that brought a request of the org, and the key that each names; oldest first. */
export async function listMergedKeys(git: Repository, org: string): Promise<readonly { readonly commit: string; readonly kid: string }[]> {
  const log = await quietly(() => readGit(git, ['log', '--first-parent', '--reverse', '--format=%H', 'HEAD', '--', requestPath(org)]));
  const commits = (log?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');
  const read = commits.map(async (commit) => {
    const [file] = await readTreeAt(git, commit, requestPath(org));
    const kid = file === undefined ? undefined : readRequest(file.text)?.claim.kid;
    return kid === undefined ? [] : [{ commit, kid }];
  });
  return (await Promise.all(read)).flat();
}

async function quietly<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
