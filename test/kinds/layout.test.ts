import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Write } from '../../cli/model/crm-call.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isObject, objects, property, text } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { sayWrites, writesBetween } from './writes.ts';

interface Section {
  readonly name: string;
  readonly fields: readonly Json[];
}

const fieldNames = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const fields: readonly Short[] = fieldNames.map((name) => ['field', `Deals.${name}`, { data_type: 'text' }]);
const layout = (sections: readonly Section[]): Short => [
  'layout',
  'Deals/Standard',
  { name: 'Standard', sections: sections.map(({ name, fields: list }) => (list.length === 0 ? { name } : { name, fields: list })) },
];
const liveWith = (sections: readonly Section[]) => liveOf([['module', 'Deals', { plural_label: 'Deals' }], ...fields, layout(sections)]);
const nameOf = (field: Json): string => (typeof field === 'string' ? field : (text(field, 'field') ?? ''));

/** Carries out the writes as the CRM does: sections and fields are taken out and put in at their sequence number, counted from 1. */
function replay(sections: readonly Section[], writes: readonly Write[]): readonly Section[] {
  let now = sections.map((section) => ({ name: section.name, fields: [...section.fields] }));
  for (const body of writes.flatMap((write) => write.items.map((item) => item.body))) {
    for (const change of objects(body, 'sections')) {
      const id = text(property(change, 'id'), '$id');
      const name = id === undefined ? (text(change, 'name') ?? '') : id.slice(id.indexOf('#') + 1);
      if ('sequence_number' in change) {
        const moved = now.find((section) => section.name === name) ?? { name, fields: [] };
        now = now.filter((section) => section.name !== name);
        now.splice(Number(change['sequence_number']) - 1, 0, moved);
      }
      for (const place of objects(change, 'fields')) placeField(now, name, place);
    }
  }
  return now;
}

function placeField(sections: readonly { name: string; fields: Json[] }[], section: string, place: JsonObject): void {
  const ref = text(property(place, 'id'), '$id') ?? '';
  const field = ref.slice(ref.indexOf('.') + 1);
  let required = false;
  for (const { fields: list } of sections) {
    const at = list.findIndex((other) => nameOf(other) === field);
    if (at !== -1) required = isObject(list.splice(at, 1)[0]);
  }
  if ('required' in place) required = place['required'] === true;
  sections
    .find((other) => other.name === section)
    ?.fields.splice(Number(place['sequence_number']) - 1, 0, required ? { field, required: true } : field);
}

/** Sections with every field once, some of them required. */
const arbitrarySections = (names: readonly string[]): fc.Arbitrary<readonly Section[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...names], { minLength: 1 }),
      fc.shuffledSubarray(fieldNames),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 8, maxLength: 8 }),
    )
    .map(([sections, list, choices]) =>
      sections.map((name, index) => ({
        name,
        fields: list.flatMap((field, at) => {
          const [where = 0, required = false] = choices[at] ?? [];
          return where % sections.length !== index ? [] : [required ? { field, required: true } : field];
        }),
      })),
    );

