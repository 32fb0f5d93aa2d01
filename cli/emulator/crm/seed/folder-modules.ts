import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { collections, findModule } from '../metadata/lookups.ts';
import type { ModuleFacts } from '../metadata/module-make.ts';
import { makeModule } from '../metadata/module-make.ts';
import type { Writing } from '../metadata/writing.ts';
import type { FolderDocument } from './folder-read.ts';
import type { SeedReport } from './seed-report.ts';

/** Keys of a module document that are taken as they are. */
const plainKeys = new Set(
  `module_name plural_label singular_label actual_plural_label actual_singular_label sequence_number generated_type source status visibility
   description api_supported creatable editable deletable viewable show_as_tab quick_create convertable triggers_supported module_type web_link
   global_search_supported recycle_bin_on_delete presence_sub_menu sub_menu_available lookupable isBlueprintSupported emailTemplate_support
   email_parser_supported filter_supported feeds_required scoring_supported webform_supported inventory_template_supported
   business_card_field_limit access_type track_current_data arguments`.split(/\s+/),
);

/** Keys that a projection spells in its own way. */
const otherSpellings: Readonly<Record<string, string>> = {
  moduleName: 'module_name',
  module_label: 'plural_label',
  display_name: 'actual_plural_label',
  is_deletable: 'deletable',
  is_creatable: 'creatable',
  is_editable: 'editable',
};

const reasons: Readonly<Record<string, string>> = {
  id: 'ids are the org’s own: a new one was given',
  profiles: 'profiles are the org’s own',
  profile_count: 'follows from the profiles',
  has_more_profiles: 'follows from the profiles',
  display_field: 'follows from the fields',
  parent_module: 'refers to ids of the other org',
  custom_view: 'refers to ids of the other org',
  modified_time: 'a fact of the other org',
  modified_by: 'a fact of the other org',
};

/** Modules that every org has although their content is not in the standard set: their generated_type is `default`. */
const systemNames = new Set(
  `Activities Emails Facebook Twitter Email_Template_Analytics Email_Analytics Email_Sentiment Marketing_Attribution Approvals Consents
   Data_Subject_Requests Google_AdWords ShiftHours Forecast_Quotas Forecast_Items Forecast_Groups Associated_Deals ProdPrix Associated_Contacts
   Call_Analytics`.split(/\s+/),
);

/** Lays the modules of a document over the org's; a module of the same api_name takes the document's facts. */
export function seedModules(writing: Writing, document: FolderDocument, report: SeedReport): void {
  for (const item of document.items) {
    const name = text(item, 'api_name');
    if (name === undefined) {
      report.leaveKey(document.file, 'modules[]', 'a module without api_name');
      continue;
    }
    const facts = moduleFacts(item, document.file, report);
    const present = findModule(writing.store, writing.org.name, name);
    if (present === undefined) addModule(writing, name, facts, report);
    else writing.store.put(writing.org.name, collections.modules, { ...present, ...facts, id: present.id });
    report.count(present === undefined ? 'modulesAdded' : 'modulesOverlaid');
  }
}

function moduleFacts(item: JsonObject, file: string, report: SeedReport): JsonObject {
  const facts: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(item)) {
    const known = otherSpellings[key] ?? key;
    const reason = reasons[key];
    if (key === 'api_name' || value === null || isEmpty(value)) continue;
    if (reason !== undefined) report.leaveKey(file, key, reason);
    else if (plainKeys.has(known)) facts[known] = value;
    else report.leaveKey(file, key, 'no fact of a module that can be kept');
  }
  return facts;
}

function isEmpty(value: Json): boolean {
  return isObject(value) ? Object.keys(value).length === 0 : Array.isArray(value) && value.length === 0;
}

/** A module that the org did not have; its sort is inferred from the name until its fields are known. */
export function addModule(writing: Writing, name: string, facts: JsonObject, report: SeedReport): Doc {
  const plural = text(facts, 'plural_label') ?? text(facts, 'singular_label') ?? labelOf(name);
  const singular = text(facts, 'singular_label') ?? plural;
  const sort = { generated_type: typeOfName(name), source: isExtension(name) ? 'marketplace_plugin' : 'crm' };
  if (text(facts, 'generated_type') === undefined) report.count('generatedTypesInferred');
  const made: ModuleFacts = {
    ...sort,
    _display_field: 'Name',
    _seeded: true,
    ...facts,
    api_name: name,
    singular_label: singular,
    plural_label: plural,
  };
  return makeModule(writing, made);
}

function labelOf(name: string): string {
  return name
    .replace(/^\w+?__/, '')
    .replace(/__s$/, '')
    .replaceAll('_', ' ')
    .trim();
}

function typeOfName(name: string): string {
  if (systemNames.has(name) || name.endsWith('__s') || /^CustomModule5\d{3}$/.test(name)) return 'default';
  return /^LinkingModule\d+$/.test(name) ? 'linking' : 'custom';
}

/** True for the name of something that an extension brought: it has a namespace before two underscores. */
export function isExtension(name: string): boolean {
  return /^[A-Za-z]\w*?__(?!s$)\w/.test(name);
}
