import { announcePull } from './announcements.ts';
import type { ForgeContext } from './context.ts';
import { bareOf, newId, stamp } from './context.ts';
import { ForgeError, invalid, notFound } from './forge-error.ts';
import { forgeSignature } from './identities.ts';
import { landCommits } from './merge.ts';
import type { Pull, Repository, User } from './records.ts';
import { noObject } from './ref-name.ts';
import { branchTip, findRef, isAncestor, swapRef } from './refs.ts';
import { fetchInto, findFork, headRepositoryOf } from './repositories.ts';

/** What a client gives to open a pull request; `head` is a branch of the same repository, or `owner:branch` of a fork of it. */
export interface NewPull {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

/** All pull requests of a repository, by number. */
export function listPulls(context: ForgeContext, repository: Repository): Pull[] {
  return context.store.list('pulls', repository.id);
}

/** The pull request of this number; throws ForgeError 404 when there is none. */
export function pullNumbered(context: ForgeContext, repository: Repository, number: number): Pull {
  const pull = context.store.get('pulls', repository.id, number);
  if (!pull) throw notFound();
  return pull;
}

/** Replaces facts of a pull request, read afresh so that nothing another call wrote meanwhile is lost. */
export function changePull(context: ForgeContext, repository: Repository, number: number, facts: Partial<Pull>): Pull {
  const pull = { ...pullNumbered(context, repository, number), updatedAt: stamp(context), ...facts };
  context.store.put('pulls', repository.id, number, pull);
  return pull;
}

/** A branch that a pull request comes from, and the repository that it is in: the pull request's own or a fork of it. */
export interface Head {
  readonly repository: Repository;
  readonly branch: string;
}

/** The head that a client named as `branch` or `owner:branch`; an owner who has neither the repository nor a fork of it is unknown. */
export function readHead(context: ForgeContext, repository: Repository, head: string): Head | undefined {
  const [owner = '', branch = ''] = head.includes(':') ? head.split(':', 2) : [repository.owner, head];
  if (owner.toLowerCase() === repository.owner.toLowerCase()) return { repository, branch };
  const fork = findFork(context, repository, owner);
  return fork === undefined ? undefined : { repository: fork, branch };
}

/** The commit at the tip of a head, its objects brought into the repository when it is in a fork; undefined when there is no such branch. */
export async function fetchHead(context: ForgeContext, repository: Repository, head: Head): Promise<string | undefined> {
  const there = bareOf(context, head.repository);
  const sha = await branchTip(there, head.branch);
  if (sha && head.repository.id !== repository.id) await fetchInto(bareOf(context, repository), there, [`refs/heads/${head.branch}`]);
  return sha;
}

/** Opens a pull request and announces it. Throws ForgeError 422 as GitHub does: unknown branch, nothing to merge, one is open already. */
export async function openPull(context: ForgeContext, repository: Repository, user: User, wanted: NewPull): Promise<Pull> {
  const bare = bareOf(context, repository);
  const head = readHead(context, repository, wanted.head);
  const headSha = head === undefined ? undefined : await fetchHead(context, repository, head);
  if (head === undefined || !headSha) throw invalid('PullRequest', 'head', 'invalid');
  const baseSha = await branchTip(bare, wanted.base);
  if (!baseSha) throw invalid('PullRequest', 'base', 'invalid');
  if (await isAncestor(bare, headSha, baseSha)) throw refused(`No commits between ${wanted.base} and ${head.branch}`);
  const isSame = (pull: Pull) => headRepositoryOf(context, repository, pull).id === head.repository.id && pull.headRef === head.branch;
  const twin = listPulls(context, repository).find((pull) => pull.state === 'open' && isSame(pull) && pull.baseRef === wanted.base);
  if (twin) throw refused(`A pull request already exists for ${head.repository.owner}:${head.branch}.`);
  const at = stamp(context);
  const pull: Pull = {
    id: newId(context),
    number: context.store.next(`issues of ${repository.id}`),
    ...{ title: wanted.title, body: wanted.body, draft: wanted.draft, state: 'open', userId: user.id },
    ...(head.repository.id === repository.id ? {} : { headRepositoryId: head.repository.id }),
    ...{ headRef: head.branch, headSha, baseRef: wanted.base, baseSha, labels: [] },
    ...{ createdAt: at, updatedAt: at, closedAt: null, merge: null, intent: null, trial: null },
  };
  context.store.put('pulls', repository.id, pull.number, pull);
  await keepHead(context, repository, pull);
  await announcePull(context, repository, user, pull, 'opened');
  return pull;
}

function refused(message: string): ForgeError {
  return new ForgeError(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }]);
}

/** Points `refs/pull/<n>/head` at the head commit: workflows fetch it, and it keeps the commits when the branch goes. */
export async function keepHead(context: ForgeContext, repository: Repository, pull: Pull): Promise<void> {
  await pointRef(context, repository, `refs/pull/${pull.number}/head`, pull.headSha);
}

async function pointRef(context: ForgeContext, repository: Repository, ref: string, after: string): Promise<void> {
  const bare = bareOf(context, repository);
  const before = (await findRef(bare, ref))?.sha ?? noObject;
  if (before !== after) await swapRef(bare, { ref, before, after });
}

/** Closes an open pull request without merging it and announces that. */
export async function closePull(context: ForgeContext, repository: Repository, user: User, number: number): Promise<Pull> {
  const pull = changePull(context, repository, number, { state: 'closed', closedAt: stamp(context) });
  await announcePull(context, repository, user, pull, 'closed');
  return pull;
}

/** Opens a closed pull request again; throws ForgeError 422 when it is merged or its branch is gone. */
export async function reopenPull(context: ForgeContext, repository: Repository, user: User, number: number): Promise<Pull> {
  const pull = pullNumbered(context, repository, number);
  if (pull.merge) throw refused('The pull request is merged and cannot be reopened.');
  const head = { repository: headRepositoryOf(context, repository, pull), branch: pull.headRef };
  const headSha = await fetchHead(context, repository, head);
  if (!headSha) throw refused(`The ${pull.headRef} branch was deleted.`);
  const open = changePull(context, repository, number, { state: 'open', closedAt: null, headSha });
  await keepHead(context, repository, open);
  await announcePull(context, repository, user, open, 'reopened');
  return open;
}

/** Tries the merge of an open pull request against the base branch of now, once per pair of commits; the result is in `trial`. */
export async function tryMerge(context: ForgeContext, repository: Repository, pull: Pull): Promise<Pull> {
  const bare = bareOf(context, repository);
  const base = await branchTip(bare, pull.baseRef);
  if (pull.state !== 'open' || !base) return pull;
  if (pull.trial?.base === base && pull.trial.head === pull.headSha) return pull;
  const by = forgeSignature(context);
  const message = `Merge ${pull.headSha} into ${base}`;
  const sha = await landCommits(bare, 'merge', { base, head: pull.headSha, author: by, committer: by, message });
  if (sha) await pointRef(context, repository, `refs/pull/${pull.number}/merge`, sha);
  const { updatedAt } = pullNumbered(context, repository, pull.number);
  return changePull(context, repository, pull.number, { updatedAt, trial: { head: pull.headSha, base, sha: sha ?? null } });
}
