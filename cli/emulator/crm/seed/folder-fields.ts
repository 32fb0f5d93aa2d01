import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, text } from '../../../model/json.ts';
import { textareaKind } from '../metadata/data-types.ts';
import type { SeedReport } from './seed-report.ts';

/** Keys of a field document that are taken as they are. */
const plainKeys = new Set(
  `api_name data_type field_label display_label length custom_field read_only field_read_only visible system_mandatory json_type ui_type
   display_type webhook operation_type colour_code_enabled_by_system tooltip display_format_properties customizable_properties
   businesscard_supported filterable view_type separator searchable history_tracking_enabled external unique enable_colour_code
   virtual_field crypt range created_source public email_parser currency private hipaa_compliance hipaa_compliance_enabled convert_mapping
   address column_name display_field pick_list_values_sorted_lexically sortable display_format formula additional_column decimal_place
   mass_update auto_number quick_sequence_number blueprint_supported textarea sharing_properties`.split(/\s+/),
);

const reasons: Readonly<Record<string, string>> = {
  id: 'ids are the org’s own: a new one was given',
  type: 'follows from the layouts',
  layout_associations: 'follows from the layouts',
  created_time: 'a fact of the other org',
  modified_time: 'a fact of the other org',
  profiles: 'profiles are the org’s own; every profile reads and writes',
  subform: 'an older spelling of associated_module, with ids of the other org',
  global_picklist: 'refers to an element that the folder does not have',
  history_tracking: 'refers to an element that the folder does not have',
  rollup_summary: 'refers to related lists that the folder does not have',
  parent_field: 'refers to ids of the other org',
  child_fields: 'refers to ids of the other org',
  association_details: 'refers to ids of the other org',
  multi_module_lookup: 'refers to ids of the other org',
  associated_module: 'refers to ids of the other org',
};

/** A field of a folder as facts to be stored, beside what still has to be resolved. */
export interface FolderField {
  readonly facts: JsonObject;
  /** api_name of the lookup's target module */
  readonly target: string | undefined;
  /** label of the related list on the target */
  readonly relatedLabel: string | undefined;
}

/** Reads one field document. Keys that are not used are noted in the report; a "nothing" of any spelling is passed over. */
export function readField(item: JsonObject, file: string, report: SeedReport): FolderField {
  const facts: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(item)) {
    if (isNothing(value) || handled.has(key)) continue;
    const reason = reasons[key];
    if (reason !== undefined) report.leaveKey(file, key, reason);
    else if (plainKeys.has(key)) facts[key] = value;
    else report.leaveKey(file, key, 'no fact of a field that can be kept');
  }
  if (item['required'] === true) facts['_required'] = true;
  if (!isNothing(item['default_value'])) facts['_default_value'] = item['default_value'] ?? null;
  const options = item['pick_list_values'] ?? item['picklist_values'];
  if (isList(options) && options.length > 0) facts['_options'] = options.map((option) => readOption(option, file, report));
  return {
    facts: { ...completed(facts, report), ...facts, ...labels(facts, report) },
    target: targetOf(item),
    relatedLabel: text(item['lookup'], 'display_label'),
  };
}

const handled = new Set(['required', 'default_value', 'pick_list_values', 'picklist_values', 'lookup', 'lookup_module', 'multiselectlookup']);

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Facts that every real custom field of the type has although projections leave them out: those that the create call gives when it is not asked. */
function completed(facts: JsonObject, report: SeedReport): JsonObject {
  if (facts['custom_field'] !== true) return {};
  const type = text(facts, 'data_type') ?? '';
  const added = type === 'textarea' ? { textarea: { type: textareaKind(Number(facts['length'] ?? 0)) } } : usualFacts[type];
  if (added === undefined || Object.keys(added).every((key) => key in facts)) return {};
  report.count('factsCompleted');
  return added;
}

const usualFacts: Readonly<Record<string, JsonObject>> = {
  autonumber: { auto_number: { starting_number_length: 1, prefix: '', start_number: 1, suffix: '' } },
  currency: { currency: { rounding_option: 'normal', precision: 2 }, decimal_place: 2 },
  userlookup: { lookup: { revalidate_filter_during_edit: false } },
};

/** Both labels, the missing one taken from the other. */
function labels(facts: JsonObject, report: SeedReport): JsonObject {
  const field = text(facts, 'field_label');
  const display = text(facts, 'display_label');
  if (field === undefined || display === undefined) report.count('labelsCompleted');
  const label = field ?? display ?? text(facts, 'api_name') ?? '';
  return { field_label: label, display_label: display ?? label };
}

const optionKeys = new Set(['display_value', 'actual_value', 'reference_value', 'sequence_number', 'colour_code', 'type', 'id']);

/** An option: a plain text, or an object of which display, actual and reference value, colour and use are kept. */
function readOption(option: Json, file: string, report: SeedReport): JsonObject {
  if (!isObject(option)) return readOption({ display_value: String(option) }, file, report);
  for (const key of Object.keys(option)) {
    if (!optionKeys.has(key) && !isNothing(option[key])) report.leaveKey(file, `pick_list_values[].${key}`, 'no fact of an option that can be kept');
  }
  const actual = option['actual_value'] ?? option['display_value'] ?? '';
  return {
    display_value: option['display_value'] ?? actual,
    actual_value: actual,
    reference_value: option['reference_value'] ?? actual,
    colour_code: option['colour_code'] ?? null,
    type: option['type'] ?? 'used',
  };
}

function targetOf(item: JsonObject): string | undefined {
  const plain = text(item, 'lookup_module') ?? text(item['lookup'], 'module');
  const lookup = item['lookup'];
  return plain ?? (isObject(lookup) ? text(lookup['module'], 'api_name') : undefined);
}
