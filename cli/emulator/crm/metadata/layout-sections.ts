import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { checkMembers, invalidData, mandatoryNotFound, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { createField } from './field-create.ts';
import { deleteField } from './field-delete.ts';
import { placeField, sectionApiName } from './field-make.ts';
import { findField } from './lookups.ts';
import { Refusal } from './refusal.ts';
import type { Writing } from './writing.ts';

/** The sections of a layout while a call changes them. */
interface SectionsDraft {
  readonly writing: Writing;
  readonly module: Doc;
  readonly sections: readonly JsonObject[];
  readonly path: string;
}

const rules = [
  { name: 'id', type: 'id' },
  { name: 'name', type: 'string', maxLength: 50 },
  { name: 'display_label', type: 'string', maxLength: 100 },
  { name: 'sequence_number', type: 'integer' },
  { name: 'column_count', type: 'integer', oneOf: ['1', '2'] },
  { name: 'tab_traversal', type: 'string', oneOf: ['left_to_right', 'top_to_bottom'] },
] as const;

/** Applies one section of a PATCH body: changes it, makes it when it has no id, or removes it; then its fields in the order of the body. */
export function patchSection(draft: SectionsDraft, body: JsonObject): JsonObject[] | Refusal {
  const error = checkMembers(body, rules, draft.path);
  if (error !== undefined) return new Refusal(error);
  const id = text(body, 'id');
  if (id !== undefined && !draft.sections.some((section) => section['id'] === id)) return new Refusal(invalidData(draft.path, 'id'));
  if (id !== undefined && isObject(property(body, '_delete'))) return removeSection(draft, id);
  const placed = placeSection(draft, body);
  if (placed instanceof Refusal) return placed;
  let sections: JsonObject[] | Refusal = placed.sections;
  for (const [index, field] of objects(body, 'fields').entries()) {
    sections = patchField({ ...draft, sections, path: `${draft.path}.fields[${index}]` }, placed.id, field);
    if (sections instanceof Refusal) return sections;
  }
  return sections;
}

/** Removes a section; its fields leave the layout, which those that must be filled may not. */
function removeSection(draft: SectionsDraft, id: string): JsonObject[] | Refusal {
  const gone = draft.sections.find((section) => section['id'] === id);
  const fields = objects(gone, 'fields').map((place) => findField(draft.writing.store, draft.writing.org.name, moduleName(draft), `${place['id']}`));
  if (fields.some((field) => field?.['system_mandatory'] === true))
    return new Refusal(notAllowed('a section with a mandatory field cannot be removed'));
  return renumber(draft.sections.filter((section) => section['id'] !== id));
}

function placeSection(draft: SectionsDraft, body: JsonObject): { id: string; sections: JsonObject[] } | Refusal {
  const id = text(body, 'id');
  const name = text(body, 'name') ?? text(body, 'display_label');
  if (id === undefined && (name === undefined || name === '')) return new Refusal(mandatoryNotFound(draft.path, 'name'));
  const old = draft.sections.find((section) => section['id'] === id) ?? newSection(draft, name ?? '');
  const label = text(body, 'display_label') ?? (id === undefined ? name : undefined);
  const labels = {
    ...(text(body, 'name') === undefined ? {} : { name: text(body, 'name') ?? '' }),
    ...(label === undefined ? {} : { display_label: label }),
  };
  const kept = ['column_count', 'tab_traversal'].filter((key) => property(body, key) !== undefined);
  const section = { ...old, ...labels, ...Object.fromEntries(kept.map((key) => [key, body[key] ?? null])) };
  const others = draft.sections.filter((other) => other['id'] !== old['id']);
  const wanted = property(body, 'sequence_number') ?? old['sequence_number'];
  return { id: `${old['id']}`, sections: renumber(inserted(others, section, Number(wanted))) };
}

function newSection(draft: SectionsDraft, name: string): JsonObject {
  return {
    id: draft.writing.store.nextId(draft.writing.org.name),
    name,
    display_label: name,
    api_name: sectionApiName(name),
    sequence_number: draft.sections.length + 1,
    column_count: 2,
    tab_traversal: 'left_to_right',
    generated_type: 'custom',
    fields: [],
  };
}

/** One field of a section: made when it has no id, taken off the layout or deleted with `_delete`, else moved to this section and place. */
function patchField(draft: SectionsDraft, sectionId: string, body: JsonObject): JsonObject[] | Refusal {
  const id = text(body, 'id');
  const { store, org } = draft.writing;
  const field =
    id === undefined ? createField(draft.writing, draft.module, withoutPlace(body), draft.path) : findField(store, org.name, moduleName(draft), id);
  if (field instanceof Refusal) return field;
  if (field === undefined) return new Refusal(invalidData(draft.path, 'id'));
  const gone = property(body, '_delete');
  if (isObject(gone)) return takeOff(draft, field, gone['permanent'] === true);
  const old = draft.sections.flatMap((section) => objects(section, 'fields')).find((place) => place['id'] === field.id);
  const required = property(body, 'required') ?? old?.['required'] ?? placeField(field, 1)['required'] ?? false;
  const place = { id: field.id, required: field['system_mandatory'] === true || required === true };
  return without(draft.sections, field.id).map((section) => {
    if (section['id'] !== sectionId) return section;
    const others = objects(section, 'fields');
    const wanted = property(body, 'sequence_number') ?? oldNumber(draft.sections, sectionId, field.id) ?? others.length + 1;
    return { ...section, fields: renumber(inserted(others, place, Number(wanted))) };
  });
}

function withoutPlace(body: JsonObject): JsonObject {
  const { sequence_number: _number, required: _required, ...field } = body;
  return field;
}

function oldNumber(sections: readonly JsonObject[], sectionId: string, fieldId: string): JsonObject[string] | undefined {
  const section = sections.find((candidate) => candidate['id'] === sectionId);
  return objects(section, 'fields').find((place) => place['id'] === fieldId)?.['sequence_number'];
}

function takeOff(draft: SectionsDraft, field: Doc, permanent: boolean): JsonObject[] | Refusal {
  if (field['system_mandatory'] === true) return new Refusal(notAllowed('a mandatory field cannot be removed from a layout'));
  const error = permanent ? deleteField(draft.writing, draft.module, field) : undefined;
  return error === undefined ? without(draft.sections, field.id) : new Refusal(error);
}

function without(sections: readonly JsonObject[], fieldId: string): JsonObject[] {
  return sections.map((section) => ({ ...section, fields: renumber(objects(section, 'fields').filter((place) => place['id'] !== fieldId)) }));
}

/** The list with the item at that place, counted from 1. */
function inserted(items: readonly JsonObject[], item: JsonObject, place: number): JsonObject[] {
  const index = Math.max(0, Math.min(place - 1, items.length));
  return [...items.slice(0, index), item, ...items.slice(index)];
}

function renumber(items: readonly JsonObject[]): JsonObject[] {
  return items.map((item, index) => ({ ...item, sequence_number: index + 1 }));
}

function moduleName(draft: SectionsDraft): string {
  return text(draft.module, 'api_name') ?? '';
}
