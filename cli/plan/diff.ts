import deepDiff from 'deep-diff';
import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, listRule, objectAlternative, propertySchema } from '../kinds/schema.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import { memberName } from './member-name.ts';

/** Stands in a path for the order of a list whose members are matched by name. */
export const orderName = '$order';

/**
 * Differences of two elements' attributes, one a place. Lists are compared as the schema says: members by name, as a set, or as a whole, so that one
 * member put first is one change and not as many as the list is long. Only `diff` of deep-diff is used (its `applyChange` can pollute prototypes).
 */
export function diffAttributes(schema: SchemaNode, before: JsonObject, after: JsonObject): readonly Change[] {
  const differences = deepDiff.diff(keyObject(schema, before), keyObject(schema, after)) ?? [];
  const indexes: ListIndexes = new WeakMap();
  return differences.map((difference) => {
    const path = (difference.path ?? []).map(String);
    const old = valueAt(schema, before, path, indexes);
    const now = valueAt(schema, after, path, indexes);
    return { path, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) };
  });
}

/** A keyed form: objects and text leaves only, with null prototypes so that any name is just a name. */
interface Keyed {
  [name: string]: Keyed | string;
}

function keyObject(schema: SchemaNode, value: JsonObject): Keyed {
  const own = objectAlternative(schema);
  const keyed: Keyed = Object.create(null);
  // An empty text is what an absent one reads as.
  for (const [name, member] of Object.entries(value)) if (member !== '') keyed[name] = keyValue(propertySchema(own, name), member);
  return keyed;
}

function keyValue(schema: SchemaNode | undefined, value: Json): Keyed | string {
  if (schema === undefined || property(schema.node, 'x-value') === true || property(schema.node, 'x-canonical') !== undefined)
    return canonicalText(value);
  if (isList(value)) return keyList(schema, value);
  return isObject(value) ? keyObject(schema, value) : canonicalText(value);
}

function keyList(schema: SchemaNode, list: readonly Json[]): Keyed | string {
  const rule = listRule(schema);
  if (rule === undefined) return canonicalText(list);
  const keyed: Keyed = Object.create(null);
  const items = itemSchema(schema);
  const by = rule === 'set' ? '' : rule.by;
  for (const member of list) {
    const replaced = property(items.node, 'oneOf') !== undefined || !isObject(member);
    keyed[memberName(member, by)] = replaced ? canonicalText(member) : keyObject(items, member);
  }
  if (rule !== 'set' && rule.ordered) keyed[orderName] = canonicalText(list.map((member) => memberName(member, by)));
  return keyed;
}

/** Members of lists by name, kept while many paths into one list are followed (lists have thousands of members: facts, samples 16). */
type ListIndexes = WeakMap<readonly Json[], ReadonlyMap<string, Json>>;

/** The value that a path of a change points at in attributes; undefined when nothing stands there. */
export function valueAt(
  schema: SchemaNode,
  value: Json | undefined,
  path: readonly string[],
  indexes: ListIndexes = new WeakMap(),
): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined || value === undefined) return value;
  if (isList(value)) return memberAt(schema, value, name, rest, indexes);
  const own = propertySchema(objectAlternative(schema), name);
  const member = property(value, name);
  return own === undefined ? member : valueAt(own, member, rest, indexes);
}

function memberAt(schema: SchemaNode, list: readonly Json[], name: string, rest: readonly string[], indexes: ListIndexes): Json | undefined {
  const rule = listRule(schema);
  const by = rule === undefined || rule === 'set' ? '' : rule.by;
  if (name === orderName) return list.map((member) => memberName(member, by));
  const index = indexes.get(list) ?? new Map(list.map((member) => [memberName(member, by), member]));
  indexes.set(list, index);
  return valueAt(itemSchema(schema), index.get(name), rest, indexes);
}
