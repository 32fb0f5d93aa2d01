import { describe, expect, test } from 'vitest';
import { publishRecord } from '../../cli/github/records.ts';
import { readSpent, redeem, revoke } from '../../cli/github/spent.ts';
import type { SpentRecord } from '../../cli/model/copy-key.ts';
import { losingAnswers, openWorld } from './world.ts';

/** What a job that applies request `pr` would redeem with. */
function claimOf(kid: string, pr: number, run: string): SpentRecord {
  return { kind: 'redeemed', kid, pr, mergeSha: `${pr}`.padStart(40, 'a'), digest: `sha256:${pr}`, run, nonce: `${kid}-${pr}-${run}` };
}

describe('redeem', () => {
  test('is fresh once, resumes for the same merge, and names who was first to anybody else', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    const first = claimOf('k', 12, 'run-1');
    expect(await readSpent(forge, 'k')).toBeUndefined();
    expect(await redeem(forge, first)).toEqual({ outcome: 'fresh', record: first });
    expect(await redeem(forge, claimOf('k', 12, 'run-2'))).toEqual({ outcome: 'resume', record: first });
    expect(await redeem(forge, claimOf('k', 13, 'run-3'))).toEqual({ outcome: 'spent-by', record: first });
    expect(await redeem(forge, { ...claimOf('k', 12, 'run-4'), digest: 'sha256:other' })).toMatchObject({ outcome: 'spent-by' });
    expect(await readSpent(world.connect('rei'), 'k')).toEqual(first);
  });

  test('is fresh for the winner of a lost answer', async () => {
    const world = await openWorld();
    const forge = world.connect('bo', { fetch: losingAnswers((url, method) => method === 'POST' && url.endsWith('/git/refs'), 9) });
    expect((await redeem(forge, claimOf('k', 1, 'r'))).outcome).toBe('fresh');
  });

  test('fails closed on a record that it does not understand', async () => {
    const world = await openWorld();
    await publishRecord(world.connect('bo'), 'spent/k', { kind: 'sold', kid: 'k' });
    await publishRecord(world.connect('bo'), 'spent/l', { kind: 'redeemed', kid: 'other', pr: 1, nonce: 'n' });
    for (const kid of ['k', 'l'])
      await expect(redeem(world.connect('ada'), claimOf(kid, 1, 'r'))).rejects.toMatchObject({ code: 'ledger.unclear', kind: 'refused' });
  });

  test('ten rounds of eight at once: one is fresh each time, also across requests, and all see the same winner', { timeout: 900_000 }, async () => {
    const world = await openWorld();
    const forges = [world.connect('ada'), world.connect('bo')];
    for (let round = 0; round < 10; round += 1) {
      const contenders = Array.from({ length: 8 }, (_, index) => claimOf(`k${round}`, 1 + (index % 2), `run-${index}`));
      const results = await Promise.all(contenders.map((claim, index) => redeem(forges[index % 2] ?? world.connect('bo'), claim)));
      const fresh = results.filter(({ outcome }) => outcome === 'fresh');
      expect(fresh).toHaveLength(1);
      const winner = fresh[0]?.record;
      for (const { record } of results) expect(record).toEqual(winner);
      expect(results.filter(({ outcome }) => outcome === 'resume')).toHaveLength(3);
      expect(results.filter(({ outcome }) => outcome === 'spent-by')).toHaveLength(4);
    }
  });
});

test('who approved is kept with the key that it spent', async () => {
  const world = await openWorld();
  const approval = { mergedBy: 101, mergedAt: 1_767_000_000, reviewers: [102, 103] };
  await redeem(world.connect('bo'), { ...claimOf('k', 1, 'r'), approval });
  expect((await readSpent(world.connect('rei'), 'k'))?.approval).toEqual(approval);
});

describe('revoke', () => {
  test('spends the key for everybody, once', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    expect((await revoke(forge, 'k', 'n1')).outcome).toBe('revoked');
    expect((await revoke(forge, 'k', 'n2')).outcome).toBe('already-revoked');
    expect(await redeem(forge, claimOf('k', 1, 'r'))).toMatchObject({ outcome: 'spent-by', record: { kind: 'revoked', nonce: 'n1' } });
  });

  test('comes too late for a key that is spent', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    await redeem(forge, claimOf('k', 1, 'r'));
    expect(await revoke(forge, 'k', 'n')).toMatchObject({ outcome: 'spent', record: { kind: 'redeemed', pr: 1 } });
  });

  test('ten rounds of redeeming and revoking at once: exactly one of the two happens', { timeout: 900_000 }, async () => {
    const world = await openWorld();
    const [job, admin] = [world.connect('bo'), world.connect('ada')];
    for (let round = 0; round < 10; round += 1) {
      const kid = `k${round}`;
      const [redemption, revocation] = await Promise.all([redeem(job, claimOf(kid, 1, 'r')), revoke(admin, kid, `n${round}`)]);
      expect([redemption.outcome === 'fresh', revocation.outcome === 'revoked'].filter(Boolean)).toHaveLength(1);
      expect(redemption.record).toEqual(revocation.record);
    }
  });
});
