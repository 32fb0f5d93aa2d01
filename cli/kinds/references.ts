import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { ReferenceRule, SchemaNode } from './schema.ts';
import { itemSchema, keyReferenceRule, propertySchema, referenceRule, resolveSchema } from './schema.ts';

/** A reference that stands in an element's attributes. */
export interface Reference {
  readonly ref: Ref;
  /** the name as it is written there */
  readonly written: string;
  /** where it stands, from the element's root */
  readonly path: readonly (string | number)[];
  /** true when its absence from the files is no error */
  readonly optional: boolean;
  /** true when the name is one within the element's own module */
  readonly inModule: boolean;
  /** what it is there: a value, a key, all of an object in a free value, or one of several entries of such an object */
  readonly as: 'value' | 'key' | 'open' | 'entry';
}

/** Whether anything below a schema node can refer to an element, as far as worked out. */
export type KnownNodes = Map<JsonObject, boolean>;

/**
 * All references in attributes, in order, found by the schema's `x-ref` and `x-ref-keys` and by `{<kind>: <key>}` in free values. With `known`, kept by the caller over
 * many elements, what can refer to nothing is passed over: most of a file cannot.
 */
export function findReferences(
  schema: SchemaNode,
  attributes: Json,
  module: string,
  kindNames: ReadonlySet<string>,
  known?: KnownNodes,
): readonly Reference[] {
  const found: Reference[] = [];
  collect(schema, attributes, [], { module, kindNames, found, known });
  return found;
}

interface Search {
  readonly module: string;
  readonly kindNames: ReadonlySet<string>;
  readonly found: Reference[];
  readonly known: KnownNodes | undefined;
}

type Path = readonly (string | number)[];

function collect(given: SchemaNode, value: Json, path: Path, search: Search): void {
  const resolved = resolveSchema(given);
  if (search.known !== undefined && !mayRefer(search.known, resolved)) return;
  // A free value may state which forms it takes: what refers in it is found all the same.
  const schema = property(resolved.node, 'x-value') === true ? resolved : chooseAlternative(resolved, value);
  if (property(schema.node, 'x-value') === true) collectFree(value, path, search);
  else if (typeof value === 'string') collectReference(search, referenceRule(schema), value, path, 'value');
  else if (isList(value)) {
    const items = itemSchema(schema);
    for (const [index, item] of value.entries()) collect(items, item, [...path, index], search);
  } else if (isObject(value)) collectObject(schema, value, path, search);
}

function collectReference(search: Search, rule: ReferenceRule | undefined, written: string, path: Path, as: 'value' | 'key'): void {
  if (rule === undefined) return;
  const { kind, inModule, optional } = rule;
  search.found.push({ ref: refOf(kind, inModule ? `${search.module}.${written}` : written), written, path, optional, inModule, as });
}

/** Of several forms, the one of the value's own type. */
function chooseAlternative(schema: SchemaNode, value: Json): SchemaNode {
  const choices = property(schema.node, 'oneOf');
  if (!isList(choices)) return schema;
  const type = isList(value) ? 'array' : value === null ? 'null' : typeof value;
  const resolved = choices.filter(isObject).map((choice) => resolveSchema({ ...schema, node: choice }));
  return resolved.find(({ node }) => property(node, 'type') === type) ?? schema;
}

function collectObject(schema: SchemaNode, value: JsonObject, path: Path, search: Search): void {
  const keys = keyReferenceRule(schema);
  for (const [name, member] of Object.entries(value)) {
    if (keys !== undefined) collectReference(search, keys, name, [...path, name], 'key');
    const own = propertySchema(schema, name);
    if (own !== undefined) collect(own, member, [...path, name], search);
  }
}

function collectFree(value: Json, path: Path, search: Search): void {
  if (isList(value)) for (const [index, item] of value.entries()) collectFree(item, [...path, index], search);
  if (!isObject(value)) return;
  const entries = Object.entries(value);
  for (const [name, member] of entries) {
    if (search.kindNames.has(name) && typeof member === 'string') {
      const as = entries.length === 1 ? 'open' : 'entry';
      search.found.push({ ref: refOf(name, member), written: member, path: [...path, name], optional: true, inModule: false, as });
    } else collectFree(member, [...path, name], search);
  }
}

function mayRefer(known: KnownNodes, { node, document, schemas }: SchemaNode): boolean {
  const found = known.get(node);
  if (found !== undefined) return found;
  // A schema that contains itself is met again while this is worked out; then walking on is right and only slower.
  known.set(node, true);
  const result =
    ['x-ref', 'x-ref-keys', 'x-value'].some((keyword) => Object.hasOwn(node, keyword)) ||
    partsOf(node).some((part) => mayRefer(known, resolveSchema({ node: part, document, schemas })));
  known.set(node, result);
  return result;
}

function partsOf(node: JsonObject): readonly JsonObject[] {
  const declared = property(node, 'properties');
  const choices = property(node, 'oneOf');
  const parts = [
    property(node, 'items'),
    property(node, 'additionalProperties'),
    ...(isList(choices) ? choices : []),
    ...Object.values(isObject(declared) ? declared : {}),
  ];
  return parts.filter(isObject);
}

/** Paths at which attributes name something that the CRM gave without an id we know (`{unresolved: name}`): it cannot be written anywhere. */
export function findUnresolved(value: Json, path: readonly string[] = []): readonly { path: readonly string[]; name: string }[] {
  if (isList(value)) return value.flatMap((item, index) => findUnresolved(item, [...path, String(index)]));
  if (!isObject(value)) return [];
  const unresolved = value['unresolved'];
  if (typeof unresolved === 'string') return [{ path, name: unresolved }];
  return Object.entries(value).flatMap(([name, member]) => findUnresolved(member, [...path, name]));
}
