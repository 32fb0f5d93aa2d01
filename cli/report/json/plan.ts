import type { JsonObject } from '../../model/json.ts';
import type { Plan, SetupPage, Step } from '../../model/plan.ts';
import { risksOf } from '../../model/plan.ts';
import { sayPlainly } from '../by-hand.ts';
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
    ...(step.setup === undefined ? {} : { todo: sayPlainly(step), ...toSetupJson(step.setup) }),
    ...(step.records === undefined ? {} : { records: step.records }),
  };
}

/** Where a person does a step: its address, whether that is the page itself, and the way through the menus where it is known. */
export function toSetupJson({ url, near, menu }: SetupPage): JsonObject {
  return { url, urlIsPage: near !== true, menu: menu?.en ?? null };
}
