import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import { diffAttributes } from '../../cli/plan/diff.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { withDefaults } from '../../cli/plan/merge.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { tellSides } from '../../cli/plan/sides.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import type { Short } from './world.ts';
import { inputOf, kindOf, liveOf, schemaOf, snapshotOf } from './world.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const note = (label: string, more: JsonObject = {}): Short => ['field', 'Deals.Note', { data_type: 'text', field_label: label, ...more }];
const channel = (...values: readonly string[]): Short => [
  'field',
  'Deals.Channel',
  { data_type: 'picklist', field_label: 'Channel', pick_list_values: values },
];

interface World {
  readonly base: readonly Short[];
  readonly live: readonly Short[];
  readonly desired: readonly Short[];
}

function plan({ base, live, desired }: World, parts: Partial<PlanInput> = {}) {
  const touched = new Map<Ref, { by: string; at: string }>([['field:Deals.Note', { by: 'Sam', at: '2026-05-04T03:02:01+09:00' }]]);
  return makePlan(inputOf(liveOf([deals, ...live], { touched }), snapshotOf(deals, ...desired), { base: snapshotOf(deals, ...base), ...parts }));
}

const sides = (world: World, parts?: Partial<PlanInput>) =>
  plan(world, parts).steps.flatMap((step) => step.changes.map((change) => `${step.mode} ${change.path.join('.')} ${change.side}`));

describe('who moved', () => {
  test.each<[what: string, world: World, expected: readonly string[]]>([
    ['we did', { base: [note('A')], live: [note('A')], desired: [note('B')] }, ['api field_label ours']],
    ['the org did', { base: [note('A')], live: [note('B')], desired: [note('A')] }, ['api field_label theirs']],
    ['both did, to different values', { base: [note('A')], live: [note('B')], desired: [note('C')] }, ['blocked field_label both']],
    ['both did, to the same value', { base: [note('A')], live: [note('B')], desired: [note('B')] }, []],
    ['the element is new on both sides', { base: [], live: [note('B')], desired: [note('C')] }, ['blocked field_label both']],
    ['we have made it', { base: [], live: [], desired: [note('C')] }, ['api data_type ours', 'api field_label ours']],
    ['the org has deleted it', { base: [note('A')], live: [], desired: [note('A')] }, ['api data_type theirs', 'api field_label theirs']],
    [
      'the org has deleted it and we have changed it',
      { base: [note('A')], live: [], desired: [note('B')] },
      ['blocked data_type theirs', 'blocked field_label both'],
    ],
    [
      'each at a place of its own',
      { base: [note('A')], live: [note('A', { length: 5 })], desired: [note('B', { length: 9 })] },
      ['blocked field_label ours', 'blocked length both'],
    ],
  ])('%s', (_what, world, expected) => {
    expect(sides(world)).toEqual(expected);
  });

  test('an order is compared among the members that both have', () => {
    const base = [channel('a', 'b')];
    expect(sides({ base, live: [channel('a', 'b', 'own')], desired: [channel('a', 'b', 'new')] })).toEqual([
      'api pick_list_values.new ours',
      'manual pick_list_values.$order ours',
    ]);
    expect(sides({ base, live: [channel('b', 'a')], desired: [channel('a', 'b')] })).toEqual(['manual pick_list_values.$order theirs']);
  });

  test('nobody knows without a last apply', () => {
    const made = makePlan(inputOf(liveOf([deals, note('A')]), snapshotOf(deals, note('B'))));
    expect(made.steps[0]?.changes).toEqual([{ path: ['field_label'], before: 'A', after: 'B' }]);
  });

  test('is the same for any element: ours where the org stands as we left it, theirs where we do', () => {
    const kind = kindOf('layout');
    const schema = schemaOf(kind);
    const any = () => arbitraryAttributes(kind).map((attributes) => withDefaults(schema, attributes));
    fc.assert(
      fc.property(any(), any(), (one, other) => {
        const changes = diffAttributes(schema, one, other);
        expect(tellSides(schema, one, changes).every((change) => change.side === 'ours')).toBe(true);
        expect(tellSides(schema, other, changes).every((change) => change.side === 'theirs')).toBe(true);
      }),
    );
  });
});

describe('a conflict', () => {
  const world: World = { base: [note('A')], live: [note('B'), ['role', 'Boss', {}]], desired: [note('C'), ['role', 'Boss', { description: 'x' }]] };

  test('blocks that element and nothing else, and says all three values and who it was', () => {
    const made = plan(world);
    expect(made.steps.map((step) => `${step.mode} ${step.id}`)).toEqual(['blocked update field:Deals.Note', 'api update role:Boss']);
    expect(made.findings).toEqual([
      expect.objectContaining({
        code: 'plan.conflict',
        severity: 'warning',
        element: 'field:Deals.Note',
        path: 'field_label',
        message: expect.stringMatching(/by Sam at 2026-05-04.*"C" in the files, "B" in the org and was "A" after the last apply/),
        fix: expect.stringContaining('orgcast: overwrite field:Deals.Note'),
      }),
    ]);
  });

  test('is overwritten where somebody agreed', () => {
    const made = plan(world, { consents: new Set(['overwrite field:Deals.Note']) });
    expect(made.steps.map((step) => step.mode)).toEqual(['api', 'api']);
    expect(made.findings).toEqual([]);
  });

  test('holds back what waits for it', () => {
    const course: Short = ['module', 'Courses', { plural_label: 'Courses' }];
    const level: Short = ['field', 'Courses.Level', { data_type: 'text', field_label: 'Level' }];
    const made = plan({ base: [['module', 'Courses', { plural_label: 'Old' }]], live: [], desired: [course, level] });
    expect(made.steps.map((step) => `${step.mode} ${step.id}`)).toEqual(['blocked create module:Courses', 'manual create field:Courses.Level']);
    expect(made.summary).toMatchObject({ create: 0, manual: 0, blocked: 2 });
  });
});

describe('what the org has changed', () => {
  test('is put back, and said plainly', () => {
    expect(plan({ base: [note('A')], live: [note('B')], desired: [note('A')] }).findings).toEqual([
      expect.objectContaining({
        code: 'plan.theirs',
        severity: 'warning',
        element: 'field:Deals.Note',
        message: expect.stringMatching(/changed in the org \(field_label\) since the last apply \(last changed by Sam/),
      }),
    ]);
  });

  test('what it has made since goes under authority, and is said as well', () => {
    const rules = { ...usualRules, authority: { usual: 'authoritative' as const, kinds: new Map() }, prune: new Set(['role']) };
    const roles: readonly Short[] = ['A', 'B', 'C'].map((name): Short => ['role', name, {}]);
    const made = plan({ base: roles, live: [...roles, ['role', 'New', { reporting_to: 'A' }]], desired: roles }, { rules });
    expect(made.steps.map((step) => [step.id, step.mode])).toEqual([['delete role:New', 'api']]);
    expect(made.findings.map((finding) => finding.code)).toContain('plan.theirs');
  });
});
