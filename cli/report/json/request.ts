import type { JsonObject } from '../../model/json.ts';
import { hideBefore } from '../disclosure.ts';
import type { CheckView, SendView } from '../view.ts';
import { toCountsJson, toFindingsJson } from './finding.ts';
import { toPlanJson } from './plan.ts';

/** What `send --json` prints. Shape: `schemas/output/send.schema.json`. */
export function toSendJson(view: SendView): JsonObject {
  return {
    formatVersion: 1,
    url: view.url,
    number: view.number,
    branch: view.branch,
    kid: view.kid,
    digest: view.digest,
    plan: view.plan === null ? null : toPlanJson(view.plan),
    findings: toFindingsJson(view.findings ?? []),
  };
}

/** What `check --json` prints, with or without the values that the target has now. Shape: `schemas/output/check.schema.json`. */
export function toCheckJson(view: CheckView, disclose: 'values' | 'names-only' = 'values'): JsonObject {
  const plan = view.plan === null ? null : toPlanJson(view.plan);
  return {
    formatVersion: 1,
    org: view.org,
    number: view.number,
    kid: view.kid,
    digest: view.digest,
    accepted: view.accepted,
    findings: toFindingsJson(view.findings),
    counts: toCountsJson(view.findings),
    plan: plan !== null && disclose === 'names-only' ? hideBefore(plan) : plan,
  };
}
