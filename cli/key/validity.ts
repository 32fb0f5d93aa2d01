import type { Grant, KeyStatus, SpentRecord } from '../model/copy-key.ts';
import { redeemWindowSeconds } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';

/** How far the clock of whoever made a key may run ahead of the forge's, in seconds. There is no such tolerance at the end. */
const aheadSeconds = 60;

/** A grant and the moments it is judged at, on the forge's clock in seconds; `mergedAt` is undefined while the request is open. */
export interface Moments {
  readonly grant: Grant;
  readonly mergedAt: number | undefined;
  readonly now: number;
}

/**
 * Judges the time: the 24 hours (`iat <= moment < exp`) bound the merge, or now for a request that is still open; after the merge there are 72
 * hours to redeem. Undefined when in time, else the finding `request.early`, `request.expired` or `request.late`.
 */
export function judgeTime({ grant, mergedAt, now }: Moments): Finding | undefined {
  const moment = mergedAt ?? now;
  const did = mergedAt === undefined ? 'It is' : 'The request was merged at';
  if (moment < grant.iat - aheadSeconds) {
    return refuse('request.early', `${did} ${formatTime(moment)}, before copy key ${grant.kid} was made (${formatTime(grant.iat)}).`);
  }
  if (moment >= grant.exp) {
    return refuse('request.expired', `${did} ${formatTime(moment)}; copy key ${grant.kid} had expired at ${formatTime(grant.exp)}.`);
  }
  // While it is open the moment is now, which never is late.
  if (now >= moment + redeemWindowSeconds) {
    return refuse(
      'request.late',
      `The request was merged at ${formatTime(moment)}, too long ago: copy key ${grant.kid} can be redeemed for 72 hours.`,
    );
  }
  return undefined;
}

/** State of a key by the ledger and the forge's clock: a record of the ledger outranks the clock. */
export function keyStatus(grant: Grant, spent: SpentRecord | undefined, now: number): KeyStatus {
  if (spent !== undefined) return spent.kind === 'revoked' ? 'revoked' : 'spent';
  return now >= grant.exp ? 'expired' : 'active';
}

/** `2026-11-22 10:15:00 UTC`. Times out of the calendar (a forged grant may hold any number) are shown as the number. */
function formatTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function refuse(code: string, message: string): Finding {
  return { code, severity: 'error', message, fix: 'Ask the administrator of the target for a new copy key and send again.' };
}
