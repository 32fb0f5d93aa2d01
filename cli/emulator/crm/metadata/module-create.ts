import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { checkMembers, duplicateData, invalidData, limitExceeded, locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import { editionLimits } from './edition-limits.ts';
import { autoNumberPart } from './field-parts.ts';
import { collections } from './lookups.ts';
import { fillCustomModule, innerName, makeFirstLayout, makeModule } from './module-make.ts';
import { Refusal } from './refusal.ts';
import type { Writing } from './writing.ts';
import { authorOf } from './writing.ts';

const required = true;

const rules = [
  { name: 'singular_label', type: 'string', required, maxLength: 25 },
  { name: 'plural_label', type: 'string', required, maxLength: 25 },
  { name: 'api_name', type: 'string', required, maxLength: 50 },
  { name: 'profiles', type: 'list', required, maxLength: 203 },
] as const;

const displayRules = [
  { name: 'field_label', type: 'string', maxLength: 50 },
  { name: 'data_type', type: 'string', oneOf: ['autonumber', 'text'] },
] as const;

/** Names that the API uses for something else. */
const reservedNames: ReadonlySet<string> = new Set([
  'users',
  'org',
  'settings',
  'activities',
  'records',
  'modules',
  'fields',
  'layouts',
  'functions',
  'coql',
  'bulk',
]);

/** Makes a custom module with its system fields, its Standard layout and its permissions. */
export function createModule(writing: Writing, body: JsonObject, path: string): Doc | Refusal {
  const error = checkMembers(body, rules, path) ?? checkName(writing, text(body, 'api_name') ?? '', path) ?? checkProfiles(writing, body, path);
  if (error !== undefined) return new Refusal(error);
  const { store, org } = writing;
  const limit = editionLimits[org.edition].customModules;
  const custom = store.list(org.name, collections.modules).filter((module) => module['generated_type'] === 'custom' && module['source'] === 'crm');
  if (custom.length >= limit) return new Refusal(limitExceeded(limit, 'the org has as many custom modules as its edition allows'));
  const display = displayField(writing, body, path);
  return display instanceof Refusal ? display : storeModule(writing, body, display);
}

function storeModule(writing: Writing, body: JsonObject, display: JsonObject): Doc {
  const module = makeModule(writing, {
    api_name: text(body, 'api_name') ?? '',
    module_name: innerName(writing, 'CustomModule'),
    singular_label: text(body, 'singular_label') ?? '',
    plural_label: text(body, 'plural_label') ?? '',
    generated_type: 'custom',
    modified_time: writing.now(),
    modified_by: authorOf(writing.user),
    _display_field: 'Name',
    _profiles: objects(body, 'profiles').map((profile) => text(profile, 'id') ?? ''),
  });
  fillCustomModule(writing, module, display);
  makeFirstLayout(writing, module);
  return module;
}

function checkName(writing: Writing, name: string, path: string): JsonObject | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return invalidData(path, 'api_name');
  if (reservedNames.has(name.toLowerCase()))
    return itemError('RESERVED_KEYWORD_NOT_ALLOWED', 'the api name is used by the system', locate(path, 'api_name'));
  const names = writing.store.list(writing.org.name, collections.modules).map((module) => `${module['api_name']}`.toLowerCase());
  return names.includes(name.toLowerCase()) ? duplicateData(path, 'api_name') : undefined;
}

/** First fault of a body's profiles: each must be an id of this org. */
export function checkProfiles(writing: Writing, body: JsonObject, path: string): JsonObject | undefined {
  for (const [index, profile] of objects(body, 'profiles').entries()) {
    const place = `${path}.profiles[${index}]`;
    const error = checkMembers(profile, [{ name: 'id', type: 'id', required }], place);
    if (error !== undefined) return error;
    if (writing.store.get(writing.org.name, 'profiles', text(profile, 'id') ?? '') === undefined) return invalidData(place, 'id');
  }
  return undefined;
}

/** Facts of the module's Name field: a text unless the body asks for an autonumber. */
function displayField(writing: Writing, body: JsonObject, path: string): JsonObject | Refusal {
  const given = property(body, 'display_field');
  if (!isObject(given)) return {};
  const place = `${path}.display_field`;
  const error = checkMembers(given, displayRules, place);
  if (error !== undefined) return new Refusal(error);
  const label = text(given, 'field_label');
  const named = label === undefined ? {} : { field_label: label };
  if (text(given, 'data_type') !== 'autonumber') return named;
  const counter = autoNumberPart({ writing, module: { id: '' }, body: given, path: place, dataType: 'autonumber' });
  if (counter instanceof Refusal) return counter;
  return {
    ...named,
    data_type: 'autonumber',
    ...(isObject(given['auto_number']) ? counter : { auto_number: { starting_number_length: 1, start_number: 1, prefix: '', suffix: '' } }),
  };
}
