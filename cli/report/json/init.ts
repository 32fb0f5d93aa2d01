import type { JsonObject } from '../../model/json.ts';
import type { InitView } from '../view.ts';

/** What `init --json` prints. Shape: `schemas/output/init.schema.json`. */
export function toInitJson(view: InitView): JsonObject {
  return {
    formatVersion: 1,
    files: { written: view.files.written, unchanged: view.files.unchanged },
    orgs: view.orgs.map(({ org, identityKey }) => ({ org, identityKey })),
  };
}
