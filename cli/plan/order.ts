import type { Step } from '../model/plan.ts';

/** Steps in an order in which every step comes after those it depends on, or the ids of steps that depend on each other in a ring. */
export type Ordered = { readonly steps: readonly Step[] } | { readonly cycle: readonly string[] };

/**
 * Orders steps by their dependencies alone (Kahn's algorithm); among those that are free the smallest id comes first, so that equal input gives
 * equal order.
 */
export function orderSteps(steps: readonly Step[]): Ordered {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const waiting = new Map(steps.map((step) => [step.id, new Set(step.dependsOn.filter((id) => byId.has(id)))]));
  const dependents = indexDependents(steps);
  const ordered: Step[] = [];
  let free = steps
    .filter((step) => waiting.get(step.id)?.size === 0)
    .map((step) => step.id)
    .sort();
  while (free.length > 0) {
    const next = new Set<string>();
    for (const id of free) {
      const step = byId.get(id);
      if (step !== undefined) ordered.push(step);
      for (const dependent of dependents.get(id) ?? []) {
        const open = waiting.get(dependent);
        open?.delete(id);
        if (open?.size === 0) next.add(dependent);
      }
    }
    free = [...next].sort();
  }
  if (ordered.length === steps.length) return { steps: ordered };
  const done = new Set(ordered.map((step) => step.id));
  return {
    cycle: steps
      .map((step) => step.id)
      .filter((id) => !done.has(id))
      .sort(),
  };
}

function indexDependents(steps: readonly Step[]): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, string[]>();
  for (const step of steps) {
    for (const id of step.dependsOn) dependents.set(id, [...(dependents.get(id) ?? []), step.id]);
  }
  return dependents;
}