describe('layout writes', () => {
  test('bring every wanted section and field to its place in a few passes, and then there is nothing to do', () => {
    fc.assert(
      fc.property(arbitrarySections(['one', 'two', 'three']), arbitrarySections(['one', 'two', 'three', 'four']), (before, wanted) => {
        const desired = snapshotOf(layout(wanted));
        let now = before;
        let passes = 0;
        for (; planOf(liveWith(now), desired).steps.length > 0 && passes < 6; passes += 1) now = replay(now, writesBetween(liveWith(now), desired));
        expect(planOf(liveWith(now), desired).steps.map((step) => step.changes)).toEqual([]);
        expect(passes).toBeLessThan(5);
        const named = new Set(wanted.flatMap((section) => section.fields.map(nameOf)));
        const sections = now.filter((section) => wanted.some((other) => other.name === section.name));
        expect(sections.map(({ name, fields: list }) => ({ name, fields: list.filter((field) => named.has(nameOf(field))) }))).toEqual(wanted);
        const before_ = before.flatMap((section) => section.fields.map(nameOf)).filter((field) => !named.has(field));
        expect(
          now
            .flatMap((section) => section.fields.map(nameOf))
            .filter((field) => !named.has(field))
            .sort(),
        ).toEqual(before_.sort());
      }),
      { numRuns: 300 },
    );
  });

  test('carry at most five sections and five fields a call', () => {
    fc.assert(
      fc.property(arbitrarySections(['one', 'two']), arbitrarySections(['one', 'two', '3', '4', '5', '6', '7', '8', '9']), (before, wanted) => {
        for (const write of writesBetween(liveWith(before), snapshotOf(layout(wanted)))) {
          expect(write.items.length).toBe(1);
          const sections = objects(write.items[0]?.body, 'sections');
          expect(sections.length).toBeLessThanOrEqual(5);
          expect(sections.flatMap((section) => objects(section, 'fields')).length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });

  test('move one field for one field moved', () => {
    const writes = writesBetween(
      liveWith([{ name: 'one', fields: fieldNames }]),
      snapshotOf(layout([{ name: 'one', fields: ['H', ...fieldNames.slice(0, 7)] }])),
    );
    expect(sayWrites(writes)).toEqual([
      [
        'PATCH /settings/layouts/{id}',
        { sections: [{ id: { $id: 'section:Deals/Standard#one' }, fields: [{ id: { $id: 'field:Deals.H' }, sequence_number: 1 }] }] },
      ],
    ]);
  });

  test('say that a field is no longer required', () => {
    const before = [{ name: 'one', fields: [{ field: 'A', required: true }] }];
    const [write] = writesBetween(liveWith(before), snapshotOf(layout([{ name: 'one', fields: ['A'] }])));
    expect(JSON.stringify(write?.items)).toContain('"required":false');
  });

  test('settings of a section go by its id, own attributes apart from them', () => {
    const live = liveWith([{ name: 'one', fields: ['A'] }]);
    const desired = snapshotOf([
      'layout',
      'Deals/Standard',
      { name: 'Standard', show_business_card: false, sections: [{ name: 'one', column_count: 1, fields: ['A'] }] },
    ]);
    expect(sayWrites(writesBetween(live, desired))).toEqual([
      ['PATCH /settings/layouts/{id}', { show_business_card: false }],
      ['PATCH /settings/layouts/{id}', { sections: [{ id: { $id: 'section:Deals/Standard#one' }, column_count: 1 }] }],
    ]);
  });
});

describe('a layout read', () => {
  const reshape = (document: JsonObject) => kindOf('layout').reshape?.(document) ?? {};

  test('keeps sections and fields in order of their numbers, which need not be the order of the list', () => {
    const field = (name: string, sequence: number, more: JsonObject = {}) => ({
      api_name: name,
      sequence_number: sequence,
      required: false,
      ...more,
    });
    const sections = objects(
      reshape({
        sections: [
          { name: 'late', display_label: 'late', sequence_number: 2, fields: [] },
          {
            name: 'early',
            display_label: 'Early!',
            sequence_number: 1,
            fields: [
              field('B', 2, { required: true }),
              field('A', 1, { required: true, system_mandatory: true }),
              field('M', 3, { element_type: 'mirror_field' }),
            ],
          },
        ],
      }),
      'sections',
    );
    expect(sections).toMatchObject([
      { name: 'early', display_label: 'Early!', fields: ['A', { field: 'B', required: true }] },
      { name: 'late', display_label: null, fields: [] },
    ]);
  });

  test('of a second layout is by hand, the standard one comes with its module', () => {
    const kind = kindOf('layout');
    expect(kind.manualCreate?.('Courses/Second', {})).toMatch(/cannot be created/);
    expect(kind.manualCreate?.('Courses/Standard', {})).toBeUndefined();
    expect(kind.arrives?.('Courses/Standard', {})).toBe(true);
  });
});
