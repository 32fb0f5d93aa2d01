import type { JsonObject } from '../../model/json.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { risksOf } from '../../model/plan.ts';
import { toChangeJson } from './change.ts';
import { toFindingsJson } from './finding.ts';

/** What `plan --json` prints. Shape: `schemas/output/plan.schema.json`. The whole attributes of elements (`before`, `after` of a step) stay out. */
export function toPlanJson(plan: Plan): JsonObject {
  return {
    formatVersion: 1,
    org: plan.org,
    zgid: plan.zgid,
    digest: plan.digest,
    summary: { ...plan.summary },
    credits: plan.credits,
    minutes: plan.minutes,
    steps: plan.steps.map(toStepJson),
    findings: toFindingsJson(plan.findings),
  };
}

function toStepJson(step: Step): JsonObject {
  return {
    id: step.id,
    digest: step.digest,
    action: step.action,
    kind: step.kind,
    key: step.key,
    risk: step.risk,
    risks: risksOf(step),
    changes: step.changes.map(toChangeJson),
    dependsOn: step.dependsOn,
    mode: step.mode,
    reason: step.reason ?? null,
    ...(step.records === undefined ? {} : { records: step.records }),
  };
}
