import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, versions } from './versions.ts';

/** Modules that fields are made in: two that every org has and two that drafts make. */
export const moduleNames = ['Leads', 'Deals', 'Courses', 'Site_visits'] as const;

/** Names for fields; labels and api names follow from them. */
const fieldNames = ['Channel', 'Seats', 'Kanji', 'Amount_2', 'X9', 'Note_to_self'] as const;

const optionTexts = ['-None-', 'Shop', 'Web', 'Partner', '訪問', 'NO', '50%', 'a;b', "O'Neil"] as const;

/** Values of a picklist in two versions: some go, some get another text, others are added at the end; now and then the order changes. */
export const arbitraryOptions: fc.Arbitrary<readonly [Json, Json]> = fc
  .record({
    texts: fc.uniqueArray(fc.constantFrom(...optionTexts), { minLength: 2, maxLength: 6 }),
    old: fc.nat({ max: 4 }),
    shown: fc.array(fc.constantFrom('same', 'same', 'first', 'second', 'both', 'retired'), { minLength: 6, maxLength: 6 }),
    gone: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 1 }),
    turned: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ texts, old, shown, gone, turned }) => {
    const count = Math.max(1, texts.length - old);
    const option = (text: string, index: number, version: 'first' | 'second'): Json => {
      const how = shown[index];
      if (text !== '-None-' && (how === version || how === 'both')) return { actual_value: text, display_value: `${text} *` };
      return how === 'retired' && version === 'second' && text !== '-None-' && index < count ? { actual_value: text, type: 'unused' } : text;
    };
    const first = texts.slice(0, count).map((text, index) => option(text, index, 'first'));
    const second = texts.map((text, index) => option(text, index, 'second')).filter((_option, index) => !gone.includes(index) || texts.length === 1);
    return [first, turned === 0 ? second.toReversed() : second];
  });

/** What is said of a field of a type: what stays for good, and what differs between the versions. */
type TypeParts = fc.Arbitrary<{ readonly fixed: JsonObject; readonly first: JsonObject; readonly second: JsonObject }>;

const nothing = (): TypeParts => fc.constant({ fixed: {}, first: {}, second: {} });
const fixedly = (parts: fc.Arbitrary<JsonObject>): TypeParts => parts.map((fixed) => ({ fixed, first: {}, second: {} }));
const sized = (most: number): TypeParts =>
  fc.record({ length: fc.integer({ min: 2, max: most }), shorter: fc.integer({ min: 0, max: most }) }).map(({ length, shorter }) => ({
    fixed: {},
    first: { length: Math.max(1, length - shorter) },
    second: { length },
  }));
const textSize: TypeParts = fc.tuple(sized(255), fc.constantFrom(undefined, true, false)).map(([parts, unique]) => ({
  ...parts,
  fixed: unique === undefined ? {} : { unique: { case_sensitive: unique } },
}));
const ownOptions: TypeParts = fc.tuple(arbitraryOptions, fc.boolean()).map(([[first, second], sorted]) => ({
  fixed: sorted ? { pick_list_values_sorted_lexically: true } : {},
  first: { pick_list_values: first },
  second: { pick_list_values: second },
}));
const sharedOptions = fixedly(fc.constantFrom('Channels', 'Regions').map((name) => ({ global_picklist: name })));
const rounding = fc.constantFrom('normal', 'round_off', 'round_up', 'round_down');
const amount: TypeParts = fc.tuple(rounding, rounding, fc.integer({ min: 0, max: 4 })).map(([first, second, precision]) => ({
  fixed: { decimal_place: precision },
  first: { currency: { rounding_option: first, precision } },
  second: { currency: { rounding_option: second, precision } },
}));
const numbering = fixedly(fc.constantFrom({ prefix: 'A-', suffix: '/東' }, { prefix: 'No.' }).map((auto_number) => ({ auto_number })));
const sum: TypeParts = fc
  .tuple(
    fc.constantFrom({ expression: '1+1', return_type: 'double' }, { expression: "Concat('a','東')", return_type: 'text' }),
    versions(fc.boolean()),
  )
  .map(([formula, dynamic]) => {
    const version = (index: 0 | 1): JsonObject => ({ formula: { ...formula, ...(dynamic[index] ? { dynamic: true } : {}) } });
    return { fixed: {}, first: version(0), second: version(1) };
  });
