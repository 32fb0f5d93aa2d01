import type { Forge } from '../github/forge.ts';
import type { Lock } from '../github/lock.ts';
import { refreshLock, releaseLock, takeLock } from '../github/lock.ts';
import { readRepository } from '../github/repository.ts';
import { Failure } from '../model/failure.ts';

/** The lock of an org while an apply holds it. */
export interface OrgLock {
  /** Says that the job is alive, at most once a minute. Failure `apply.lock-lost` when another job took over: nothing more may be written. */
  beat(): Promise<void>;
  release(): Promise<void>;
}

/** After so many seconds without a sign of life a job counts as dead. */
const staleSeconds = 15 * 60;

/** Seconds between signs of life. */
const beatEvery = 60;

/** Takes the lock of an org, or stops before any write: Failure `apply.locked`, naming the job that has it. */
export async function lockOrg(forge: Forge, claim: { org: string; run: string; nonce: string }, clock: () => Date): Promise<OrgLock> {
  const taken = await takeLock(forge, claim, (await readRepository(forge)).now, staleSeconds);
  if (taken.outcome === 'held') throw locked(claim.org, taken.run);
  let lock: Lock = taken.lock;
  let beaten = clock().getTime();
  return {
    async beat() {
      const passed = clock().getTime() - beaten;
      // A clock that was set back tells nothing of the time that has passed.
      if (passed >= 0 && passed < beatEvery * 1000) return;
      const next = await refreshLock(forge, lock, (await readRepository(forge)).now);
      if (next === undefined) throw lost(claim.org);
      lock = next;
      beaten = clock().getTime();
    },
    release: async () => releaseLock(forge, lock, (await readRepository(forge)).now),
  };
}

function locked(org: string, run: string): Failure {
  return new Failure(`Another job (run ${run}) is applying to "${org}" at this moment; this one stops before any write`, {
    code: 'apply.locked',
    kind: 'refused',
    place: org,
    fix: `Wait for it to end, then run this job again. A job that died is taken over after ${staleSeconds / 60} minutes, or at once when the same run is run again.`,
  });
}

function lost(org: string): Failure {
  return new Failure(`The lock of "${org}" was taken over by another job, so this one stops`, {
    code: 'apply.lock-lost',
    kind: 'partial',
    place: org,
    fix: 'Look at the other job; run this one again when that has ended.',
  });
}
