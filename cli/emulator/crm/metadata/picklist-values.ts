import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, property, text } from '../../../model/json.ts';
import { checkMembers, duplicateData, invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import { Refusal } from './refusal.ts';

/** Options that one field call may name (fields.json: maxItems 10). */
export const valuesPerCall = 10;

const valueRules = [
  { name: 'display_value', type: 'string', maxLength: 120 },
  { name: 'actual_value', type: 'string', maxLength: 120 },
  { name: 'reference_value', type: 'string', maxLength: 120 },
  { name: 'colour_code', type: 'string', maxLength: 25, nullable: true },
  { name: 'id', type: 'id' },
  { name: '_delete', type: 'boolean', nullable: true },
] as const;

/** An option as looking for its uses takes it. */
export function optionOf(value: JsonObject): { readonly id: string; readonly actualValue: string } {
  return { id: text(value, 'id') ?? '', actualValue: text(value, 'actual_value') ?? '' };
}

/**
 * The option list after a call: items with an id change or (`_delete`) remove that option, items without one are added at the end. `sequence_number`
 * counts from `first` (1 in fields, 0 in global picklists).
 */
export function mergeValues(
  current: readonly JsonObject[],
  given: Json,
  at: { path: string; first: number; limit: number },
  nextId: () => string,
): JsonObject[] | Refusal {
  const items = checkedItems(given, at);
  if (items instanceof Refusal) return items;
  let values = [...current];
  for (const [index, item] of items.entries()) {
    const next = mergeValue(values, item, `${at.path}.pick_list_values[${index}]`, nextId);
    if (next instanceof Refusal) return next;
    values = next;
  }
  return values.map((value, index) => ({ ...value, sequence_number: index + at.first }));
}

function checkedItems(given: Json, at: { path: string; limit: number }): readonly JsonObject[] | Refusal {
  if (!isList(given) || !given.every(isObject)) return new Refusal(invalidData(at.path, 'pick_list_values', { expected_data_type: 'jsonarray' }));
  if (given.length > at.limit)
    return new Refusal(limitExceeded(at.limit, 'too many values in one call', { limit_due_to: [locate(at.path, 'pick_list_values')] }));
  const items = given.filter(isObject);
  for (const [index, item] of items.entries()) {
    const error = checkMembers(item, valueRules, `${at.path}.pick_list_values[${index}]`);
    if (error !== undefined) return new Refusal(error);
  }
  return items;
}

function mergeValue(values: readonly JsonObject[], item: JsonObject, path: string, nextId: () => string): JsonObject[] | Refusal {
  const id = text(item, 'id');
  if (id === undefined) return addValue(values, item, path, nextId);
  const old = values.find((value) => value['id'] === id);
  if (old === undefined) return new Refusal(invalidData(path, 'id'));
  if (property(item, '_delete') === true) return values.filter((value) => value !== old);
  const { id: _id, _delete, ...facts } = item;
  return checkedUnique(
    values.map((value) => (value === old ? { ...old, ...facts } : value)),
    path,
  );
}

function addValue(values: readonly JsonObject[], item: JsonObject, path: string, nextId: () => string): JsonObject[] | Refusal {
  const display = text(item, 'display_value') ?? text(item, 'actual_value');
  if (display === undefined || display === '') return new Refusal(mandatoryNotFound(path, 'display_value'));
  const actual = text(item, 'actual_value') ?? display;
  const { _delete, _global_picklist_value, ...facts } = item;
  const link = isObject(_global_picklist_value) ? { _global: _global_picklist_value['id'] ?? null } : {};
  const added = {
    display_value: display,
    reference_value: actual,
    colour_code: null,
    actual_value: actual,
    ...facts,
    ...link,
    id: nextId(),
    type: text(item, 'type') ?? 'used',
  };
  return checkedUnique([...values, added], path);
}

/** Actual values are unique in a list; display values need not be. */
function checkedUnique(values: JsonObject[], path: string): JsonObject[] | Refusal {
  const seen = new Set(values.map((value) => value['actual_value']));
  return seen.size === values.length ? values : new Refusal(duplicateData(path, 'actual_value'));
}
