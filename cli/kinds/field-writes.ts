import { canonicalText } from '../model/canonical.ts';
import type { Write, WriteItem } from '../model/crm-call.ts';
import { nameOfKey, refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import { labelForApiName, sizedTypes } from './field-facts.ts';
import type { SideFacts, StepFacts } from './kind.ts';
import { actualValue, goneOptions, listOf, optionForChange, optionForCreate, optionRef } from './options.ts';

/** Most picklist values, and most profiles, of a field in one call (OpenAPI fields.json); the rest follow by PATCH. */
const perCall = 10;

/** Most profiles of a new field (OpenAPI fields.json); an org has 25 at most. */
const profilesPerCreate = 50;

/** What a create says besides label and type, and what a PATCH may change (OpenAPI fields.json). */
const createAttributes = [
  'length',
  'tooltip',
  'unique',
  'default_value',
  'textarea',
  'pick_list_values_sorted_lexically',
  'enable_colour_code',
  'currency',
  'decimal_place',
  'formula',
  'lookup',
  'external',
  'private',
  'crypt',
  'separator',
  'hipaa_compliance_enabled',
] as const;
const updateAttributes = [
  'field_label',
  'length',
  'tooltip',
  'unique',
  'default_value',
  'pick_list_values_sorted_lexically',
  'enable_colour_code',
  'currency',
  'decimal_place',
  'formula',
  'private',
  'crypt',
] as const;

/** What a PATCH says of an attribute that is to be nothing: personal data and hint are null, uniqueness has a word of its own (OpenAPI fields.json). */
const cleared: Readonly<Record<string, Json>> = { tooltip: null, private: null, unique: { case_sensitive: false, _disable: true } };

/**
 * Writes of a field: one item of a create or of a PATCH, and more PATCHes when there are many picklist values or profiles. A create uses a label that yields the api
 * name; the next pass sets the wanted label, once the field's ids are known. Values are added and renamed before others go.
 */
export function writeField(step: StepFacts): readonly Write[] {
  if (step.before === undefined) return [fieldWrite(step, 'POST', { body: createBody(step), captures: step.ref })];
  const ownOptions = step.changed.has('pick_list_values') && text(step.after, 'global_picklist') === undefined;
  const options = ownOptions ? changedOptions(step, step.before) : [];
  const gone = ownOptions ? goneOptions(listOf(step.before, 'pick_list_values'), listOf(step.after, 'pick_list_values')) : [];
  const profiles = step.changed.has('profiles') ? changedAccess(step, step.before) : [];
  const own = updateBody(step);
  const body = {
    ...own,
    ...(profiles.length === 0 ? {} : { profiles: profiles.slice(0, perCall) }),
    ...(options.length === 0 ? {} : { pick_list_values: options.slice(0, perCall) }),
  };
  return [
    ...(Object.keys(body).length === 0 ? [] : [patch(step, body)]),
    ...chunk(profiles.slice(perCall)).map((part) => patch(step, { profiles: part })),
    ...chunk(options.slice(perCall)).map((part) => patch(step, { pick_list_values: part })),
    ...chunk(gone).map((part) => patch(step, { pick_list_values: part.map((actual) => deletedOption(step, actual)) })),
  ];
}

/** What a create of a field says in part only, so that a change has to follow: the label that does not yield the api name, and values beyond the first. */
export function leftByCreate({ key, before, after }: SideFacts): readonly string[] {
  if (before !== undefined || after === undefined) return [];
  const label = text(after, 'field_label');
  const own = text(after, 'global_picklist') === undefined ? listOf(after, 'pick_list_values') : [];
  return [
    ...(label !== undefined && label !== labelForApiName(nameOfKey(key), label) ? ['field_label'] : []),
    ...(own.length > perCall ? ['pick_list_values'] : []),
  ];
}

function chunk<T>(items: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += perCall) parts.push(items.slice(start, start + perCall));
  return parts;
}

/** A PATCH may be repeated as long as it makes no value and takes none away. */
function patch(step: StepFacts, body: JsonObject): Write {
  const write = fieldWrite(step, 'PATCH', { body: { id: { $id: step.ref }, ...body } as JsonObject });
  const isKnown = (option: JsonObject): boolean => option['id'] !== undefined && option['_delete'] === undefined;
  return objects(body, 'pick_list_values').every(isKnown) ? { ...write, idempotent: true } : write;
}

function deletedOption(step: StepFacts, actual: string): JsonObject {
  return { id: { $id: optionRef(step.key, actual) }, _delete: true } as JsonObject;
}

function fieldWrite(step: StepFacts, method: 'POST' | 'PATCH', item: WriteItem): Write {
  return { method, path: '/settings/fields', query: { module: step.module }, envelope: 'fields', batch: 5, items: [item] };
}

