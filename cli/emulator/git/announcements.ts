import type { JsonObject } from '../../model/json.ts';
import type { Commit } from './commits.ts';
import { listCommits } from './commits.ts';
import type { ForgeContext } from './context.ts';
import { bareOf, fullName } from './context.ts';
import { diffTrees, emptyTree } from './diff.ts';
import { userOfEmail } from './identities.ts';
import { pullDetailShape } from './pull-detail.ts';
import type { Pull, Repository, User } from './records.ts';
import { noObject } from './ref-name.ts';
import type { Move } from './refs.ts';
import { branchTip, isAncestor } from './refs.ts';
import type { BareRepository } from './run-git.ts';
import { htmlUrl, repositoryShape, userShape } from './shapes.ts';

const commitLimit = 100;

/** Emits GitHub's `push` event of one moved ref. The payload lists up to 100 new commits with the paths each of them touched. */
export async function announcePush(context: ForgeContext, repository: Repository, actor: User, move: Move): Promise<void> {
  const bare = bareOf(context, repository);
  const commits = await newCommits(context, repository, bare, move);
  const payload: JsonObject = {
    ref: move.ref,
    before: move.before,
    after: move.after,
    created: move.before === noObject,
    deleted: move.after === noObject,
    forced: await isForced(bare, move),
    base_ref: null,
    compare: htmlUrl(context, repository, `/compare/${move.before.slice(0, 12)}...${move.after.slice(0, 12)}`),
    commits,
    head_commit: commits.at(-1) ?? null,
    repository: repositoryShape(context, repository),
    pusher: { name: actor.login, email: null },
    sender: userShape(context, actor),
  };
  const event = { name: 'push', action: undefined, ref: move.ref, sha: move.after } as const;
  context.emit({ ...event, repository: fullName(repository), actor: actor.login, payload }, repository);
}

async function isForced(bare: BareRepository, move: Move): Promise<boolean> {
  if (move.before === noObject || move.after === noObject) return false;
  return !(await isAncestor(bare, move.before, move.after));
}

async function newCommits(context: ForgeContext, repository: Repository, bare: BareRepository, move: Move): Promise<JsonObject[]> {
  if (move.after === noObject || !move.ref.startsWith('refs/heads/')) return [];
  const range = move.before === noObject ? [move.after] : [`${move.before}..${move.after}`];
  const commits = await listCommits(bare, `--max-count=${commitLimit}`, ...range);
  const shapes: JsonObject[] = [];
  for (const commit of commits.reverse()) shapes.push(await pushedCommitShape(context, repository, bare, commit));
  return shapes;
}

async function pushedCommitShape(context: ForgeContext, repository: Repository, bare: BareRepository, commit: Commit): Promise<JsonObject> {
  const files = await diffTrees(bare, commit.parents[0] ?? emptyTree, commit.sha);
  const named = (...statuses: string[]) => files.filter((file) => statuses.includes(file.status)).map((file) => file.filename);
  const login = userOfEmail(context, commit.author.email)?.login;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: htmlUrl(context, repository, `/commit/${commit.sha}`),
    author: { name: commit.author.name, email: commit.author.email, ...(login === undefined ? {} : { username: login }) },
    committer: { name: commit.committer.name, email: commit.committer.email },
    added: named('added', 'copied', 'renamed'),
    removed: [...named('removed'), ...files.flatMap((file) => (file.status === 'renamed' ? (file.previous ?? []) : []))],
    modified: named('modified', 'changed'),
  };
}

/** Emits `pull_request_target` with an action such as `opened`; `extra` goes into the payload (`before` and `after` of a synchronize). */
export async function announcePull(
  context: ForgeContext,
  repository: Repository,
  actor: User,
  pull: Pull,
  action: string,
  extra: JsonObject = {},
): Promise<void> {
  const payload: JsonObject = {
    action,
    number: pull.number,
    pull_request: await pullDetailShape(context, repository, pull),
    ...extra,
    repository: repositoryShape(context, repository),
    sender: userShape(context, actor),
  };
  const sha = (await branchTip(bareOf(context, repository), pull.baseRef)) ?? pull.baseSha;
  const event = { name: 'pull_request_target', action, ref: `refs/heads/${pull.baseRef}`, sha } as const;
  context.emit({ ...event, repository: fullName(repository), actor: actor.login, payload }, repository);
}

/** Emits `pull_request_review` with action `submitted`. */
export async function announceReview(context: ForgeContext, repository: Repository, actor: User, pull: Pull, review: JsonObject): Promise<void> {
  const payload: JsonObject = {
    action: 'submitted',
    review,
    pull_request: await pullDetailShape(context, repository, pull),
    repository: repositoryShape(context, repository),
    sender: userShape(context, actor),
  };
  const event = { name: 'pull_request_review', action: 'submitted', ref: `refs/pull/${pull.number}/merge`, sha: pull.headSha } as const;
  context.emit({ ...event, repository: fullName(repository), actor: actor.login, payload }, repository);
}
