import type { JsonObject } from '../../../model/json.ts';

/** Counts of what a seed folder brought, and everything of it that could not be used, with the reason. */
export interface SeedReport {
  /** Adds to a counter such as `modules` or `fields`. */
  count(name: string, by?: number): void;
  /** Notes a key of a document that was not used. */
  leaveKey(file: string, key: string, reason: string): void;
  /** Notes a document that was not used. */
  leaveDocument(file: string, reason: string): void;
  /** Notes a module that was made only because something points to it. */
  emptyModule(name: string, wantedBy: string): void;
  /** `{counts, emptyModules: [{module, wantedBy}], unusedDocuments: [{file, reason}], unusedKeys: [{key, reason, count, files}]}` */
  toJson(): JsonObject;
}

/** An empty report. */
export function createSeedReport(): SeedReport {
  const counts = new Map<string, number>();
  const keys = new Map<string, { key: string; reason: string; count: number; files: Set<string> }>();
  const documents: { file: string; reason: string }[] = [];
  const empty = new Map<string, string[]>();
  return {
    count: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    leaveKey: (file, key, reason) => {
      const entry = keys.get(`${key} ${reason}`) ?? { key, reason, count: 0, files: new Set<string>() };
      entry.count += 1;
      entry.files.add(file);
      keys.set(`${key} ${reason}`, entry);
    },
    leaveDocument: (file, reason) => void documents.push({ file, reason }),
    emptyModule: (name, wantedBy) => void empty.set(name, [...(empty.get(name) ?? []), wantedBy]),
    toJson: () => ({
      counts: Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1))),
      emptyModules: [...empty].map(([module, wantedBy]) => ({ module, wantedBy })),
      unusedDocuments: documents,
      unusedKeys: [...keys.values()].map((entry) => ({ key: entry.key, reason: entry.reason, count: entry.count, files: entry.files.size })),
    }),
  };
}
