import type { JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, property, text } from '../../../model/json.ts';
import { usesOfOption } from '../automation/usage.ts';
import { checkMembers, duplicateData, limitExceeded, locate, mandatoryNotFound, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { deriveApiName } from './api-name.ts';
import { collections } from './lookups.ts';
import { mergeValues, optionOf } from './picklist-values.ts';
import { Refusal } from './refusal.ts';
import type { Writing } from './writing.ts';
import { authorOf } from './writing.ts';

const rules = [
  { name: 'display_label', type: 'string', maxLength: 50 },
  { name: 'api_name', type: 'string', maxLength: 50 },
  { name: 'description', type: 'string', maxLength: 1000, nullable: true },
  { name: 'pick_list_values_sorted_lexically', type: 'boolean' },
] as const;

const valuesPerCall = 5000;

/** Picklist fields that take their options from the list. */
export function fieldsUsing(writing: Pick<Writing, 'store' | 'org'>, id: string): Doc[] {
  return writing.store.list(writing.org.name, collections.fields).filter((field) => text(field['global_picklist'], 'id') === id);
}

/** Makes a global picklist; its api_name is the given one, or follows from the label. */
export function createGlobalPicklist(writing: Writing, body: JsonObject, path: string): Doc | Refusal {
  const error = checkMembers(body, rules, path);
  if (error !== undefined) return new Refusal(error);
  const label = text(body, 'display_label');
  if (label === undefined || label === '') return new Refusal(mandatoryNotFound(path, 'display_label'));
  const taken = others(writing).map((list) => text(list, 'api_name') ?? '');
  const wanted = text(body, 'api_name');
  if (wanted !== undefined && taken.includes(wanted)) return new Refusal(duplicateData(path, 'api_name'));
  if (others(writing).some((list) => list['display_label'] === label)) return new Refusal(duplicateData(path, 'display_label'));
  if (property(body, 'pick_list_values') === undefined) return new Refusal(mandatoryNotFound(path, 'pick_list_values'));
  const values = merged(writing, [], body, path);
  return values instanceof Refusal ? values : storeList(writing, body, { label, apiName: wanted ?? deriveApiName(label, new Set(taken)), values });
}

function storeList(writing: Writing, body: JsonObject, made: { label: string; apiName: string; values: JsonObject[] }): Doc {
  const { store, org } = writing;
  const list = {
    id: store.nextId(org.name),
    display_label: made.label,
    actual_label: made.label,
    api_name: made.apiName,
    description: property(body, 'description') ?? null,
    source: 'crm',
    created_time: writing.now(),
    modified_time: writing.now(),
    created_by: authorOf(writing.user),
    modified_by: authorOf(writing.user),
    presence: true,
    customizable: true,
    pick_list_values_sorted_lexically: property(body, 'pick_list_values_sorted_lexically') === true,
    pick_list_values: made.values,
  };
  store.put(org.name, collections.globalPicklists, list);
  return list;
}

/** Changes a global picklist and the fields that use it. One call may delete or retire one option only. */
export function updateGlobalPicklist(writing: Writing, list: Doc, body: JsonObject, path: string): Doc | Refusal {
  const error = checkMembers(body, rules, path) ?? tooManyGone(list, body, path) ?? usedValue(writing, list, body, path);
  if (error !== undefined) return new Refusal(error);
  const name = text(body, 'api_name');
  if (name !== undefined && others(writing, list.id).some((other) => other['api_name'] === name)) return new Refusal(duplicateData(path, 'api_name'));
  const given = property(body, 'pick_list_values');
  const values = given === undefined ? objects(list, 'pick_list_values') : merged(writing, objects(list, 'pick_list_values'), body, path);
  if (values instanceof Refusal) return values;
  const named = rules.map((rule) => rule.name).filter((key) => property(body, key) !== undefined);
  const facts = Object.fromEntries(named.map((key) => [key, body[key] ?? null]));
  const changed = { ...list, ...facts, pick_list_values: values, id: list.id, modified_time: writing.now(), modified_by: authorOf(writing.user) };
  writing.store.put(writing.org.name, collections.globalPicklists, changed);
  for (const field of fieldsUsing(writing, list.id)) followList(writing, field, changed);
  return changed;
}

function tooManyGone(list: Doc, body: JsonObject, path: string): JsonObject | undefined {
  const used = new Set(
    objects(list, 'pick_list_values')
      .filter((value) => value['type'] === 'used')
      .map((value) => value['id']),
  );
  const gone = objects(body, 'pick_list_values').filter(
    (value) => value['_delete'] === true || (value['type'] === 'unused' && used.has(value['id'] ?? null)),
  );
  return gone.length > 1
    ? limitExceeded(1, 'one option may be deleted or retired in a call', { limit_due_to: [locate(path, 'pick_list_values')] })
    : undefined;
}

/** The refusal of an option that is to be deleted and that automation of a field names. */
function usedValue(writing: Writing, list: Doc, body: JsonObject, path: string): JsonObject | undefined {
  const gone = objects(body, 'pick_list_values').find((value) => value['_delete'] === true);
  if (gone === undefined) return undefined;
  for (const field of fieldsUsing(writing, list.id)) {
    const option = objects(field, 'pick_list_values').find((candidate) => candidate['_global'] === gone['id']);
    const [use] = option === undefined ? [] : usesOfOption(writing.store, writing.org.name, field, optionOf(option));
    if (use !== undefined) return notAllowed(`the value is used by ${use}`, locate(`${path}.pick_list_values`, 'id'));
  }
  return undefined;
}

function others(writing: Writing, id?: string): Doc[] {
  return writing.store.list(writing.org.name, collections.globalPicklists).filter((list) => list.id !== id);
}

function merged(writing: Writing, current: readonly JsonObject[], body: JsonObject, path: string): JsonObject[] | Refusal {
  const at = { path, first: 0, limit: valuesPerCall };
  const values = mergeValues(current, property(body, 'pick_list_values') ?? [], at, () => writing.store.nextId(writing.org.name));
  return values instanceof Refusal ? values : values.map(({ colour_code: _colour, ...value }) => value);
}

/** The field's options after its global list changed: known ones keep their id, new ones get one. */
function followList(writing: Writing, field: Doc, list: Doc): void {
  const { store, org } = writing;
  const known = objects(field, 'pick_list_values');
  const values = objects(list, 'pick_list_values').map((value, index) => {
    const old = known.find((option) => option['_global'] === value['id']);
    const { id: _id, ...facts } = value;
    return {
      colour_code: null,
      ...old,
      ...facts,
      id: old?.['id'] ?? store.nextId(org.name),
      sequence_number: index + 1,
      _global: value['id'] ?? null,
    };
  });
  const named = isObject(field['global_picklist']) && isList(values) ? { ...field['global_picklist'], api_name: list['api_name'] ?? null } : null;
  store.put(org.name, collections.fields, { ...field, global_picklist: named, pick_list_values: values });
}
