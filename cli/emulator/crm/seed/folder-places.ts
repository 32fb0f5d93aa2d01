import type { JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { makeStandardLayout, placeField } from '../metadata/field-make.ts';
import { collections, fieldsOf, findModule, layoutsOf } from '../metadata/lookups.ts';
import { shownFieldNames } from '../metadata/module-make.ts';
import type { Writing } from '../metadata/writing.ts';

/** Puts the folder's fields on layouts: a new module gets its Standard layout, the org's own modules take the custom fields at the end of the first section. */
export function placeFields(writing: Writing, modules: ReadonlySet<string>): void {
  const { store, org } = writing;
  for (const name of modules) {
    const module = findModule(store, org.name, name);
    if (module === undefined) continue;
    const fields = fieldsOf(store, org.name, name);
    const layouts = layoutsOf(store, org.name, name);
    if (layouts.length === 0) addLayout(writing, module, fields);
    else for (const layout of layouts) store.put(org.name, collections.layouts, appended(layout, fields));
  }
}

/** A form shows custom fields and the few system ones that people fill or read. */
function isShown(field: Doc): boolean {
  return field['visible'] !== false && (field['custom_field'] === true || shownFieldNames.has(text(field, 'api_name') ?? ''));
}

function addLayout(writing: Writing, module: Doc, fields: readonly Doc[]): void {
  const names = fields.filter(isShown).map((field) => text(field, 'api_name') ?? '');
  makeStandardLayout(writing, module, [{ name: `${text(module, 'singular_label') ?? ''} Information`, fields: names }]);
}

function appended(layout: Doc, fields: readonly Doc[]): Doc {
  const [first, ...others] = objects(layout, 'sections');
  if (first === undefined) return layout;
  const sections: JsonObject[] = [first, ...others];
  const present = new Set(sections.flatMap((section) => objects(section, 'fields').map((place) => place['id'])));
  const added = fields.filter((field) => field['custom_field'] === true && field['visible'] !== false && !present.has(field.id));
  const places = [...objects(first, 'fields'), ...added.map((field) => placeField(field, 0))].map((place, index) => ({
    ...place,
    sequence_number: index + 1,
  }));
  return { ...layout, sections: [{ ...first, fields: places }, ...others] };
}
