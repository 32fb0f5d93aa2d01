import { userById } from './accounts.ts';
import { announcePull, announcePush } from './announcements.ts';
import { listShas } from './commits.ts';
import type { ForgeContext } from './context.ts';
import { bareOf, stamp } from './context.ts';
import { changePull, closePull, fetchHead, keepHead, listPulls } from './pulls.ts';
import type { Merge, Pull, Repository, User } from './records.ts';
import type { Move, Ref } from './refs.ts';
import { isAncestor, listRefs } from './refs.ts';
import { headRepositoryOf, parentOf } from './repositories.ts';

/** Announces moved refs and brings the pull requests in line with them. To be called in the repository's turn. */
export async function afterMoves(context: ForgeContext, repository: Repository, actor: User, moves: readonly Move[]): Promise<void> {
  for (const move of moves) await announcePush(context, repository, actor, move);
  if (!moves.some((move) => move.ref.startsWith('refs/heads/'))) return;
  await settlePulls(context, repository, actor);
  const parent = parentOf(context, repository);
  // A repository's turn never waits for that of a fork of it.
  if (parent) await context.inTurn(parent, () => settlePulls(context, parent, actor));
}

/**
 * Compares every open pull request with the branches of now, as GitHub does after a push: a moved head is a synchronize, a deleted branch closes
 * it, and a head that is part of the base branch counts as merged by whoever moved the base.
 */
export async function settlePulls(context: ForgeContext, repository: Repository, actor: User): Promise<void> {
  const open = listPulls(context, repository).filter((pull) => pull.state === 'open');
  if (open.length === 0) return;
  const heads = new Map((await listRefs(bareOf(context, repository), 'refs/heads/')).map((ref) => [ref.name.slice(11), ref]));
  for (const pull of open) await settlePull(context, repository, actor, pull, heads);
}

async function settlePull(context: ForgeContext, repository: Repository, actor: User, pull: Pull, heads: ReadonlyMap<string, Ref>): Promise<void> {
  const from = headRepositoryOf(context, repository, pull);
  const inFork = from.id !== repository.id;
  const head = inFork ? await fetchHead(context, repository, { repository: from, branch: pull.headRef }) : heads.get(pull.headRef)?.sha;
  const base = heads.get(pull.baseRef)?.sha;
  if (base && pull.intent && (await isAncestor(bareOf(context, repository), pull.intent.sha, base))) {
    await resumeMerge(context, repository, pull, pull.intent);
  } else if (base && base !== pull.baseSha && (await isAncestor(bareOf(context, repository), head ?? pull.headSha, base))) {
    await finishMerge(context, repository, actor, pull, await indirectMerge(context, repository, actor, pull, base));
  } else if (!head || !base) {
    await closePull(context, repository, actor, pull.number);
  } else if (head !== pull.headSha) {
    const moved = changePull(context, repository, pull.number, { headSha: head, baseSha: base });
    await keepHead(context, repository, moved);
    await announcePull(context, repository, actor, moved, 'synchronize', { before: pull.headSha, after: head });
  }
}

/** Records a merge as done and announces the closed pull request; what moved the base branch has been announced before. */
export async function finishMerge(context: ForgeContext, repository: Repository, actor: User, pull: Pull, merge: Merge): Promise<Pull> {
  const facts = { state: 'closed', closedAt: merge.at, merge, intent: null, baseSha: merge.before } as const;
  const merged = changePull(context, repository, pull.number, facts);
  await announcePull(context, repository, actor, merged, 'closed');
  return merged;
}

/** The server was killed between moving the base branch and writing that down: what is missing is done now, in the merger's name. */
async function resumeMerge(context: ForgeContext, repository: Repository, pull: Pull, intent: Merge): Promise<void> {
  const merger = userById(context, intent.byId);
  await finishMerge(context, repository, merger, pull, intent);
  await announcePush(context, repository, merger, { ref: `refs/heads/${pull.baseRef}`, before: intent.before, after: intent.sha });
}

/** A merge that someone pushed: its commit is the first one on the base branch that contains the head, or the head itself. */
async function indirectMerge(context: ForgeContext, repository: Repository, actor: User, pull: Pull, base: string): Promise<Merge> {
  const bare = bareOf(context, repository);
  const containing = await listShas(bare, '--first-parent', '--ancestry-path', `${pull.headSha}..${base}`);
  const sha = containing.at(-1) ?? pull.headSha;
  const commits = await listShas(bare, `${pull.baseSha}..${sha}`);
  return { sha, before: pull.baseSha, byId: actor.id, at: stamp(context), commits };
}
