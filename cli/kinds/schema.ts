import type { Json, JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';

/** How a list compares: members matched by an attribute (a text member stands for itself), in order or not, or as a set. Absent: as a whole. */
export type ListRule = { readonly by: string; readonly ordered: boolean } | 'set';

/** Schemas by file name without `.schema.json`. */
export type Schemas = Readonly<Record<string, JsonObject>>;

/** A schema node together with the document that its `$ref`s are relative to. */
export interface SchemaNode {
  readonly node: JsonObject;
  readonly document: JsonObject;
  readonly schemas: Schemas;
}

const documentReference = /^([a-z-]+)\.schema\.json/;

/** Follows `$ref`s (within the document or to a sibling document) until a schema that states something. Unknown references read as "anything". */
export function resolveSchema(at: SchemaNode): SchemaNode {
  const reference = text(at.node, '$ref');
  if (reference === undefined) return at;
  const other = documentReference.exec(reference)?.[1];
  const document = other === undefined ? at.document : (at.schemas[other] ?? {});
  const pointer = reference.slice(reference.indexOf('#') + 1);
  let node: Json | undefined = document;
  for (const part of pointer.split('/').slice(1)) node = property(node, part);
  return resolveSchema({ node: isObject(node) ? node : {}, document, schemas: at.schemas });
}

/** The schema of one element: the document itself, or what a map file says of each of its values. */
export function elementSchema(schemas: Schemas, schema: string, holds: 'one' | 'map'): SchemaNode {
  const document = schemas[schema] ?? {};
  const whole: SchemaNode = { node: document, document, schemas };
  return holds === 'one' ? whole : memberSchema(whole);
}

/** The schema of a property, declared or additional; undefined when the object does not allow it. */
export function propertySchema(at: SchemaNode, name: string): SchemaNode | undefined {
  const declared = property(property(at.node, 'properties'), name);
  if (isObject(declared)) return resolveSchema({ ...at, node: declared });
  const additional = property(at.node, 'additionalProperties');
  return isObject(additional) ? resolveSchema({ ...at, node: additional }) : undefined;
}

/** The schema of every value of a map-like object. */
export function memberSchema(at: SchemaNode): SchemaNode {
  const additional = property(at.node, 'additionalProperties');
  return resolveSchema({ ...at, node: isObject(additional) ? additional : {} });
}

/** The schema of the members of a list. */
export function itemSchema(at: SchemaNode): SchemaNode {
  const items = property(at.node, 'items');
  return resolveSchema({ ...at, node: isObject(items) ? items : {} });
}

/** The object alternative of a `oneOf` of a text and an object; the schema itself when there is no choice. */
export function objectAlternative(at: SchemaNode): SchemaNode {
  const choices = property(at.node, 'oneOf');
  if (!Array.isArray(choices)) return at;
  for (const choice of choices) {
    const resolved = isObject(choice) ? resolveSchema({ ...at, node: choice }) : at;
    if (property(resolved.node, 'type') === 'object') return resolved;
  }
  return at;
}

/** How the list that the schema describes compares; undefined: as a whole. */
export function listRule(at: SchemaNode): ListRule | undefined {
  const rule = property(at.node, 'x-list');
  if (rule === 'set') return 'set';
  const by = text(rule, 'by');
  return by === undefined ? undefined : { by, ordered: property(rule, 'ordered') === true };
}

/** The reference that a text stands for: the kind, and whether the module is the element's own. */
export interface ReferenceRule {
  readonly kind: string;
  readonly inModule: boolean;
  readonly optional: boolean;
}

/** The rule of a text that refers to an element (`x-ref`); undefined when it refers to nothing. */
export function referenceRule(at: SchemaNode): ReferenceRule | undefined {
  return readReference(at, 'x-ref');
}

/** The rule of an object whose property names refer to elements (`x-ref-keys`). */
export function keyReferenceRule(at: SchemaNode): ReferenceRule | undefined {
  return readReference(at, 'x-ref-keys');
}

function readReference(at: SchemaNode, keyword: string): ReferenceRule | undefined {
  const kind = text(at.node, keyword);
  if (kind === undefined) return undefined;
  return { kind, inModule: text(at.node, 'x-ref-in') === 'module', optional: property(at.node, 'x-ref-optional') === true };
}

/** Names of the declared properties in the order of the schema, which is the order in files. */
export function propertyOrder(at: SchemaNode): readonly string[] {
  return Object.keys(property(at.node, 'properties') ?? {});
}

/** The attributes of a kind's elements that the schema annotates with a keyword, each with what the keyword says. */
export function annotatedAttributes(
  schemas: Schemas,
  { schema, file }: { readonly schema: string; readonly file: { readonly holds: 'one' | 'map' } },
  keyword: string,
): readonly (readonly [string, Json])[] {
  const element = elementSchema(schemas, schema, file.holds);
  return propertyOrder(element).flatMap((name) => {
    const said = property(propertySchema(element, name)?.node, keyword);
    return said === undefined ? [] : [[name, said] as const];
  });
}
