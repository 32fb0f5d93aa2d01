import { readGit, runGit } from './plumbing.ts';
import type { Repository } from './repository.ts';
import { everyday } from './repository.ts';

/** The commit that a revision names (40 or 64 hexadecimal digits). Failure `git.no-commit` when there is none. */
export async function revParse(repository: Repository, revision: string): Promise<string> {
  const found = await everyday(repository, (git) => git.raw(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]));
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

/** Paths that differ between the trees of two commits, both sides of a rename; exact bytes, never quoted. */
export async function changedPaths(repository: Repository, base: string, head: string): Promise<readonly string[]> {
  const [from, to] = [await revParse(repository, base), await revParse(repository, head)];
  const output = await readGit(repository, ['diff-tree', '-r', '-z', '--no-renames', '--name-only', '--no-ext-diff', from, to]);
  return output.toString('utf8').split('\0').slice(0, -1);
}
