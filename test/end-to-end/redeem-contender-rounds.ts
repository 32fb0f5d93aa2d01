// One process of contenders for copy keys, driven by redeem-rounds.ts: reads a line of JSON a round on standard input, contends in it, and prints what each got.
import { createInterface } from 'node:readline';
import { connectForge } from '../../cli/github/forge.ts';
import { redeem, revoke } from '../../cli/github/spent.ts';
import type { Contender, Got } from './redeem-race.ts';

const [apiUrl = '', token = ''] = process.argv.slice(2);
const forge = connectForge({ apiUrl, owner: 'acme', repo: 'crm', token, userAgent: 'contender' });

async function contend({ kid, pr, nonce, what }: Contender): Promise<Got> {
  try {
    if (what === 'revoke') {
      const { outcome, record } = await revoke(forge, kid, nonce);
      return { what, nonce, outcome, winner: record.nonce };
    }
    const claim = { kind: 'redeemed', kid, pr, mergeSha: String(pr).padStart(40, 'a'), digest: `sha256:${pr}`, run: nonce, nonce } as const;
    const { outcome, record } = await redeem(forge, claim);
    return { what, nonce, outcome, winner: record.nonce };
  } catch (error) {
    return { what, nonce, outcome: `lost: ${String(error)}`, winner: '' };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { contenders, at } = JSON.parse(line) as { contenders: readonly Contender[]; at: number };
  // All processes begin at the same moment.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
  process.stdout.write(`${JSON.stringify(await Promise.all(contenders.map(contend)))}\n`);
}
