import { Failure } from '../model/failure.ts';
import type { LiveSnapshot, Unreadable } from '../model/snapshot.ts';
import type { CommandContext } from './context.ts';

/** Readings of the whole org at most, when lists fail that need not. */
const mostReadings = 3;

/** Failures that reading again does not better: what the credentials may not read, or the org does not have. */
const lasting: readonly string[] = ['crm.oauth_scope_mismatch', 'crm.no_permission', 'crm.permission_denied', 'crm.absent'];

/** Lists that failed and need not have, beside those that are known to. */
export function findPassingGaps(live: LiveSnapshot, known: readonly Unreadable[] = []): readonly Unreadable[] {
  return live.unreadable.filter(
    (one) => one.code !== undefined && !lasting.includes(one.code) && !known.some((other) => other.kind === one.kind && other.module === one.module),
  );
}

/** Failures of the whole reading that reading again may better: an answer that was cut. */
const passing: readonly string[] = ['crm.unreadable_answer', 'crm.incomplete'];

/** Reads until everything is there that can be, and at most three times, with a pause in between; gives the last reading, or throws why there is none. */
export async function readSettled(
  context: CommandContext,
  read: () => Promise<LiveSnapshot>,
  known: readonly Unreadable[] = [],
): Promise<LiveSnapshot> {
  for (let reading = 1; ; reading += 1) {
    const live = await read().catch((error: unknown) => {
      if (error instanceof Failure && passing.includes(error.code) && reading < mostReadings) return error;
      throw error;
    });
    const reason = live instanceof Failure ? live.message : describeGap(findPassingGaps(live, known)[0]);
    if (!(live instanceof Failure) && (reason === undefined || reading === mostReadings)) return live;
    context.progress(`${reason}; reading again`);
    await context.world.sleep(2000 * reading);
  }
}

function describeGap(gap: Unreadable | undefined): string | undefined {
  return gap === undefined ? undefined : `${gap.kind}${gap.module === undefined ? '' : ` of ${gap.module}`} could not be read (${gap.reason})`;
}
