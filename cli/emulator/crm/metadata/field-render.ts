import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';
import { publicDoc } from '../store.ts';
import { factsOfType } from './data-types.ts';
import { layoutsOf } from './lookups.ts';

/** What a field's answer says beside the field itself; read once for a list. */
export interface FieldSurroundings {
  readonly profiles: readonly Doc[];
  /** the module's layouts by name, each with the ids of the fields on it */
  readonly layouts: readonly { readonly name: JsonObject; readonly fieldIds: ReadonlySet<string> }[];
}

/** Reads what the fields of one module need to be shown. */
export function surroundings(store: DocStore, org: string, module: string): FieldSurroundings {
  const layouts = layoutsOf(store, org, module).map((layout) => ({ name: layoutName(layout), fieldIds: layoutFieldIds(layout) }));
  return { profiles: store.list(org, 'profiles'), layouts };
}

/**
 * A field as the API shows it. A stored field holds its own facts only; what every field has in common is added here, with each "nothing"
 * spelled as the real answers spell it: `{}`, `null`, `[]` or no key at all.
 */
export function renderField(field: Doc, around: FieldSurroundings): JsonObject {
  const associations = around.layouts.filter((layout) => layout.fieldIds.has(field.id)).map((layout) => layout.name);
  const unused = field['custom_field'] === true && associations.length === 0;
  return {
    ...commonFacts(field),
    ...emptyFacts,
    type: unused ? 'unused' : 'used',
    ...publicDoc(field),
    ...optionsOf(field),
    profiles: fieldProfiles(field, around.profiles),
    layout_associations: associations,
  };
}

/** Options without the keys of ours. */
function optionsOf(field: Doc): JsonObject {
  const values = objects(field, 'pick_list_values');
  if (values.length === 0) return {};
  return { pick_list_values: values.map(({ _global, ...shown }) => shown) };
}

/** Ids of all fields in a layout's sections. */
export function layoutFieldIds(layout: Doc): ReadonlySet<string> {
  return new Set(objects(layout, 'sections').flatMap((section) => objects(section, 'fields').map((field) => text(field, 'id') ?? '')));
}

function layoutName(layout: Doc): JsonObject {
  return { api_name: layout['api_name'] ?? null, name: layout['name'] ?? null, id: layout.id };
}

/** Every profile with its access to the field: read and write unless the field says otherwise. */
function fieldProfiles(field: Doc, profiles: readonly Doc[]): JsonObject[] {
  const own = isObject(field['_permissions']) ? field['_permissions'] : {};
  return profiles.map((profile) => ({
    permission_type: own[profile.id] ?? 'read_write',
    name: profile['name'] ?? null,
    id: profile.id,
  }));
}

/** What "not used" looks like for each key: objects, null and lists are not interchangeable. */
const emptyFacts: JsonObject = {
  associated_module: null,
  tooltip: null,
  display_format_properties: null,
  association_details: null,
  multi_module_lookup: {},
  created_time: null,
  modified_time: null,
  external: null,
  parent_field: null,
  unique: {},
  child_fields: null,
  pick_list_values: [],
  private: null,
  crypt: null,
  range: null,
  currency: {},
  lookup: {},
  hipaa_compliance: null,
  convert_mapping: { Contacts: null, Deals: null, Accounts: null },
  address: null,
  rollup_summary: {},
  global_picklist: null,
  display_format: null,
  history_tracking: null,
  formula: {},
  additional_column: null,
  decimal_place: null,
  multiselectlookup: {},
  auto_number: {},
};

function commonFacts(field: Doc): JsonObject {
  const type = text(field, 'data_type') ?? 'text';
  const facts = factsOfType(type);
  const readOnly = field['read_only'] === true || facts.computed === true;
  const writable = { web_update: !readOnly, api_create: !readOnly, web_create: !readOnly, api_update: !readOnly };
  const plain: { [name: string]: Json } = {
    webhook: type !== 'subform',
    operation_type: writable,
    colour_code_enabled_by_system: false,
    field_read_only: readOnly,
    customizable_properties: null,
    read_only: readOnly,
    businesscard_supported: type !== 'subform' && type !== 'profileimage',
    filterable: facts.length !== undefined && type !== 'textarea',
    visible: true,
    view_type: { view: true, edit: !readOnly, quick_create: false, create: !readOnly },
    separator: false,
    searchable: facts.length !== undefined,
    history_tracking_enabled: false,
    enable_colour_code: false,
    system_mandatory: false,
    virtual_field: type === 'subform',
    json_type: facts.jsonType,
    created_source: 'default',
    display_type: -1,
    ui_type: facts.uiType,
    public: false,
    email_parser: { fields_update_supported: !readOnly, record_operations_supported: !readOnly },
    custom_field: false,
    display_field: false,
    pick_list_values_sorted_lexically: false,
    sortable: facts.length !== undefined && type !== 'textarea',
    hipaa_compliance_enabled: false,
    mass_update: !readOnly,
  };
  return facts.length === undefined ? plain : { ...plain, length: facts.length };
}
