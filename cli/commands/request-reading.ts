import { changedPaths, isAncestor, parents, revParse } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';
import { fetchRefs } from '../git/repository.ts';
import type { TreeFile } from '../git/trees.ts';
import { readTreeAt } from '../git/trees.ts';
import { readRepository } from '../github/repository.ts';
import { readSpent } from '../github/spent.ts';
import { bundleDigest, bundleOf } from '../key/bundle.ts';
import { readRequest } from '../key/request.ts';
import type { CommitFacts, MergedFacts, RequestFacts } from '../key/request-facts.ts';
import { Failure } from '../model/failure.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { PullFacts } from '../model/request.ts';
import { environmentFolder, requestPath } from '../model/request.ts';
import type { CommandContext } from './context.ts';
import { requireName } from './environment.ts';
import type { ForgeLink } from './forge.ts';
import { openWorkingRepository } from './forge.ts';
import { findGrant } from './key.ts';
import { policyFile, readPolicyAt } from './org-policy.ts';
import { readWriters } from './writers.ts';

/** A request as read from git, forge and ledger; nothing of it was checked out. */
export interface RequestReading {
  readonly target: string;
  readonly policy: OrgPolicy;
  readonly facts: RequestFacts;
  /** element files of the request's head by path relative to the environment's folder */
  readonly files: ReadonlyMap<string, string>;
}

/** The target that a request's branch names (`copy/<target>/<kid>`), undefined for any other branch. */
export function targetOfBranch(branch: string): string | undefined {
  return /^copy\/([a-z0-9][a-z0-9-]{0,62})\/[a-z2-7]{16}$/.exec(branch)?.[1];
}

/** Reads everything that judging an open request needs; the policy is that of the base branch's tip. */
export async function readOpenRequest(context: CommandContext, link: ForgeLink, pull: PullFacts, target: string): Promise<RequestReading> {
  const git = openWorkingRepository(context, link.credential);
  await fetchRefs(git, [`+refs/heads/${pull.baseRef}:refs/orgcast/request/base`, `+refs/pull/${pull.number}/head:refs/orgcast/request/head`]);
  return readRequestAt(link, git, pull, target, await revParse(git, 'refs/orgcast/request/base'), undefined);
}

/** Reads everything that judging a merged request needs; the policy is that of the commit before the merge. */
export async function readMergedRequest(
  context: CommandContext,
  link: ForgeLink,
  pull: PullFacts,
  target: string,
  commit: string,
): Promise<RequestReading> {
  const git = openWorkingRepository(context, link.credential);
  await fetchRefs(git, [`+refs/heads/${pull.baseRef}:refs/orgcast/request/base`, `+refs/pull/${pull.number}/head:refs/orgcast/request/head`]);
  const [parent] = await parents(git, commit);
  if (parent === undefined)
    throw new Failure(`Commit ${commit} has no parent, so no policy was there before it`, {
      code: 'request.commits',
      kind: 'refused',
      place: commit,
      fix: 'Merge requests into a branch that has the environment already.',
    });
  const bundle = bundleOf(target, await readTreeAt(git, commit, environmentFolder(target)));
  const merged: MergedFacts = { commit, parent, changedPaths: await changedPaths(git, parent, commit), digest: bundleDigest(bundle) };
  return readRequestAt(link, git, pull, target, parent, merged);
}

async function readRequestAt(
  link: ForgeLink,
  git: Repository,
  pull: PullFacts,
  target: string,
  policyCommit: string,
  merged: MergedFacts | undefined,
): Promise<RequestReading> {
  const folder = environmentFolder(requireName(target));
  const policy = await requirePolicyAt(git, policyCommit, target);
  const entries = await readTreeAt(git, pull.headSha, folder);
  const written = entries.find(({ path }) => path === requestPath(target))?.text;
  const request = written === undefined ? undefined : readRequest(written);
  const repository = await readRepository(link.forge);
  const kid = request?.claim.kid ?? '';
  const facts: RequestFacts = {
    policy,
    policyCommit,
    repository: repository.id,
    pull,
    request,
    grant: await findGrant(link.forge, kid),
    writers: await readWriters(link.forge, policy.approvers, [pull.merge?.merger]),
    spent: request === undefined ? undefined : await readSpent(link.forge, kid),
    commits: await readCommits(git, pull, request?.claim.baseCommit, policyCommit, entries, target, merged),
    now: repository.now,
  };
  return { target, policy, facts, files: relativeFiles(target, entries) };
}

async function readCommits(
  git: Repository,
  pull: PullFacts,
  base: string | undefined,
  policyCommit: string,
  entries: readonly TreeFile[],
  target: string,
  merged: MergedFacts | undefined,
): Promise<CommitFacts> {
  const known =
    base !== undefined &&
    (await revParse(git, base).then(
      () => true,
      () => false,
    ));
  return {
    headParents: await parents(git, pull.headSha),
    baseWasOnBranch: known && (await isAncestor(git, base, policyCommit)),
    changedPaths: known ? await changedPaths(git, base, pull.headSha) : [],
    entries,
    headDigest: bundleDigest(bundleOf(target, entries)),
    ...(merged === undefined ? {} : { merged }),
  };
}

async function requirePolicyAt(git: Repository, commit: string, target: string): Promise<OrgPolicy> {
  const policy = await readPolicyAt(git, commit, target);
  if (policy !== undefined) return policy;
  throw new Failure(`"${target}" was not set up on the base branch before this request`, {
    code: 'request.other-target',
    kind: 'refused',
    place: `${environmentFolder(target)}/${policyFile}`,
    fix: 'Set the target up by a change of its own before requests are sent to it.',
  });
}

function relativeFiles(target: string, entries: readonly TreeFile[]): ReadonlyMap<string, string> {
  const folder = `${environmentFolder(target)}/`;
  return new Map(entries.map(({ path, text }) => [path.slice(folder.length), text]));
}
