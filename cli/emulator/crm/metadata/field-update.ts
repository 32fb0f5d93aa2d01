import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, property, text } from '../../../model/json.ts';
import { usesOfOption } from '../automation/usage.ts';
import { checkMembers, invalidData, locate, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import { formulaPart, rollupPart } from './calculation-parts.ts';
import { factsOfType } from './data-types.ts';
import { cryptPart, currencyPart, linkGlobalPicklist, permissionsPart, plainPart, privacyPart, tooltipPart, uniquePart } from './field-parts.ts';
import { collections } from './lookups.ts';
import { mergeValues, optionOf, valuesPerCall } from './picklist-values.ts';
import { Refusal } from './refusal.ts';
import { trackingPart } from './tracking-part.ts';
import type { FieldDraft, Writing } from './writing.ts';

const rules = [
  { name: 'field_label', type: 'string', maxLength: 255 },
  { name: 'length', type: 'integer' },
] as const;

/** Members that a change may carry; the structural ones go with the data type. */
const parts = [
  tooltipPart,
  permissionsPart,
  plainPart,
  uniquePart,
  privacyPart,
  cryptPart,
  currencyPart,
  formulaPart,
  rollupPart,
  labelPart,
  lengthPart,
  criteriaPart,
  sharingPart,
  trackingPart,
];

/** Changes one field as a PATCH item says; members that are not named stay. Data type and api_name never change. */
export function updateField(writing: Writing, module: Doc, field: Doc, body: JsonObject, path: string): Doc | Refusal {
  const dataType = text(field, 'data_type') ?? '';
  const error = checkMembers(body, rules, path) ?? frozen(field, body, path);
  if (error !== undefined) return new Refusal(error);
  const draft = { writing, module, body, path, dataType, field };
  let facts: JsonObject = {};
  for (const part of parts) {
    const added = part(draft);
    if (added instanceof Refusal) return added;
    facts = { ...facts, ...added };
  }
  const options = optionsAfter(draft, field);
  if (options instanceof Refusal) return options;
  const permissions = {
    _permissions: {
      ...(isObject(field['_permissions']) ? field['_permissions'] : {}),
      ...(isObject(facts['_permissions']) ? facts['_permissions'] : {}),
    },
  };
  const changed = { ...field, ...facts, ...options, ...permissions, id: field.id, modified_time: writing.now() };
  writing.store.put(writing.org.name, collections.fields, changed);
  return changed;
}

function frozen(field: Doc, body: JsonObject, path: string): JsonObject | undefined {
  const name = ['data_type', 'api_name'].find((key) => property(body, key) !== undefined && body[key] !== field[key]);
  return name === undefined ? undefined : notAllowed(`the ${name} of a field cannot be changed`, locate(path, name));
}

function labelPart(draft: FieldDraft): JsonObject {
  const label = text(draft.body, 'field_label');
  return label === undefined || label === '' ? {} : { field_label: label };
}

function lengthPart(draft: FieldDraft): JsonObject | Refusal {
  const given = property(draft.body, 'length');
  const { maxLength } = factsOfType(draft.dataType);
  if (given === undefined) return {};
  if (maxLength === undefined || Number(given) < 1 || Number(given) > maxLength) {
    return new Refusal(invalidData(draft.path, 'length', maxLength === undefined ? {} : { maximum_length: maxLength }));
  }
  return { length: given };
}

function criteriaPart(draft: FieldDraft): JsonObject {
  const criteria = property(property(property(draft.body, 'lookup'), 'query_details'), 'criteria');
  return criteria === undefined ? {} : { _criteria: criteria };
}

function sharingPart(draft: FieldDraft): JsonObject {
  const given = property(draft.body, 'sharing_properties');
  return isObject(given)
    ? { sharing_properties: { scheduler_status: 'completed', share_permission: 'full-access', share_preference_enabled: false, ...given } }
    : {};
}

/** The refusal of the first option that is to go and that automation names. */
function usedOption({ store, org }: Writing, field: Doc, given: Json, path: string): JsonObject | undefined {
  for (const [index, item] of (isList(given) ? given : []).entries()) {
    if (property(item, '_delete') !== true) continue;
    const option = objects(field, 'pick_list_values').find((candidate) => candidate['id'] === property(item, 'id'));
    const [use] = option === undefined ? [] : usesOfOption(store, org.name, field, optionOf(option));
    if (use !== undefined) return notAllowed(`the value is used by ${use}`, locate(`${path}.pick_list_values[${index}]`, 'id'));
  }
  return undefined;
}

function optionsAfter(draft: FieldDraft, field: Doc): JsonObject | Refusal {
  const { writing, body, path } = draft;
  const global = property(body, 'global_picklist');
  if (isObject(global)) return linkGlobalPicklist(writing, text(global, 'id') ?? '') ?? new Refusal(invalidData(`${path}.global_picklist`, 'id'));
  const unlinked = global === null ? { global_picklist: null } : {};
  const given = property(body, 'pick_list_values');
  if (given === undefined) return unlinked;
  const used = usedOption(writing, field, given, path);
  if (used !== undefined) return new Refusal(used);
  const current = objects(field, 'pick_list_values');
  if (factsOfType(draft.dataType).takes?.includes('pick_list_values') !== true) {
    return new Refusal(
      itemError('DEPENDENT_MISMATCH', 'the field has no options', { ...locate(path, 'pick_list_values'), dependee: locate(path, 'data_type') }),
    );
  }
  const values = mergeValues(current, given, { path, first: 1, limit: valuesPerCall }, () => writing.store.nextId(writing.org.name));
  return values instanceof Refusal ? values : { ...unlinked, pick_list_values: values };
}
