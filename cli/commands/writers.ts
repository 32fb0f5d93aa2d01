import type { Forge } from '../github/forge.ts';
import { mayWrite } from '../github/reviews.ts';
import type { ForgeAccount } from '../model/request.ts';

/** Ids of those among the people of a request who may write in the repository; asked only where the policy lists no approvers. */
export async function readWriters(
  forge: Forge,
  approvers: readonly number[],
  people: readonly (ForgeAccount | null | undefined)[],
): Promise<ReadonlySet<number>> {
  if (approvers.length > 0) return new Set();
  const known = new Map(people.flatMap((one) => (one == null ? [] : [[one.id, one] as const])));
  const asked = await Promise.all([...known.values()].map(async (one) => ((await mayWrite(forge, one)) ? [one.id] : [])));
  return new Set(asked.flat());
}
