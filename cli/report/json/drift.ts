import type { JsonObject } from '../../model/json.ts';
import type { DriftItem, DriftView } from '../view.ts';
import { toChangeJson } from './change.ts';

/** What `drift --json` prints. Shape: `schemas/output/drift.schema.json`. `before` of a change is what was applied, `after` what the org has. */
export function toDriftJson(views: readonly DriftView[]): JsonObject {
  return { formatVersion: 1, orgs: views.map(toOrgJson) };
}

function toOrgJson(view: DriftView): JsonObject {
  return {
    org: view.org,
    compared: view.since === null ? 'files' : 'receipt',
    since: view.since === null ? null : { number: view.since.number, at: view.since.at },
    drift: view.drift.map(toItemJson),
    unreadable: (view.unreadable ?? []).map(({ kind, module, reason }) => ({ kind, module: module ?? null, reason })),
    url: view.url ?? null,
  };
}

function toItemJson(item: DriftItem): JsonObject {
  return {
    element: item.ref,
    kind: item.kind,
    key: item.key,
    what: item.what,
    changes: item.changes.map(toChangeJson),
    by: item.touch?.by ?? null,
    at: item.touch?.at ?? null,
  };
}
