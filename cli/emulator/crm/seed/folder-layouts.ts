import type { JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { placeField, sectionApiName } from '../metadata/field-make.ts';
import { collections, fieldsOf, findModule, layoutsOf } from '../metadata/lookups.ts';
import type { Writing } from '../metadata/writing.ts';
import type { FolderDocument } from './folder-read.ts';
import type { SeedReport } from './seed-report.ts';

/** Takes the layouts of a document: one of the same name is replaced, others are added. Fields are matched by api_name. */
export function layLayouts(writing: Writing, document: FolderDocument, report: SeedReport): void {
  const { store, org } = writing;
  if (findModule(store, org.name, document.module) === undefined) {
    report.leaveDocument(document.file, `the org has no module ${document.module}`);
    return;
  }
  const fields = new Map(fieldsOf(store, org.name, document.module).map((field) => [text(field, 'api_name') ?? '', field]));
  const present = layoutsOf(store, org.name, document.module);
  for (const item of document.items) {
    const name = text(item, 'name') ?? 'Standard';
    const old = present.find((layout) => layout['name'] === name);
    const layout = {
      ...(old ?? present[0]),
      ...facts(item, name),
      id: old?.id ?? store.nextId(org.name),
      sections: sections(writing, item, fields, document.file, report),
    };
    store.put(org.name, collections.layouts, layout, document.module);
    report.count(old === undefined ? 'layoutsAdded' : 'layoutsOverlaid');
  }
}

function facts(item: JsonObject, name: string): JsonObject {
  const system = text(item, 'generated_type') ?? (name === 'Standard' ? 'system' : 'custom');
  return {
    name,
    api_name: text(item, 'api_name') ?? sectionApiName(name),
    display_label: text(item, 'display_label') ?? name,
    status: item['status'] === 'inactive' ? 'inactive' : 'active',
    generated_type: system,
    source: text(item, 'source') ?? 'crm',
    show_business_card: item['show_business_card'] !== false,
  };
}

function sections(writing: Writing, item: JsonObject, fields: ReadonlyMap<string, Doc>, file: string, report: SeedReport): JsonObject[] {
  return objects(item, 'sections').map((section, index) => {
    const label = text(section, 'display_label') ?? text(section, 'name') ?? `Section ${index + 1}`;
    return {
      id: writing.store.nextId(writing.org.name),
      name: text(section, 'name') ?? label,
      display_label: label,
      api_name: text(section, 'api_name') ?? sectionApiName(label),
      sequence_number: index + 1,
      column_count: section['column_count'] === 1 ? 1 : 2,
      tab_traversal: text(section, 'tab_traversal') ?? 'left_to_right',
      generated_type: text(section, 'generated_type') ?? 'default',
      fields: places(objects(section, 'fields'), fields, file, report),
    };
  });
}

function places(given: readonly JsonObject[], fields: ReadonlyMap<string, Doc>, file: string, report: SeedReport): JsonObject[] {
  const found = given.flatMap((place) => {
    const field = fields.get(text(place, 'api_name') ?? '');
    if (field !== undefined) return [{ ...placeField(field, 0), required: place['required'] === true }];
    report.leaveKey(file, 'sections[].fields[]', 'the module has no field of that name');
    return [];
  });
  return found.map((place, index) => ({ ...place, sequence_number: index + 1 }));
}
