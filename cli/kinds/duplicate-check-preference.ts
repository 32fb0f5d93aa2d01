import { moduleOfKey, nameOfKey } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, text } from '../model/json.ts';
import type { Kind } from './kind.ts';

const path = '/settings/duplicate_check_preference';
const query = { module: '{module}' };

/** The name of every preference. */
const name = 'duplicate_check';

/**
 * Where else duplicates of a new lead are looked for (OpenAPI duplicate_check_preference.json). The module is the only one that has it, and contacts are the only others
 * (Zoho "Enable Duplicate Check Option", v8). It has no id, and its name is ours. That a change can also be one of the type is our reading of the file [?].
 */
export const duplicateCheckPreferenceKind: Kind = {
  name: 'duplicate_check_preference',
  title: { en: 'Duplicate check preference', ja: '重複チェックの設定' },
  schema: 'duplicate-check-preference',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/duplicate-check.yaml', holds: 'map' },
  identity: 'name',
  single: true,
  envelope: 'duplicate_check_preference',
  list: {
    method: 'GET',
    path,
    per: 'module',
    paged: false,
    off: ['INVALID_MODULE', 'NOT_SUPPORTED', 'FEATURE_NOT_SUPPORTED'],
    among: isLeads,
  },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PUT', path, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path, query, batch: 1, credits: 1 },
  frozen: [],
  given: ['type'],
  deferred: [],
  whole: true,
  holdsRecords: false,
  setupPage: '/settings/modules',
  manualCreate: whyNone,
  nameOf: () => name,
  reshape: ({ type_configurations, ...rest }) => ({ ...rest, ...reshapeConfiguration(type_configurations) }),
  body: sayPreference,
};

/** The module that has it. */
function isLeads(module: string): boolean {
  return module === 'Leads';
}

/** A module has no second one, and most have none. */
function whyNone(key: string): string | undefined {
  if (!isLeads(moduleOfKey(key))) return 'the CRM looks elsewhere for duplicates of leads only';
  return nameOfKey(key) === name ? undefined : `there is one preference at most, named ${name}`;
}

/** A preference has one other module at most, whose fields are named with it. */
function reshapeConfiguration(configurations: Json | undefined): JsonObject {
  const first = objects({ configurations: configurations ?? [] }, 'configurations')[0] ?? {};
  const module = text(first['mapped_module'], 'api_name') ?? '';
  const mappings = objects(first, 'field_mappings').map((mapping): Json => {
    const other = mapping['mapped_field'];
    return { ...mapping, mapped_field: isObject(other) ? { ...other, api_name: `${module}.${text(other, 'api_name') ?? ''}` } : null };
  });
  return { ...first, field_mappings: mappings };
}

/** Leads that were converted are in no other module (request of "Enable Duplicate Check Option"). */
function sayPreference({ mapped_module, field_mappings, ...rest }: JsonObject): JsonObject {
  if (!isObject(mapped_module ?? null)) return rest;
  const mappings = objects({ field_mappings: field_mappings ?? [] }, 'field_mappings');
  return { ...rest, type_configurations: [{ mapped_module: mapped_module ?? null, field_mappings: mappings.map(sayMapping) }] };
}

function sayMapping({ current_field, mapped_field }: JsonObject): JsonObject {
  return { current_field: current_field ?? null, mapped_field: mapped_field ?? null };
}
