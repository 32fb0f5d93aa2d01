import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, objectAlternative, propertySchema } from '../kinds/schema.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';

/** Attributes as files have them: what is the schema's default goes without saying. The inverse of `withDefaults` for attributes read from an org. */
export function withoutDefaults(schema: SchemaNode, attributes: JsonObject): JsonObject {
  const own = objectAlternative(schema);
  const said = Object.entries(attributes).flatMap(([name, value]) => {
    const member = propertySchema(own, name);
    if (member === undefined) return [[name, value] as const];
    const usual = property(member.node, 'default');
    return usual !== undefined && canonicalText(usual) === canonicalText(value) ? [] : [[name, strip(member, value)] as const];
  });
  return Object.fromEntries(said);
}

function strip(schema: SchemaNode, value: Json): Json {
  if (property(schema.node, 'x-value') === true || property(schema.node, 'x-canonical') !== undefined) return value;
  if (isList(value)) {
    const items = itemSchema(schema);
    return property(items.node, 'oneOf') === undefined ? value.map((item) => (isObject(item) ? withoutDefaults(items, item) : item)) : value;
  }
  return isObject(value) ? withoutDefaults(schema, value) : value;
}
