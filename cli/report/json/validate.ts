import type { JsonObject } from '../../model/json.ts';
import type { ValidateView } from '../view.ts';
import { toCountsJson, toFindingsJson } from './finding.ts';

/** What `validate --json` prints. Shape: `schemas/output/validate.schema.json`. */
export function toValidateJson(view: ValidateView): JsonObject {
  return {
    formatVersion: 1,
    findings: toFindingsJson(view.findings),
    counts: toCountsJson(view.findings),
    files: view.files,
    elements: view.elements,
    ...(view.fixed === undefined ? {} : { fixed: toFindingsJson(view.fixed) }),
  };
}
