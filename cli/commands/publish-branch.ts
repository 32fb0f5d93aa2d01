import type { NewCommit } from '../git/commit-files.ts';
import { commitFiles } from '../git/commit-files.ts';
import { pushNewBranch, pushOver, readRemoteBranch } from '../git/push.ts';
import type { Repository } from '../git/repository.ts';
import { findOpenPull, openPull, updatePull } from '../github/pulls.ts';
import type { ForgeUser } from '../github/repository.ts';
import { Failure } from '../model/failure.ts';
import type { PullFacts } from '../model/request.ts';
import type { CommandContext } from './context.ts';
import type { ForgeLink } from './forge.ts';
import type { RequestHead } from './request-head.ts';
import { requireNoSecrets } from './secret-scan.ts';

/** A pull request that has one branch of its own. */
export interface OwnPull {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/**
 * Pushes a commit as the branch (of the target's repository or of a fork) and opens its pull request; a second time replaces branch and text. Failure `send.raced`
 * when somebody else was faster.
 */
export async function publishBranch(link: ForgeLink, { git, fork }: RequestHead, pull: OwnPull, commit: string): Promise<PullFacts> {
  const { branch, base, title, body } = pull;
  const head = fork === undefined ? branch : `${fork.owner}:${branch}`;
  const open = (): Promise<PullFacts> => openPull(link.forge, { title, body, head, base });
  if ((await pushNewBranch(git, branch, commit)) === 'created') return open();
  const there = await readRemoteBranch(git, branch);
  const before = await findOpenPull(link.forge, branch, fork?.owner);
  const moved = there === undefined || (there !== commit && (await pushOver(git, branch, commit, there)) === 'moved');
  if (moved)
    throw new Failure(`The branch ${branch} was changed by somebody else at the same moment`, {
      code: 'send.raced',
      kind: 'refused',
      place: branch,
      fix: 'Look at that branch, and run the command again if it may be replaced.',
    });
  return before === undefined ? open() : updatePull(link.forge, before.number, { title, body });
}

/** Writes a commit as objects once a scan has found no secret in its files. Failure `secret.…` (see `requireNoSecrets`) before anything is written. */
export async function commitSafely(context: CommandContext, repository: Repository, commit: NewCommit): Promise<string> {
  await requireNoSecrets(context, commit.files, 'Nothing is committed');
  return commitFiles(repository, commit);
}

/** A forge's user as the author of a commit. */
export function authorOf(viewer: ForgeUser): { name: string; email: string } {
  return { name: viewer.login, email: `${viewer.id}+${viewer.login}@users.noreply.github.com` };
}
