import type { JsonObject } from '../../model/json.ts';
import type { CoverageView } from '../view.ts';

/** What `coverage --json` prints. Shape: `schemas/output/coverage.schema.json`. */
export function toCoverageJson(view: CoverageView): JsonObject {
  return {
    formatVersion: 1,
    org: view.org,
    kinds: view.kinds.map((row) => ({
      kind: row.kind,
      read: row.read,
      create: row.create,
      update: row.update,
      delete: row.delete,
      mode: row.mode,
      class: row.class,
      reason: row.reason.en,
    })),
  };
}
