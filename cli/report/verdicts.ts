import type { JudgedPromise, Verdict } from '../model/promise.ts';

/** Number of promises by how they stand. */
export function countVerdicts(promises: readonly JudgedPromise[]): Record<Verdict, number> {
  const counts = { holds: 0, broken: 0, unknown: 0 };
  for (const { verdict } of promises) counts[verdict] += 1;
  return counts;
}

const urgency: readonly Verdict[] = ['broken', 'unknown', 'holds'];

/** What needs somebody first: broken, then not known, then the rest; each in the order given. */
export function sortByVerdict<T extends { readonly verdict: Verdict }>(all: readonly T[]): readonly T[] {
  return urgency.flatMap((verdict) => all.filter((one) => one.verdict === verdict));
}
