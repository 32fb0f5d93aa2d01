import type { JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { publicDoc } from '../store.ts';
import type { FieldSurroundings } from './field-render.ts';
import { renderField } from './field-render.ts';

/** A layout as the API shows it, with whole field objects in its sections and its profiles. */
export function renderLayout(layout: Doc, fields: ReadonlyMap<string, Doc>, around: FieldSurroundings): JsonObject {
  const profiles = layoutProfiles(layout, around.profiles);
  return {
    has_more_profiles: false,
    convert_mapping: null,
    portal_user_types: [],
    ...publicDoc(layout),
    profiles: profiles.map((profile, index) => renderProfile(layout, profile, index)),
    total_profiles: profiles.length,
    actions_allowed: actionsAllowed(layout),
    sections: objects(layout, 'sections').map((section, index) => renderSection(section, index, fields, around)),
  };
}

/** Profiles that the layout is assigned to: those it names, or all. */
function layoutProfiles(layout: Doc, profiles: readonly Doc[]): readonly Doc[] {
  const own = layout['_profiles'];
  return isList(own) ? profiles.filter((profile) => own.includes(profile.id)) : profiles;
}

function renderProfile(layout: Doc, profile: Doc, index: number): JsonObject {
  const view = { name: layout['name'] ?? null, id: layout.id, type: 'layout' };
  const standard = layout['generated_type'] === 'system';
  return { _default_assignment_view: view, default: standard || index === 0, name: profile['name'] ?? null, id: profile.id, _default_view: view };
}

/** The layout that came with the module can neither be deleted nor switched off. */
function actionsAllowed(layout: Doc): JsonObject {
  const own = layout['generated_type'] !== 'system';
  return { edit: true, rename: true, clone: true, downgrade: false, delete: own, deactivate: own, set_layout_permissions: true };
}

function renderSection(section: JsonObject, index: number, fields: ReadonlyMap<string, Doc>, around: FieldSurroundings): JsonObject {
  const custom = section['generated_type'] === 'custom';
  const rights = {
    add_field: true,
    rename: true,
    change_tab_traversal: true,
    reorder: true,
    delete: custom,
    remove_field: true,
    change_column_count: true,
  };
  return {
    isSubformSection: false,
    type: 'used',
    mode: 'default_create',
    is_parent_section: false,
    properties: null,
    ...section,
    actions_allowed: rights,
    fields: objects(section, 'fields').flatMap((place) => renderPlace(place, index, fields, around)),
  };
}

/** A field on a layout: the whole field, and what is true of it here only. */
function renderPlace(place: JsonObject, sectionIndex: number, fields: ReadonlyMap<string, Doc>, around: FieldSurroundings): JsonObject[] {
  const field = fields.get(`${place['id']}`);
  if (field === undefined) return [];
  const { layout_associations: _associations, ...shown } = renderField(field, around);
  const here = {
    required: place['required'] ?? false,
    sequence_number: place['sequence_number'] ?? null,
    section_id: sectionIndex + 1,
    default_value: field['_default_value'] ?? null,
    validation_rule: null,
    show_type: 7,
    category: 0,
  };
  return [{ ...shown, ...here, ...optionsWithMaps(shown), ...formulaWithExpression(field) }];
}

/** Options on a layout say which other options they allow; map dependencies are not part of the emulator, so none. */
function optionsWithMaps(field: JsonObject): JsonObject {
  const options = objects(field, 'pick_list_values');
  return options.length === 0 ? {} : { pick_list_values: options.map((option) => ({ ...option, maps: [] })) };
}

/** Only layouts show a formula's expression (layouts.json); one that came from a list of fields has none to show. */
function formulaWithExpression(field: Doc): JsonObject {
  const { formula } = field;
  const expression = text(field, '_expression');
  if (!isObject(formula) || expression === undefined) return {};
  return { formula: { ...formula, expression, stop_compute_expression: field['_stop_expression'] ?? null } };
}
