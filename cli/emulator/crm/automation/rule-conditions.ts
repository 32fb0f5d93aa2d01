import { canonicalText } from '../../../model/canonical.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import type { ActionSetting } from './action-setting.ts';
import { readCriteria } from './criteria.ts';
import { apiName, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, refuse } from './refusal.ts';
import { readAction } from './rule-actions.ts';

/** Limits of workflow_rules.json. */
const limits = { conditions: 10, scheduled: 5, instantActions: 50, scheduledActions: 10 };

const periods = ['business_hours', 'hours', 'business_days', 'days', 'minutes', 'weeks', 'months', 'years'];

/** The conditions of a rule as stored. A condition or scheduled action that names an id of `before`, the conditions until now, keeps it; others get new ones. */
export function readConditions(setting: ActionSetting, rule: JsonObject, before: readonly JsonObject[], path: string): JsonObject[] {
  const conditions = demandObjects(rule, 'conditions', path);
  if (conditions.length === 0) refuse(mandatoryNotFound(path, 'conditions'));
  if (conditions.length > limits.conditions) refuse(limitExceeded(limits.conditions, 'workflow condtion limit exceeded', locate(path, 'conditions')));
  const read = conditions.map((condition, index) => readCondition(setting, condition, before, `${path}.conditions[${index}]`));
  refuseRepeated(read, path);
  return read.toSorted((one, other) => Number(one['sequence_number']) - Number(other['sequence_number']));
}

function readCondition(setting: ActionSetting, condition: JsonObject, before: readonly JsonObject[], path: string): JsonObject {
  demandMembers(condition, [{ name: 'sequence_number', type: 'integer', required: true }], path);
  const instant = demandObject(condition, 'instant_actions', path);
  const actions = demandObjects(instant, 'actions', `${path}.instant_actions`);
  const scheduled = demandObjects(condition, 'scheduled_actions', path);
  if (actions.length > limits.instantActions)
    refuse(limitExceeded(limits.instantActions, 'actions limit exceeded', locate(`${path}.instant_actions`, 'actions')));
  if (scheduled.length > limits.scheduled)
    refuse(limitExceeded(limits.scheduled, 'schedule actions limit exceeded', locate(path, 'scheduled_actions')));
  if (actions.length + scheduled.length === 0) {
    const expected = { expected_fields: [locate(path, 'instant_actions'), locate(path, 'scheduled_actions')] };
    refuse(itemError('EXPECTED_FIELD_MISSING', 'Specify atleast one field', expected));
  }
  const known = before.find((candidate) => candidate['id'] === condition['id']);
  const waits = before.flatMap((candidate) => objects(candidate, 'scheduled_actions'));
  return {
    id: keepId(setting, condition, known === undefined ? [] : [known], path),
    sequence_number: condition['sequence_number'] ?? 1,
    criteria_details: readCriteriaDetails(setting, demandObject(condition, 'criteria_details', path), `${path}.criteria_details`),
    instant_actions: { actions: actions.map((action, index) => readAction(setting, action, `${path}.instant_actions.actions[${index}]`)) },
    scheduled_actions:
      scheduled.length === 0 ? null : scheduled.map((wait, index) => readWait(setting, wait, waits, `${path}.scheduled_actions[${index}]`)),
  };
}

function keepId({ context }: ActionSetting, item: JsonObject, known: readonly JsonObject[], path: string): string {
  const id = text(item, 'id');
  if (id === undefined) return context.store.nextId(context.org.name);
  return known.some((candidate) => candidate['id'] === id) ? id : refuse(invalidData(path, 'id'));
}

function readWait(setting: ActionSetting, wait: JsonObject, before: readonly JsonObject[], path: string): JsonObject {
  const after = demandObject(wait, 'execute_after', path);
  const rules = [
    { name: 'period', type: 'string', required: true, oneOf: periods },
    { name: 'unit', type: 'integer', required: true },
  ] as const;
  demandMembers(after, rules, `${path}.execute_after`);
  const actions = demandObjects(wait, 'actions', path);
  if (actions.length === 0) refuse(mandatoryNotFound(path, 'actions'));
  if (actions.length > limits.scheduledActions) refuse(limitExceeded(limits.scheduledActions, 'actions limit exceeded', locate(path, 'actions')));
  const read = actions.map((action, index) => readAction(setting, action, `${path}.actions[${index}]`));
  return { execute_after: { period: after['period'] ?? '', unit: after['unit'] ?? 0 }, id: keepId(setting, wait, before, path), actions: read };
}

function readCriteriaDetails({ refs, module }: ActionSetting, details: JsonObject, path: string): JsonObject {
  const criteria = readCriteria({ refs, module: apiName(module), typed: true }, details['criteria'], path);
  const related = details['relational_criteria'];
  const none = { module_selection: null, criteria: null, module: null };
  if (!isObject(related)) return { relational_criteria: none, criteria };
  const target = isObject(related['module']) ? refs.module(related['module'], `${path}.relational_criteria.module`) : undefined;
  return { relational_criteria: { ...none, ...readRelated(related, target, refs, path) }, criteria };
}

function readRelated(related: JsonObject, target: Doc | undefined, refs: ActionSetting['refs'], path: string): JsonObject {
  const at = `${path}.relational_criteria`;
  const selection: Json = related['module_selection'] ?? null;
  if (target === undefined) return { module_selection: selection, criteria: related['criteria'] ?? null };
  return {
    module_selection: selection,
    module: refer(target),
    criteria: readCriteria({ refs, module: apiName(target), typed: true }, related['criteria'], at),
  };
}

function refuseRepeated(conditions: readonly JsonObject[], path: string): void {
  const seen = new Map<string, number>();
  for (const [index, condition] of conditions.entries()) {
    const body = canonicalText(property(condition, 'criteria_details') ?? null);
    const first = seen.get(body);
    if (first === undefined) seen.set(body, index);
    else {
      const where = (position: number) => ({ api_name: 'criteria_details', json_path: `${path}.conditions[${position}].criteria_details` });
      refuse(itemError('ALREADY_USED', 'duplicate criteria details.', { ...where(index), exists_in: where(first) }));
    }
  }
}
