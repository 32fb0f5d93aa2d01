import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import type { MemberRule } from '../checks.ts';
import { checkMembers, invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import { textareaLengths } from './data-types.ts';
import { collections } from './lookups.ts';
import { mergeValues, valuesPerCall } from './picklist-values.ts';
import { Refusal } from './refusal.ts';
import type { FieldDraft, Writing } from './writing.ts';

/** Turns one member of a create or change body into facts of the field, or refuses it. */
export type FieldPart = (draft: FieldDraft) => JsonObject | Refusal;

/** A part whose body member is an object with these members. Absent gives no facts. */
function objectPart(name: string, rules: readonly MemberRule[], facts: (given: JsonObject, draft: FieldDraft) => JsonObject | Refusal): FieldPart {
  return (draft) => {
    const given = property(draft.body, name);
    if (given === null && draft.field !== undefined && clearable.has(name)) return { [name]: null };
    if (given === undefined || given === null) return {};
    if (!isObject(given)) return new Refusal(invalidData(draft.path, name, { expected_data_type: 'jsonobject' }));
    const error = checkMembers(given, rules, `${draft.path}.${name}`);
    return error === undefined ? facts(given, draft) : new Refusal(error);
  };
}

/** Members that a change takes away with null. */
const clearable: ReadonlySet<string> = new Set(['tooltip', 'private']);

const required = true;

/** Hint beside or below the field. */
export const tooltipPart = objectPart(
  'tooltip',
  [
    { name: 'name', type: 'string', required, oneOf: ['static_text', 'info_icon'] },
    { name: 'value', type: 'string', required, maxLength: 255 },
  ],
  (given) => ({ tooltip: { name: given['name'] ?? null, value: given['value'] ?? null } }),
);

/** Kind of a text area and with it its length. */
export const textareaPart: FieldPart = (draft) => {
  if (draft.dataType !== 'textarea') return {};
  const given = property(draft.body, 'textarea') ?? { type: 'small' };
  const rules = [{ name: 'type', type: 'string', required, oneOf: Object.keys(textareaLengths) }] as const;
  const error = isObject(given) ? checkMembers(given, rules, `${draft.path}.textarea`) : invalidData(draft.path, 'textarea');
  if (error !== undefined) return new Refusal(error);
  const type = text(given, 'type') ?? 'small';
  return { textarea: { type }, length: textareaLengths[type] ?? null };
};

/** Rounding of a currency field; `precision` comes as text or number. */
export const currencyPart = objectPart(
  'currency',
  [{ name: 'rounding_option', type: 'string', required, oneOf: ['normal', 'round_off', 'round_up', 'round_down'] }],
  (given, draft) => {
    const precision = Number(given['precision']);
    if (!Number.isInteger(precision) || precision < 0 || precision > 9) return new Refusal(invalidData(`${draft.path}.currency`, 'precision'));
    return { currency: { rounding_option: given['rounding_option'] ?? null, precision }, decimal_place: precision };
  },
);

/** Counter of an autonumber; `start_number` comes as text or number. */
export const autoNumberPart = objectPart(
  'auto_number',
  [
    { name: 'prefix', type: 'string', maxLength: 50 },
    { name: 'suffix', type: 'string', maxLength: 50 },
  ],
  (given, draft) => {
    const start = String(given['start_number'] ?? '');
    if (start === '') return new Refusal(mandatoryNotFound(`${draft.path}.auto_number`, 'start_number'));
    if (!/^\d{1,16}$/.test(start)) return new Refusal(invalidData(`${draft.path}.auto_number`, 'start_number'));
    const numbers = { starting_number_length: start.length, start_number: Number(start) };
    return { auto_number: { ...numbers, prefix: text(given, 'prefix') ?? '', suffix: text(given, 'suffix') ?? '' } };
  },
);

/** Uniqueness, given as true or as an object; `_disable` takes it away. */
export const uniquePart: FieldPart = (draft) => {
  const given = property(draft.body, 'unique');
  if (given === undefined || given === null) return {};
  if (typeof given === 'boolean') return { unique: given ? { case_sensitive: false } : {} };
  if (!isObject(given)) return new Refusal(invalidData(draft.path, 'unique', { expected_data_type: 'jsonobject' }));
  // Zoho's page "Update Custom Fields" has null there, fields.json true or null.
  if (given['_disable'] === true || given['_disable'] === null) return { unique: {} };
  return 'case_sensitive' in given ? { unique: { case_sensitive: given['case_sensitive'] === true } } : {};
};

/** Encryption at rest. */
export const cryptPart: FieldPart = (draft) => {
  const given = property(draft.body, 'crypt');
  if (given === undefined || given === null || given === false) return {};
  const mode = isObject(given) ? text(given, 'mode') : 'encryption';
  if (mode !== 'encryption' && mode !== 'decryption') {
    return new Refusal(invalidData(`${draft.path}.crypt`, 'mode', { supported_values: ['encryption', 'decryption'] }));
  }
  return { crypt: { mode, encrypt_case: text(draft.body, 'encrypt_case') ?? null, status: 1 } };
};

/** Marks of privacy, health data and outside identity. */
export const privacyPart = objectPart('private', [{ name: 'type', type: 'string', required, oneOf: ['Low', 'High'] }], (given) => ({
  private: { restricted: false, type: given['type'] ?? null, export: true },
}));

/** Identity given by an outside system. */
export const externalPart = objectPart(
  'external',
  [
    { name: 'type', type: 'string', required, oneOf: ['user', 'org', 'external_lookup'] },
    { name: 'show', type: 'boolean', required },
  ],
  (given) => ({ external: { show: given['show'] ?? null, type: given['type'] ?? null } }),
);

/** Members whose value is taken as it is. */
export const plainPart: FieldPart = (draft) => {
  const names = [
    'filterable',
    'separator',
    'enable_colour_code',
    'pick_list_values_sorted_lexically',
    'hipaa_compliance_enabled',
    'history_tracking_enabled',
  ];
  const rules: MemberRule[] = names.map((name) => ({ name, type: 'boolean' }));
  const error = checkMembers(draft.body, [...rules, { name: 'decimal_place', type: 'integer', nullable: true }], draft.path);
  if (error !== undefined) return new Refusal(error);
  const taken = [...names, 'decimal_place'].filter((name) => property(draft.body, name) !== undefined);
  const facts = Object.fromEntries(taken.map((name) => [name, draft.body[name] ?? null]));
  const hipaa = draft.body['hipaa_compliance_enabled'] === true ? { hipaa_compliance: { restricted_in_export: false, restricted: false } } : {};
  return { ...facts, ...hipaa };
};

/** Profiles that one field of a call may name (fields.json, maxItems of create and change). */
const profileLimits = { create: 50, change: 10 };

/** Access of profiles that the body names; the others keep read and write. */
export const permissionsPart: FieldPart = (draft) => {
  const given = property(draft.body, 'profiles');
  if (given === undefined || given === null) return {};
  const access = objects(draft.body, 'profiles');
  const limit = draft.field === undefined ? profileLimits.create : profileLimits.change;
  if (access.length > limit)
    return new Refusal(limitExceeded(limit, 'too many profiles in one call', { limit_due_to: [locate(draft.path, 'profiles')] }));
  const rules = [
    { name: 'id', type: 'id', required },
    { name: 'permission_type', type: 'string', required, oneOf: ['read_write', 'read_only', 'hidden'] },
  ] as const;
  for (const [index, item] of access.entries()) {
    const path = `${draft.path}.profiles[${index}]`;
    const error = checkMembers(item, rules, path);
    if (error !== undefined) return new Refusal(error);
    if (draft.writing.store.get(draft.writing.org.name, 'profiles', text(item, 'id') ?? '') === undefined)
      return new Refusal(invalidData(path, 'id'));
  }
  return { _permissions: Object.fromEntries(access.map((item) => [text(item, 'id') ?? '', item['permission_type'] ?? null])) };
};

/** Options of a picklist: its own, or those of a global picklist. */
export const picklistPart: FieldPart = (draft) => {
  if (draft.dataType !== 'picklist' && draft.dataType !== 'multiselectpicklist') return {};
  const { store, org } = draft.writing;
  const global = property(draft.body, 'global_picklist');
  if (isObject(global))
    return linkGlobalPicklist(draft.writing, text(global, 'id') ?? '') ?? new Refusal(invalidData(`${draft.path}.global_picklist`, 'id'));
  const given = property(draft.body, 'pick_list_values') ?? [];
  const values = mergeValues([], given, { path: draft.path, first: 1, limit: valuesPerCall }, () => store.nextId(org.name));
  return values instanceof Refusal ? values : { pick_list_values: values };
};

/** Facts of a field that takes its options from a global picklist; undefined when there is none of that id. */
export function linkGlobalPicklist(writing: Writing, id: string): JsonObject | undefined {
  const { store, org } = writing;
  const list = store.get(org.name, collections.globalPicklists, id);
  if (list === undefined) return undefined;
  const values = objects(list, 'pick_list_values').map((value, index) => ({
    display_value: value['display_value'] ?? null,
    sequence_number: index + 1,
    reference_value: value['reference_value'] ?? null,
    colour_code: null,
    actual_value: value['actual_value'] ?? null,
    id: store.nextId(org.name),
    type: value['type'] ?? 'used',
    _global: value['id'] ?? null,
  }));
  return { global_picklist: { api_name: list['api_name'] ?? null, id }, pick_list_values: values };
}
