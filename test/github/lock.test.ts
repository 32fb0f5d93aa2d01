import { describe, expect, test } from 'vitest';
import type { LockOutcome } from '../../cli/github/lock.ts';
import { refreshLock, releaseLock, takeLock } from '../../cli/github/lock.ts';
import { losingAnswers, openWorld } from './world.ts';

const claimOf = (run: string, attempt = 1) => ({ org: 'osaka', run, nonce: `${run}.${attempt}` });
const stale = 600;

function taken(outcome: LockOutcome) {
  if (outcome.outcome === 'taken') return outcome.lock;
  throw new Error(`held by ${outcome.run}`);
}

describe('the lock of an org', () => {
  test('is held by one, told to the other, and free again when let go', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    const first = taken(await takeLock(forge, claimOf('a'), 1000, stale));
    expect(await takeLock(forge, claimOf('b'), 1100, stale)).toEqual({ outcome: 'held', run: 'a', since: 1000 });
    expect((await takeLock(forge, { ...claimOf('b'), org: 'kyoto' }, 1100, stale)).outcome).toBe('taken');
    await releaseLock(forge, first, 1200);
    expect(taken(await takeLock(forge, claimOf('b'), 1201, stale)).fence).toBeGreaterThan(first.fence);
  });

  test('goes to the re-run of the same job at once, and to others when there was no sign of life', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    const dead = taken(await takeLock(forge, claimOf('a'), 1000, stale));
    const rerun = taken(await takeLock(forge, claimOf('a', 2), 1001, stale));
    expect(await refreshLock(forge, dead, 1002)).toBeUndefined();
    const alive = await refreshLock(forge, rerun, 1500);
    expect(alive?.fence).toBe(rerun.fence + 1);
    expect(await takeLock(forge, claimOf('b'), 2099, stale)).toEqual({ outcome: 'held', run: 'a', since: 1500 });
    const other = taken(await takeLock(forge, claimOf('b'), 2100, stale));
    if (alive !== undefined) await releaseLock(forge, alive, 2101);
    expect(await refreshLock(forge, other, 2102)).toBeDefined();
  });

  test('is taken when only the answer was lost, and is not for somebody who may only read', async () => {
    const world = await openWorld();
    const lossy = world.connect('bo', { fetch: losingAnswers((url, method) => method === 'POST' && url.endsWith('/git/refs'), 9) });
    expect((await takeLock(lossy, claimOf('a'), 1000, stale)).outcome).toBe('taken');
    await expect(takeLock(world.connect('rei'), { ...claimOf('a'), org: 'nara' }, 1000, stale)).rejects.toMatchObject({ code: 'forge.permission' });
  });

  test('ten rounds of four at once, new, freed or stale: one gets it', { timeout: 120_000 }, async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    for (let round = 0; round < 10; round += 1) {
      const now = 1000 + round * 1000;
      const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((run) => takeLock(forge, claimOf(`${run}${round}`), now, stale)));
      const winners = outcomes.filter(({ outcome }) => outcome === 'taken');
      expect(winners).toHaveLength(1);
      if (round % 2 === 0) for (const winner of winners) await releaseLock(forge, taken(winner), now);
    }
  });
});
