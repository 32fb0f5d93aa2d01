import type { SchemaNode } from '../kinds/schema.ts';
import { propertyOrder, propertySchema } from '../kinds/schema.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, property } from '../model/json.ts';
import { isSameValue } from './same-value.ts';

/**
 * What is wanted without what the CRM never tells (`x-untold`, such as the expression of a formula) where all else of the attribute is as the org has it: nobody can know
 * whether it differs. Where something else differs the attribute stays whole, since it is written whole.
 */
export function leaveUntold(schema: SchemaNode, wanted: JsonObject, before: JsonObject): JsonObject {
  if (findUntold(schema, wanted, before).length === 0) return wanted;
  const told = withoutUntold(schema, wanted, before);
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => {
      const rest = told[name];
      if (isSameValue(rest ?? null, before[name] ?? null)) return rest === undefined ? [] : [[name, rest]];
      return [[name, value]];
    }),
  );
}

/** Paths of what the files say and the CRM never tells. */
export function findUntold(schema: SchemaNode, wanted: JsonObject, before: JsonObject, at: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const member = isObject(value) || typeof value === 'string' ? propertySchema(schema, name) : undefined;
    if (member === undefined) return [];
    const there = property(before, name);
    if (property(member.node, 'x-untold') !== undefined) return there === undefined ? [[...at, name]] : [];
    return isObject(value) && isObject(there) ? findUntold(member, value, there, [...at, name]) : [];
  });
}

/**
 * Why a change within an attribute cannot be written: it takes a part that the CRM never tells (`x-untold: needed`) and the files don't say. Undefined when it can.
 */
export function whyUntold(schema: SchemaNode, wanted: JsonObject, attribute: string): string | undefined {
  const value = wanted[attribute];
  const own = propertySchema(schema, attribute);
  if (own === undefined || !isObject(value)) return undefined;
  const name = propertyOrder(own).find((part) => property(propertySchema(own, part)?.node, 'x-untold') === 'needed' && value[part] === undefined);
  return name === undefined ? undefined : `a change of ${attribute} has to say its ${name}, which the CRM never tells and the files don't say`;
}

function withoutUntold(schema: SchemaNode, wanted: JsonObject, before: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => {
      const member = propertySchema(schema, name);
      const there = property(before, name);
      if (member !== undefined && property(member.node, 'x-untold') !== undefined && there === undefined) return [];
      return [[name, member !== undefined && isObject(value) && isObject(there) ? withoutUntold(member, value, there) : value]];
    }),
  );
}
