import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, objectAlternative, propertySchema, referenceRule, resolveSchema } from '../kinds/schema.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';

/** Kinds that a free value may refer to: those with elements, and users, who are never in files. */
export type ReferenceKinds = ReadonlySet<string>;

/**
 * Attributes as the CRM takes them: references as `{id}` (to be filled in when sent, with the api name beside it where the CRM wants one), secrets as
 * `{$secret}`. What the schema does not name is passed through.
 */
export function wireFromAttributes(schema: SchemaNode, attributes: JsonObject, module: string, kinds: ReferenceKinds): JsonObject {
  const wire = toWire(schema, attributes, module, kinds);
  return isObject(wire) ? wire : {};
}

function toWire(given: SchemaNode, value: Json, module: string, kinds: ReferenceKinds): Json {
  const schema = resolveSchema(given);
  const reference = referenceRule(schema);
  if (reference !== undefined && typeof value === 'string') return wireReference(reference.kind, reference.inModule ? `${module}.${value}` : value);
  if (text(schema.node, 'x-name') === 'api_name' && typeof value === 'string') return { api_name: value };
  if (property(schema.node, 'x-secret') === true) return { $secret: text(value, 'secret') ?? '' };
  if (property(schema.node, 'x-value') === true) return wireFreeValue(value, kinds);
  if (isList(value))
    return value.map((item) => toWire(isObject(item) ? objectAlternative(itemSchema(schema)) : itemSchema(schema), item, module, kinds));
  if (!isObject(value)) return value;
  const own = objectAlternative(schema);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireMember(own, name, member, module, kinds)]));
}

function wireMember(schema: SchemaNode, name: string, member: Json, module: string, kinds: ReferenceKinds): Json {
  const own = propertySchema(schema, name);
  return own === undefined ? member : toWire(secretAlternative(own, member), member, module, kinds);
}

/** Of a choice between a text and a secret, the one the value is; a free value that states its forms stays free. */
function secretAlternative(schema: SchemaNode, value: Json): SchemaNode {
  return isObject(value) && property(schema.node, 'x-value') !== true ? objectAlternative(schema) : schema;
}

/** Fields and modules are named by api name as well, which the CRM accepts beside or instead of the id. */
function wireReference(kind: string, key: string): JsonObject {
  const id = { id: { $id: refOf(kind, key) } };
  if (kind === 'module') return { ...id, api_name: key };
  if (kind === 'field') return { ...id, api_name: key.slice(key.indexOf('.') + 1) };
  if (kind === 'tag') return { ...id, name: key.slice(key.indexOf('/') + 1) };
  if (kind === 'email_template') return { ...id, name: key.slice(key.indexOf('/') + 1) };
  return id;
}

function wireFreeValue(value: Json, kinds: ReferenceKinds): Json {
  if (isList(value)) return value.map((item) => wireFreeValue(item, kinds));
  if (!isObject(value)) return value;
  const kind = Object.keys(value).find(
    (name) => kinds.has(name) && typeof value[name] === 'string' && Object.keys(value).every((other) => other === name || other === 'type'),
  );
  if (kind !== undefined) {
    const { [kind]: key, ...rest } = value;
    return { ...wireReference(kind, String(key)), ...rest };
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireFreeValue(member, kinds)]));
}
