import { expect, test } from 'vitest';
import { requireNoGap } from '../../cli/commands/ledger-gap.ts';
import { appendChained, appendRecord } from '../../cli/github/records.ts';
import { redeem } from '../../cli/github/spent.ts';
import type { Grant } from '../../cli/model/copy-key.ts';
import { openWorld } from '../github/world.ts';

const kid = 'abcdefghijklmnop';
const iat = Date.parse('2026-03-01T09:00:00Z') / 1000;
const grant: Grant = { kid, target: 'osaka', org: '1', repo: 1, base: 'main', pub: 'x', iat, exp: iat + 86_400 };
const spent = { kind: 'redeemed', kid, pr: 1, mergeSha: 'a', digest: 'd', run: 'r', nonce: 'n' } as const;
const gap = { code: 'ledger.gap', kind: 'refused', place: `refs/tags/orgcast/spent/${kid}` };

test('a key that nothing tells of is fresh, and one that is spent is for the ledger to judge', async () => {
  const forge = (await openWorld()).connect('bo');
  await appendRecord(forge, 'run/osaka/ponmlkjihgfedcba/', {});
  await appendChained(forge, 'receipt/osaka/', { kid: 'ponmlkjihgfedcba', finishedAt: '2026-03-01T09:00:00Z' });
  await requireNoGap(forge, grant);
  await redeem(forge, spent);
  await appendRecord(forge, `run/osaka/${kid}/`, {});
  await requireNoGap(forge, grant);
});

test('what a run keeps at its beginning says that the key was used, though the record of that is gone', async () => {
  const forge = (await openWorld()).connect('bo');
  await appendRecord(forge, `run/osaka/${kid}/`, {});
  await expect(requireNoGap(forge, grant)).rejects.toMatchObject({ ...gap, message: expect.stringContaining(`run/osaka/${kid}/1`) });
});

test('so does a receipt, also when others came after it, and when the clock of its job was off by hours', async () => {
  const forge = (await openWorld()).connect('bo');
  await appendChained(forge, 'receipt/osaka/', { kid: 'ponmlkjihgfedcba', finishedAt: '2025-01-01T00:00:00Z' });
  await appendChained(forge, 'receipt/osaka/', { kid, finishedAt: '2026-03-01T01:00:00Z' });
  for (const day of [1, 2, 3]) await appendChained(forge, 'receipt/osaka/', { kid: `later${day}`, finishedAt: `2026-03-0${day}T10:00:00Z` });
  await expect(requireNoGap(forge, grant)).rejects.toMatchObject({ ...gap, message: expect.stringContaining('receipt/osaka/2') });
});
