import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { collections, fieldsOf } from './lookups.ts';
import type { Writing } from './writing.ts';

/** Stores a field of the given facts. Label follows from the name where none is given; `_values` become options. Not yet on any layout. */
export function makeField(writing: Writing, module: Doc, facts: JsonObject): Doc {
  const { store, org } = writing;
  const { _values, ...own } = facts;
  const label = text(own, 'field_label') ?? text(own, 'display_label') ?? text(own, 'api_name')?.replaceAll('_', ' ') ?? '';
  const options = isList(_values) ? { pick_list_values: plainValues(_values, () => store.nextId(org.name)) } : {};
  const field = { id: store.nextId(org.name), field_label: label, display_label: label, ...options, ...own };
  store.put(org.name, collections.fields, field, text(module, 'api_name') ?? '');
  return field;
}

/** Options of the given texts, whose display, actual and reference values are one. */
function plainValues(values: readonly Json[], nextId: () => string): JsonObject[] {
  return values.map((value, index) => ({
    display_value: value,
    sequence_number: index + 1,
    reference_value: value,
    colour_code: null,
    actual_value: value,
    id: nextId(),
    type: 'used',
  }));
}

/** A section of a layout to be made: its name and the api_names of its fields, in order. */
export interface SectionPlan {
  readonly name: string;
  readonly fields: readonly string[];
  readonly required?: ReadonlySet<string>;
}

/** Stores the layout that every module comes with. Names of fields that the module lacks are passed over. */
export function makeStandardLayout(writing: Writing, module: Doc, plans: readonly SectionPlan[]): Doc {
  const { store, org } = writing;
  const name = text(module, 'api_name') ?? '';
  const ids = new Map(fieldsOf(store, org.name, name).map((field) => [text(field, 'api_name') ?? '', field]));
  const sections = plans.map((plan, index) => makeSection(writing, plan, index + 1, ids));
  const layout = {
    id: store.nextId(org.name),
    name: 'Standard',
    api_name: 'Standard',
    display_label: 'Standard',
    status: 'active',
    generated_type: 'system',
    source: 'crm',
    visible: true,
    show_business_card: true,
    created_for: null,
    created_time: null,
    modified_time: null,
    modified_by: null,
    created_by: null,
    sections,
  };
  store.put(org.name, collections.layouts, layout, name);
  return layout;
}

function makeSection(writing: Writing, plan: SectionPlan, number: number, ids: ReadonlyMap<string, Doc>): JsonObject {
  const fields = plan.fields.map((name) => ids.get(name)).filter((field) => field !== undefined);
  return {
    id: writing.store.nextId(writing.org.name),
    name: plan.name,
    display_label: plan.name,
    api_name: sectionApiName(plan.name),
    sequence_number: number,
    column_count: 2,
    tab_traversal: 'left_to_right',
    generated_type: 'default',
    fields: fields.map((field, index) => placeField(field, index + 1)),
  };
}

/** A field's place on a layout: order and whether it must be filled there. */
export function placeField(field: Doc, number: number): JsonObject {
  return { id: field.id, sequence_number: number, required: field['system_mandatory'] === true || field['_required'] === true };
}

/** A section's api_name: its label in ASCII, `Section` where nothing is left. */
export function sectionApiName(label: string): string {
  const name = label.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(name) ? name.slice(0, 50) : 'Section';
}
