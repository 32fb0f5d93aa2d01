import { digestValue } from '../model/canonical.ts';
import type { Element, Ref } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Action, Change, RecordedStep, Step } from '../model/plan.ts';
import { judgeRisk } from './risk.ts';

/** What a step is made of; the rest follows. */
export interface StepParts {
  readonly action: Action;
  readonly ref: Ref;
  readonly element: Element;
  readonly changes: readonly Change[];
  readonly before?: JsonObject;
  readonly after: JsonObject;
  readonly dependsOn: readonly string[];
  /** why a person has to do it; absent: the API does */
  readonly manual?: string;
}

/** Makes a step, with its id, risk and digest. */
export function makeStep(parts: StepParts): Step {
  const { action, ref, element, changes, before, after, manual } = parts;
  const id = stepId(action, ref, manual !== undefined && action === 'update');
  const step = {
    id,
    action,
    kind: element.kind,
    key: element.key,
    ref,
    mode: manual === undefined ? ('api' as const) : ('manual' as const),
    ...(manual === undefined ? {} : { reason: manual }),
    changes,
    ...(before === undefined ? {} : { before }),
    after,
    dependsOn: [...new Set(parts.dependsOn)].sort(),
    risk: judgeRisk({ action, kind: element.kind, changes }),
  };
  return { ...step, digest: digestRecorded(step) };
}

/** A step's id: readable, unique in its plan, the same in every plan that does the same to the same element. */
export function stepId(action: Action, ref: Ref, byHand: boolean): string {
  return `${action} ${ref}${byHand ? ' (by hand)' : ''}`;
}

/** The part of a step that is recorded and digested. */
export function recordStep(step: Step): RecordedStep {
  const { id, action, kind, key, mode, risk, changes, dependsOn, digest, reason } = step;
  return { id, action, kind, key, mode, risk, changes, dependsOn, digest, ...(reason === undefined ? {} : { reason }) };
}

/** Digest of what a step does: what it changes from which to which value, by whom, and after what. */
export function digestRecorded(step: Omit<RecordedStep, 'digest'>): string {
  const { id, action, kind, key, mode, changes, dependsOn } = step;
  return digestValue({ id, action, kind, key, mode, changes: changes as unknown as Json, dependsOn: [...dependsOn] });
}
