import { canonicalCriteria } from '../kinds/criteria.ts';
import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, keyReferenceRule, objectAlternative, propertyOrder, propertySchema, referenceRule, resolveSchema } from '../kinds/schema.ts';
import { inWeekOrder } from '../kinds/week.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';

/** Looks up the key that an id stands for. */
export interface IdLookup {
  /** key of the element of that kind, undefined when the id is unknown */
  keyOf(kind: string, id: string): string | undefined;
  /** kind and key of whatever has the id */
  find(id: string): { kind: string; key: string } | undefined;
  readonly module: string;
}

/**
 * Attributes of a document, as its schema allows: what the schema does not name is the CRM's own business and left out, and so is everything that
 * means nothing (null, empty text, list or object, the schema's default; facts: samples 17). References become keys, numbers and booleans given as
 * text become what the schema says (samples 18).
 */
export function attributesFromWire(schema: SchemaNode, value: Json | undefined, ids: IdLookup): JsonObject {
  const attributes = fromWire(schema, value, ids);
  return isObject(attributes) ? attributes : {};
}

function fromWire(given: SchemaNode, value: Json | undefined, ids: IdLookup): Json | undefined {
  const schema = resolveSchema(given);
  if (value === undefined || value === null) return undefined;
  const reference = referenceRule(schema);
  if (reference !== undefined) return nonEmpty(referenceKey(value, reference.kind, reference.inModule, ids));
  const naming = text(schema.node, 'x-name');
  if (naming !== undefined && isObject(value)) return nonEmpty(text(value, naming));
  if (property(schema.node, 'x-value') === true) return freeValue(value, ids);
  if (isList(value)) return listFromWire(schema, value, ids);
  if (isObject(value)) return objectFromWire(objectAlternative(schema), value, ids);
  const scalar = coerce(text(schema.node, 'type'), value);
  return scalar === '' || scalar === property(schema.node, 'default') ? undefined : scalar;
}

function listFromWire(schema: SchemaNode, value: readonly Json[], ids: IdLookup): Json | undefined {
  const items = value.map((item) => fromWire(itemForValue(schema, item), item, ids)).filter((item) => item !== undefined);
  if (items.length === 0) return undefined;
  if (property(schema.node, 'x-canonical') === 'week') return inWeekOrder(items);
  return property(schema.node, 'x-list') === 'set' ? [...new Set(items)].sort(compareJson) : items;
}

/** The schema a list member is read by: of a choice between text and object, the one that fits the member. */
function itemForValue(schema: SchemaNode, item: Json): SchemaNode {
  const items = itemSchema(schema);
  return isObject(item) ? objectAlternative(items) : items;
}

function objectFromWire(schema: SchemaNode, value: JsonObject, ids: IdLookup): Json | undefined {
  const keys = keyReferenceRule(schema);
  const declared = propertyOrder(schema);
  const names = declared.length > 0 ? declared : Object.keys(value).sort();
  const entries = names.flatMap((name) => {
    const member = propertySchema(schema, name);
    const converted = member === undefined ? undefined : fromWire(member, property(value, name), ids);
    return converted === undefined ? [] : [[keys === undefined ? name : (ids.keyOf(keys.kind, name) ?? name), converted] as const];
  });
  // From entries, since assigning to a name such as `__proto__` would lose it.
  const attributes = Object.fromEntries(entries);
  if (property(schema.node, 'x-canonical') === 'criteria') return canonicalCriteria(attributes);
  const keep = property(schema.node, 'x-keep-empty') === true && Object.keys(value).length > 0;
  return Object.keys(attributes).length > 0 || keep ? attributes : undefined;
}

/**
 * The key that a reference stands for: by id where we know it, else by the name the CRM gives beside it. Of a person there never is a name in files: who is not among
 * the users is said by e-mail address or id.
 */
function referenceKey(value: Json, kind: string, inModule: boolean, ids: IdLookup): string | undefined {
  const id = isObject(value) ? text(value, 'id') : typeof value === 'string' ? value : undefined;
  const known = id === undefined ? undefined : ids.keyOf(kind, id);
  if (known !== undefined) return inModule && known.startsWith(`${ids.module}.`) ? known.slice(ids.module.length + 1) : known;
  if (typeof value === 'string') return value;
  if (kind === 'user') return text(value, 'email') ?? id;
  return text(value, 'api_name') ?? text(value, 'name');
}

/**
 * A value of free form: an object with an id that we know becomes `{kind: key}`, one we don't know `{unresolved: …}` with its api name, e-mail address or id. Its name may be
 * a person's (users, contacts, leads), and so may names beside an e-mail address: those never are in files. What is only for display goes too.
 */
function freeValue(value: Json, ids: IdLookup): Json | undefined {
  if (isList(value)) return value.map((item) => freeValue(item, ids)).filter((item) => item !== undefined);
  if (!isObject(value)) return value === null || value === '' ? undefined : value;
  const id = text(value, 'id');
  if (id !== undefined) {
    const found = ids.find(id);
    const label = text(value, 'api_name') ?? text(value, 'email') ?? id;
    const type = text(value, 'type');
    return { ...(found === undefined ? { unresolved: label } : { [found.kind]: found.key }), ...(type === undefined ? {} : { type }) };
  }
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const isOmitted = name === 'display_value' || (value['email'] !== undefined && namesOfPeople.has(name));
    const converted = isOmitted ? undefined : freeValue(member, ids);
    return converted === undefined ? [] : [[name, converted] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What else than an e-mail address says who somebody is. */
const namesOfPeople: ReadonlySet<string> = new Set(['name', 'full_name', 'first_name', 'last_name']);

function coerce(type: string | undefined, value: Json): Json {
  if ((type === 'integer' || type === 'number') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  return value;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function compareJson(a: Json, b: Json): number {
  const left = typeof a === 'string' ? a : JSON.stringify(a);
  const right = typeof b === 'string' ? b : JSON.stringify(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
