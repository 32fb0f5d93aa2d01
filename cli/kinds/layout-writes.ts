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
 * Writes of a layout update: first its own attributes and new sections (five a call, each with its first field), then the fields that stand
 * elsewhere than wanted, five a call. A new section's id is known only after a read, so its other fields follow in the next pass.
 */
export function writeLayout(step: StepFacts): readonly Write[] {
  const before = objects(step.before, 'sections');
  const after = objects(step.after, 'sections');
  const there = new Set(before.map((section) => text(section, 'name') ?? ''));
  const fresh = after.filter((section) => !there.has(text(section, 'name') ?? ''));
  const moves = findMoves(
    before,
    after.filter((section) => there.has(text(section, 'name') ?? '')),
  );
  return [
    ...ownAttributes(step, before, after),
    ...chunk(fresh, perCall).map((sections) =>
      patch(step, { sections: sections.map((section) => newSection(step, section, after.indexOf(section) + 1)) }),
    ),
    ...chunk(moves, perCall).map((placements) => patch(step, { sections: placeFields(step, placements) })),
  ];
}

function ownAttributes(step: StepFacts, before: readonly JsonObject[], after: readonly JsonObject[]): readonly Write[] {
  const body: Record<string, Json> = {};
  for (const name of ['name', 'show_business_card']) if (step.changed.has(name)) body[name] = step.after[name] ?? null;
  if (step.changed.has('profiles')) body['profiles'] = step.wire['profiles'] ?? [];
  const renamed = after.flatMap((section) =>
    sectionSettings(
      step,
      before.find((other) => text(other, 'name') === text(section, 'name')),
      section,
    ),
  );
  const own = Object.keys(body).length > 0 ? [patch(step, body)] : [];
  return [...own, ...chunk(renamed, perCall).map((sections) => patch(step, { sections }))];
}

function sectionSettings(step: StepFacts, before: JsonObject | undefined, after: JsonObject): readonly JsonObject[] {
  if (before === undefined) return [];
  const settings: Record<string, Json> = {};
  for (const name of ['display_label', 'column_count', 'tab_traversal']) {
    if (after[name] !== undefined && after[name] !== before[name]) settings[name] = after[name];
  }
  return Object.keys(settings).length === 0 ? [] : [{ id: { $id: sectionRef(step.key, text(after, 'name') ?? '') }, ...settings } as JsonObject];
}

function newSection(step: StepFacts, section: JsonObject, sequence: number): JsonObject {
  const first = listOf(section, 'fields')[0];
  const name = text(section, 'name') ?? '';
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
      text(section, 'name') ?? '',
      listOf(section, 'fields').map((field) => ({ name: fieldName(field), required: isRequired(field) })),
    ]),
  );
  for (const section of after) {
    const name = text(section, 'name') ?? '';
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
  return (isRequired(field) ? { ...place, required: true } : place) as JsonObject;
}

function fieldName(field: Json): string {
  return typeof field === 'string' ? field : (text(field, 'field') ?? '');
}

function isRequired(field: Json): boolean {
  return isObject(field) && property(field, 'required') === true;
}

function patch(step: StepFacts, body: JsonObject): Write {
  return {
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
