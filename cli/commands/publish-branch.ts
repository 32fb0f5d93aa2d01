import { pushNewBranch, pushOver, readRemoteBranch } from '../git/push.ts';
import type { Repository } from '../git/repository.ts';
import { findOpenPull, openPull, updatePull } from '../github/pulls.ts';
import type { ForgeUser } from '../github/repository.ts';
import { Failure } from '../model/failure.ts';
import type { PullFacts } from '../model/request.ts';
import type { ForgeLink } from './forge.ts';

/** A pull request that has one branch of its own. */
export interface OwnPull {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** Pushes a commit as the branch and opens its pull request; a second time replaces branch and text. Failure `send.raced` when somebody else was faster. */
export async function publishBranch(link: ForgeLink, repository: Repository, pull: OwnPull, commit: string): Promise<PullFacts> {
  const { branch, base, title, body } = pull;
  if ((await pushNewBranch(repository, branch, commit)) === 'created') return openPull(link.forge, { title, body, head: branch, base });
  const there = await readRemoteBranch(repository, branch);
  const open = await findOpenPull(link.forge, branch);
  const moved = there === undefined || (there !== commit && (await pushOver(repository, branch, commit, there)) === 'moved');
  if (moved)
    throw new Failure(`The branch ${branch} was changed by somebody else at the same moment`, {
      code: 'send.raced',
      kind: 'refused',
      place: branch,
      fix: 'Look at that branch, and run the command again if it may be replaced.',
    });
  return open === undefined ? openPull(link.forge, { title, body, head: branch, base }) : updatePull(link.forge, open.number, { title, body });
}

/** A forge's user as the author of a commit. */
export function authorOf(viewer: ForgeUser): { name: string; email: string } {
  return { name: viewer.login, email: `${viewer.id}+${viewer.login}@users.noreply.github.com` };
}
