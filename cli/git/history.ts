import { runGit } from './plumbing.ts';
import type { Repository } from './repository.ts';
import { everyday } from './repository.ts';
import { compareTrees } from './tree-difference.ts';

/** The commit that a revision names (40 or 64 hexadecimal digits), or its tree. Failure `git.no-commit` when there is none. */
export async function revParse(repository: Repository, revision: string, type: 'commit' | 'tree' = 'commit'): Promise<string> {
  const found = await everyday(repository, (git) => git.raw(['rev-parse', '--verify', '--end-of-options', `${revision}^{${type}}`]));
  // rev-parse echoes --end-of-options before git 2.30 and in some modes after it
  return found.trim().split('\n').at(-1) ?? '';
}

/** The best common ancestor of two commits, or undefined when they have none. */
export async function mergeBase(repository: Repository, one: string, other: string): Promise<string | undefined> {
  const { code, stdout } = await runGit(repository, ['merge-base', await revParse(repository, one), await revParse(repository, other)]);
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}

/** True when `ancestor` is `commit` or one before it; false too when this repository does not have `ancestor`. */
export async function isAncestor(repository: Repository, ancestor: string, commit: string): Promise<boolean> {
  const { code } = await runGit(repository, ['merge-base', '--is-ancestor', '--end-of-options', ancestor, commit]);
  return code === 0;
}

/** Parents of a commit, the first parent first; none for a root. */
export async function parents(repository: Repository, revision: string): Promise<readonly string[]> {
  const commit = await revParse(repository, revision);
  const line = await everyday(repository, (git) => git.raw(['rev-list', '--parents', '--max-count=1', commit]));
  return line.trim().split(' ').slice(1);
}

/** Paths that differ between the trees of two commits, both sides of a rename, never quoted. Failure `git.too-large` when they are too many. */
export async function changedPaths(repository: Repository, base: string, head: string): Promise<readonly string[]> {
  return compareTrees(repository, await revParse(repository, base, 'tree'), await revParse(repository, head, 'tree'));
}
