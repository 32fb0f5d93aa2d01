import fc from 'fast-check';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft, Fate } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

const tagNames: readonly string[] = ['hot', '展示会 2026', 'NO', "o'clock & more"];

/** A word that records are marked with, which may get another name. */
const arbitraryTag: fc.Arbitrary<Draft> = fc
  .record({
    module: fc.constantFrom('Leads', 'Deals', 'Courses'),
    name: renamed(tagNames, ['warm', '済み']),
    colors: versions(fc.constantFrom(undefined, '#F17574', '#B88562')),
    fate: arbitraryFate,
  })
  .map(({ module, name, colors, fate }): Draft => {
    const version = (index: 0 | 1): JsonObject => (colors[index] === undefined ? {} : { color_code: colors[index] });
    const moved = name[0] === name[1] ? {} : { movedTo: `${module}/${name[1]}` };
    return { kind: 'tag', key: `${module}/${name[0]}`, ...moved, fate, first: version(0), second: version(1) };
  });

/** Who sees records that are somebody else's: there with its module. */
const arbitrarySharing: fc.Arbitrary<Draft> = fc
  .record({
    key: fc.constantFrom('Leads', 'Deals', 'Courses'),
    types: versions(fc.constantFrom('private', 'public_read_only', 'public_read_write', 'public')),
    fate: fc.constantFrom<Fate[]>('changes', 'stays', 'changes', 'comes'),
  })
  .map(({ key, types, fate }): Draft => {
    const version = (index: 0 | 1): JsonObject => ({ share_type: types[index] });
    return { kind: 'data_sharing', key, fate, first: version(0), second: version(1) };
  });

/** Fields of forms, by module; those that no draft makes are left out. */
const formFields: Readonly<Record<string, readonly string[]>> = {
  Leads: ['Last_Name', 'Company', 'Email', 'Channel'],
  Courses: ['Name', 'Seats', 'Kanji'],
};
// Names are unique in a module, so that no two are renamed alike.
const formName = fc.constantFrom('Contact us', '問い合わせ 2').chain((name) => renamed([name], [`${name} neu`]));
const afterwards = fc.constantFrom<JsonObject[]>(
  {},
  { action_on_submit: 'splash_message', action_value: 'Thanks & bye.' },
  { action_on_submit: 'redirect_url', action_value: 'https://shop.example/ありがとう' },
);

function formVersion(module: string): fc.Arbitrary<JsonObject> {
  const field = fc.record(
    {
      field: fc.constantFrom(...(formFields[module] ?? [])),
      required: fc.constant(true),
      hidden: fc.constant(true),
      default_value: fc.constantFrom('x', '010'),
      help: fc.constantFrom('Family name', '姓'),
    },
    { requiredKeys: ['field'] },
  );
  return fc
    .record({
      fields: fc.uniqueArray(field, { maxLength: 3, selector: (some) => some.field }),
      owner: fc.constantFrom(undefined, 'sam@osaka.example', 'avery@osaka.example'),
      pages: fc.constantFrom(undefined, ['*'], ['https://shop.example', 'https://b.example']),
      flags: fc.subarray(['approval_request', 'create_contact', 'double_optin_enabled']),
      active: fc.boolean(),
      after: afterwards,
    })
    .map(({ fields, owner, pages, flags, active, after }): JsonObject => {
      const [first = ''] = formFields[module] ?? [];
      return {
        fields: fields.some(({ field: name }) => name === first) ? fields : [...fields, { field: first, required: true }],
        ...(owner === undefined ? {} : { owner: { user: owner } }),
        ...(pages === undefined ? {} : { location_url: pages }),
        ...Object.fromEntries(flags.map((flag) => [flag, true])),
        ...(active ? {} : { active }),
        ...after,
      };
    });
}

/** A form on the web. */
const arbitraryForm: fc.Arbitrary<Draft> = fc.constantFrom(...Object.keys(formFields)).chain((module) =>
  fc
    .record({ name: formName, both: versions(formVersion(module)), moves: fc.boolean(), fate: arbitraryFate })
    .map(({ name, both: [first, second], moves, fate }): Draft => {
      const layout = `${module}/Standard`;
      const moved = moves && name[0] !== name[1] ? { movedTo: `${module}/${name[1]}` } : {};
      const key = `${module}/${name[0]}`;
      return { kind: 'webform', key, ...moved, fate, first: { name: name[0], layout, ...first }, second: { name: name[1], layout, ...second } };
    }),
);

/** Values of the child beside values of the parent, all of which every org has. */
const dependentValues: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom('New Business', 'Existing Business', '-None-'),
  fc.subarray(['Advertisement', 'Cold Call', 'Trade Show', '-None-'], { minLength: 1 }),
  { minKeys: 1 },
);

/** Which sources go with which types of deals. */
const arbitraryDependency: fc.Arbitrary<Draft> = fc
  .record({ values: versions(dependentValues), active: versions(fc.boolean()), fate: arbitraryFate })
  .map(({ values, active, fate }): Draft => {
    const fixed: JsonObject = { layout: 'Deals/Standard', parent: 'Type', child: 'Lead_Source' };
    const version = (index: 0 | 1): JsonObject => ({ ...fixed, values: values[index], ...(active[index] ? {} : { active: false }) });
    return { kind: 'field_dependency', key: 'Deals/Standard: Type > Lead_Source', fate, first: version(0), second: version(1) };
  });

/** Fields of picklists that drafts make, of which one decides what can be chosen in the other. */
const arbitraryMadeDependency: fc.Arbitrary<readonly Draft[]> = fc
  .record({
    module: fc.constantFrom('Leads', 'Deals', 'Courses'),
    values: versions(
      fc.dictionary(fc.constantFrom('東', 'West: "far"', '-None-'), fc.subarray(['Shop', '50%', 'NO', '-None-'], { minLength: 1 }), { minKeys: 1 }),
    ),
    active: versions(fc.boolean()),
    fate: arbitraryFate,
  })
  .map(({ module, values, active, fate }): readonly Draft[] => {
    const picklist = (name: string, ...options: readonly string[]): Draft => {
      const attributes = { field_label: name, data_type: 'picklist', pick_list_values: ['-None-', ...options] };
      return { kind: 'field', key: `${module}.${name}`, fate: 'stays', first: attributes, second: attributes };
    };
    const fixed: JsonObject = { layout: `${module}/Standard`, parent: 'Area', child: 'Place' };
    const version = (index: 0 | 1): JsonObject => ({ ...fixed, values: values[index], ...(active[index] ? {} : { active: false }) });
    const dependency: Draft = { kind: 'field_dependency', key: `${module}/Standard: Area > Place`, fate, first: version(0), second: version(1) };
    return [picklist('Area', '東', 'West: "far"'), picklist('Place', 'Shop', '50%', 'NO'), dependency];
  });

/** What hangs on modules, beside fields and layouts. */
export const modulePartAreas: readonly Area[] = [
  areaOf('tag', arbitraryTag),
  areaOf('data_sharing', arbitrarySharing),
  areaOf('webform', arbitraryForm),
  areaOf('field_dependency', arbitraryDependency),
  { kinds: ['field', 'field_dependency'], drafts: arbitraryMadeDependency },
];
