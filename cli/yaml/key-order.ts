import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, objectAlternative, propertyOrder, propertySchema } from '../kinds/schema.ts';
import type { Json, JsonObject } from '../model/json.ts';

/** A value together with what the schema says of it; undefined where the schema leaves the value open. */
export interface Typed {
  readonly value: Json;
  readonly schema: SchemaNode | undefined;
}

/** One entry of a mapping. */
export interface Entry extends Typed {
  readonly name: string;
}

/** Entries of an object as files order them: declared properties as the schema lists them, then all others by code point. */
export function orderEntries(object: JsonObject, schema: SchemaNode | undefined): readonly Entry[] {
  const shape = schema === undefined ? undefined : objectAlternative(schema);
  const declared = shape === undefined ? [] : propertyOrder(shape).filter((name) => Object.hasOwn(object, name));
  const known = new Set(declared);
  const others = Object.keys(object)
    .filter((name) => !known.has(name))
    .sort(compareCodePoints);
  return [...declared, ...others].map((name) => ({ name, value: object[name] ?? null, schema: shape && propertySchema(shape, name) }));
}

/** Members of a list, each with the schema of the list's members. */
export function typeMembers(list: readonly Json[], schema: SchemaNode | undefined): readonly Typed[] {
  const member = schema && itemSchema(schema);
  return list.map((value) => ({ value, schema: member }));
}

/** Order by Unicode code point; JavaScript's own order of strings puts characters beyond U+FFFF before U+E000. */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

// Surrogates stand for code points above all others.
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
