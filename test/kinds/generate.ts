import fc from 'fast-check';
import { canonicalCriteria } from '../../cli/kinds/criteria.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import type { SchemaNode } from '../../cli/kinds/schema.ts';
import { itemSchema, listRule, memberSchema, objectAlternative, propertyOrder, propertySchema, resolveSchema } from '../../cli/kinds/schema.ts';
import { inWeekOrder } from '../../cli/kinds/week.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, objects, property, text } from '../../cli/model/json.ts';
import { memberName } from '../../cli/plan/member-name.ts';
import { schemaOf } from '../plan/world.ts';

/** Names few enough to meet again in two elements, odd enough to break what takes names for paths or code. */
const names = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Stage', 'Amount', 'Name', 'Owner', '-None-', '通貨') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', '$order', 'constructor', 'toString', 'a.b', 'x/y', 'NO', '1', '％', 'ends in a tab\t') },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 6 }) },
);

const freeValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom('${EMPTY}', '${!Leads.Email}', 'true', '2', 'plain'),
  fc.integer(),
  fc.boolean(),
  fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 2 }),
  fc.record({ user: fc.constant('sam@osaka.example') }),
);

/** Attributes of an element of a kind as its schema allows, in the one form that a reading of the CRM gives: nothing empty, no defaults. */
export function arbitraryAttributes(kind: Kind): fc.Arbitrary<JsonObject> {
  return arbitraryObject(schemaOf(kind), 0).map((value) => value ?? {});
}

function arbitraryValue(given: SchemaNode, depth: number): fc.Arbitrary<Json | undefined> {
  const schema = resolveSchema(given);
  const { node } = schema;
  if (property(node, 'x-value') === true) return isList(node['oneOf']) ? arbitraryForm(schema) : freeValue;
  if (property(node, 'x-canonical') === 'criteria') return criteria(2).map(canonicalCriteria);
  if (property(node, 'x-secret') === true) return fc.constantFrom('A', 'B').map((secret) => ({ secret }));
  const choices = node['enum'];
  if (isList(choices)) return fc.constantFrom(...choices).map((value) => (value === node['default'] ? undefined : value));
  if (isList(node['oneOf'])) return arbitraryChoice(schema, depth);
  switch (text(node, 'type')) {
    case 'array':
      return arbitraryList(schema, depth);
    case 'object':
      return arbitraryObject(schema, depth);
    case 'boolean':
      return fc.boolean().map((value) => (value === node['default'] ? undefined : value));
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 5 });
    default:
      return names.map((value) => (value === node['default'] ? undefined : value));
  }
}

/** A free value of stated forms: the one text, or one name of what the object may name. */
function arbitraryForm(schema: SchemaNode): fc.Arbitrary<Json> {
  const texts = objects(schema.node, 'oneOf').flatMap((form) => text(form, 'const') ?? []);
  const members = propertyOrder(objectAlternative(schema)).filter((name) => name !== 'unresolved');
  return fc.oneof(
    fc.constantFrom(...texts),
    fc.constantFrom(...members).chain((name) => names.map((value): Json => ({ [name]: value }))),
  );
}

/** A text, or an object that says more than the text. */
function arbitraryChoice(schema: SchemaNode, depth: number): fc.Arbitrary<Json | undefined> {
  const own = objectAlternative(schema);
  const object = arbitraryValue({ ...own, node: { ...own.node, oneOf: null } as JsonObject }, depth + 1);
  const required = own.node['required'];
  const [by] = isList(required) ? required.map(String) : [];
  if (by === undefined || property(own.node, 'x-secret') === true) return fc.oneof(names, object);
  return fc.oneof(
    names,
    fc
      .tuple(names, object)
      .map(([name, value]) => (isObject(value) && Object.keys(value).some((key) => key !== by) ? { ...value, [by]: name } : name)),
  );
}

function arbitraryList(schema: SchemaNode, depth: number): fc.Arbitrary<Json | undefined> {
  const rule = listRule(schema);
  const required = itemSchema(schema);
  const items = arbitraryValue(required, depth + 1).map((item) => item ?? null);
  const by = rule === undefined || rule === 'set' ? '' : rule.by;
  const members = fc
    .array(
      by === '' || required.node['oneOf'] !== undefined
        ? items
        : fc.tuple(items, names).map(([item, name]) => ({ ...(isObject(item) ? item : {}), [by]: name })),
      { maxLength: 4 },
    )
    .map((list) => list.filter((item) => item !== null))
    .map((list) => (rule === undefined ? list : [...new Map(list.map((item) => [memberName(item, by), item])).values()]));
  const ordered = rule === 'set' ? members.map((list) => [...list].sort((a, b) => (String(a) < String(b) ? -1 : 1))) : members;
  const canonical = property(schema.node, 'x-canonical') === 'week' ? ordered.map(inWeekOrder) : ordered;
  return canonical.map((list) => (list.length === 0 ? undefined : list));
}

function arbitraryObject(schema: SchemaNode, depth: number): fc.Arbitrary<JsonObject | undefined> {
  const order = propertyOrder(schema);
  if (order.length === 0 && depth > 0) return fc.dictionary(names, arbitraryValue(memberSchema(schema), depth + 1), { maxKeys: 3 }).map(dropAbsent);
  const required = property(schema.node, 'required');
  const must = new Set(isList(required) ? required.map(String) : []);
  const members = order.map((name) => {
    const own = propertySchema(schema, name) ?? schema;
    const value = arbitraryValue(own, depth + 1);
    return [name, must.has(name) ? value : fc.option(value, { nil: undefined, freq: depth > 2 ? 1 : 2 })] as const;
  });
  return fc.record(Object.fromEntries(members)).map(dropAbsent);
}

function dropAbsent(value: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const kept = Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, member] as const]));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Criteria in any of their spellings. */
export function criteria(depth: number): fc.Arbitrary<JsonObject> {
  const leaf = fc.record({
    field: fc.constantFrom('Stage', 'Amount'),
    comparator: fc.constantFrom('equal', 'contains'),
    value: fc.constantFrom('${EMPTY}', '1', false),
  });
  if (depth === 0) return leaf;
  const group = fc.record({ group_operator: fc.constantFrom('AND', 'OR'), group: fc.array(criteria(depth - 1), { minLength: 1, maxLength: 3 }) });
  return fc.oneof(leaf, group);
}
