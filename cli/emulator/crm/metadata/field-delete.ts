import type { JsonObject } from '../../../model/json.ts';
import { objects, property, text } from '../../../model/json.ts';
import { usesOfField } from '../automation/usage.ts';
import { notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { collections, fieldsOf, layoutsOf } from './lookups.ts';
import type { Writing } from './writing.ts';

/** Deletes a custom field, takes it off the layouts and removes the linking module it brought. Gives the error item when it may not go. */
export function deleteField(writing: Writing, module: Doc, field: Doc): JsonObject | undefined {
  if (field['custom_field'] !== true) return notAllowed('a system-defined field cannot be deleted', { resource_path_index: 0 });
  const [use] = usesOf(writing, module, field);
  if (use !== undefined) return notAllowed(`the field is used by ${use}`, { resource_path_index: 0 });
  dropField(writing, text(module, 'api_name') ?? '', field);
  return undefined;
}

function usesOf(writing: Writing, module: Doc, field: Doc): string[] {
  const { store, org } = writing;
  const name = text(module, 'api_name') ?? '';
  const apiName = text(field, 'api_name') ?? '';
  const formulas = fieldsOf(store, org.name, name).filter((other) => mentions(text(other, '_expression'), field));
  const related = text(field['lookup'], 'id');
  const sums = store
    .list(org.name, collections.fields)
    .filter((other) => related !== undefined && text(property(other['rollup_summary'], 'related_list'), 'id') === related);
  return [...usesOfField(store, org.name, name, apiName), ...[...formulas, ...sums].map((other) => `field "${text(other, 'field_label')}"`)];
}

function mentions(expression: string | undefined, field: Doc): boolean {
  const names = [...(expression ?? '').matchAll(/\$\{([^}]*)\}/g)].map((match) => (match[1] ?? '').split('.').at(-1)?.trim());
  return names.includes(text(field, 'api_name')) || names.includes(text(field, 'field_label'));
}

function dropField(writing: Writing, module: string, field: Doc): void {
  const { store, org } = writing;
  for (const layout of layoutsOf(store, org.name, module)) store.put(org.name, collections.layouts, withoutField(layout, field.id));
  store.remove(org.name, collections.fields, field.id);
  const linking = store.get(org.name, collections.modules, text(field, '_linking') ?? '');
  if (linking === undefined) return;
  const opposite = text(property(property(field['multiselectlookup'], 'connected_details'), 'field'), 'id');
  if (opposite !== undefined) store.remove(org.name, collections.fields, opposite);
  const linkingName = text(linking, 'api_name') ?? '';
  for (const side of fieldsOf(store, org.name, linkingName)) store.remove(org.name, collections.fields, side.id);
  for (const layout of layoutsOf(store, org.name, linkingName)) store.remove(org.name, collections.layouts, layout.id);
  store.remove(org.name, collections.modules, linking.id);
}

/** The layout without that field; the others close up. */
function withoutField(layout: Doc, fieldId: string): Doc {
  const sections = objects(layout, 'sections').map((section) => {
    const left = objects(section, 'fields').filter((place) => place['id'] !== fieldId);
    return { ...section, fields: left.map((place, index) => ({ ...place, sequence_number: index + 1 })) };
  });
  return { ...layout, sections };
}
