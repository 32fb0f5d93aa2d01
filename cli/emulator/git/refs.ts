import { join } from 'node:path';
import type { ForgeContext } from './context.ts';
import { bareOf } from './context.ts';
import { ForgeError } from './forge-error.ts';
import type { Repository } from './records.ts';
import { isObjectName, isRefName, noObject } from './ref-name.ts';
import type { BareRepository } from './run-git.ts';
import { gitEnvironment, runProgram } from './run-git.ts';

/** A ref and what it points to; `type` is the type of that object. */
export interface Ref {
  readonly name: string;
  readonly sha: string;
  readonly type: string;
}

/** One ref that moves from an object to another; `noObject` on either side means that it is created or deleted. */
export interface Move {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

/** All refs below the given prefixes (`refs/heads/`, a full name …), sorted by name. A prefix counts as text, as GitHub's matching-refs does. */
export async function listRefs(bare: BareRepository, prefix: string): Promise<Ref[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/'));
  const lines = await bare.ask(['for-each-ref', '--format=%(refname)%00%(objectname)%00%(objecttype)', folder]);
  return lines
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => {
      const [name = '', sha = '', type = ''] = line.split('\0');
      return { name, sha, type };
    });
}

/** The ref of exactly this name, or undefined. */
export async function findRef(bare: BareRepository, name: string): Promise<Ref | undefined> {
  if (!isRefName(name)) return undefined;
  return (await listRefs(bare, name)).find((ref) => ref.name === name);
}

/** The commit at the tip of a branch, or undefined. */
export async function branchTip(bare: BareRepository, branch: string): Promise<string | undefined> {
  return (await findRef(bare, `refs/heads/${branch}`))?.sha;
}

/** The commit that a client names by branch, tag, `heads/…`, `tags/…`, `refs/…` or (abbreviated) object name; undefined when there is none. */
export async function resolveCommit(bare: BareRepository, name: string): Promise<string | undefined> {
  if (/^[0-9a-f]{7,40}$/.test(name)) {
    const found = await peel(bare, name);
    if (found) return found;
  }
  for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name]) {
    const found = await findRef(bare, ref);
    if (found) return peel(bare, found.sha);
  }
  return undefined;
}

async function peel(bare: BareRepository, sha: string): Promise<string | undefined> {
  const outcome = await bare.run(['rev-parse', '--verify', '--quiet', `${sha}^{commit}`]);
  const found = outcome.stdout.toString().trim();
  return outcome.code === 0 && isObjectName(found) ? found : undefined;
}

/** True when the first commit is the second or one of its ancestors. */
export async function isAncestor(bare: BareRepository, ancestor: string, commit: string): Promise<boolean> {
  return (await bare.run(['merge-base', '--is-ancestor', ancestor, commit])).code === 0;
}

/**
 * Moves a ref in one atomic compare-and-swap, after asking the repository's own update hook. Throws ForgeError 422 when the hook refuses and
 * `taken` when the ref is not at `before` any more.
 */
export async function moveRef(context: ForgeContext, repository: Repository, move: Move, taken: ForgeError): Promise<void> {
  const bare = bareOf(context, repository);
  const env = { ...gitEnvironment(context.surroundings), GIT_DIR: bare.dir };
  const hook = join(bare.dir, 'hooks', 'update');
  const verdict = await runProgram('sh', [hook, move.ref, move.before, move.after], bare.dir, { env });
  if (verdict.code !== 0) throw new ForgeError(422, verdict.stderr.trim());
  if (!(await swapRef(bare, move))) throw taken;
}

/** The bare compare-and-swap: false when the ref was not at `before`. Only for moves that no policy concerns. */
export async function swapRef(bare: BareRepository, move: Move): Promise<boolean> {
  const args = move.after === noObject ? ['-d', move.ref, move.before] : [move.ref, move.after, move.before];
  return (await bare.run(['update-ref', '--no-deref', ...args])).code === 0;
}