const link = fixedly(fc.constantFrom(...moduleNames).map((module) => ({ lookup: { module, display_label: `Linked ${module}` } })));
const many = fixedly(
  fc
    .constantFrom(...moduleNames)
    .map((module) => ({ multiselectlookup: { connected_module: module, connected_label: 'Many here', linking_label: `Link ${module}` } })),
);
const total = fixedly(
  fc.constantFrom('COUNT', 'MAX').map((name) => ({
    rollup_summary: {
      return_type: 'double',
      based_on_module: 'Leads',
      related_list: 'Leads2',
      expression: { function: name, function_parameters: ['Annual_Revenue'] },
    },
  })),
);
const area = fixedly(fc.constantFrom('small', 'large', 'rich_text').map((type) => ({ textarea: { type } })));

/** Data types with what they need; all that the API creates on its own, except those that bring other modules' fields along. */
const types: Readonly<Record<string, TypeParts>> = {
  text: textSize,
  textarea: area,
  email: sized(100),
  phone: sized(30),
  website: sized(255),
  integer: sized(9),
  bigint: sized(18),
  double: fixedly(fc.integer({ min: 0, max: 4 }).map((decimal_place) => ({ decimal_place }))),
  percent: nothing(),
  currency: amount,
  boolean: nothing(),
  date: nothing(),
  datetime: nothing(),
  picklist: fc.oneof({ weight: 2, arbitrary: ownOptions }, sharedOptions),
  multiselectpicklist: fc.oneof({ weight: 2, arbitrary: ownOptions }, sharedOptions),
  autonumber: numbering,
  formula: sum,
  lookup: link,
  userlookup: nothing(),
  fileupload: nothing(),
  imageupload: nothing(),
  address: nothing(),
  multiuserlookup: nothing(),
  multiselectlookup: many,
  rollup_summary: total,
};

const arbitraryType = fc
  .constantFrom(...Object.keys(types), 'picklist', 'picklist', 'text')
  .chain((data_type) => fc.record({ data_type: fc.constant(data_type), parts: types[data_type] ?? nothing() }));

const tooltips = fc.constantFrom(undefined, { name: 'info_icon', value: 'why' }, { name: 'static_text', value: '理由' });
const access = fc.constantFrom(undefined, { Standard: 'read_only' }, { Standard: 'hidden' }, { '@profile:Branch': 'read_only' });

/** A custom field in two versions. */
export const arbitraryField: fc.Arbitrary<Draft> = fc
  .record({
    module: fc.constantFrom(...moduleNames),
    name: fc.constantFrom(...fieldNames),
    type: arbitraryType,
    labels: versions(fc.constantFrom('', ' 項目', ' (new)', '!')),
    tooltips: versions(tooltips),
    access: versions(access),
    fate: arbitraryFate,
  })
  .map(({ module, name, type, labels, tooltips: hints, access: who, fate }) => {
    const version = (index: 0 | 1): JsonObject => ({
      field_label: `${name.replaceAll('_', ' ')}${labels[index]}`,
      data_type: type.data_type,
      ...type.parts.fixed,
      ...(index === 0 ? type.parts.first : type.parts.second),
      ...(hints[index] === undefined ? {} : { tooltip: hints[index] }),
      ...(who[index] === undefined ? {} : { profiles: who[index] as JsonObject }),
    });
    // Only the deals have a related list, that of the leads that became one.
    const owner = type.data_type === 'rollup_summary' ? 'Deals' : module;
    return { kind: 'field', key: `${owner}.${name}`, fate, first: version(0), second: version(1) };
  });

/** A field that every org has, with what can be changed of it. */
export const arbitrarySystemField: fc.Arbitrary<Draft> = fc
  .record({
    name: fc.constantFrom('Deals.Next_Step', 'Leads.Company'),
    labels: versions(fc.constantFrom('Step', '次の手', 'A & B')),
    hints: versions(tooltips),
  })
  .map(({ name, labels, hints }) => {
    const version = (index: 0 | 1): JsonObject => ({
      field_label: labels[index],
      data_type: 'text',
      custom_field: false,
      ...(hints[index] === undefined ? {} : { tooltip: hints[index] }),
    });
    return { kind: 'field', key: name, fate: 'changes', first: version(0), second: version(1) };
  });
