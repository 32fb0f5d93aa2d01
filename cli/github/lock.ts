import { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import { isNotFound } from './forge-failure.ts';
import { readRepository } from './repository.ts';

/** Who applies to an org right now. Times are seconds since 1970 UTC on the forge's clock. */
export interface LockHolder {
  /** id of the run; another attempt of the same run takes over, for a run has one attempt at a time */
  readonly run: string;
  readonly attempt: number;
  readonly renewedAt: number;
  readonly nonce: string;
}

/** A lock that is held; every renewal and the release fail when somebody else has taken it. */
export interface HeldLock {
  /** Says that the holder is alive, at most once a minute. Failure `apply.lock-lost` when the lock was taken over. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** After so many seconds without a renewal the holder counts as dead. */
const leaseSeconds = 15 * 60;

/** Seconds between renewals. */
const renewEvery = 60;

const permission = 'contents: write';

/** Branches can be deleted and tags of the ledger cannot, so the lock is a branch. */
function lockRef(org: string): string {
  return `heads/orgcast/lock/${org}`;
}

/**
 * Takes the lock of an org: one atomic creation of a ref, or, from a holder judged dead, one fast-forward of it, which fails when anybody was faster.
 * Failure `apply.locked` naming the holder otherwise; nothing may be written then.
 */
export async function takeLock(forge: Forge, org: string, self: Omit<LockHolder, 'renewedAt'>): Promise<HeldLock> {
  const now = (await readRepository(forge)).now;
  const first = await writeHolder(forge, { ...self, renewedAt: now }, []);
  if (await createLockRef(forge, org, first)) return holdLock(forge, org, self, first, now);
  const there = await readLock(forge, org);
  if (there === undefined) throw locked(org, undefined);
  if (!isDead(there.holder, self, now)) throw locked(org, there.holder);
  const next = await writeHolder(forge, { ...self, renewedAt: now }, [there.commit]);
  if (await moveLock(forge, org, next)) return holdLock(forge, org, self, next, now);
  throw locked(org, there.holder);
}

function isDead(holder: LockHolder, self: Omit<LockHolder, 'renewedAt'>, now: number): boolean {
  return (holder.run === self.run && holder.attempt < self.attempt) || now - holder.renewedAt > leaseSeconds;
}

function holdLock(forge: Forge, org: string, self: Omit<LockHolder, 'renewedAt'>, first: string, since: number): HeldLock {
  let commit = first;
  let renewedAt = since;
  return {
    async renew() {
      const now = (await readRepository(forge)).now;
      if (now - renewedAt < renewEvery) return;
      const next = await writeHolder(forge, { ...self, renewedAt: now }, [commit]);
      if (!(await moveLock(forge, org, next))) throw lost(org);
      commit = next;
      renewedAt = now;
    },
    async release() {
      if ((await readLock(forge, org))?.commit !== commit) return;
      await callForge(forge, { what: `release the lock of ${org}`, permission }, (octokit, at) =>
        octokit.rest.git.deleteRef({ ...at, ref: lockRef(org) }),
      );
    },
  };
}

async function writeHolder(forge: Forge, holder: LockHolder, parents: readonly string[]): Promise<string> {
  return callForge(forge, { what: 'write the lock', permission }, async (octokit, at) => {
    const content = `${JSON.stringify(holder, null, 2)}\n`;
    const tree = await octokit.rest.git.createTree({ ...at, tree: [{ path: 'lock.json', mode: '100644', type: 'blob', content }] });
    return (await octokit.rest.git.createCommit({ ...at, message: 'orgcast: lock', tree: tree.data.sha, parents: [...parents] })).data.sha;
  });
}

/** True when the ref was free; the answer is judged by reading it back, so that a lost answer still counts. */
async function createLockRef(forge: Forge, org: string, commit: string): Promise<boolean> {
  try {
    await callForge(forge, { what: `lock ${org}`, permission }, (octokit, at) =>
      octokit.rest.git.createRef({ ...at, ref: `refs/${lockRef(org)}`, sha: commit }),
    );
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'forge.permission') throw error;
    return (await readLock(forge, org))?.commit === commit;
  }
}

async function moveLock(forge: Forge, org: string, commit: string): Promise<boolean> {
  try {
    await callForge(forge, { what: `lock ${org}`, permission }, (octokit, at) =>
      octokit.rest.git.updateRef({ ...at, ref: lockRef(org), sha: commit, force: false }),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  return (await readLock(forge, org))?.commit === commit;
}

async function readLock(forge: Forge, org: string): Promise<{ commit: string; holder: LockHolder } | undefined> {
  const purpose = { what: `read the lock of ${org}`, permission: 'contents: read' };
  try {
    return await callForge(forge, purpose, async (octokit, at) => {
      const { data } = await octokit.rest.git.getRef({ ...at, ref: lockRef(org) });
      const commit = await octokit.rest.git.getCommit({ ...at, commit_sha: data.object.sha });
      const tree = await octokit.rest.git.getTree({ ...at, tree_sha: commit.data.tree.sha });
      const blob = tree.data.tree.find((entry) => entry.path === 'lock.json')?.sha ?? '';
      const content = await octokit.rest.git.getBlob({ ...at, file_sha: blob });
      return { commit: data.object.sha, holder: parseHolder(Buffer.from(content.data.content, 'base64').toString('utf8')) };
    });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** A lock that cannot be understood is held by somebody unknown who is alive. */
function parseHolder(content: string): LockHolder {
  const value = JSON.parse(content) as JsonObject;
  const attempt = property(value, 'attempt');
  const renewedAt = property(value, 'renewedAt');
  return {
    run: text(value, 'run') ?? '',
    attempt: typeof attempt === 'number' ? attempt : 0,
    renewedAt: typeof renewedAt === 'number' ? renewedAt : Number.MAX_SAFE_INTEGER,
    nonce: text(value, 'nonce') ?? '',
  };
}

function locked(org: string, holder: LockHolder | undefined): Failure {
  const who = holder === undefined ? '' : ` (run ${holder.run}, attempt ${holder.attempt})`;
  return new Failure(`Another job is applying to "${org}" at this moment${who}; this one stops before any write`, {
    code: 'apply.locked',
    kind: 'refused',
    place: `refs/${lockRef(org)}`,
    fix: `Wait for it to end, then run this job again. A job that died is taken over after ${leaseSeconds / 60} minutes, or at once when the same run is run again.`,
  });
}

function lost(org: string): Failure {
  return new Failure(`The lock of "${org}" was taken over by another job, so this one stops`, {
    code: 'apply.lock-lost',
    kind: 'partial',
    place: `refs/${lockRef(org)}`,
    fix: 'Look at the other job; run this one again when that has ended.',
  });
}