function createBody(step: StepFacts): JsonObject {
  const body: Record<string, Json> = {
    field_label: labelForApiName(nameOfKey(step.key), text(step.after, 'field_label')),
    data_type: text(step.after, 'data_type') ?? 'text',
  };
  for (const name of createAttributes) if (name in step.after && isSendable(step, name)) body[name] = bodyValue(step, name);
  if (body['data_type'] === 'autonumber') body['auto_number'] = autoNumber(step.after['auto_number']);
  if (isObject(step.after['multiselectlookup'])) body['multiselectlookup'] = multiSelect(step);
  if (isObject(step.after['rollup_summary'])) body['rollup_summary'] = rollup(step);
  const profiles = changedAccess(step, {}).slice(0, profilesPerCreate);
  Object.assign(body, firstOptions(step), profiles.length === 0 ? {} : { profiles });
  return body;
}

function updateBody(step: StepFacts): JsonObject {
  const body: Record<string, Json> = {};
  for (const name of updateAttributes) {
    if (!step.changed.has(name) || !isSendable(step, name)) continue;
    if (name in step.after) body[name] = bodyValue(step, name);
    else if (cleared[name] !== undefined) body[name] = cleared[name];
  }
  if (step.changed.has('rollup_summary')) body['rollup_summary'] = rollup(step);
  if (step.changed.has('global_picklist')) Object.assign(body, firstOptions(step));
  return body;
}

/** An attribute as requests have it: unlike in answers, the precision of a currency is a text, and of personal data only the type is said (OpenAPI fields.json). */
function bodyValue(step: StepFacts, name: string): Json {
  const value = step.wire[name] ?? null;
  if (!isObject(value)) return value;
  if (name === 'private') return { type: value['type'] ?? null };
  return name === 'currency' ? { ...value, precision: String(value['precision'] ?? 2) } : value;
}

function isSendable(step: StepFacts, name: string): boolean {
  // Only an org that deals with data of patients knows it.
  if (name === 'hipaa_compliance_enabled') return step.after[name] === true;
  return name !== 'length' || sizedTypes.has(text(step.after, 'data_type') ?? '');
}

function firstOptions(step: StepFacts): JsonObject {
  const global = text(step.after, 'global_picklist');
  if (global !== undefined) return { global_picklist: { id: { $id: refOf('global_picklist', global) } } };
  const options = listOf(step.after, 'pick_list_values').slice(0, perCall).map(optionForCreate);
  return options.length === 0 ? {} : { pick_list_values: options };
}

/** Values that are new or differ; those the org has are named by id, so that a new text is a rename and not a new value. New ones are added at the end. */
function changedOptions(step: StepFacts, before: JsonObject): readonly JsonObject[] {
  const there = new Map(listOf(before, 'pick_list_values').map((option) => [actualValue(option), option]));
  return listOf(step.after, 'pick_list_values').flatMap((option): readonly JsonObject[] => {
    const actual = actualValue(option) ?? '';
    const now = there.get(actual);
    if (now === undefined) return [optionForCreate(option)];
    const same = canonicalText(now) === canonicalText(option);
    return same ? [] : [{ id: { $id: optionRef(step.key, actual) }, ...optionForChange(option, now) } as JsonObject];
  });
}

function autoNumber(attributes: Json | undefined): JsonObject {
  // The counter is state of the target, never copied: a new field starts at one.
  return { prefix: text(attributes, 'prefix') ?? '', start_number: '1', suffix: text(attributes, 'suffix') ?? '' };
}

function multiSelect(step: StepFacts): JsonObject {
  const many = step.after['multiselectlookup'];
  const module = text(many, 'connected_module') ?? '';
  return {
    connected_details: {
      module: { api_name: module, id: { $id: refOf('module', module) } },
      field: { field_label: text(many, 'connected_label') ?? step.module },
    },
    linking_details: { module: { plural_label: text(many, 'linking_label') ?? '' } },
  } as JsonObject;
}

function rollup(step: StepFacts): JsonObject {
  const summary = step.after['rollup_summary'];
  const expression = isObject(summary) && isObject(summary['expression']) ? summary['expression'] : {};
  return {
    return_type: text(summary, 'return_type') ?? 'double',
    based_on_module: { api_name: text(summary, 'based_on_module') ?? '' },
    related_list: { api_name: text(summary, 'related_list') ?? '' },
    expression: { ...expression, function_parameters: listOf(expression, 'function_parameters').map((name) => ({ api_name: name })) },
  };
}

/** Access that differs; a profile that is no longer named gets back what is usual. */
function changedAccess(step: StepFacts, before: JsonObject): readonly JsonObject[] {
  const now = accessOf(before);
  const wanted = accessOf(step.after);
  return [...new Set([...Object.keys(now), ...Object.keys(wanted)])].flatMap((name): readonly JsonObject[] => {
    const permission = property(wanted, name) ?? usualAccess;
    return permission === (property(now, name) ?? usualAccess)
      ? []
      : [{ id: { $id: refOf('profile', name) }, permission_type: permission } as JsonObject];
  });
}

/** What a profile may do with a field unless the field says otherwise. */
const usualAccess = 'read_write';

function accessOf(attributes: JsonObject): JsonObject {
  const profiles = attributes['profiles'];
  return isObject(profiles) ? profiles : {};
}
