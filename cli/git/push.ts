import { gitFailure } from './git-failure.ts';
import { readGit, runGit } from './plumbing.ts';
import type { Repository } from './repository.ts';

/** Pushes a commit as a branch that must not exist yet. `exists`: it does, whoever made it, and it was left alone. */
export async function pushNewBranch(repository: Repository, branch: string, commit: string): Promise<'created' | 'exists'> {
  const flag = await pushLeased(repository, branch, commit, '');
  return flag === '*' ? 'created' : 'exists';
}

/** Replaces a branch that must still be at `expected`. `moved`: it is somewhere else now, and it was left alone. */
export async function pushOver(repository: Repository, branch: string, commit: string, expected: string): Promise<'updated' | 'moved'> {
  const flag = await pushLeased(repository, branch, commit, expected);
  if (flag !== '!') return 'updated';
  return (await readRemoteBranch(repository, branch)) === commit ? 'updated' : 'moved';
}

/** The commit that a branch of the remote is at, or undefined when there is no such branch. */
export async function readRemoteBranch(repository: Repository, branch: string): Promise<string | undefined> {
  const output = await readGit(repository, ['ls-remote', '--quiet', '--end-of-options', repository.remote, `refs/heads/${branch}`]);
  return output.toString('utf8').split('\t')[0] || undefined;
}

/**
 * Pushes with a lease (an empty expectation: the ref must not exist) and without `+`, which would switch the lease off. Answers the flag of
 * `git push --porcelain`: `*` created, space or `+` moved, `=` was there already, `!` refused. Failure `git.…` when the push did not get that far.
 */
async function pushLeased(repository: Repository, branch: string, commit: string, expected: string): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const args = [
    'push',
    '--porcelain',
    '--no-verify',
    `--force-with-lease=${ref}:${expected}`,
    '--end-of-options',
    repository.remote,
    `${commit}:${ref}`,
  ];
  const { stdout, stderr } = await runGit(repository, args);
  const line = stdout
    .toString('utf8')
    .split('\n')
    .find((candidate) => candidate.split('\t')[1]?.endsWith(`:${ref}`));
  if (line === undefined) throw gitFailure(stderr, repository);
  if (line.startsWith('!') && !/stale info|already exists|cannot lock ref|fetch first|non-fast-forward|failed to update ref/i.test(line + stderr)) {
    throw gitFailure(`${line.replaceAll('\t', ' ')}\n${stderr}`, repository);
  }
  return line.charAt(0);
}
