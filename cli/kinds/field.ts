import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import {
  arrivingFields,
  creatableDataTypes,
  deriveApiName,
  isExtensionName,
  labelForApiName,
  sizedTypes,
  systemFieldChanges,
} from './field-facts.ts';
import { leftByCreate, writeField } from './field-writes.ts';
import type { Kind } from './kind.ts';
import { listOf, optionIds, reshapeOptions } from './options.ts';

/** Types whose value is computed, so that nobody edits it. */
const computedTypes: ReadonlySet<string> = new Set(['formula', 'rollup_summary']);

/** What is said of a system field besides what can be changed. */
const systemFieldFacts: ReadonlySet<string> = new Set(['data_type', 'custom_field', 'global_picklist', 'auto_number']);

/** A field of a module (OpenAPI fields.json). Five per call; the server derives the api name from the label, so it cannot be chosen. */
export const fieldKind: Kind = {
  name: 'field',
  title: { en: 'Field', ja: '項目' },
  schema: 'field',
  scope: 'module',
  separator: '.',
  file: { pattern: 'modules/{module}/fields.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'fields',
  list: { method: 'GET', path: '/settings/fields', per: 'module', paged: false },
  create: { method: 'POST', path: '/settings/fields', batch: 5, credits: 1 },
  update: { method: 'PATCH', path: '/settings/fields', batch: 5, credits: 1 },
  besides: [{ method: 'PATCH', path: '/settings/fields', sets: leftByCreate, instead: {} }],
  remove: { method: 'DELETE', path: '/settings/fields/{id}', query: { module: '{module}' }, batch: 1, credits: 1 },
  frozen: [
    'data_type',
    'custom_field',
    'system_mandatory',
    'read_only',
    'visible',
    'subform_module',
    'multi_module_lookup',
    'multiselectlookup',
    'auto_number',
    'textarea',
    'history_tracking_enabled',
    'hipaa_compliance_enabled',
    'separator',
    'external',
    'lookup',
  ],
  unsettable: ['system_mandatory', 'read_only', 'visible', 'subform_module', 'multi_module_lookup', 'history_tracking_enabled'],
  // What belongs to a field's type it always has; encryption is taken away by a person.
  given: [
    ...['field_label', 'data_type', 'length', 'decimal_place', 'default_value', 'textarea', 'auto_number', 'currency', 'crypt'],
    ...['formula', 'rollup_summary', 'lookup', 'multiselectlookup', 'multi_module_lookup', 'subform_module', 'external'],
  ],
  deferred: [],
  appendOnly: ['pick_list_values'],
  holdsRecords: true,
  setupPage: '/settings/modules/{module}/layouts',
  leaveOut: (document) => (isExtensionName(text(document, 'api_name') ?? '') ? 'extension' : undefined),
  reshape: reshapeField,
  partIds: (document, key) => optionIds(document, key),
  partOfChange: (_key, path) => (path[0] === 'profiles' && path[1] !== undefined ? refOf('profile', path[1]) : undefined),
  writes: writeField,
  manualCreate: whyFieldIsNotCreatable,
  manualUpdate: whyFieldIsNotChangeable,
  sideEffect: (key, attributes) =>
    attributes['data_type'] === 'multiselectlookup'
      ? `creating ${key} also makes a linking module and a field in ${text(attributes['multiselectlookup'], 'connected_module') ?? 'the other module'}`
      : undefined,
  isSystem: (_key, attributes) => attributes['custom_field'] === false,
  manualRemove: (_key, attributes) =>
    attributes['custom_field'] === false ? 'a system field comes with the product, its edition or one of its features' : undefined,
  removeEffect: (key, attributes) =>
    attributes['data_type'] === 'multiselectlookup'
      ? `deleting ${key} also deletes its linking module and its field in ${text(attributes['multiselectlookup'], 'connected_module') ?? 'the other module'}`
      : undefined,
  arrivesWith: findOtherSide,
  arrives: (key, attributes) => attributes['custom_field'] === false && arrivingFields.has(key.slice(key.indexOf('.') + 1)),
};

/**
 * The field of the other module that a multi-select lookup is one side of, when that one is to be created: Zoho makes both sides at once, so only one is created. That is
 * the one that its module's layout has while the other's does not, since what is created is put there; else the one with the smaller key.
 */
function findOtherSide(key: string, attributes: JsonObject, wanted: (ref: Ref) => JsonObject | undefined): Ref | undefined {
  const own = attributes['multiselectlookup'];
  const other = `${text(own, 'connected_module') ?? ''}.${deriveApiName(text(own, 'connected_label') ?? '')}`;
  const back = wanted(refOf('field', other))?.['multiselectlookup'];
  if (text(back, 'connected_module') !== key.slice(0, key.indexOf('.'))) return undefined;
  const [isPlaced, isOtherPlaced] = [isOnLayout(key, wanted), isOnLayout(other, wanted)];
  const isBringer = isPlaced === isOtherPlaced ? key < other : isPlaced;
  return isBringer || key === other ? undefined : refOf('field', other);
}

/** True for a field that the layout of its module has. */
function isOnLayout(key: string, wanted: (ref: Ref) => JsonObject | undefined): boolean {
  const [module = '', name = ''] = key.split('.');
  const sections = objects(wanted(refOf('layout', `${module}/Standard`)), 'sections');
  return sections.some((section) => listOf(section, 'fields').some((field) => field === name || text(field, 'field') === name));
}

function whyFieldIsNotChangeable(key: string, before: JsonObject, path: readonly string[], after?: Json): string | undefined {
  const [attribute = ''] = path;
  // Files of earlier versions say them here.
  if (key === 'Deals.Pipeline' && attribute === 'pick_list_values') return 'its values are the pipelines, which are kept in a file of their own';
  if (before['custom_field'] === false && !systemFieldChanges.has(attribute))
    return `${attribute} of a system field cannot be changed through the API`;
  const ownAgain = attribute === 'global_picklist' && after === undefined;
  return ownAgain ? 'which values a field gets when it leaves its global picklist has to be chosen in the CRM' : undefined;
}

/** Of a system field only what can be changed is configuration, and its type for the reader; the rest is the product's and differs by edition and version. */
function reshapeField(document: JsonObject): JsonObject {
  const shaped = reshapeAll(document);
  if (document['custom_field'] !== false) return shaped;
  return Object.fromEntries(Object.entries(shaped).filter(([name]) => systemFieldFacts.has(name) || systemFieldChanges.has(name)));
}

function reshapeAll(document: JsonObject): JsonObject {
  const many = property(document, 'multiselectlookup');
  const several = property(document, 'multi_module_lookup');
  return {
    ...document,
    pick_list_values: isStatedElsewhere(document) ? [] : reshapeOptions(document),
    profiles: reshapeAccess(document),
    // Of a computed value it goes without saying.
    read_only: computedTypes.has(text(document, 'data_type') ?? '') ? null : (document['read_only'] ?? null),
    subform_module: text(property(document, 'associated_module'), 'module') ?? null,
    multiselectlookup: reshapeMultiSelect(many),
    multi_module_lookup: { modules: objects(several, 'modules').flatMap((module) => text(module, 'api_name') ?? []) },
    rollup_summary: reshapeRollup(property(document, 'rollup_summary')),
    // A length is configuration only where it can be chosen; else it is the type's own.
    length: sizedTypes.has(text(document, 'data_type') ?? '') ? (document['length'] ?? null) : null,
    auto_number: property(document, 'data_type') === 'autonumber' ? (property(document, 'auto_number') ?? null) : null,
  };
}

/** A field that uses a global picklist shows that picklist's values; those of the field of pipelines are the pipelines. Both are stated once, there. */
function isStatedElsewhere(document: JsonObject): boolean {
  const ofPipelines = document['custom_field'] === false && document['api_name'] === 'Pipeline';
  return ofPipelines || text(property(document, 'global_picklist'), 'api_name') !== undefined;
}

function reshapeAccess(document: JsonObject): JsonObject {
  const access: Record<string, string> = {};
  for (const profile of objects(document, 'profiles')) {
    const permission = text(profile, 'permission_type');
    const id = text(profile, 'id');
    if (permission !== undefined && id !== undefined && permission !== 'read_write') access[id] = permission;
  }
  return access;
}

function reshapeMultiSelect(many: unknown): JsonObject {
  if (!isObject(many)) return {};
  const connected = property(many, 'connected_details');
  const linking = property(property(many, 'linking_details'), 'module');
  const connectedField = property(connected, 'field');
  return {
    // As v8 tells it, else as before (facts: samples 19).
    connected_module: property(connected, 'module') ?? property(many, 'connected_module') ?? null,
    connected_label: text(connectedField, 'field_label') ?? null,
    linking_label: text(linking, 'plural_label') ?? null,
  };
}

function reshapeRollup(rollup: unknown): JsonObject {
  if (!isObject(rollup)) return {};
  const expression = property(rollup, 'expression');
  const parameters = objects(expression, 'function_parameters').flatMap((parameter) => text(parameter, 'api_name') ?? []);
  return {
    ...rollup,
    related_list: text(property(rollup, 'related_list'), 'api_name') ?? null,
    expression: isObject(expression) ? { ...expression, function_parameters: parameters } : null,
  };
}

function whyFieldIsNotCreatable(key: string, attributes: JsonObject): string | undefined {
  const name = key.slice(key.indexOf('.') + 1);
  const dataType = text(attributes, 'data_type') ?? '';
  if (attributes['custom_field'] === false) return 'a system field comes with the product, its edition or one of its features';
  if (!creatableDataTypes.has(dataType)) return `fields of type ${dataType} cannot be created through the API`;
  if (dataType === 'formula' && text(attributes['formula'], 'expression') === undefined)
    return 'the CRM does not tell the expression of a formula, so it has to be typed in';
  if (dataType === 'rollup_summary' && text(attributes['rollup_summary'], 'related_list') === undefined)
    return 'the CRM did not tell what the roll-up sums, so it has to be set by hand';
  if (dataType === 'lookup' && text(attributes['lookup'], 'module') === undefined) return 'the CRM did not tell which module the lookup links to';
  if (dataType === 'multiselectlookup' && text(attributes['multiselectlookup'], 'linking_label') === undefined)
    return 'the CRM did not tell the linking module of the multi-select lookup';
  const label = labelForApiName(name, text(attributes, 'field_label'));
  return deriveApiName(label) === name ? undefined : `no label makes Zoho derive the api name ${name}`;
}
