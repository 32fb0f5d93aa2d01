import type { Write } from '../model/crm-call.ts';
import { refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import { isExtensionName } from './field-facts.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf } from './options.ts';

/** A module (tab). Creating one costs 500 credits (Zoho API limits); linking and subform modules are made by their fields (OpenAPI modules.json). */
export const moduleKind: Kind = {
  name: 'module',
  title: { en: 'Module', ja: 'タブ' },
  schema: 'module',
  scope: 'org',
  separator: '/',
  file: { pattern: 'modules/{name}/module.yaml', holds: 'one' },
  identity: 'api_name',
  envelope: 'modules',
  list: { method: 'GET', path: '/settings/modules', per: 'org', paged: false },
  create: { method: 'POST', path: '/settings/modules', batch: 1, credits: 500 },
  update: { method: 'PUT', path: '/settings/modules', batch: 100, credits: 1 },
  frozen: ['generated_type', 'display_field'],
  given: ['singular_label', 'plural_label', 'generated_type'],
  kept: ['profiles'],
  deferred: ['display_field'],
  holdsRecords: true,
  setupPage: '/settings/modules',
  leaveOut: leaveOutModule,
  reshape: reshapeModule,
  writes: writeModule,
  isSystem: (_key, attributes) => (text(attributes, 'generated_type') ?? 'custom') !== 'custom',
  manualRemove: () => 'a module cannot be deleted through the API',
  manualCreate: (key, attributes) => whyModuleIsNotCreatable(key, text(attributes, 'generated_type') ?? 'custom'),
};

/** True for a module that Zoho made for a field: of rows of a subform, or of links of a lookup to many (OpenAPI modules.json, `generated_type`). */
export function isMadeForField(attributes: JsonObject): boolean {
  return !['custom', 'default'].includes(text(attributes, 'generated_type') ?? 'custom');
}

function leaveOutModule(document: JsonObject): LeftOutReason | undefined {
  const source = text(document, 'source');
  if (source !== undefined && source !== 'crm') return 'extension';
  if (isExtensionName(text(document, 'api_name') ?? '')) return 'extension';
  return document['api_supported'] === false ? 'no-api' : undefined;
}

function reshapeModule(document: JsonObject): JsonObject {
  const display = document['display_field'];
  return { ...document, display_field: isObject(display) ? (text(display, 'api_name') ?? null) : (display ?? null) };
}

/** Names that the API uses itself, so that no module can have them (error RESERVED_KEYWORD_NOT_ALLOWED; the list is ours and surely not whole). */
const reservedNames: ReadonlySet<string> = new Set([
  'Records',
  'Users',
  'Modules',
  'Fields',
  'Layouts',
  'Settings',
  'Org',
  'Profiles',
  'Roles',
  'Actions',
  'Search',
]);

function whyModuleIsNotCreatable(key: string, generatedType: string): string | undefined {
  if (generatedType === 'custom') return reservedNames.has(key) ? `the api name ${key} is reserved by the CRM` : undefined;
  if (generatedType === 'linking') return 'a linking module is made by Zoho together with its multi-select lookup field';
  if (generatedType.includes('subform')) return 'a subform module is made by Zoho together with its subform field';
  if (generatedType === 'default') return 'a standard module comes with the product, its edition or a Zoho finance integration';
  return `a module of type ${generatedType} is made by Zoho itself`;
}

function writeModule(step: StepFacts): readonly Write[] {
  const create = step.before === undefined;
  const profiles = listOf(step.after, 'profiles').length > 0 ? property(step.wire, 'profiles') : [{ id: { $id: refOf('profile', 'Administrator') } }];
  const labels = {
    singular_label: text(step.after, 'singular_label') ?? text(step.after, 'plural_label') ?? step.key,
    plural_label: text(step.after, 'plural_label') ?? step.key,
  };
  const gone = listOf(step.before ?? {}, 'profiles').filter((name) => !listOf(step.after, 'profiles').includes(name));
  const entries = [...(isList(profiles) ? profiles : []), ...gone.map((name) => ({ id: { $id: refOf('profile', String(name)) }, _delete: null }))];
  const body = { ...labels, ...(create || step.changed.has('profiles') ? { profiles: entries } : {}) } as JsonObject;
  if (create)
    return [
      {
        method: 'POST',
        path: '/settings/modules',
        envelope: 'modules',
        batch: 1,
        items: [{ body: { ...body, api_name: step.key, ...displayField(step) }, captures: step.ref }],
      },
    ];
  return [
    {
      method: 'PUT',
      path: '/settings/modules',
      envelope: 'modules',
      batch: 100,
      items: [{ body: { id: { $id: step.ref }, ...body } as JsonObject }],
      ...(gone.length === 0 || !step.changed.has('profiles') ? { idempotent: true } : {}),
    },
  ];
}

/** The field that names a record is made with the module, and its type cannot change later. */
function displayField(step: StepFacts): JsonObject {
  const field = step.wanted(refOf('field', `${step.key}.Name`));
  if (text(field, 'data_type') !== 'autonumber') return {};
  const number = property(field, 'auto_number');
  const auto_number = { prefix: text(number, 'prefix') ?? '', start_number: '1', suffix: text(number, 'suffix') ?? '' };
  return { display_field: { field_label: text(field, 'field_label') ?? 'Name', data_type: 'autonumber', auto_number } };
}
