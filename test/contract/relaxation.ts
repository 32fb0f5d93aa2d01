import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isObject, property } from '../../cli/model/json.ts';

/** One thing that the published files get wrong, and how an object of them is mended. A test fails when no exchange needs a relaxation. */
export interface Relaxation {
  readonly name: string;
  /** why the file is wrong: a quirk of `zoho-api.md` section 6, a fact of `zoho-samples.md`, or a page of Zoho's documentation */
  readonly reason: string;
  /** files it concerns; all when absent */
  readonly files?: readonly string[];
  /** the mended object of an OpenAPI file, whose members have been mended before; undefined when it is not concerned */
  relax(object: JsonObject): JsonObject | undefined;
}

/** True for an object schema that declares a property of the name. */
export function has(object: JsonObject, name: string): boolean {
  return property(object['properties'], name) !== undefined;
}

/** An object schema that declares further properties, of any form. */
export function addProperties(object: JsonObject, names: readonly string[]): JsonObject {
  const properties = object['properties'];
  return { ...object, properties: { ...Object.fromEntries(names.map((name) => [name, {}])), ...(isObject(properties) ? properties : {}) } };
}

/** An object schema with one property changed; undefined when it has none of the name. */
export function changeProperty(object: JsonObject, name: string, change: (schema: JsonObject) => JsonObject): JsonObject | undefined {
  const properties = object['properties'];
  const schema = property(properties, name);
  return isObject(properties) && isObject(schema) ? { ...object, properties: { ...properties, [name]: change(schema) } } : undefined;
}

/** An operation that has one status gets another; only those without it. */
export function addStatus(operation: JsonObject, beside: string, status: string, answer: Json): JsonObject | undefined {
  const responses = operation['responses'];
  const concerned = isObject(responses) && responses[beside] !== undefined && responses[status] === undefined;
  return concerned ? { ...operation, responses: { ...responses, [status]: answer } } : undefined;
}
