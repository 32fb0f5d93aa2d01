import type { JsonObject } from '../../model/json.ts';
import type { RollbackView } from '../view.ts';
import { toPlanJson } from './plan.ts';

/** What `rollback --json` prints. Shape: `schemas/output/rollback.schema.json`. `url` and `number` are null while there is no pull request. */
export function toRollbackJson(view: RollbackView): JsonObject {
  return {
    formatVersion: 1,
    org: view.org,
    to: view.to,
    url: view.url ?? null,
    number: view.number ?? null,
    plan: toPlanJson(view.plan),
    cannot: view.cannot.map(({ element, why }) => ({ element, why })),
  };
}
