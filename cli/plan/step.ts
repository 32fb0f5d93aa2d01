import { canonicalText, digestValue } from '../model/canonical.ts';
import type { Element, Ref } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Action, Change, Mode, RecordedStep, Step } from '../model/plan.ts';
import type { JudgedRisk } from './risk.ts';

/** What a step is made of; the rest follows. */
export interface StepParts {
  readonly action: Action;
  readonly ref: Ref;
  readonly element: Element;
  readonly changes: readonly Change[];
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly dependsOn: readonly string[];
  /** true for the half of an update that a person has to do, beside the half that the API does */
  readonly byHand?: boolean;
  /** why a person has to do it; absent: the API does */
  readonly manual?: string;
  /** why nobody may do it yet, which comes before who does it */
  readonly blocked?: string;
  /** number of records that hang on what it destroys */
  readonly records?: number;
  /** how dangerous it is; absent: not at all */
  readonly judged?: JudgedRisk;
}

/** Makes a step, with its id and digest. */
export function makeStep(parts: StepParts): Step {
  const { action, ref, element, changes, before, after, records } = parts;
  const reason = parts.blocked ?? parts.manual;
  const step = {
    id: stepId(action, ref, parts.byHand === true),
    action,
    kind: element.kind,
    key: element.key,
    ref,
    mode: parts.blocked !== undefined ? ('blocked' as const) : parts.manual !== undefined ? ('manual' as const) : ('api' as const),
    ...(reason === undefined ? {} : { reason }),
    changes,
    ...(records === undefined ? {} : { records }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    dependsOn: [...new Set(parts.dependsOn)].sort(),
    ...(parts.judged ?? { risk: 'none' as const }),
  };
  return { ...step, digest: digestRecorded(step) };
}

/** A step that is not done by the API after all, and why; all else about it stays. */
export function withMode(step: Step, mode: Exclude<Mode, 'api'>, reason: string): Step {
  const held = { ...step, mode, reason };
  return { ...held, digest: digestRecorded(held) };
}

/** A step's id: readable, unique in its plan, the same in every plan that does the same to the same element. */
export function stepId(action: Action, ref: Ref, byHand: boolean): string {
  return `${action} ${ref}${byHand ? ' (by hand)' : ''}`;
}

/** The part of a step that is recorded and digested. */
export function recordStep(step: Step): RecordedStep {
  const { id, action, kind, key, mode, risk, risks, changes, dependsOn, digest, reason, records } = step;
  return {
    id,
    action,
    kind,
    key,
    mode,
    risk,
    ...(risks === undefined ? {} : { risks }),
    changes,
    dependsOn,
    digest,
    ...(reason === undefined ? {} : { reason }),
    ...(records === undefined ? {} : { records }),
  };
}

/** Digest of what a step does: what it changes from which to which value, by whom, and after what. The order in which files name attributes is no part of it. */
export function digestRecorded(step: Omit<RecordedStep, 'digest'>): string {
  const { id, action, kind, key, mode, dependsOn } = step;
  const byPath = step.changes.map((change) => [canonicalText([...change.path]), change as unknown as Json] as const);
  const changes = byPath.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)).map(([, change]) => change);
  return digestValue({ id, action, kind, key, mode, changes, dependsOn: [...dependsOn] });
}
