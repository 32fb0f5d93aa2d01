import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { coverKind } from '../../cli/kinds/coverage.ts';
import type { PlannedStep } from './trip.ts';

/** How many elements of a kind were made and how many changed. */
export interface Reached {
  readonly create: number;
  readonly update: number;
}

/** Kinds of which elements can be made or changed through the API as published, and which of the two. */
export const writableKinds: ReadonlyMap<string, { readonly create: boolean; readonly update: boolean }> = new Map(
  kinds.map((kind) => coverKind(kind)).flatMap(({ kind, create, update, mode }) => (mode === 'api' ? [[kind, { create, update }] as const] : [])),
);

/** Adds what steps made or changed through the API to the counts by kind. */
export function addReached(counts: Map<string, Reached>, steps: readonly PlannedStep[]): void {
  for (const { kind, action } of steps) {
    const before = counts.get(kind) ?? { create: 0, update: 0 };
    if (action === 'create' || action === 'update') counts.set(kind, { ...before, [action]: before[action] + 1 });
  }
}

/** Writable kinds that counts lack: of which nothing was written, and of which nothing was made although the API makes them. */
export function findUnreached(counts: ReadonlyMap<string, Reached>): readonly string[] {
  return [...writableKinds].flatMap(([kind, offered]) => {
    const count = counts.get(kind) ?? { create: 0, update: 0 };
    if (count.create + count.update === 0) return [`${kind}: nothing of it was written`];
    return offered.create && count.create === 0 ? [`${kind}: none was created`] : [];
  });
}

/** The counts as a table, the kinds by name. */
export function formatReached(counts: ReadonlyMap<string, Reached>): string {
  const rows = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = rows.map(([kind, { create, update }]) => `${kind.padEnd(26)} ${String(create).padStart(7)} ${String(update).padStart(7)}`);
  return `${'kind'.padEnd(26)} created changed\n${lines.join('\n')}\n`;
}
