import type { JsonObject } from '../../model/json.ts';
import type { ExportView } from '../view.ts';
import { toFindingsJson } from './finding.ts';

/** What `export --json` prints. Shape: `schemas/output/export.schema.json`. `files` counts; `changed` names the files written and removed. */
export function toExportJson(view: ExportView): JsonObject {
  return {
    formatVersion: 1,
    org: view.org,
    elements: { ...view.elements },
    files: { written: view.files.written.length, unchanged: view.files.unchanged, removed: view.files.removed.length },
    changed: { written: view.files.written, removed: view.files.removed },
    requests: view.requests,
    credits: view.credits,
    unreadable: view.unreadable.map(({ kind, module, reason }) => ({ kind, module: module ?? null, reason })),
    findings: toFindingsJson(view.findings),
  };
}
