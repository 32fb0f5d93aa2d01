/** A JSON value as parsed: what travels in requests, answers, files and digests. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Property order carries no meaning; where order matters a list is used. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** True for an object that is neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list; narrows read-only lists too, which `Array.isArray` does not. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Own property of an object, never one inherited from its prototype, so that a key such as `constructor` in untrusted data reads as absent.
 */
export function property(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Own property when it is a string, else undefined. */
export function text(value: Json | undefined, name: string): string | undefined {
  const found = property(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** Own property when it is a list of objects, else an empty list; members that are not objects are passed over. */
export function objects(value: Json | undefined, name: string): readonly JsonObject[] {
  const found = property(value, name);
  return isList(found) ? found.filter(isObject) : [];
}
