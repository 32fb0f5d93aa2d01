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

/** Reads until every list is there that can be, and at most three times, with a pause in between; gives the last reading. */
export async function readSettled(
  context: CommandContext,
  read: () => Promise<LiveSnapshot>,
  known: readonly Unreadable[] = [],
): Promise<LiveSnapshot> {
  for (let reading = 1; ; reading += 1) {
    const live = await read();
    const [gap] = findPassingGaps(live, known);
    if (gap === undefined || reading === mostReadings) return live;
    context.progress(`${gap.kind}${gap.module === undefined ? '' : ` of ${gap.module}`} could not be read (${gap.reason}); reading again`);
    await context.world.sleep(2000 * reading);
  }
}
