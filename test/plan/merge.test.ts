import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { diffAttributes } from '../../cli/plan/diff.ts';
import { mergeAttributes, withDefaults } from '../../cli/plan/merge.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import { kindOf, liveOf, planOf, schemaOf, snapshotOf } from './world.ts';

describe.each(kinds.filter(isReadable).map((kind) => [kind.name, kind] as const))('elements of kind %s', (_name, kind) => {
  const schema = schemaOf(kind);
  const two = fc.tuple(arbitraryAttributes(kind), arbitraryAttributes(kind));
  const mergeAll = (live: JsonObject, desired: JsonObject) => mergeAttributes(schema, withDefaults(schema, live), withDefaults(schema, desired));

  test('merged with themselves stay as they are', () => {
    fc.assert(
      fc.property(arbitraryAttributes(kind), (one) => {
        expect(diffAttributes(schema, withDefaults(schema, one), mergeAll(one, one))).toEqual([]);
      }),
    );
  });

  test('merged twice are as merged once', () => {
    fc.assert(
      fc.property(two, ([live, desired]) => {
        const once = mergeAll(live, desired);
        expect(mergeAll(once, desired)).toEqual(once);
      }),
    );
  });

  test('have nothing to plan once the org is as merged', () => {
    fc.assert(
      fc.property(two, ([live, desired]) => {
        const merged = mergeAll(live, desired);
        const key = kind.scope === 'module' ? `Deals${kind.separator}Stage` : 'Stage';
        const plan = planOf(liveOf([[kind.name, key, merged]]), snapshotOf([kind.name, key, desired]));
        expect(plan.steps).toEqual([]);
      }),
    );
  });

  test('keep what only the org has', () => {
    fc.assert(
      fc.property(two, ([live, desired]) => {
        const before = withDefaults(schema, live);
        const changes = diffAttributes(schema, before, mergeAll(live, desired));
        // A whole list or value may be replaced by another one, but nothing goes without a successor.
        expect(changes.filter((change) => change.after === undefined && change.path.length === 1)).toEqual([]);
        expect(Object.keys(mergeAll(live, desired))).toEqual(expect.arrayContaining(Object.keys(before)));
      }),
    );
  });
});

describe('ordered lists', () => {
  const schema = schemaOf(kindOf('field'));
  const options = (live: readonly string[], desired: readonly string[]) =>
    mergeAttributes(schema, { pick_list_values: live }, { pick_list_values: desired })['pick_list_values'];

  test("what only the org has keeps its place while the files' order already holds", () => {
    expect(options(['a', 'own', 'b'], ['a', 'b'])).toEqual(['a', 'own', 'b']);
    expect(options(['own', 'a', 'b'], ['a', 'new', 'b'])).toEqual(['own', 'a', 'new', 'b']);
    expect(options(['a', 'own'], ['first', 'a'])).toEqual(['first', 'a', 'own']);
  });

  test('another order puts the files first', () => {
    expect(options(['a', 'own', 'b'], ['b', 'a'])).toEqual(['b', 'a', 'own']);
  });

  test('hold the wanted members in the wanted order and all others too', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(list, list, (live, desired) => {
        const merged = options(live, desired) as readonly string[];
        expect(merged.filter((name) => desired.some((other) => other === name))).toEqual(desired);
        expect([...merged].sort()).toEqual([...new Set([...live, ...desired])].sort());
        expect(options(merged, desired)).toEqual(merged);
      }),
    );
  });
});

test('names that objects have by themselves are kept like others', () => {
  const schema = schemaOf(kindOf('profile'));
  const own = JSON.parse('{"permissions": {"__proto__": {"__proto__": true}, "constructor": {"x": false}}}') as JsonObject;
  expect(JSON.stringify(mergeAttributes(schema, own, {}))).toBe(JSON.stringify(own));
  expect(JSON.stringify(mergeAttributes(schema, {}, withDefaults(schema, own)))).toBe(JSON.stringify(own));
  expect(JSON.stringify(mergeAttributes(schema, { permissions: { __proto__: null, x: {} } }, own))).toContain('"__proto__":{"__proto__":true}');
});

describe('defaults', () => {
  test('absence in the files means the default, where there is one', () => {
    const live = liveOf([['role', 'Boss', { share_with_peers: true, description: 'kept' }]]);
    const [step] = planOf(live, snapshotOf(['role', 'Boss', {}])).steps;
    expect(step?.changes).toEqual([{ path: ['share_with_peers'], before: true, after: false }]);
  });

  test('stated and left out are the same, at any depth', () => {
    const live = liveOf([['field', 'Deals.Ref', { data_type: 'text', unique: {}, external: { type: 'org' } }]]);
    const stated = { data_type: 'text', custom_field: true, unique: { case_sensitive: false }, external: { type: 'org', show: true } };
    expect(planOf(live, snapshotOf(['field', 'Deals.Ref', stated])).steps).toEqual([]);
  });
});

describe('what means the same compares equal', () => {
  const same = (kind: string, short: JsonObject, long: JsonObject) => {
    const key = kindOf(kind).scope === 'module' ? `Deals${kindOf(kind).separator}X` : 'X';
    expect(planOf(liveOf([[kind, key, short]]), snapshotOf([kind, key, long])).steps).toEqual([]);
  };

  test('a picklist value with what goes without saying', () => {
    const short = {
      data_type: 'picklist',
      pick_list_values: ['a', { actual_value: 'b', display_value: 'B' }, { actual_value: 'c', type: 'unused' }],
    };
    const long = {
      data_type: 'picklist',
      pick_list_values: [
        { actual_value: 'a', display_value: 'a', reference_value: 'a', type: 'used' },
        { actual_value: 'b', display_value: 'B', reference_value: 'B', type: 'used' },
        { actual_value: 'c', display_value: 'c', type: 'unused' },
      ],
    };
    same('field', short, long);
    same(
      'global_picklist',
      { display_label: 'x', pick_list_values: short.pick_list_values },
      { display_label: 'x', pick_list_values: long.pick_list_values },
    );
  });

  test('a reference value that is not the shown one is said', () => {
    const live = liveOf([['field', 'Deals.X', { data_type: 'picklist', pick_list_values: [{ actual_value: 'a', display_value: 'A' }] }]]);
    const wanted = { data_type: 'picklist', pick_list_values: [{ actual_value: 'a', display_value: 'A', reference_value: 'a' }] };
    expect(planOf(live, snapshotOf(['field', 'Deals.X', wanted])).steps.length).toBe(1);
  });

  test('a field of a layout as a text or as an object', () => {
    const sections = (fields: readonly Json[]) => ({ name: 'Standard', sections: [{ name: 'one', fields }] });
    same(
      'layout',
      sections(['A', { field: 'B', required: true }]),
      sections([
        { field: 'A', required: false },
        { field: 'B', required: true },
      ]),
    );
  });

  test('nothing, however it is spelled, and absence', () => {
    const nothing = { description: '', permissions: {} };
    same('profile', { name: 'X' }, { name: 'X', ...nothing });
    same('profile', { name: 'X', permissions: { Deals: { a: true } } }, { name: 'X', ...nothing });
    same('field', { data_type: 'text' }, { data_type: 'text', tooltip: {}, pick_list_values: [], profiles: {}, default_value: '' });
  });

  test('but an empty text clears what is there', () => {
    const live = liveOf([['profile', 'X', { name: 'X', description: 'old' }]]);
    const [step] = planOf(live, snapshotOf(['profile', 'X', { name: 'X', description: '' }])).steps;
    expect(step?.changes).toEqual([{ path: ['description'], before: 'old', after: '' }]);
  });
});
