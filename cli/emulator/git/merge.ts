import type { Signature } from './commits.ts';
import { listCommits, readCommitOf, writeCommit } from './commits.ts';
import type { BareRepository } from './run-git.ts';
import { GitError } from './run-git.ts';

/** GitHub's three ways to land a pull request. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** Both tips and whom the new commits name. */
export interface Landing {
  readonly base: string;
  readonly head: string;
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** The tree of merging two commits, or undefined when they conflict or have no common history. */
async function mergedTree(bare: BareRepository, ours: string, theirs: string): Promise<string | undefined> {
  const args = ['merge-tree', '--write-tree', '--no-messages', ours, theirs];
  const outcome = await bare.run(args);
  if (outcome.code === 0) return outcome.stdout.toString().trim();
  if (outcome.code === 1 || outcome.stderr.includes('unrelated histories')) return undefined;
  throw new GitError(args, outcome);
}

/** Writes the commits of a merge by the given method, without moving any ref; gives the new tip, or undefined on a conflict. */
export function landCommits(bare: BareRepository, method: MergeMethod, landing: Landing): Promise<string | undefined> {
  return method === 'rebase' ? rebase(bare, landing) : join(bare, landing, method === 'squash');
}

async function join(bare: BareRepository, landing: Landing, squash: boolean): Promise<string | undefined> {
  const tree = await mergedTree(bare, landing.base, landing.head);
  if (tree === undefined) return undefined;
  const parents = squash ? [landing.base] : [landing.base, landing.head];
  return writeCommit(bare, { ...landing, tree, parents });
}

/** GitHub's rebase always makes new commits, even where a fast-forward would do; authors stay, the committer is the merger. */
async function rebase(bare: BareRepository, landing: Landing): Promise<string | undefined> {
  let tip = landing.base;
  for (const commit of await listCommits(bare, '--reverse', '--topo-order', '--no-merges', `${landing.base}..${landing.head}`)) {
    const tree = await pickTree(bare, tip, commit.sha, commit.parents[0], landing.committer);
    if (tree === undefined) return undefined;
    tip = await writeCommit(bare, { tree, parents: [tip], author: commit.author, committer: landing.committer, message: commit.message });
  }
  return tip;
}

/**
 * The tree of `tip` plus what `commit` changed. git 2.38 and 2.39 cannot be told the merge base, so the tip's tree is hung below the commit's
 * parent first: then that parent is the merge base.
 */
async function pickTree(bare: BareRepository, tip: string, commit: string, parent: string | undefined, by: Signature): Promise<string | undefined> {
  if (parent === undefined) return undefined;
  const { tree } = await readCommitOf(bare, tip);
  const perch = await writeCommit(bare, { tree, parents: [parent], author: by, committer: by, message: 'perch' });
  return mergedTree(bare, perch, commit);
}
