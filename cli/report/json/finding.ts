import type { Finding } from '../../model/finding.ts';
import { compareFindings, countFindings } from '../../model/finding.ts';
import type { JsonObject } from '../../model/json.ts';

/** A finding with every property present, null where it has none, so that readers need not ask. Shape: `schemas/output/finding.schema.json`. */
export function toFindingJson(finding: Finding): JsonObject {
  return {
    code: finding.code,
    severity: finding.severity,
    file: finding.file ?? null,
    line: finding.line ?? null,
    column: finding.column ?? null,
    path: finding.path ?? null,
    element: finding.element ?? null,
    message: finding.message,
    fix: finding.fix ?? null,
  };
}

/** Findings sorted by place. */
export function toFindingsJson(findings: readonly Finding[]): readonly JsonObject[] {
  return findings.toSorted(compareFindings).map(toFindingJson);
}

/** Number of findings by severity. */
export function toCountsJson(findings: readonly Finding[]): JsonObject {
  return { ...countFindings(findings) };
}
