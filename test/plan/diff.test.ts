import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { canonicalCriteria } from '../../cli/kinds/criteria.ts';
import type { SchemaNode } from '../../cli/kinds/schema.ts';
import { itemSchema, listRule, objectAlternative, propertySchema } from '../../cli/kinds/schema.ts';
import { canonicalText } from '../../cli/model/canonical.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, property, text } from '../../cli/model/json.ts';
import type { Change } from '../../cli/model/plan.ts';
import { diffAttributes, orderName, valueAt } from '../../cli/plan/diff.ts';
import { arbitraryAttributes, criteria } from '../kinds/generate.ts';
import { kindOf, schemaOf } from './world.ts';

/** The same differences found the plain way: both values walked side by side, with nothing of deep-diff. */
function walk(schema: SchemaNode | undefined, before: Json | undefined, after: Json | undefined, path: readonly string[]): readonly Change[] {
  const names = memberNames(schema, before, after);
  if (names === undefined || schema === undefined) {
    const same = before !== undefined && after !== undefined && canonicalText(before) === canonicalText(after);
    return same ? [] : [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  }
  const members = names.flatMap((name) => walk(names.schemaOf(name), names.valueOf(before, name), names.valueOf(after, name), [...path, name]));
  const was = orderOf(schema, before);
  const is = orderOf(schema, after);
  return canonicalText(was) === canonicalText(is) ? members : [...members, { path: [...path, orderName], before: was, after: is }];
}

type Names = readonly string[] & { schemaOf(name: string): SchemaNode | undefined; valueOf(value: Json | undefined, name: string): Json | undefined };

/** Names of the members that are compared one by one; undefined when the values are compared as a whole. */
function memberNames(schema: SchemaNode | undefined, before: Json | undefined, after: Json | undefined): Names | undefined {
  if (schema === undefined || before === undefined || after === undefined) return undefined;
  if ('x-value' in schema.node || 'x-canonical' in schema.node) return undefined;
  if (isObject(before) && isObject(after)) {
    const own = objectAlternative(schema);
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return Object.assign(names, { schemaOf: (name: string) => propertySchema(own, name), valueOf: property });
  }
  const rule = listRule(schema);
  if (!isList(before) || !isList(after) || rule === undefined) return undefined;
  const by = rule === 'set' ? '' : rule.by;
  const items = itemSchema(schema);
  const whole = 'oneOf' in items.node || items.node['type'] !== 'object';
  const nameOf = (member: Json): string => nameMember(member, by);
  const names = [...new Set([...before, ...after].map(nameOf))];
  return Object.assign(names, {
    schemaOf: () => (whole ? undefined : items),
    valueOf: (value: Json | undefined, name: string) => (isList(value) ? value.find((member) => nameOf(member) === name) : undefined),
  });
}

function orderOf(schema: SchemaNode, value: Json | undefined): Json {
  const rule = listRule(schema);
  if (!isList(value) || rule === undefined || rule === 'set' || !rule.ordered) return [];
  return value.map((member) => nameMember(member, rule.by));
}

/** A member called as an order is called is told apart from it. */
function nameMember(member: Json, by: string): string {
  const name = typeof member === 'string' ? member : (text(member, by) ?? '');
  return ['$order', '$$order'].includes(name) ? `$${name}` : name;
}

const inOrder = (changes: readonly Change[]) => changes.map((change) => canonicalText(change as unknown as Json)).sort();

describe.each(kinds.map((kind) => [kind.name, kind] as const))('differences of kind %s', (_name, kind) => {
  const schema = schemaOf(kind);
  const two = fc.tuple(arbitraryAttributes(kind), arbitraryAttributes(kind));

  test('are those of a plain walk', () => {
    fc.assert(
      fc.property(two, ([before, after]) => {
        expect(inOrder(diffAttributes(schema, before, after))).toEqual(inOrder(walk(schema, before, after, [])));
      }),
    );
  });

  test('are none exactly when both are the same but for the order of names', () => {
    fc.assert(
      fc.property(two, ([before, after]) => {
        const turned = Object.fromEntries(Object.entries(before).reverse());
        expect(diffAttributes(schema, before, turned)).toEqual([]);
        expect(diffAttributes(schema, before, after).length === 0).toBe(
          canonicalText(sortSets(schema, before)) === canonicalText(sortSets(schema, after)),
        );
      }),
    );
  });

  test('name values that stand at their paths, and turn round when the sides do', () => {
    fc.assert(
      fc.property(two, ([before, after]) => {
        const changes = diffAttributes(schema, before, after);
        for (const change of changes) {
          expect(valueAt(schema, before, change.path)).toEqual(change.before);
          expect(valueAt(schema, after, change.path)).toEqual(change.after);
        }
        const back = diffAttributes(schema, after, before).map(({ path, before: was, after: is }) => ({
          path,
          ...(is === undefined ? {} : { before: is }),
          ...(was === undefined ? {} : { after: was }),
        }));
        expect(inOrder(back)).toEqual(inOrder(changes));
      }),
    );
  });
});

/** Attributes with lists whose order carries no meaning in one order. */
function sortSets(schema: SchemaNode, value: Json): Json {
  if (isList(value)) {
    const rule = listRule(schema);
    const items = itemSchema(schema);
    const members = value.map((member) => sortSets(isObject(member) ? objectAlternative(items) : items, member));
    const free = rule === 'set' || (rule !== undefined && !rule.ordered);
    return free ? [...members].sort((a, b) => (canonicalText(a) < canonicalText(b) ? -1 : 1)) : members;
  }
  if (!isObject(value)) return value;
  const own = objectAlternative(schema);
  const members = Object.entries(value).map(([name, member]): readonly [string, Json] => {
    const at = propertySchema(own, name);
    return [name, at === undefined ? member : sortSets(at, member)];
  });
  return Object.fromEntries(members);
}

describe('one difference is one change', () => {
  const schema = schemaOf(kindOf('field'));
  const differ = (before: JsonObject, after: JsonObject) => diffAttributes(schema, before, after);

  test('a picklist value put first moves the others without naming them', () => {
    const values = Array.from({ length: 100 }, (_, index) => `v${index}`);
    const changes = differ({ pick_list_values: values }, { pick_list_values: ['first', ...values] });
    expect(changes.map((change) => change.path)).toEqual([
      ['pick_list_values', orderName],
      ['pick_list_values', 'first'],
    ]);
  });

  test('another shown text is an update of that value', () => {
    const before = { pick_list_values: ['Won', 'Lost'] };
    const after = { pick_list_values: [{ actual_value: 'Won', display_value: '受注' }, 'Lost'] };
    expect(differ(before, after)).toEqual([
      { path: ['pick_list_values', 'Won'], before: 'Won', after: { actual_value: 'Won', display_value: '受注' } },
    ]);
  });

  test('names that objects have by themselves are names like others', () => {
    const profile = schemaOf(kindOf('profile'));
    const before = { permissions: { constructor: { toString: true } } };
    expect(diffAttributes(profile, before, { permissions: { constructor: { toString: false } } })).toEqual([
      { path: ['permissions', 'constructor', 'toString'], before: true, after: false },
    ]);
    expect(diffAttributes(profile, { permissions: {} }, before).map((change) => change.path)).toEqual([['permissions', 'constructor']]);
  });
});

test('a member that is called as an order is called hides nothing', () => {
  const schema = schemaOf(kindOf('layout'));
  const section = (name: string, fields: readonly string[]) => ({ name, fields });
  const before = { sections: [section('$order', ['Stage']), section('$$order', [])] };
  const after = { sections: [section('$order', ['Stage', 'Amount']), section('$$order', ['Name'])] };
  expect(diffAttributes(schema, before, after).map((change) => change.path.slice(0, 4))).toEqual([
    ['sections', '$$order', 'fields', '$order'],
    ['sections', '$$order', 'fields', 'Amount'],
    ['sections', '$$$order', 'fields', '$order'],
    ['sections', '$$$order', 'fields', 'Name'],
  ]);
});

test('criteria of equal meaning, canonical, are no difference', () => {
  const schema = schemaOf(kindOf('blueprint'));
  fc.assert(
    fc.property(criteria(3), (one) => {
      const canonical = canonicalCriteria(one) ?? {};
      const doubled = canonicalCriteria({ group_operator: 'OR', group: [{ group_operator: 'OR', group: [one, one] }] }) ?? {};
      expect(diffAttributes(schema, { criteria: canonical }, { criteria: doubled })).toEqual([]);
    }),
  );
});
