import type { JsonObject } from '../../model/json.ts';
import type { Deed, Receipt } from '../../model/receipt.ts';
import { sayPlainly } from '../by-hand.ts';

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
      ...(step.deed === undefined ? {} : { deed: toDeedJson(step.deed) }),
    })),
    summary: { ...receipt.summary },
    plan: { ...receipt.plan },
    requests: receipt.requests,
    credits: receipt.credits,
    startedAt: receipt.startedAt,
    finishedAt: receipt.finishedAt,
  };
}

/** A deed as a receipt keeps it, with the sentence for programs that only show it. */
function toDeedJson(deed: Deed): JsonObject {
  const { action, kind, key, values, setup, tick } = deed;
  const { url, menu, near } = setup ?? {};
  return {
    todo: sayPlainly(deed),
    action,
    kind,
    key,
    values: values.map(({ path, value }) => ({ path, ...(value === undefined ? {} : { value }) })),
    ...(url === undefined ? {} : { setup: { url, ...(menu === undefined ? {} : { menu: { ...menu } }), ...(near === undefined ? {} : { near }) } }),
    ...(tick === undefined ? {} : { tick }),
  };
}
