import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { StepFacts } from './kind.ts';
import { listOf } from './options.ts';

/** Most sections, and most fields in all, of one layout PATCH (OpenAPI layouts.json). */
const perCall = 5;

/** A field's place: which section, and the position within it, counted from 1. */
interface Placement {
  readonly section: string;
  readonly position: number;
  readonly field: Json;
}

/** Address under which the id of a layout's section is remembered. */
export function sectionRef(layout: string, name: string): Ref {
  return refOf('section', `${layout}#${name}`);
}

/**
 * Writes of a layout update: its own attributes, sections in their order, new sections (five a call, each with its first field), fields that leave the layout, then
 * the fields that stand elsewhere than wanted, five a call, and last the sections that go, when nothing wanted is in them any more. A new section's id is known
 * only after a read, so its other fields follow in the next pass. Nothing is ever deleted for good: fields go to the unused ones.
 */
export function writeLayout(step: StepFacts): readonly Write[] {
  const before = objects(step.before, 'sections');
  const after = settleFields(before, objects(step.after, 'sections'));
  const there = new Set(before.map(sectionName));
  const gone = step.changed.has('sections') ? findGone(before, after) : { fields: [], sections: [] };
  const left = before.map((section) => withoutFields(section, new Set(gone.fields.map((one) => one.name))));
  const fresh = after.filter((section) => !there.has(sectionName(section)));
  const kept = after.filter((section) => there.has(sectionName(section)));
  return [
    ...ownAttributes(step, before, after),
    ...chunk(findSectionMoves(before, kept), perCall).map((moved) =>
      patch(step, {
        sections: moved.map(({ name, position }) => ({ id: { $id: sectionRef(step.key, name) }, sequence_number: position }) as JsonObject),
      }),
    ),
    ...chunk(fresh, perCall).map((sections) =>
      patch(step, { sections: sections.map((section) => newSection(step, section, after.indexOf(section) + 1)) }),
    ),
    ...chunk(gone.fields, perCall).map((fields) => patch(step, { sections: takeOff(step, fields) })),
    ...chunk(findMoves(left, kept), perCall).map((placements) => patch(step, { sections: placeFields(step, placements) })),
    ...chunk(gone.sections, perCall).map((names) =>
      patch(step, { sections: names.map((name) => ({ id: { $id: sectionRef(step.key, name) }, _delete: unused }) as JsonObject) }),
    ),
  ];
}

/** Removal from a layout that keeps what is removed: a field goes to the unused ones and can be placed again (OpenAPI layouts.json, `_delete`). */
const unused: JsonObject = { permanent: false };

/** A field that leaves the layout, and the section that it leaves. */
interface GoneField {
  readonly section: string;
  readonly name: string;
}

/** Sections that are not wanted, and fields that no section is to have; those in a section that goes leave with it. */
function findGone(before: readonly JsonObject[], after: readonly JsonObject[]): { fields: readonly GoneField[]; sections: readonly string[] } {
  const wantedSections = new Set(after.map(sectionName));
  const wantedFields = new Set(after.flatMap((section) => listOf(section, 'fields').map(fieldName)));
  const fields = before
    .filter((section) => wantedSections.has(sectionName(section)))
    .flatMap((section) => listOf(section, 'fields').map((field) => ({ section: sectionName(section), name: fieldName(field) })))
    .filter((one) => !wantedFields.has(one.name));
  return { fields, sections: before.map(sectionName).filter((name) => !wantedSections.has(name)) };
}

function withoutFields(section: JsonObject, names: ReadonlySet<string>): JsonObject {
  return { ...section, fields: listOf(section, 'fields').filter((field) => !names.has(fieldName(field))) };
}

function takeOff(step: StepFacts, gone: readonly GoneField[]): readonly JsonObject[] {
  return [...new Set(gone.map((one) => one.section))].map((section) => ({
    id: { $id: sectionRef(step.key, section) },
    fields: gone
      .filter((one) => one.section === section)
      .map((one) => ({ id: { $id: refOf('field', `${step.module}.${one.name}`) }, _delete: unused })),
  })) as readonly JsonObject[];
}

function sectionName(section: JsonObject): string {
  return text(section, 'name') ?? '';
}

/**
 * Wanted sections with every field once: one that stands in two of them is moving, because merging keeps in the old section what only the org has there;
 * it belongs to the section where it is new.
 */
function settleFields(before: readonly JsonObject[], after: readonly JsonObject[]): readonly JsonObject[] {
  const old = new Set(before.flatMap((section) => listOf(section, 'fields').map((field) => placeName(section, field))));
  const arriving = new Set(
    after.flatMap((section) => listOf(section, 'fields').flatMap((field) => (old.has(placeName(section, field)) ? [] : [fieldName(field)]))),
  );
  return after.map((section) => ({
    ...section,
    fields: listOf(section, 'fields').filter((field) => !old.has(placeName(section, field)) || !arriving.has(fieldName(field))),
  }));
}

function placeName(section: JsonObject, field: Json): string {
  return JSON.stringify([sectionName(section), fieldName(field)]);
}

/** Sections that must move so that those the layout has stand in the wanted order, found by replaying the moves. */
function findSectionMoves(before: readonly JsonObject[], kept: readonly JsonObject[]): readonly { name: string; position: number }[] {
  const present = before.map(sectionName);
  return kept.map(sectionName).flatMap((name, index) => {
    if (present[index] === name) return [];
    present.splice(present.indexOf(name), 1);
    present.splice(index, 0, name);
    return [{ name, position: index + 1 }];
  });
}

