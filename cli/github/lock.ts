import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import { isNotFound } from './forge-failure.ts';

/**
 * The lock of an org: who applies to it at this moment. It is a ref that only ever moves from a commit to a child of it, which the forge checks
 * (REST `PATCH git/refs` without force), so every move is a compare-and-swap; letting go is a move too. It lives outside the ledger, whose tags
 * cannot move. The lock keeps two jobs from writing at once; that a key is spent once is the ledger's doing and needs no lock.
 */
const folder = 'orgcast/lock/';

const permission = 'contents: write';

/** Who wants the lock. `run` is the same for a job and its re-run, so that a re-run takes over from the attempt that died. */
export interface LockClaim {
  readonly org: string;
  readonly run: string;
  /** different for every attempt */
  readonly nonce: string;
}

/** A lock that is held. */
export interface Lock extends LockClaim {
  readonly commit: string;
  /** counts every move; a later holder has a higher one */
  readonly fence: number;
}

/** What the ref says: who holds the lock, or held it last. */
interface LockState {
  readonly commit: string;
  readonly run: string;
  readonly fence: number;
  readonly held: boolean;
  /** last sign of life, the forge's clock in seconds */
  readonly at: number;
}

/** How an attempt to take a lock ended; `since` is the holder's last sign of life. */
export type LockOutcome =
  | { readonly outcome: 'taken'; readonly lock: Lock }
  | { readonly outcome: 'held'; readonly run: string; readonly since: number };

/**
 * Takes the lock of an org when it is free, held by the same run, or without a sign of life for `staleSeconds`. Of several at once one gets it.
 * `now` is the forge's clock in seconds. Failure `ledger.unclear` for a lock that cannot be understood.
 */
export async function takeLock(forge: Forge, claim: LockClaim, now: number, staleSeconds: number): Promise<LockOutcome> {
  const state = await readState(forge, claim.org);
  const blocked = state?.held === true && state.run !== claim.run && now < state.at + staleSeconds;
  if (blocked) return { outcome: 'held', run: state.run, since: state.at };
  const lock = await moveLock(forge, claim, state, { held: true, at: now });
  if (lock !== undefined) return { outcome: 'taken', lock };
  const winner = await readState(forge, claim.org);
  return { outcome: 'held', run: winner?.run ?? '', since: winner?.at ?? now };
}

/** Gives a sign of life. Undefined when somebody took the lock over: stop writing. */
export async function refreshLock(forge: Forge, lock: Lock, now: number): Promise<Lock | undefined> {
  return moveLock(forge, lock, lock, { held: true, at: now });
}

/** Lets the lock go; does nothing when somebody took it over. */
export async function releaseLock(forge: Forge, lock: Lock, now: number): Promise<void> {
  await moveLock(forge, lock, lock, { held: false, at: now });
}

/** Moves the ref from `before` to a new child of it (creates it when there is none), judged by reading it back. */
async function moveLock(
  forge: Forge,
  claim: LockClaim,
  before: { readonly commit: string; readonly fence: number } | undefined,
  sign: { readonly held: boolean; readonly at: number },
): Promise<Lock | undefined> {
  const fence = (before?.fence ?? 0) + 1;
  const { org, run, nonce } = claim;
  const commit = await callForge(forge, { what: `lock ${org}`, permission }, async (octokit, at) => {
    const content = `${org}\n`;
    const tree = await octokit.rest.git.createTree({ ...at, tree: [{ path: 'org', mode: '100644', type: 'blob', content }] });
    const message = JSON.stringify({ run, nonce, fence, ...sign });
    const made = await octokit.rest.git.createCommit({ ...at, message, tree: tree.data.sha, parents: before === undefined ? [] : [before.commit] });
    return made.data.sha;
  });
  const refusal = await tryMove(forge, org, before === undefined, commit);
  const found = await readTip(forge, org);
  if (found === commit) return { org, run, nonce, commit, fence };
  // Anything but the forge's refusal to move the ref (another was faster) is not an answer to who holds the lock.
  if (refusal !== undefined && !(refusal instanceof Failure && refusal.code === 'forge.refused')) throw refusal;
  return undefined;
}

async function tryMove(forge: Forge, org: string, isNew: boolean, sha: string): Promise<unknown> {
  const name = `${folder}${org}`;
  try {
    await callForge(forge, { what: `lock ${org}`, permission }, async (octokit, at) => {
      if (isNew) await octokit.rest.git.createRef({ ...at, ref: `refs/${name}`, sha });
      else await octokit.rest.git.updateRef({ ...at, ref: name, sha, force: false });
    });
    return undefined;
  } catch (error) {
    return error;
  }
}

async function readTip(forge: Forge, org: string): Promise<string | undefined> {
  try {
    const purpose = { what: `look up the lock of ${org}`, permission: 'contents: read' };
    const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.git.getRef({ ...at, ref: `${folder}${org}` }));
    return data.object.sha;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function readState(forge: Forge, org: string): Promise<LockState | undefined> {
  const commit = await readTip(forge, org);
  if (commit === undefined) return undefined;
  const purpose = { what: `read the lock of ${org}`, permission: 'contents: read' };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.git.getCommit({ ...at, commit_sha: commit }));
  const value = parse(data.message);
  const [run, held, fence, at] = [text(value, 'run'), property(value, 'held'), property(value, 'fence'), property(value, 'at')];
  if (run !== undefined && typeof held === 'boolean' && typeof fence === 'number' && typeof at === 'number') return { commit, run, fence, held, at };
  throw new Failure(`The lock of ${org} is in an unclear state.`, {
    code: 'ledger.unclear',
    kind: 'refused',
    place: `refs/${folder}${org}`,
    fix: 'Make sure that no job applies to that org, delete the ref, and run the job again.',
  });
}

function parse(message: string): Json | undefined {
  try {
    return JSON.parse(message) as Json;
  } catch {
    return undefined;
  }
}
