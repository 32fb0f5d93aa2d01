import type { Forge } from '../github/forge.ts';
import { redeem } from '../github/spent.ts';
import type { RequestFacts } from '../key/request-facts.ts';
import type { ApprovalNote } from '../model/copy-key.ts';
import { Failure } from '../model/failure.ts';
import type { CommandContext } from './context.ts';
import { requireNoGap } from './ledger-gap.ts';
import { nonce, runOf } from './run-identity.ts';

/**
 * Spends the key for this merge, and keeps who approved it with the record: the first time afresh, for a resumed job as what it is; anything else stops here, a ledger
 * with a gap where the record was too (`ledger.gap`).
 */
export async function redeemKey(
  context: CommandContext,
  forge: Forge,
  { pull, request, grant }: RequestFacts,
  reviewers: readonly number[],
): Promise<void> {
  const claim = request?.claim;
  const { merge } = pull;
  if (grant !== undefined) await requireNoGap(forge, grant.grant);
  const approval: ApprovalNote | undefined = merge === undefined ? undefined : { mergedBy: merge.mergedBy, mergedAt: merge.mergedAt, reviewers };
  const record = {
    kind: 'redeemed' as const,
    kid: claim?.kid ?? '',
    pr: pull.number,
    mergeSha: merge?.sha ?? null,
    digest: claim?.bundle ?? null,
    run: runOf(context),
    nonce: nonce(context),
    ...(approval === undefined ? {} : { approval }),
  };
  const { outcome, record: held } = await redeem(forge, record);
  if (outcome === 'fresh') context.progress(`Copy key ${record.kid} redeemed for request #${pull.number}.`);
  else if (outcome === 'resume') context.progress(`Copy key ${record.kid} was redeemed for this merge before; going on with what is left.`);
  else
    throw new Failure(`Copy key ${record.kid} is already ${held.kind === 'revoked' ? 'revoked' : `spent by request #${held.pr ?? '?'}`}`, {
      code: held.kind === 'revoked' ? 'request.revoked' : 'request.spent',
      kind: 'refused',
      place: record.kid,
      fix: 'Ask the administrator of the target for a new copy key and send again.',
    });
}
