import { trustedAddress } from '../git/address.ts';
import { readRemoteBranch } from '../git/push.ts';
import type { Repository } from '../git/repository.ts';
import { openRepository } from '../git/repository.ts';
import { createFork, findFork } from '../github/forks.ts';
import type { ForgeUser } from '../github/repository.ts';
import { readRepository } from '../github/repository.ts';
import { Failure } from '../model/failure.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { CommandContext } from './context.ts';
import type { ForgeLink } from './forge.ts';

/** Where a request's branch goes: the target's repository itself, or a fork of it. */
export interface RequestHead {
  /** the local clone, with the repository that is pushed to as its remote */
  readonly git: Repository;
  /** the fork; absent: the target's repository itself */
  readonly fork?: { readonly id: number; readonly owner: string };
}

/** Waits for a fresh fork, which the forge fills after it has answered: so often, with so many milliseconds in between. */
const waits = { count: 30, milliseconds: 2000 } as const;

/**
 * Finds where somebody may push a request: the target's repository for who may write there, else the own fork of it, which is made when there is none. Failure
 * `send.no-write`, before anything is made or pushed, where the policy takes no requests from forks.
 */
export async function findRequestHead(
  context: CommandContext,
  link: ForgeLink,
  clone: Repository,
  { policy, viewer }: { readonly policy: OrgPolicy; readonly viewer: ForgeUser },
): Promise<RequestHead> {
  const { canPush, fullName } = await readRepository(link.forge);
  if (canPush) return { git: clone };
  if (!policy.approval.forks)
    throw new Failure(`You (${viewer.login}) may not push to ${fullName}, and "${policy.name}" takes no requests from forks`, {
      code: 'send.no-write',
      kind: 'refused',
      place: fullName,
      fix: `Ask its administrator for write permission, or for "forks: true" in org.yaml of "${policy.name}".`,
    });
  const fork = (await findFork(link.forge, viewer)) ?? (await createFork(link.forge));
  context.progress(`Sending from your fork ${fork.owner}/${fork.name}.`);
  const address = trustedAddress({ host: link.address.host, owner: fork.owner, name: fork.name }, [link.address.host]);
  const git = openRepository(clone.dir, address.cloneUrl, { env: context.world.env, credential: link.credential });
  await awaitFork(context, git, policy.baseBranch);
  return { git, fork };
}

/** A fork can be pushed to once git finds the base branch in it. */
async function awaitFork(context: CommandContext, git: Repository, branch: string): Promise<void> {
  for (let count = 1; ; count += 1) {
    try {
      if ((await readRemoteBranch(git, branch)) !== undefined) return;
    } catch (error) {
      if (count === waits.count) throw error;
    }
    if (count === waits.count) return;
    await context.world.sleep(waits.milliseconds);
  }
}
