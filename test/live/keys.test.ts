import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeySources } from '../../cli/live/keys.ts';
import { assignKeys, findAmbiguous, indexKnownKeys, indexNames, moduleOfDocument, touchOf } from '../../cli/live/keys.ts';
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

describe('ambiguous names', () => {
  const ambiguous = (list: readonly (readonly [id: string, name: string])[], known = none.known) => {
    const sources = { ...none, known };
    return [...findAmbiguous(rule, assignKeys(rule, documents(...list), sources), sources)];
  };
  const twins = [
    ['1', 'Sync'],
    ['2', 'Sync'],
    ['3', 'Other'],
  ] as const;

  test('are those that several elements have of which none is known by its id', () => {
    const candidates = [
      { key: 'Courses/Sync', id: '1', touch: {} },
      { key: 'Courses/Sync (2)', id: '2', touch: {} },
    ];
    expect(ambiguous(twins)).toEqual([
      ['workflow_rule:Courses/Sync', candidates],
      ['workflow_rule:Courses/Sync (2)', candidates],
    ]);
  });

  test('are none where ids tell them apart', () => {
    expect(ambiguous(twins, indexKnownKeys([['workflow_rule:Courses/Sync', '1']]))).toEqual([]);
  });
});

test('an element whose key is its name has the name of the org, not an earlier one', () => {
  const known = indexKnownKeys([['role:Boss', '1']]);
  const keyed = assignKeys(kindOf('role'), [{ module: '', document: { id: '1', name: 'CEO' } }], { ...none, known });
  expect(keyed.map((one) => one.key)).toEqual(['CEO']);
});

test('who changed an element last, and when, is told where the CRM tells', () => {
  expect(touchOf({ modified_by: { id: '1', name: 'Sam', email: 'sam@osaka.example' }, modified_time: '2026-05-04T03:02:01+09:00' })).toEqual({
    by: 'Sam',
    at: '2026-05-04T03:02:01+09:00',
  });
  expect(touchOf({ modified_by: null, modified_time: null })).toEqual({});
  expect(touchOf({ modified_by__s: { id: '1', name: 'Sam' }, modified_time__s: '2026-05-04T03:02:01+09:00' })).toEqual({
    by: 'Sam',
    at: '2026-05-04T03:02:01+09:00',
  });
});
