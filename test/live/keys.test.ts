import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeySources } from '../../cli/live/keys.ts';
import { assignKeys, indexKnownKeys, indexNames, moduleOfDocument } from '../../cli/live/keys.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { kindOf, kindsByName, snapshotOf } from '../plan/world.ts';

const none: KeySources = { known: new Map(), named: new Map() };
const rule = kindOf('workflow_rule');
const documents = (...list: readonly (readonly [id: string, name: string])[]) =>
  list.map(([id, name]) => ({ module: 'Courses', document: { id, name } as JsonObject }));
const keysOf = (list: readonly (readonly [id: string, name: string])[], sources = none) =>
  Object.fromEntries(assignKeys(rule, documents(...list), sources).map((one) => [one.document['id'], one.key]));

describe('keys of rules, whose names are not unique', () => {
  const twins = [
    ['200000000000000009', 'Sync'],
    ['20000000000000001', 'Sync'],
    ['1000000000000000000', 'Sync'],
  ] as const;

  test('are numbered in order of id, which is the order of creation, however they are listed', () => {
    const expected = { '20000000000000001': 'Courses/Sync', '200000000000000009': 'Courses/Sync (2)', '1000000000000000000': 'Courses/Sync (3)' };
    expect(keysOf(twins)).toEqual(expected);
    expect(keysOf([...twins].reverse())).toEqual(expected);
  });

  test('stay with their ids when the first of them goes or is renamed', () => {
    const known = indexKnownKeys([
      ['workflow_rule:Courses/Sync', '20000000000000001'],
      ['workflow_rule:Courses/Sync (2)', '200000000000000009'],
    ]);
    expect(keysOf([['200000000000000009', 'Sync']], { ...none, known })).toEqual({ '200000000000000009': 'Courses/Sync (2)' });
    expect(
      keysOf(
        [
          ['20000000000000001', 'Renamed'],
          ['200000000000000009', 'Sync'],
        ],
        { ...none, known },
      ),
    ).toEqual({ '20000000000000001': 'Courses/Sync', '200000000000000009': 'Courses/Sync (2)' });
  });

  test('a name that ends as a number does is not taken for another', () => {
    expect(
      keysOf([
        ['1', 'Sync'],
        ['2', 'Sync (2)'],
        ['3', 'Sync'],
      ]),
    ).toEqual({ 1: 'Courses/Sync', 2: 'Courses/Sync (2)', 3: 'Courses/Sync (3)' });
  });

  test('are unique and the same for the same org, whatever the names and the order of the list', () => {
    const list = fc.uniqueArray(
      fc.tuple(fc.bigInt({ min: 10n ** 16n, max: 10n ** 19n - 1n }).map(String), fc.constantFrom('a', 'a (2)', 'A', 'b\t', '')),
      {
        selector: ([id]) => id,
      },
    );
    fc.assert(
      fc.property(list, (rules) => {
        const keys = keysOf(rules);
        expect(new Set(Object.values(keys)).size).toBe(rules.length);
        expect(keysOf([...rules].reverse())).toEqual(keys);
        const known = indexKnownKeys(Object.entries(keys).map(([id, key]) => [`workflow_rule:${key}`, id] as const));
        expect(keysOf(rules, { ...none, known })).toEqual(keys);
      }),
    );
  });
});

describe('keys from files', () => {
  test('are kept for a name that the files give another key', () => {
    const { elements } = snapshotOf(['workflow_rule', 'Courses/welcome', { name: 'Send welcome mail' }]);
    const named = indexNames(elements.values(), [...kindsByName.values()]);
    expect(keysOf([['1', 'Send welcome mail']], { ...none, named })).toEqual({ 1: 'Courses/welcome' });
  });

  test('are not guessed where two files give one name', () => {
    const { elements } = snapshotOf(['workflow_rule', 'Courses/one', { name: 'Sync' }], ['workflow_rule', 'Courses/two', { name: 'Sync' }]);
    expect(indexNames(elements.values(), [...kindsByName.values()]).size).toBe(0);
  });
});

test('the module of a document is the one it was listed for, else the one it names in either way', () => {
  expect(moduleOfDocument({ module: { api_name: 'Leads' } }, 'Deals')).toBe('Deals');
  expect(moduleOfDocument({ module: { api_name: 'Leads', id: '1' } }, undefined)).toBe('Leads');
  expect(moduleOfDocument({ module: 'Leads' }, undefined)).toBe('Leads');
});
