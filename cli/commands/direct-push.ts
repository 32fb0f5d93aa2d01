import { changedPaths, isAncestor, parents } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';
import { isBundlePath } from '../key/bundle.ts';
import { Failure } from '../model/failure.ts';
import type { CommandContext } from './context.ts';
import { openWorkingRepository } from './forge.ts';
import { readPolicyAt } from './org-policy.ts';

/** What a push brought to the base branch: its last commit and, where the event tells, the one that the branch was at before. */
export interface PushedCommits {
  readonly commit: string;
  readonly before?: string;
}

/**
 * Refuses a push that came with no pull request and changes an org's bundle: what was never reviewed must not look like what was approved. A push that sets the
 * org up (it had no org.yaml before) or leaves its files alone is no such push. Failure `apply.direct-push`.
 */
export async function requireNoDirectPush(context: CommandContext, org: string, pushed: PushedCommits): Promise<void> {
  const git = openWorkingRepository(context);
  const before = await findBefore(git, pushed);
  if (before === undefined || (await readPolicyAt(git, before, org)) === undefined) return;
  const changed = (await changedPaths(git, before, pushed.commit)).filter((path) => isBundlePath(org, path));
  const [first] = changed;
  if (first === undefined) return;
  const more = changed.length > 1 ? ` and ${changed.length - 1} more` : '';
  throw new Failure(
    `Commit ${pushed.commit.slice(0, 12)} came with no pull request and changes ${JSON.stringify(first)}${more}; nothing is applied`,
    {
      code: 'apply.direct-push',
      kind: 'refused',
      place: pushed.commit,
      fix: `Protect the branch, and bring changes of "${org}" by a pull request: with a copy key to have them applied, without one to take what the org has.`,
    },
  );
}

/** The commit that the push started from: as the event says where the clone has it, else the last commit's first parent. None for a branch's first push. */
async function findBefore(git: Repository, { commit, before }: PushedCommits): Promise<string | undefined> {
  if (before !== undefined && (await isAncestor(git, before, commit))) return before;
  const [parent] = await parents(git, commit);
  return parent;
}
