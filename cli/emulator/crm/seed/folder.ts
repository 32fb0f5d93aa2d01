import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { makeField } from '../metadata/field-make.ts';
import { lookupFacts } from '../metadata/lookup-facts.ts';
import { collections, fieldsOf, findField, findModule } from '../metadata/lookups.ts';
import { customModuleFieldNames, fillCustomModule } from '../metadata/module-make.ts';
import type { Writing } from '../metadata/writing.ts';
import type { FolderField } from './folder-fields.ts';
import { readField } from './folder-fields.ts';
import { layLayouts } from './folder-layouts.ts';
import { connectLinks } from './folder-links.ts';
import { addModule, isExtension, seedModules } from './folder-modules.ts';
import { placeFields } from './folder-places.ts';
import type { FolderDocument } from './folder-read.ts';
import { readFolder } from './folder-read.ts';
import { settleTypes } from './folder-types.ts';
import type { SeedReport } from './seed-report.ts';
import { createSeedReport } from './seed-report.ts';

/**
 * Lays a folder of CRM response documents over an org that has its standard content: modules first, then fields, then the modules that only
 * lookups name, then what follows from fields (sorts of modules, links, layouts). Gives the report of what was and was not used.
 */
export function seedFolder(writing: Writing, folder: string): JsonObject {
  const report = createSeedReport();
  const documents = readFolder(folder, report);
  for (const document of documents) {
    if (document.kind === 'modules') seedModules(writing, document, report);
  }
  const touched = new Set<string>();
  const lookups = documents.filter((document) => document.kind === 'fields').flatMap((document) => seedFields(writing, document, touched, report));
  for (const pending of lookups) resolveLookup(writing, pending, touched, report);
  settleTypes(writing, report);
  completeCustomModules(writing, report);
  connectLinks(writing, report);
  placeFields(writing, new Set([...touched, ...addedModules(writing)]));
  for (const document of documents) if (document.kind === 'layouts') layLayouts(writing, document, report);
  return report.toJson();
}

function addedModules(writing: Writing): string[] {
  const modules = writing.store.list(writing.org.name, collections.modules);
  return modules.filter((module) => module['_seeded'] === true && module['api_supported'] !== false).map((module) => text(module, 'api_name') ?? '');
}

/** A lookup whose target is looked for once all modules are there. */
interface PendingLookup {
  readonly module: string;
  readonly field: string;
  readonly target: string;
  readonly label: string | undefined;
}

function seedFields(writing: Writing, document: FolderDocument, touched: Set<string>, report: SeedReport): PendingLookup[] {
  const { store, org } = writing;
  const module = findModule(store, org.name, document.module) ?? addModule(writing, document.module, {}, report);
  touched.add(document.module);
  const present = new Map(fieldsOf(store, org.name, document.module).map((field) => [text(field, 'api_name') ?? '', field]));
  return document.items.flatMap((item) => {
    const read = readField(item, document.file, report);
    const name = text(read.facts, 'api_name');
    if (name === undefined) {
      report.leaveKey(document.file, 'fields[]', 'a field without api_name');
      return [];
    }
    const old = present.get(name);
    if (old?.['_seeded'] === true) {
      report.leaveKey(document.file, 'fields[]', 'the folder has this field already');
      return [];
    }
    present.set(name, storeField(writing, module, old, read, report));
    const target = pendingTarget(read, document.file, report);
    return target === undefined ? [] : [{ module: document.module, field: name, target, label: read.relatedLabel }];
  });
}

function pendingTarget(read: FolderField, file: string, report: SeedReport): string | undefined {
  if (read.target === undefined) return undefined;
  if (read.facts['data_type'] === 'lookup' && read.target !== 'se_module') return read.target;
  const reason = read.target === 'se_module' ? 'a lookup to records of any module has no target' : 'the data type has no target module';
  report.leaveKey(file, 'lookup_module', reason);
  return undefined;
}

/** Stores a field: over the org's own of that name, or as a new one. */
function storeField(writing: Writing, module: Doc, old: Doc | undefined, read: FolderField, report: SeedReport): Doc {
  const { store, org } = writing;
  const { _options, ...facts } = read.facts;
  const given = objects(read.facts, '_options');
  const options = given.map((option, index) => ({ ...option, sequence_number: index + 1, id: store.nextId(org.name) }));
  report.count('options', options.length);
  const values = options.length === 0 ? {} : { pick_list_values: options };
  report.count(old === undefined ? 'fieldsAdded' : 'fieldsOverlaid');
  if (old === undefined) return makeField(writing, module, { ...origin(module, facts), ...facts, ...values, _seeded: true });
  const laid = { ...old, ...facts, ...values, _seeded: true, id: old.id };
  store.put(org.name, collections.fields, laid);
  return laid;
}

/** Whether a field is custom, where the document does not say: system names end in `__s`, and every custom module has the same few. */
function origin(module: Doc, facts: JsonObject): JsonObject {
  const name = text(facts, 'api_name') ?? '';
  const custom = !name.endsWith('__s') && !customModuleFieldNames.has(name);
  const display = name === module['_display_field'] ? { display_field: true, system_mandatory: true } : {};
  return { ...display, custom_field: custom, created_source: isExtension(name) ? 'marketplace_plugin' : 'default' };
}

function resolveLookup(writing: Writing, pending: PendingLookup, touched: Set<string>, report: SeedReport): void {
  const { store, org } = writing;
  const module = findModule(store, org.name, pending.module);
  const field = findField(store, org.name, pending.module, pending.field);
  if (module === undefined || field === undefined) return;
  const known = findModule(store, org.name, pending.target);
  const missing = known === undefined || emptyMark(known);
  if (missing) report.emptyModule(pending.target, `${pending.module}.${pending.field}`);
  const target = known ?? addModule(writing, pending.target, { _empty: true }, report);
  if (known === undefined) touched.add(pending.target);
  const label = pending.label === undefined ? {} : { display_label: pending.label };
  store.put(org.name, collections.fields, { ...field, lookup: lookupFacts({ writing, module }, label, target) });
}

function emptyMark(module: Doc): boolean {
  return isObject(module) && module['_empty'] === true;
}

/** Gives custom modules of the folder the system fields that the documents lack: no real custom module is without them. */
function completeCustomModules(writing: Writing, report: SeedReport): void {
  const { store, org } = writing;
  for (const module of store.list(org.name, collections.modules)) {
    if (module['_seeded'] !== true || module['generated_type'] !== 'custom') continue;
    const before = fieldsOf(store, org.name, text(module, 'api_name') ?? '');
    fillCustomModule(writing, module, {}, new Set(before.map((field) => text(field, 'api_name') ?? '')));
    report.count('systemFieldsCompleted', fieldsOf(store, org.name, text(module, 'api_name') ?? '').length - before.length);
  }
}
