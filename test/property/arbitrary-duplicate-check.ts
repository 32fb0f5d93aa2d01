import fc from 'fast-check';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, versions } from './versions.ts';

/** Unique fields, which nothing else is said of. */
const labels = ['Passport', 'Licence'] as const;

const fields: readonly Draft[] = ['Leads', 'Contacts'].flatMap((module) =>
  labels.map((label): Draft => {
    const attributes = { field_label: label, data_type: 'text', length: 40, unique: { case_sensitive: false } };
    return { kind: 'field', key: `${module}.${label}`, fate: 'stays', first: attributes, second: attributes };
  }),
);

const amongContacts: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.subarray([...labels], { minLength: 1 }), fc.constantFrom(...labels))
  .map(([own, other]) => ({
    type: 'mapped_module_records',
    mapped_module: 'Contacts',
    field_mappings: own.map((label) => ({ current_field: label, mapped_field: `Contacts.${other}` })),
  }));

const preference: fc.Arbitrary<Draft> = fc
  .record({ both: versions(fc.oneof(fc.constant({ type: 'converted_records' }), amongContacts)), fate: arbitraryFate })
  .map(({ both: [first, second], fate }): Draft => ({ kind: 'duplicate_check_preference', key: 'Leads/duplicate_check', fate, first, second }));

/** Where duplicates of leads are looked for, with the fields that are compared. */
export const duplicateCheckAreas: readonly Area[] = [
  { kinds: ['duplicate_check_preference', 'field'], drafts: preference.map((draft) => [draft, ...fields]) },
];