function ownAttributes(step: StepFacts, before: readonly JsonObject[], after: readonly JsonObject[]): readonly Write[] {
  const body: Record<string, Json> = {};
  for (const name of ['name', 'show_business_card']) if (step.changed.has(name)) body[name] = step.after[name] ?? null;
  if (step.changed.has('profiles')) body['profiles'] = changedProfiles(step);
  const renamed = after.flatMap((section) =>
    sectionSettings(
      step,
      before.find((other) => sectionName(other) === sectionName(section)),
      section,
    ),
  );
  const own = Object.keys(body).length > 0 ? [patch(step, body)] : [];
  return [...own, ...chunk(renamed, perCall).map((sections) => patch(step, { sections }))];
}

/** Profiles that get the layout, and those that no longer use it. */
function changedProfiles(step: StepFacts): readonly JsonObject[] {
  const wanted = listOf(step.after, 'profiles').map(String);
  const now = listOf(step.before ?? {}, 'profiles').map(String);
  const entry = (name: string): JsonObject => ({ id: { $id: refOf('profile', name) } });
  const added = wanted.filter((name) => !now.includes(name)).map(entry);
  return [...added, ...now.filter((name) => !wanted.includes(name)).map((name) => ({ ...entry(name), _delete: true }))];
}

function sectionSettings(step: StepFacts, before: JsonObject | undefined, after: JsonObject): readonly JsonObject[] {
  if (before === undefined) return [];
  const settings: Record<string, Json> = {};
  for (const name of ['display_label', 'column_count', 'tab_traversal']) {
    if (after[name] !== undefined && after[name] !== before[name]) settings[name] = after[name];
  }
  const relabelled = before['display_label'] !== undefined && after['display_label'] === undefined;
  if (relabelled) settings['display_label'] = sectionName(after);
  return Object.keys(settings).length === 0 ? [] : [{ id: { $id: sectionRef(step.key, sectionName(after)) }, ...settings } as JsonObject];
}

function newSection(step: StepFacts, section: JsonObject, sequence: number): JsonObject {
  const first = listOf(section, 'fields')[0];
  const name = sectionName(section);
  const settings = {
    name,
    display_label: text(section, 'display_label') ?? name,
    sequence_number: sequence,
    column_count: section['column_count'] ?? 2,
    tab_traversal: section['tab_traversal'] ?? 'left_to_right',
  };
  return first === undefined ? settings : { ...settings, fields: [placedField(step, first, 1)] };
}

/** Fields that must move so that every section lists its fields in the wanted order, found by replaying the moves on the present order. */
function findMoves(before: readonly JsonObject[], after: readonly JsonObject[]): readonly Placement[] {
  const moves: Placement[] = [];
  const present = new Map(
    before.map((section) => [
      sectionName(section),
      listOf(section, 'fields').map((field) => ({ name: fieldName(field), required: isRequired(field) })),
    ]),
  );
  for (const section of after) {
    const name = sectionName(section);
    const wanted = listOf(section, 'fields');
    wanted.forEach((field, index) => {
      const here = present.get(name) ?? [];
      const found = here[index];
      if (found?.name === fieldName(field) && found.required === isRequired(field)) return;
      for (const fields of present.values()) removeField(fields, fieldName(field));
      here.splice(index, 0, { name: fieldName(field), required: isRequired(field) });
      moves.push({ section: name, position: index + 1, field });
    });
  }
  return moves;
}

function removeField(fields: { name: string }[], name: string): void {
  const at = fields.findIndex((field) => field.name === name);
  if (at !== -1) fields.splice(at, 1);
}

function placeFields(step: StepFacts, placements: readonly Placement[]): readonly JsonObject[] {
  const names = [...new Set(placements.map((placement) => placement.section))];
  return names.map((name) => ({
    id: { $id: sectionRef(step.key, name) },
    fields: placements.filter((placement) => placement.section === name).map((placement) => placedField(step, placement.field, placement.position)),
  })) as readonly JsonObject[];
}

function placedField(step: StepFacts, field: Json, position: number): JsonObject {
  const place = { id: { $id: refOf('field', `${step.module}.${fieldName(field)}`) }, sequence_number: position };
  return (isRequired(field) || wasRequired(step, fieldName(field)) ? { ...place, required: isRequired(field) } : place) as JsonObject;
}

/** True when the layout requires the field now; what is not said in a move stays as it is. */
function wasRequired(step: StepFacts, name: string): boolean {
  return objects(step.before, 'sections').some((section) =>
    listOf(section, 'fields').some((field) => fieldName(field) === name && isRequired(field)),
  );
}

function fieldName(field: Json): string {
  return typeof field === 'string' ? field : (text(field, 'field') ?? '');
}

function isRequired(field: Json): boolean {
  return isObject(field) && property(field, 'required') === true;
}

/** A PATCH may be repeated as long as it makes no section and takes nothing away: places are said by number. */
function patch(step: StepFacts, body: JsonObject): Write {
  const sections = objects(body, 'sections');
  const parts = [...objects(body, 'profiles'), ...sections, ...sections.flatMap((section) => objects(section, 'fields'))];
  const isSetting = parts.every((part) => part['id'] !== undefined && part['_delete'] === undefined);
  return {
    ...(isSetting ? { idempotent: true } : {}),
    method: 'PATCH',
    path: '/settings/layouts/{id}',
    target: step.ref,
    query: { module: step.module },
    envelope: 'layouts',
    batch: 1,
    items: [{ body }],
  };
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
