import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { SchemaNode } from './schema.ts';
import { itemSchema, keyReferenceRule, objectAlternative, propertySchema, referenceRule, resolveSchema } from './schema.ts';

/** A reference that stands in an element's attributes. */
export interface Reference {
  readonly ref: Ref;
  /** where it stands, from the element's root */
  readonly path: readonly (string | number)[];
  /** true when its absence from the files is no error */
  readonly optional: boolean;
}

/** All references in attributes, in order, found by the schema's `x-ref` and `x-ref-keys` and by `{<kind>: <key>}` in free values. */
export function findReferences(schema: SchemaNode, attributes: Json, module: string, kindNames: ReadonlySet<string>): readonly Reference[] {
  const found: Reference[] = [];
  collect(schema, attributes, [], { module, kindNames, found });
  return found;
}

interface Search {
  readonly module: string;
  readonly kindNames: ReadonlySet<string>;
  readonly found: Reference[];
}

function collect(given: SchemaNode, value: Json, path: readonly (string | number)[], search: Search): void {
  const schema = resolveSchema(given);
  const rule = referenceRule(schema);
  if (rule !== undefined && typeof value === 'string') {
    search.found.push({ ref: refOf(rule.kind, rule.inModule ? `${search.module}.${value}` : value), path, optional: rule.optional });
    return;
  }
  if (property(schema.node, 'x-value') === true) collectFree(value, path, search);
  else if (isList(value)) for (const [index, item] of value.entries()) collect(itemAlternative(schema, item), item, [...path, index], search);
  else if (isObject(value)) collectObject(objectAlternative(schema), value, path, search);
}

function itemAlternative(schema: SchemaNode, item: Json): SchemaNode {
  const items = itemSchema(schema);
  if (isObject(item)) return objectAlternative(items);
  const choices = property(items.node, 'oneOf');
  const textual = isList(choices) ? choices.find((choice) => isObject(choice) && choice['type'] === 'string') : undefined;
  return isObject(textual) ? { ...items, node: textual } : items;
}

function collectObject(schema: SchemaNode, value: { readonly [name: string]: Json }, path: readonly (string | number)[], search: Search): void {
  const keys = keyReferenceRule(schema);
  for (const [name, member] of Object.entries(value)) {
    if (keys !== undefined) search.found.push({ ref: refOf(keys.kind, name), path: [...path, name], optional: keys.optional });
    const own = propertySchema(schema, name);
    if (own !== undefined) collect(own, member, [...path, name], search);
  }
}

function collectFree(value: Json, path: readonly (string | number)[], search: Search): void {
  if (isList(value)) for (const [index, item] of value.entries()) collectFree(item, [...path, index], search);
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (search.kindNames.has(name) && typeof member === 'string')
      search.found.push({ ref: refOf(name, member), path: [...path, name], optional: true });
    else collectFree(member, [...path, name], search);
  }
}

/** Paths at which attributes name something that the CRM gave without an id we know (`{unresolved: name}`): it cannot be written anywhere. */
export function findUnresolved(value: Json, path: readonly string[] = []): readonly { path: readonly string[]; name: string }[] {
  if (isList(value)) return value.flatMap((item, index) => findUnresolved(item, [...path, String(index)]));
  if (!isObject(value)) return [];
  const unresolved = value['unresolved'];
  if (typeof unresolved === 'string') return [{ path, name: unresolved }];
  return Object.entries(value).flatMap(([name, member]) => findUnresolved(member, [...path, name]));
}
