import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Selector } from '../../cli/model/org.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { diffAttributes } from '../../cli/plan/diff.ts';
import { findDrift } from '../../cli/plan/drift.ts';
import { withDefaults } from '../../cli/plan/merge.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import type { Short } from './world.ts';
import { kindsByName, liveOf, schemaOf, snapshotOf } from './world.ts';

const drift = (base: readonly Short[], live: LiveSnapshot, ignore: readonly Selector[] = [], deployOnce: readonly Selector[] = []) =>
  findDrift(snapshotOf(...base), live, { kinds: kindsByName, schemas, rules: { ...usualRules, ignore, deployOnce } });

const note = (label: string): Short => ['field', 'Deals.Note', { data_type: 'text', field_label: label, tooltip: { name: 'x', value: label } }];
const boss: Short = ['role', 'Boss', {}];

describe('drift', () => {
  test('says what came, went and changed since the last apply, and who did it', () => {
    const touched = new Map([['field:Deals.Note' as const, { by: 'Sam', at: '2026-05-04T03:02:01+09:00' }]]);
    expect(drift([note('A'), boss], liveOf([note('B'), ['role', 'Own', { description: 'x' }]], { touched }))).toEqual([
      {
        ref: 'field:Deals.Note',
        kind: 'field',
        key: 'Deals.Note',
        what: 'changed',
        changes: [
          { path: ['field_label'], before: 'A', after: 'B' },
          { path: ['tooltip', 'value'], before: 'A', after: 'B' },
        ],
        touch: { by: 'Sam', at: '2026-05-04T03:02:01+09:00' },
      },
      { ref: 'role:Boss', kind: 'role', key: 'Boss', what: 'removed', changes: [] },
      { ref: 'role:Own', kind: 'role', key: 'Own', what: 'added', changes: [{ path: ['description'], after: 'x' }] },
    ]);
  });

  test('leaves out what the rules leave to the org', () => {
    const live = liveOf([note('B')]);
    const paths = (ignore: readonly Selector[]) =>
      drift([note('A')], live, ignore).flatMap((one) => one.changes.map((change) => change.path.join('.')));
    expect(paths([{ kind: 'field', element: 'Deals.*', attribute: 'tooltip' }])).toEqual(['field_label']);
    expect(paths([{ attribute: 'tooltip.*' }, { kind: 'field', attribute: 'field_label' }])).toEqual([]);
    expect(paths([{ kind: 'role' }])).toHaveLength(2);
    expect(drift([note('A')], live, [{ element: 'Deals.Note' }])).toEqual([]);
    expect(drift([note('A')], live, [], [{ kind: 'field' }])).toEqual([]);
  });

  test('takes nothing for gone that could not be read', () => {
    expect(drift([boss], liveOf([], { unreadable: [{ kind: 'role', reason: 'scope missing' }] }))).toEqual([]);
    expect(drift([note('A')], liveOf([], { unreadable: [{ kind: 'field', module: 'Deals', reason: 'x' }] }))).toEqual([]);
  });

  test("is no matter of the org's own facts", () => {
    expect(drift([['organization', 'company', { company_name: 'A' }]], liveOf([['organization', 'company', { company_name: 'B' }]]))).toEqual([]);
  });
});

describe.each(kinds.filter((kind) => kind.factsOnly !== true && isReadable(kind)).map((kind) => [kind.name, kind] as const))(
  'of elements of kind %s',
  (_name, kind) => {
    test('is exactly the difference, and none where nothing differs', () => {
      const schema = schemaOf(kind);
      const key = kind.scope === 'module' ? `Deals${kind.separator}X` : 'X';
      fc.assert(
        fc.property(arbitraryAttributes(kind), arbitraryAttributes(kind), (was, is) => {
          const found = drift([[kind.name, key, was]], liveOf([[kind.name, key, is]]));
          expect(found.flatMap((one) => one.changes)).toEqual(diffAttributes(schema, withDefaults(schema, was), withDefaults(schema, is)));
          expect(drift([[kind.name, key, was]], liveOf([[kind.name, key, withDefaults(schema, was)]]))).toEqual([]);
          expect(drift([[kind.name, key, was]], liveOf([[kind.name, key, is]]), [{ kind: kind.name, attribute: '*' }])).toEqual([]);
        }),
      );
    });
  },
);
