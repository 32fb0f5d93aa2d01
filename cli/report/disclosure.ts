import { canonicalText } from '../model/canonical.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects } from '../model/json.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { TextContext } from './context.ts';
import { say } from './language.ts';
import { requestMessages } from './messages/request.ts';

/** Characters from which on a value is looked for in sentences about no element in particular; shorter ones stand in any. */
const longValue = 8;

/**
 * A plan whose sentences tell no value that the org has now: a reason or finding about a step that contains one is replaced as a whole. The changes themselves stay;
 * whoever prints them leaves `before` out.
 */
export function hideValues(plan: Plan, context: Pick<TextContext, 'lang'>): Plan {
  const told = new Map<string, Set<string>>();
  for (const step of plan.steps) told.set(step.ref, new Set([...(told.get(step.ref) ?? []), ...listValues(step)]));
  const long = [...told.values()].flatMap((some) => [...some]).filter((value) => value.length >= longValue);
  const hide = (values: Iterable<string>, sentence: string): string =>
    [...values].some((value) => sentence.includes(value)) ? say(requestMessages.hidden, context.lang) : sentence;
  const hideFinding = (finding: Finding): Finding => {
    // What an approval lacks names steps and people, never values.
    if (finding.code.startsWith('approval.')) return finding;
    const values = finding.element === undefined ? long : (told.get(finding.element) ?? []);
    const fix = finding.fix === undefined ? {} : { fix: hide(values, finding.fix) };
    return { ...finding, message: hide(values, finding.message), ...fix };
  };
  return {
    ...plan,
    steps: plan.steps.map((step) => (step.reason === undefined ? step : { ...step, reason: hide(told.get(step.ref) ?? [], step.reason) })),
    findings: plan.findings.map(hideFinding),
  };
}

/** A plan's document without the values that the org has now: a change of one says `hidden` in its place. */
export function hideBefore(plan: JsonObject): JsonObject {
  const steps = objects(plan, 'steps').map((step) => ({
    ...step,
    changes: objects(step, 'changes').map(({ before, ...change }) => (before === undefined ? change : { ...change, hidden: true })),
  }));
  return { ...plan, steps };
}

/** The values of a step's changes as sentences may write them, with those within. */
function listValues({ changes }: Step): readonly string[] {
  return changes.flatMap(({ before }) => (before === undefined ? [] : listTexts(before))).filter((text) => text !== '');
}

function listTexts(value: Json): readonly string[] {
  if (isList(value)) return [canonicalText(value), ...value.flatMap(listTexts)];
  if (isObject(value)) return [canonicalText(value), ...Object.values(value).flatMap(listTexts)];
  return [String(value)];
}
