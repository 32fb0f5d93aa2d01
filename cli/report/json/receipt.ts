import type { JsonObject } from '../../model/json.ts';
import type { Receipt } from '../../model/receipt.ts';

/** What `apply --json` prints: the receipt with every property present. Shape: `schemas/output/apply.schema.json`. */
export function toReceiptJson(receipt: Receipt): JsonObject {
  return {
    formatVersion: 1,
    org: receipt.org,
    zgid: receipt.zgid,
    status: receipt.status,
    reason: receipt.reason,
    request: receipt.request,
    planDigest: receipt.planDigest,
    steps: receipt.steps.map((step) => ({
      id: step.id,
      status: step.status,
      attempts: step.attempts,
      error: step.error ?? null,
      created: step.created ?? null,
    })),
    summary: { ...receipt.summary },
    plan: { ...receipt.plan },
    requests: receipt.requests,
    credits: receipt.credits,
    startedAt: receipt.startedAt,
    finishedAt: receipt.finishedAt,
  };
}
