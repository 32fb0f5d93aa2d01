import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects, text } from '../model/json.ts';

/** The stored value of a picklist option in file form (a text, or an object when stored and shown value differ). */
export function actualValue(option: Json): string | undefined {
  return typeof option === 'string' ? option : text(option, 'actual_value');
}

/** A picklist's values in file form: a text where stored, shown and reference value are one and nothing else is said. */
export function reshapeOptions(document: JsonObject): readonly Json[] {
  return objects(document, 'pick_list_values').map(reshapeOption);
}

function reshapeOption(option: JsonObject): Json {
  const display = text(option, 'display_value') ?? '';
  // Global picklists answer without actual_value in lists of older versions; the shown value then is the stored one.
  const actual = text(option, 'actual_value') ?? display;
  const shaped: Record<string, Json> = { actual_value: actual };
  if (display !== actual) shaped['display_value'] = display;
  const reference = text(option, 'reference_value');
  if (reference !== undefined && reference !== display) shaped['reference_value'] = reference;
  const colour = text(option, 'colour_code');
  if (colour) shaped['colour_code'] = colour;
  if (option['type'] === 'unused') shaped['type'] = 'unused';
  return Object.keys(shaped).length === 1 ? actual : shaped;
}

/** Ids of a document's picklist values, remembered under `picklist:<owner>#<stored value>`. */
export function optionIds(document: JsonObject, owner: string): readonly (readonly [Ref, string])[] {
  return objects(document, 'pick_list_values').flatMap((option) => {
    const id = text(option, 'id');
    const actual = text(option, 'actual_value') ?? text(option, 'display_value');
    return id === undefined || actual === undefined ? [] : [[optionRef(owner, actual), id] as const];
  });
}

/** Address under which the id of a picklist value is remembered. */
export function optionRef(owner: string, actual: string): Ref {
  return refOf('picklist', `${owner}#${actual}`);
}

/** An option as the CRM takes it on creation: every value spelled out. */
export function optionForCreate(option: Json): JsonObject {
  const actual = actualValue(option) ?? '';
  const shape = isObject(option) ? option : {};
  const display = text(shape, 'display_value') ?? actual;
  return { ...shape, actual_value: actual, display_value: display, reference_value: text(shape, 'reference_value') ?? display };
}

/** An option that the org has, as a change of it says it: what it no longer has is said to be nothing. */
export function optionForChange(option: Json, before: Json): JsonObject {
  const said = optionForCreate(option);
  const uncoloured = said['colour_code'] === undefined && isObject(before) && before['colour_code'] !== undefined;
  const used = said['type'] === undefined && isObject(before) && before['type'] !== undefined;
  return { ...said, ...(uncoloured ? { colour_code: null } : {}), ...(used ? { type: 'used' } : {}) };
}

/** Stored values that the first list has and the second does not. */
export function goneOptions(before: readonly Json[], after: readonly Json[]): readonly string[] {
  const kept = new Set(after.map(actualValue));
  return before.flatMap((option) => {
    const actual = actualValue(option);
    return actual === undefined || kept.has(actual) ? [] : [actual];
  });
}

/** The list under a name in attributes, as a list. */
export function listOf(attributes: JsonObject, name: string): readonly Json[] {
  const found = attributes[name];
  return isList(found) ? found : [];
}
