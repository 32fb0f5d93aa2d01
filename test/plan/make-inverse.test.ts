import { describe, expect, test } from 'vitest';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Ref } from '../../cli/model/element.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { InverseParts } from '../../cli/plan/make-inverse.ts';
import { makeInverse } from '../../cli/plan/make-inverse.ts';
import type { Short } from './world.ts';
import { kindsByName, liveOf, snapshotOf } from './world.ts';

const parts: InverseParts = {
  org: 'osaka',
  kinds: kindsByName,
  schemas,
  rules: usualRules,
  owned: new Set(),
  moved: [],
  records: new Map(),
  hasSecret: () => false,
};
const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const channel = (...values: readonly string[]): Short => [
  'field',
  'Deals.Channel',
  { data_type: 'picklist', field_label: 'Channel', pick_list_values: values },
];
const tag: Short = ['field', 'Deals.Tag', { data_type: 'text', field_label: 'Tag' }];
const inverse = (before: readonly Short[], after: readonly Short[], more: Partial<InverseParts> = {}) =>
  makeInverse(snapshotOf(deals, ...before), liveOf([deals, ...after]), { ...parts, ...more }).steps.map(
    (step) => `${step.mode} ${step.id} ${step.changes.map((change) => change.path.join('.')).join(' ')}`,
  );

describe('the way back', () => {
  test('takes away what came, makes again what went, and changes back what changed', () => {
    expect(
      inverse([channel('a'), ['role', 'Old', { reporting_to: 'Boss' }], ['role', 'Boss', {}]], [channel('a', 'b'), tag, ['role', 'Boss', {}]]),
    ).toEqual([
      'api create role:Old reporting_to',
      'api delete field:Deals.Tag data_type field_label',
      'api update field:Deals.Channel pick_list_values.b',
    ]);
  });

  test('is none where nothing differs, and leaves alone what the apply did not touch', () => {
    expect(inverse([channel('a')], [channel('a')])).toEqual([]);
    expect(inverse([channel('a')], [channel('a', 'b'), tag], { touched: new Set<Ref>(['field:Deals.Tag']) })).toEqual([
      'api delete field:Deals.Tag data_type field_label',
    ]);
    const rules = { ...usualRules, authority: { usual: 'authoritative' as const, kinds: new Map() }, prune: new Set(['field']) };
    expect(inverse([channel('a'), tag], [channel('b'), tag], { rules })).toEqual([
      'api update field:Deals.Channel pick_list_values.b pick_list_values.a',
    ]);
  });

  test('of a rename is a rename, not a new element', () => {
    const moved = [{ from: 'role:Boss', to: 'role:CEO' }] as const;
    expect(inverse([['role', 'Boss', {}]], [['role', 'CEO', {}]], { moved })).toEqual(['api update role:Boss name']);
  });

  test('says what cannot be undone', () => {
    const course: Short = ['module', 'Courses', { plural_label: 'Courses' }];
    expect(inverse([], [course])).toEqual(['manual delete module:Courses plural_label']);
    const hinted = (attributes: Record<string, string>): Short => ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note', ...attributes }];
    expect(inverse([hinted({})], [hinted({ default_value: 'x' })])).toEqual(['manual update field:Deals.Note (by hand) default_value']);
  });
});
