import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { checkMembers, invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import { deriveApiName } from './api-name.ts';
import { formulaPart, rollupPart } from './calculation-parts.ts';
import { creatableTypes, dataTypes, factsOfType } from './data-types.ts';
import { editionLimits } from './edition-limits.ts';
import { makeField, placeField } from './field-make.ts';
import {
  autoNumberPart,
  cryptPart,
  currencyPart,
  externalPart,
  permissionsPart,
  picklistPart,
  plainPart,
  privacyPart,
  textareaPart,
  tooltipPart,
  uniquePart,
} from './field-parts.ts';
import { collections, fieldsOf, layoutsOf } from './lookups.ts';
import { Refusal } from './refusal.ts';
import { lookupPart, multiLookupPart } from './relation-parts.ts';
import { trackingPart } from './tracking-part.ts';
import type { FieldDraft, Writing } from './writing.ts';

const rules = [
  { name: 'field_label', type: 'string', required: true, maxLength: 50 },
  { name: 'data_type', type: 'string', required: true, oneOf: creatableTypes },
  { name: 'length', type: 'integer' },
  { name: 'default_value', type: 'string', maxLength: 255, nullable: true },
] as const;

/** Body members that belong to some data types only. */
const typedMembers = [...new Set(Object.values(dataTypes).flatMap((facts) => facts.takes ?? []))].filter(
  (name) => name !== 'separator' && name !== 'crypt',
);

const parts = [
  tooltipPart,
  permissionsPart,
  plainPart,
  uniquePart,
  cryptPart,
  privacyPart,
  externalPart,
  textareaPart,
  currencyPart,
  autoNumberPart,
  picklistPart,
  lookupPart,
  formulaPart,
  rollupPart,
  multiLookupPart,
  trackingPart,
];

/** Makes one field of a create body, with all that comes along: its api_name, its place on every layout, a linking module. */
export function createField(writing: Writing, module: Doc, body: JsonObject, path: string): Doc | Refusal {
  const error = checkMembers(body, rules, path) ?? checkDraft(writing, module, body, path);
  if (error !== undefined) return new Refusal(error);
  const draft = { writing, module, body, path, dataType: text(body, 'data_type') ?? '' };
  const length = lengthOf(draft);
  if (length instanceof Refusal) return length;
  let facts: JsonObject = length;
  for (const part of parts) {
    const added = part(draft);
    if (added instanceof Refusal) return added;
    facts = { ...facts, ...added };
  }
  return storeField(draft, facts);
}

function checkDraft(writing: Writing, module: Doc, body: JsonObject, path: string): JsonObject | undefined {
  if (property(body, 'api_name') !== undefined) return invalidData(path, 'api_name');
  const { store, org } = writing;
  const customFields = fieldsOf(store, org.name, text(module, 'api_name') ?? '').filter((field) => field['custom_field'] === true);
  const limit = editionLimits[org.edition].customFields;
  if (customFields.length >= limit) return limitExceeded(limit, 'the module has as many custom fields as the edition allows');
  const facts = factsOfType(text(body, 'data_type') ?? '');
  if (facts.needs !== undefined && !isObject(body[facts.needs])) return mandatoryNotFound(path, facts.needs);
  const foreign = typedMembers.find((name) => isObject(body[name]) && !facts.takes?.includes(name));
  if (foreign === undefined) return undefined;
  return itemError('DEPENDENT_MISMATCH', 'the data type does not take this member', {
    ...locate(path, foreign),
    dependee: locate(path, 'data_type'),
  });
}

function lengthOf(draft: FieldDraft): JsonObject | Refusal {
  const given = property(draft.body, 'length');
  const { maxLength } = factsOfType(draft.dataType);
  if (given === undefined || maxLength === undefined) return {};
  if (Number(given) < 1 || Number(given) > maxLength) return new Refusal(invalidData(draft.path, 'length', { maximum_length: maxLength }));
  return { length: given };
}

function storeField(draft: FieldDraft, facts: JsonObject): Doc {
  const { writing, module, body } = draft;
  const taken = fieldsOf(writing.store, writing.org.name, text(module, 'api_name') ?? '').map((field) => text(field, 'api_name') ?? '');
  const label = text(body, 'field_label') ?? '';
  const initial = property(body, 'default_value');
  const field = makeField(writing, module, {
    api_name: deriveApiName(label, new Set(taken)),
    field_label: label,
    data_type: draft.dataType,
    custom_field: true,
    created_time: writing.now(),
    modified_time: writing.now(),
    ...(initial === undefined ? {} : { _default_value: initial }),
    ...usualFacts[draft.dataType],
    ...facts,
  });
  appendToLayouts(writing, module, field);
  connectOpposite(writing, field);
  return field;
}

/** What a field has when its create body does not say. */
const usualFacts: Readonly<Record<string, JsonObject>> = { currency: { currency: { rounding_option: 'normal', precision: 2 }, decimal_place: 2 } };

/** A new custom field stands last in the first section of each layout of its module. */
function appendToLayouts(writing: Writing, module: Doc, field: Doc): void {
  const { store, org } = writing;
  for (const layout of layoutsOf(store, org.name, text(module, 'api_name') ?? '')) {
    const [first, ...others] = objects(layout, 'sections');
    if (first === undefined) continue;
    const places = objects(first, 'fields');
    const filled = { ...first, fields: [...places, placeField(field, places.length + 1)] };
    store.put(org.name, collections.layouts, { ...layout, sections: [filled, ...others] });
  }
}

/** Tells the opposite field of a lookup to many which field it belongs to. */
function connectOpposite(writing: Writing, field: Doc): void {
  const { store, org } = writing;
  const id = text(property(property(field['multiselectlookup'], 'connected_details'), 'field'), 'id');
  const opposite = id === undefined ? undefined : store.get(org.name, collections.fields, id);
  const lookup = opposite?.['multiselectlookup'];
  if (opposite === undefined || !isObject(lookup) || !isObject(lookup['connected_details'])) return;
  const own = { api_name: field['api_name'] ?? null, field_label: field['field_label'] ?? null, id: field.id };
  store.put(org.name, collections.fields, {
    ...opposite,
    multiselectlookup: { ...lookup, connected_details: { ...lookup['connected_details'], field: own } },
  });
}
