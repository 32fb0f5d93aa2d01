import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { permissionsForNewModule } from '../security/permissions.ts';
import { makeField, makeStandardLayout } from './field-make.ts';
import { collections } from './lookups.ts';
import type { Writing } from './writing.ts';

/** What tells one module from another; the rest of its answer follows from its sort. */
export interface ModuleFacts extends JsonObject {
  readonly api_name: string;
  readonly singular_label: string;
  readonly plural_label: string;
  /** `default`, `custom`, `linking`, `subform`, `field_tracker`, … */
  readonly generated_type: string;
}

/** Stores a module with its permissions, without fields. Actual labels, number in the tabs and the inner `module_name` are added where they are not given. */
export function makeModule(writing: Writing, facts: ModuleFacts): Doc {
  const { store, org } = writing;
  const module = {
    id: store.nextId(org.name),
    module_name: facts.api_name,
    actual_singular_label: facts.singular_label,
    actual_plural_label: facts.plural_label,
    sequence_number: store.count(org.name, collections.modules) + 1,
    source: 'crm',
    ...facts,
  };
  store.put(org.name, collections.modules, module);
  permissionsForNewModule(store, org.name, { api_name: facts.api_name, id: module.id, plural_label: facts.plural_label });
  return module;
}

/** Inner names of modules that users make: `CustomModule1`, `LinkingModule1`, … */
export function innerName(writing: Writing, stem: 'CustomModule' | 'LinkingModule'): string {
  const names = writing.store.list(writing.org.name, collections.modules).map((module) => text(module, 'module_name') ?? '');
  let number = 1;
  while (names.includes(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/** System fields of every module that a user makes; `Name` is its display field. */
const customModuleFields: readonly JsonObject[] = [
  { api_name: 'Owner', data_type: 'ownerlookup' },
  { api_name: 'Email', data_type: 'email' },
  { api_name: 'Secondary_Email', data_type: 'email' },
  { api_name: 'Created_By', data_type: 'ownerlookup', read_only: true },
  { api_name: 'Modified_By', data_type: 'ownerlookup', read_only: true },
  { api_name: 'Created_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Modified_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Last_Activity_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Email_Opt_Out', data_type: 'boolean' },
  { api_name: 'Tag', data_type: 'text', json_type: 'jsonarray', length: 2000 },
  { api_name: 'Record_Image', data_type: 'profileimage' },
  {
    api_name: 'Unsubscribed_Mode',
    data_type: 'picklist',
    read_only: true,
    _values: ['Consent form', 'Manual', 'Unsubscribe link', 'Zoho campaigns'],
  },
  { api_name: 'Unsubscribed_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Locked__s', data_type: 'boolean', read_only: true, field_label: 'Locked' },
  { api_name: 'Record_Status__s', data_type: 'picklist', read_only: true, field_label: 'Record Status', _values: ['Available', 'Draft', 'Trash'] },
];

/** Names of the system fields of every custom module, `Name` included. */
export const customModuleFieldNames: ReadonlySet<string> = new Set(['Name', ...customModuleFields.map((field) => `${field['api_name']}`)]);

/** Names of the fields that the first layout of a custom module shows. */
export const shownFieldNames: ReadonlySet<string> = new Set(
  'Name Owner Email Secondary_Email Email_Opt_Out Created_By Modified_By Created_Time Modified_Time Tag'.split(' '),
);

/** The system fields of a module that a user makes, those of the names in `present` excepted. `display` describes its `Name` field. */
export function fillCustomModule(writing: Writing, module: Doc, display: JsonObject, present: ReadonlySet<string> = new Set()): void {
  const singular = text(module, 'singular_label') ?? '';
  const label = text(display, 'field_label') ?? `${singular} Name`;
  const name = { api_name: 'Name', data_type: 'text', length: 120, system_mandatory: true, display_field: true, ...display, field_label: label };
  for (const field of [name, ...customModuleFields]) {
    if (present.has(`${field['api_name']}`)) continue;
    makeField(writing, module, field['api_name'] === 'Owner' ? { ...field, field_label: `${singular} Owner` } : field);
  }
}

/** The Standard layout that a custom module comes with. */
export function makeFirstLayout(writing: Writing, module: Doc): void {
  makeStandardLayout(writing, module, [{ name: `${text(module, 'singular_label') ?? ''} Information`, fields: [...shownFieldNames] }]);
}
