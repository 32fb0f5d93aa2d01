import type { Write, WriteItem } from '../model/crm-call.ts';
import { nameOfKey, refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, text } from '../model/json.ts';
import { labelForApiName } from './field-facts.ts';
import type { StepFacts } from './kind.ts';
import { actualValue, listOf, optionForCreate, optionRef } from './options.ts';

/** Most picklist values of one create (OpenAPI fields.json); the rest follow by PATCH once the field's ids are known. */
const optionsPerCreate = 10;

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
  'lookup',
  'external',
  'private',
  'crypt',
] as const;
/** Lengths are fixed by the type here; sending them is refused or without meaning. */
const sizedTypes: ReadonlySet<string> = new Set(['text', 'integer', 'bigint', 'double', 'percent', 'currency', 'email', 'phone', 'website']);

/** Writes of a field: one item of a create or of a PATCH. A create uses a label that yields the api name; the next pass sets the wanted label. */
export function writeField(step: StepFacts): readonly Write[] {
  const create = step.before === undefined;
  const item: WriteItem = create ? { body: createBody(step), captures: step.ref } : { body: updateBody(step, step.before ?? {}) };
  return [
    { method: create ? 'POST' : 'PATCH', path: '/settings/fields', query: { module: step.module }, envelope: 'fields', batch: 5, items: [item] },
  ];
}

function createBody(step: StepFacts): JsonObject {
  const body: Record<string, Json> = {
    field_label: labelForApiName(nameOfKey(step.key), text(step.after, 'field_label')),
    data_type: text(step.after, 'data_type') ?? 'text',
  };
  for (const name of createAttributes) if (name in step.after && isSendable(step, name)) body[name] = step.wire[name] ?? null;
  if (body['data_type'] === 'autonumber') body['auto_number'] = autoNumber(step.after['auto_number']);
  if (isObject(step.after['multiselectlookup'])) body['multiselectlookup'] = multiSelect(step);
  if (isObject(step.after['rollup_summary'])) body['rollup_summary'] = rollup(step);
  Object.assign(body, firstOptions(step), access(step));
  return body;
}

function updateBody(step: StepFacts, before: JsonObject): JsonObject {
  const body: Record<string, Json> = { id: { $id: step.ref } };
  for (const name of updateAttributes)
    if (step.changed.has(name) && name in step.after && isSendable(step, name)) body[name] = step.wire[name] ?? null;
  if (step.changed.has('rollup_summary')) body['rollup_summary'] = rollup(step);
  if (step.changed.has('pick_list_values')) body['pick_list_values'] = changedOptions(step, before);
  if (step.changed.has('global_picklist')) Object.assign(body, firstOptions(step));
  if (step.changed.has('profiles')) Object.assign(body, access(step));
  return body;
}

function isSendable(step: StepFacts, name: string): boolean {
  return name !== 'length' || sizedTypes.has(text(step.after, 'data_type') ?? '');
}

function firstOptions(step: StepFacts): JsonObject {
  const global = text(step.after, 'global_picklist');
  if (global !== undefined) return { global_picklist: { id: { $id: refOf('global_picklist', global) } } };
  const options = listOf(step.after, 'pick_list_values').slice(0, optionsPerCreate).map(optionForCreate);
  return options.length === 0 ? {} : { pick_list_values: options };
}

/** All values in order; those the org has are named by id, so that a new text is a rename and not a new value. */
function changedOptions(step: StepFacts, before: JsonObject): readonly Json[] {
  const there = new Set(listOf(before, 'pick_list_values').map(actualValue));
  return listOf(step.after, 'pick_list_values').map((option, index) => {
    const actual = actualValue(option) ?? '';
    const spelled = { ...optionForCreate(option), sequence_number: index + 1 };
    return there.has(actual) ? { id: { $id: optionRef(step.key, actual) }, ...spelled } : spelled;
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

function access(step: StepFacts): JsonObject {
  const profiles = step.after['profiles'];
  if (!isObject(profiles)) return {};
  return {
    profiles: Object.entries(profiles).map(([name, permission]) => ({ id: { $id: refOf('profile', name) }, permission_type: permission })),
  } as JsonObject;
}
