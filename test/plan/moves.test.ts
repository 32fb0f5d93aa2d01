import { describe, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { Move } from '../../cli/model/identity.ts';
import { usualRules } from '../../cli/model/org.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const rename = (kind: string, from: string, to: string): Move => ({ from: `${kind}:${from}`, to: `${kind}:${to}` });
const layout = (key: string): Short => [
  'layout',
  `Deals/${key}`,
  { name: key, sections: [{ name: 'Main', fields: ['Stage'] }], profiles: ['Standard'] },
];
const blueprint = (key: string): Short => [
  'blueprint',
  'Deals/Process',
  { name: 'Process', layout: `Deals/${key}`, field: 'Stage', states: ['Won'] },
];

function plan(live: readonly Short[], desired: readonly Short[], moved: readonly Move[], parts: Partial<PlanInput> = {}) {
  const partIds: readonly Ref[] = ['section:Deals/Old#Main'];
  return makePlan(inputOf(liveOf([deals, ...live], { partIds }), snapshotOf(deals, ...desired), { moved, ...parts }));
}

const lines = (made: ReturnType<typeof plan>) =>
  made.steps.map((step) => `${step.mode} ${step.id} ${step.changes.map((change) => change.path.join('.')).join(' ')}`);

describe('a declared rename', () => {
  test('is an update of the name, and what refers to the element does not change', () => {
    const made = plan([layout('Old'), blueprint('Old')], [layout('New'), blueprint('New')], [rename('layout', 'Deals/Old', 'Deals/New')]);
    expect(lines(made)).toEqual(['api update layout:Deals/New name']);
    expect(made.steps[0]?.changes).toEqual([{ path: ['name'], before: 'Old', after: 'New' }]);
    expect(made.findings).toEqual([]);
  });

  test('of what is named by its key alone says the name too', () => {
    const tree = (name: string): readonly Short[] => [
      ['role', name, {}],
      ['role', 'Sales', { reporting_to: name }],
    ];
    const made = plan(tree('Boss'), tree('CEO'), [rename('role', 'Boss', 'CEO')]);
    expect(made.steps.map((step) => [step.id, step.changes])).toEqual([['update role:CEO', [{ path: ['name'], before: 'Boss', after: 'CEO' }]]]);
    expect(plan(tree('CEO'), tree('CEO'), [rename('role', 'Boss', 'CEO')]).steps).toEqual([]);
  });

  test('may lead over names in between, and is done only once', () => {
    const moved = [rename('layout', 'Deals/Older', 'Deals/Old'), rename('layout', 'Deals/Old', 'Deals/New')];
    expect(lines(plan([layout('Older')], [layout('New')], moved))).toEqual(['api update layout:Deals/New name']);
    expect(lines(plan([layout('Old')], [layout('New')], moved))).toEqual(['api update layout:Deals/New name']);
    expect(lines(plan([layout('New')], [layout('New')], moved))).toEqual([]);
  });

  test('takes base and ownership along, so that nothing is deleted and no side is wrong', () => {
    const rules = { ...usualRules, authority: { usual: 'managed' as const, kinds: new Map() }, prune: new Set(['role']) };
    const made = plan([['role', 'Boss', {}]], [['role', 'CEO', { description: 'x' }]], [rename('role', 'Boss', 'CEO')], {
      rules,
      base: snapshotOf(['role', 'Boss', {}]),
      owned: new Set<Ref>(['role:Boss']),
    });
    expect(made.steps.map((step) => [step.id, step.changes.map((change) => change.side)])).toEqual([['update role:CEO', ['ours', 'ours']]]);
  });

  test.each<[code: string, live: readonly Short[], desired: readonly Short[], moved: readonly Move[]]>([
    [
      'plan.move-api-name',
      [['field', 'Deals.A', { data_type: 'text' }]],
      [['field', 'Deals.B', { data_type: 'text' }]],
      [rename('field', 'Deals.A', 'Deals.B')],
    ],
    ['plan.move-kind', [layout('Old')], [layout('New')], [{ from: 'layout:Deals/Old', to: 'role:New' }]],
    ['plan.move-both', [layout('Old'), layout('New')], [layout('New')], [rename('layout', 'Deals/Old', 'Deals/New')]],
    [
      'plan.move-both',
      [layout('Old'), layout('Other')],
      [layout('New')],
      [rename('layout', 'Deals/Old', 'Deals/New'), rename('layout', 'Deals/Other', 'Deals/New')],
    ],
    ['plan.move-cycle', [layout('Old')], [layout('New')], [rename('layout', 'Deals/Old', 'Deals/New'), rename('layout', 'Deals/New', 'Deals/Old')]],
  ])('that cannot be kept is an error: %s', (code, live, desired, moved) => {
    const { findings } = plan(live, desired, moved);
    expect(findings).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
  });
});

describe('a likely rename', () => {
  const rule = (key: string, criteria = 'Won'): Short => [
    'workflow_rule',
    `Deals/${key}`,
    {
      name: key,
      description: 'tells people',
      execute_when: { type: 'create' },
      conditions: [{ criteria: { field: 'Stage', comparator: 'equal', value: criteria }, instant_actions: [{ type: 'add_tags', name: 'x' }] }],
    },
  ];
  const codes = (live: readonly Short[], desired: readonly Short[]) =>
    plan(live, desired, []).findings.filter((finding) => finding.code === 'plan.likely-rename');

  test('is said with the lines that declare it, and not assumed', () => {
    expect(codes([rule('Old')], [rule('New')])).toEqual([
      expect.objectContaining({
        severity: 'warning',
        element: 'workflow_rule:Deals/New',
        fix: expect.stringContaining('{kind: workflow_rule, from: "Deals/Old", to: "Deals/New"}'),
      }),
    ]);
    expect(plan([rule('Old')], [rule('New')], []).steps.map((step) => step.id)).toEqual(['create workflow_rule:Deals/New']);
    expect(codes([rule('Old', 'Lost')], [rule('New')])).toHaveLength(1);
  });

  test('is not said of what is unlike, in the files, or like several', () => {
    expect(codes([['workflow_rule', 'Deals/Old', { name: 'Old', execute_when: { type: 'edit' }, conditions: [{}] }]], [rule('New')])).toEqual([]);
    expect(codes([rule('Old')], [rule('Old'), rule('New')])).toEqual([]);
    expect(codes([rule('Old'), rule('Older')], [rule('New')])).toEqual([]);
  });
});

describe('a rename in the org, known by the id', () => {
  const tree = (name: string): readonly Short[] => [
    ['role', name, {}],
    ['role', 'Sales', { reporting_to: name }],
  ];
  const renamed = [rename('role', 'Boss', 'CEO')];
  const planned = (desired: readonly Short[], parts: Partial<PlanInput> = {}) =>
    makePlan(inputOf(liveOf(tree('Boss'), { renamed }), snapshotOf(...desired), parts));

  test('is an update of the name, never a second element', () => {
    const made = planned(tree('CEO'));
    expect(made.steps.map((step) => [step.id, step.changes])).toEqual([['update role:CEO', [{ path: ['name'], before: 'Boss', after: 'CEO' }]]]);
  });

  test('is said to be theirs', () => {
    const made = planned(tree('CEO'), { base: snapshotOf(...tree('CEO')) });
    expect(made.steps.flatMap((step) => step.changes.map((change) => change.side))).toEqual(['theirs']);
    expect(made.findings.map((finding) => finding.code)).toEqual(['plan.theirs']);
  });

  test('is none of ours when the files have the new name, or both', () => {
    expect(planned(tree('Boss')).steps).toEqual([]);
    expect(planned([...tree('Boss'), ['role', 'CEO', {}]]).steps.map((step) => step.id)).toEqual(['create role:CEO']);
  });
});
