import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { collections, fieldsOf } from '../metadata/lookups.ts';
import type { Writing } from '../metadata/writing.ts';
import type { SeedReport } from './seed-report.ts';

/** Infers, from their fields, which of the folder's modules are subforms, links or field histories rather than custom modules. */
export function settleTypes(writing: Writing, report: SeedReport): void {
  const { store, org } = writing;
  const subforms = new Set(
    store
      .list(org.name, collections.fields)
      .filter((field) => field['data_type'] === 'subform')
      .map((field) => field['api_name']),
  );
  for (const module of store.list(org.name, collections.modules)) {
    const name = text(module, 'api_name') ?? '';
    if (module['_seeded'] !== true || !['custom', 'linking'].includes(text(module, 'generated_type') ?? '')) continue;
    const sort = sortOf(name, fieldsOf(store, org.name, name), subforms.has(name));
    if (sort === undefined || sort === module['generated_type']) continue;
    store.put(org.name, collections.modules, { ...module, generated_type: sort, show_as_tab: false });
    report.count(`${sort}ModulesInferred`);
  }
}

/** The sort that a module's fields betray, or undefined when they betray none. */
function sortOf(name: string, fields: readonly Doc[], isSubform: boolean): string | undefined {
  const has = (apiName: string) => fields.some((field) => field['api_name'] === apiName);
  if (isSubform || (has('Parent_Id') && !has('Owner'))) return 'subform';
  if (has('Moved_To__s')) return 'field_tracker';
  const sides = fields.filter((field) => field['custom_field'] !== true && (field['data_type'] === 'lookup' || field['data_type'] === 'userlookup'));
  return /(^|_)X\d*(_|$)/.test(name) && sides.length >= 2 ? 'linking' : undefined;
}
