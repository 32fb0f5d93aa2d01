import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { References } from './references.ts';
import { demandObject, refuse } from './refusal.ts';

/** Most comparisons in one criteria (workflow_rules.json, `group`). */
const criteriaLimit = 25;

/** Where criteria apply and how they are shown. */
export interface CriteriaSetting {
  readonly refs: References;
  /** api_name of the module whose fields are compared */
  readonly module: string;
  /** comparisons show `type`, `value` when the request has none; those of a trigger do not */
  readonly typed: boolean;
}

/**
 * Criteria as stored: null for none, a comparison, or a group of them, nested as given (a group of one stays a group). Every field reference is completed to `{api_name, id}`;
 * values are left as they are, merge text such as `${EMPTY}` and numbers in strings included.
 */
export function readCriteria(setting: CriteriaSetting, value: Json | undefined, path: string, name = 'criteria'): JsonObject | null {
  if (value === undefined || value === null) return null;
  const at = `${path}.${name}`;
  if (!isObject(value)) return refuse(invalidData(path, name, { expected_data_type: 'jsonobject' }));
  if (countComparisons(value) > criteriaLimit) refuse(limitExceeded(criteriaLimit, 'The Limit of criteria fields is exceeded', locate(path, name)));
  return readNode(setting, value, at);
}

function readNode(setting: CriteriaSetting, node: JsonObject, path: string): JsonObject {
  return 'group' in node || 'group_operator' in node ? readGroup(setting, node, path) : readComparison(setting, node, path);
}

function readGroup(setting: CriteriaSetting, node: JsonObject, path: string): JsonObject {
  const operator = text(node, 'group_operator');
  if (operator === undefined) refuse(mandatoryNotFound(path, 'group_operator'));
  if (!['AND', 'OR'].includes(operator.toUpperCase())) refuse(invalidData(path, 'group_operator', { supported_values: ['AND', 'OR'] }));
  const group = node['group'];
  if (!isList(group))
    return refuse(group === undefined ? mandatoryNotFound(path, 'group') : invalidData(path, 'group', { expected_data_type: 'jsonarray' }));
  if (group.length === 0) refuse(mandatoryNotFound(path, 'group'));
  const members = group.map((member, index) => {
    const at = `${path}.group[${index}]`;
    return isObject(member) ? readNode(setting, member, at) : refuse(invalidData(path, `group[${index}]`, { expected_data_type: 'jsonobject' }));
  });
  return { group_operator: operator.toUpperCase(), group: members };
}

function readComparison(setting: CriteriaSetting, node: JsonObject, path: string): JsonObject {
  const comparator = text(node, 'comparator');
  if (comparator === undefined || comparator === '') refuse(mandatoryNotFound(path, 'comparator'));
  const field = setting.refs.field(setting.module, demandObject(node, 'field', path), `${path}.field`);
  const value = node['value'];
  if (value === undefined) refuse(mandatoryNotFound(path, 'value'));
  const type = text(node, 'type') ?? (setting.typed ? 'value' : undefined);
  return { comparator, field, ...(type === undefined ? {} : { type }), value };
}

function countComparisons(node: Json): number {
  if (!isObject(node)) return 0;
  const group = node['group'];
  return isList(group) ? group.reduce<number>((sum, member) => sum + countComparisons(member), 0) : 1;
}
