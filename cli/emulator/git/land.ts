import { userById } from './accounts.ts';
import { listCommits, listShas } from './commits.ts';
import type { ForgeContext } from './context.ts';
import { bareOf, stamp } from './context.ts';
import { ForgeError } from './forge-error.ts';
import { forgeSignature, userSignature } from './identities.ts';
import type { MergeMethod } from './merge.ts';
import { landCommits } from './merge.ts';
import { changePull, pullNumbered } from './pulls.ts';
import type { Merge, Pull, Repository, User } from './records.ts';
import { branchTip, swapRef } from './refs.ts';
import { headRepositoryOf } from './repositories.ts';
import { afterMoves, finishMerge } from './settle.ts';

/** What a client asks of a merge; `sha` is the head that it has seen. */
export interface MergeWish {
  readonly method: MergeMethod;
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly sha: string | undefined;
}

/**
 * Merges an open pull request into its base branch, really. To be called in the repository's turn. Throws ForgeError 405 when it cannot be merged
 * (closed, draft, conflict, the base moved meanwhile) and 409 when the head is not the one that the caller has seen.
 */
export async function landPull(context: ForgeContext, repository: Repository, user: User, number: number, wish: MergeWish): Promise<Pull> {
  const bare = bareOf(context, repository);
  const pull = pullNumbered(context, repository, number);
  const before = await branchTip(bare, pull.baseRef);
  if (pull.state !== 'open' || !before) throw new ForgeError(405, 'Pull Request is not mergeable');
  if (pull.draft) throw new ForgeError(405, 'Pull Request is still a draft');
  if (wish.sha !== undefined && wish.sha !== pull.headSha) throw headMoved();
  const from = headRepositoryOf(context, repository, pull);
  if ((await branchTip(bareOf(context, from), pull.headRef)) !== pull.headSha) throw headMoved();
  const sha = await writeLanding(context, repository, user, pull, wish, before);
  if (!sha) throw new ForgeError(405, wish.method === 'rebase' ? 'This branch can’t be rebased' : 'Pull Request is not mergeable');
  const merge: Merge = { sha, before, byId: user.id, at: stamp(context), commits: await listShas(bare, `${before}..${sha}`) };
  changePull(context, repository, number, { intent: merge });
  const move = { ref: `refs/heads/${pull.baseRef}`, before, after: sha };
  if (!(await swapRef(bare, move))) {
    changePull(context, repository, number, { intent: null });
    throw new ForgeError(405, 'Base branch was modified. Review and try the merge again.');
  }
  const merged = await finishMerge(context, repository, user, pull, merge);
  await afterMoves(context, repository, user, [move]);
  return merged;
}

function headMoved(): ForgeError {
  return new ForgeError(409, 'Head branch was modified. Review and try the merge again.');
}

async function writeLanding(
  context: ForgeContext,
  repository: Repository,
  user: User,
  pull: Pull,
  wish: MergeWish,
  base: string,
): Promise<string | undefined> {
  const bare = bareOf(context, repository);
  const squash = wish.method === 'squash';
  const usual = squash
    ? `${pull.title} (#${pull.number})`
    : `Merge pull request #${pull.number} from ${headRepositoryOf(context, repository, pull).owner}/${pull.headRef}`;
  const title = wish.title ?? usual;
  const text = wish.message ?? (squash ? await squashText(context, repository, pull, base) : pull.title);
  return landCommits(bare, wish.method, {
    base,
    head: pull.headSha,
    author: userSignature(context, squash ? userById(context, pull.userId) : user),
    committer: forgeSignature(context),
    message: text === '' ? title : `${title}\n\n${text}`,
  });
}

/** GitHub's default text of a squash: the commit's own text below its subject, or a list of all messages. */
async function squashText(context: ForgeContext, repository: Repository, pull: Pull, base: string): Promise<string> {
  const commits = await listCommits(bareOf(context, repository), '--reverse', '--no-merges', `${base}..${pull.headSha}`);
  const [first] = commits;
  if (commits.length === 1 && first) return first.message.split('\n').slice(1).join('\n').trim();
  return commits.map((commit) => `* ${commit.message}`).join('\n\n');
}
