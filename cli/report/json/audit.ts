import type { Audit, AuditApproved } from '../../model/audit.ts';
import type { JsonObject } from '../../model/json.ts';
import { formatInstant } from '../time.ts';
import { toCountsJson, toFindingsJson } from './finding.ts';
import { toReceiptJson } from './receipt.ts';

/** What `history --audit --json` prints. Shape: `schemas/output/audit.schema.json`. */
export function toAuditJson({ org, entries, findings }: Audit): JsonObject {
  return {
    formatVersion: 1,
    org,
    entries: entries.map(({ number, sent, approved, plans, run, receipt }) => ({
      number,
      sent: sent === null ? null : { kid: sent.kid, sender: sent.sender, source: sent.source },
      approved: approved === null ? null : describeApproval(approved),
      plans,
      run,
      receipt: toReceiptJson(receipt),
    })),
    findings: toFindingsJson(findings),
    counts: toCountsJson(findings),
  };
}

function describeApproval({ mergeSha, mergedBy, mergedAt, reviewers, signedBy }: AuditApproved): JsonObject {
  return { mergeSha, mergedBy, mergedAt: mergedAt === null ? null : formatInstant(mergedAt), reviewers, signedBy };
}
