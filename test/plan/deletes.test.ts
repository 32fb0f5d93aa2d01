import { describe, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { Consent } from '../../cli/model/identity.ts';
import type { OrgRules } from '../../cli/model/org.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { Plan } from '../../cli/model/plan.ts';
import { findUncovered } from '../../cli/plan/cover.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, recordOf, snapshotOf } from './world.ts';

const all: OrgRules = {
  ...usualRules,
  authority: { usual: 'authoritative', kinds: new Map() },
  prune: new Set(['module', 'field', 'layout', 'role', 'profile', 'workflow_rule', 'field_update', 'webhook']),
  deleteLimit: { count: 100, percent: 100 },
};
const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const note: Short = ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note' }];
const stage: Short = ['field', 'Deals.Stage', { data_type: 'picklist', custom_field: false }];
const update: Short = ['field_update', 'Deals/Clear', { name: 'Clear', field: 'Note', value: '${EMPTY}' }];
const rule = (...actions: readonly string[]): Short => [
  'workflow_rule',
  'Deals/Won',
  {
    name: 'Won',
    execute_when: { type: 'create' },
    conditions: [{ instant_actions: [{ type: 'add_tags', name: 'won' }, ...actions.map((name) => ({ field_update: name }))] }],
  },
];
const boss: Short = ['role', 'Boss', {}];
/** Agreed to, so that neither records nor an emptied kind stand in the way here. */
const anything = new Set<Consent>([
  'delete field:Deals.Note',
  'delete module:Courses',
  'delete workflow_rule:Deals/Won',
  'delete field_update:Deals/Clear',
  'delete webhook:Deals/old',
]);

function plan(live: readonly Short[], desired: readonly Short[], parts: Partial<PlanInput> = {}): Plan {
  return makePlan(inputOf(liveOf([deals, ...live]), snapshotOf(deals, ...desired), { rules: all, consents: anything, ...parts }));
}

const lines = ({ steps }: Plan): readonly string[] =>
  steps.map((step) => `${step.mode === 'api' ? '' : `${step.mode}: `}${step.id}${step.reason === undefined ? '' : ` (${step.reason})`}`);

describe('who goes', () => {
  test('what the files do not have, of kinds that may be pruned and say all', () => {
    expect(lines(plan([note, stage], []))).toEqual(['delete field:Deals.Note']);
    expect(lines(plan([note], [], { rules: usualRules }))).toEqual([]);
    expect(lines(plan([note], [], { rules: { ...all, prune: new Set() } }))).toEqual([]);
    expect(lines(plan([note], [], { rules: { ...all, authority: { usual: 'additive', kinds: new Map() } } }))).toEqual([]);
  });

  test('under managed only what an apply of ours made', () => {
    const rules: OrgRules = { ...all, authority: { usual: 'additive', kinds: new Map([['field', 'managed']]) } };
    expect(lines(plan([note], [], { rules }))).toEqual([]);
    expect(lines(plan([note], [], { rules, owned: new Set<Ref>(['field:Deals.Note']) }))).toEqual(['delete field:Deals.Note']);
  });

  test.each<[what: string, parts: Partial<PlanInput>]>([
    ['protected', { rules: { ...all, protect: [{ kind: 'field', element: 'Deals.N*' }] } }],
    ['ignored', { rules: { ...all, ignore: [{ element: 'Deals.Note' }] } }],
    ['deployed once', { rules: { ...all, deployOnce: [{ kind: 'field' }] } }],
  ])('nothing that is %s', (_what, parts) => {
    expect(lines(plan([note], [], parts))).toEqual([]);
  });

  test('nothing of what was not read whole', () => {
    const unread = (module?: string) =>
      makePlan(
        inputOf(
          liveOf([deals, note], { unreadable: [{ kind: 'field', reason: 'scope missing', ...(module === undefined ? {} : { module }) }] }),
          snapshotOf(deals),
          { rules: all, consents: anything },
        ),
      );
    expect(unread().steps).toEqual([]);
    expect(unread('Deals').steps).toEqual([]);
    expect(lines(unread('Leads'))).toEqual(['delete field:Deals.Note']);
  });

  test('what is to be exact, whatever the rules, but never what is protected', () => {
    const exact = new Set<Ref>(['field:Deals.Note']);
    expect(lines(plan([note], [], { rules: usualRules, exact }))).toEqual(['delete field:Deals.Note']);
    expect(lines(plan([note], [], { rules: { ...usualRules, protect: [{}] }, exact }))).toEqual([]);
  });

  test('what the API cannot delete is left to a person', () => {
    expect(lines(plan([['module', 'Courses', { plural_label: 'Courses' }]], []))).toEqual([
      'manual: delete module:Courses (a module cannot be deleted through the API)',
    ]);
  });
});

describe('order', () => {
  test('what refers goes first, and what is changed so that it refers no longer is changed first', () => {
    expect(lines(plan([rule('Deals/Clear'), update, note], []))).toEqual([
      'delete workflow_rule:Deals/Won',
      'delete field_update:Deals/Clear',
      'delete field:Deals.Note',
    ]);
    expect(lines(plan([rule('Deals/Clear'), update], [rule()]))).toEqual(['update workflow_rule:Deals/Won', 'delete field_update:Deals/Clear']);
  });

  test('what keeps referring stands in the way', () => {
    const keep = { ...all, prune: new Set(['field']) };
    expect(lines(plan([update, note], [], { rules: keep }))).toEqual([
      'blocked: delete field:Deals.Note (field_update:Deals/Clear still refers to it)',
    ]);
  });

  test('a layout is rid of a field before the field goes; one that is not changed is no hindrance', () => {
    const layout = (...fields: readonly string[]): Short => ['layout', 'Deals/Standard', { name: 'Standard', sections: [{ name: 'Main', fields }] }];
    expect(lines(plan([layout('Stage', 'Note'), note, stage], [layout('Stage'), stage]))).toEqual([
      'update layout:Deals/Standard',
      'delete field:Deals.Note',
    ]);
    const additive: OrgRules = { ...all, authority: { usual: 'additive', kinds: new Map([['field', 'authoritative']]) } };
    expect(lines(plan([layout('Stage', 'Note'), note, stage], [layout('Stage'), stage], { rules: additive }))).toEqual(['delete field:Deals.Note']);
  });

  test('a name is free before it is taken again', () => {
    const hook = (key: string, url: string): Short => ['webhook', `Deals/${key}`, { name: 'Call', url, http_method: 'POST' }];
    expect(lines(plan([hook('old', 'https://x.example')], [hook('new', 'https://other.example/path')]))).toEqual([
      'delete webhook:Deals/old',
      'create webhook:Deals/new',
    ]);
  });

  test('a role goes after those below it have moved', () => {
    const sales = (to: string): Short => ['role', 'Sales', { reporting_to: to }];
    expect(lines(plan([boss, ['role', 'Old', { reporting_to: 'Boss' }], sales('Old')], [boss, sales('Boss')]))).toEqual([
      'update role:Sales',
      'delete role:Old',
    ]);
  });
});

describe('with a module', () => {
  const courses: Short = ['module', 'Courses', { plural_label: 'Courses' }];
  const level: Short = ['field', 'Courses.Level', { data_type: 'text', field_label: 'Level' }];
  const hook: Short = ['webhook', 'Courses/Call', { name: 'Call', url: 'https://x.example', http_method: 'POST' }];

  test('go its fields and layouts; its automation goes first', () => {
    const { steps } = plan([courses, level, hook], []);
    expect(steps.map((step) => [step.id, step.dependsOn])).toEqual([
      ['delete webhook:Courses/Call', []],
      ['delete module:Courses', ['delete webhook:Courses/Call']],
    ]);
  });

  test('go the related lists in it and those that show it, which hold nothing back, not even where files have them', () => {
    const lists: readonly Short[] = [
      ['related_list', 'Courses/Notes', { name: 'Notes', module: 'Notes' }],
      ['related_list', 'Deals/Courses', { name: 'Courses', module: 'Courses' }],
    ];
    expect(lines(plan([courses, ...lists], lists))[0]).toBe(lines(plan([courses], []))[0]);
    expect(lines(plan([courses, ...lists], lists))).toHaveLength(1);
  });

  test('goes nothing that is to stay', () => {
    const rules = { ...all, protect: [{ kind: 'field', element: 'Courses.*' }] };
    expect(lines(plan([courses, level], [], { rules }))[0]).toContain('blocked: delete module:Courses (field:Courses.Level belongs to it');
  });
});

describe('a delete', () => {
  test('says what goes, what it costs and how many records hang on it', () => {
    const made = plan([note], [], { records: new Map([['Deals', 1200]]) });
    expect(made.steps).toEqual([
      expect.objectContaining({
        action: 'delete',
        risk: 'deletes',
        records: 1200,
        changes: [
          { path: ['data_type'], before: 'text' },
          { path: ['field_label'], before: 'Note' },
        ],
        before: { data_type: 'text', field_label: 'Note' },
      }),
    ]);
    expect(made.steps[0]).not.toHaveProperty('after');
    expect(made.summary).toEqual({ create: 0, update: 0, delete: 1, manual: 0, blocked: 0, unchanged: 1 });
    expect(made.credits).toBe(1);
    expect(made.minutes).toBeGreaterThan(0);
  });

  test('is blocked until somebody agrees, where records hang on it; what waits for it waits', () => {
    const made = plan([note], [], { consents: new Set() });
    expect(made.steps.map((step) => step.mode)).toEqual(['blocked']);
    expect(made.summary).toMatchObject({ delete: 0, blocked: 1 });
    expect(made.credits).toBe(0);
    expect(made.minutes).toBe(0);
  });

  test('is covered by the same approved one, or by one that showed more', () => {
    const uncovered = (seen: readonly Short[], now: readonly Short[], parts: Partial<PlanInput> = {}) =>
      findUncovered(recordOf(plan(seen, [], parts)), plan(now, []).steps, snapshotOf(deals)).map((one) => one.reason);
    const noted = (tooltip?: string): Short => [
      'field',
      'Deals.Note',
      { data_type: 'text', field_label: 'Note', ...(tooltip === undefined ? {} : { tooltip: { name: 'static_text', value: tooltip } }) },
    ];
    expect(uncovered([note], [note])).toEqual([]);
    expect(uncovered([noted('x')], [note])).toEqual([]);
    expect(uncovered([note], [noted('x')])).toEqual([expect.stringContaining('tooltip of what is deleted is not what was approved')]);
    expect(uncovered([], [note])).toEqual([expect.stringContaining('does not touch this element')]);
    expect(uncovered([note], [note], { consents: new Set() })).toEqual([expect.stringContaining('the approved plan blocks it')]);
  });
});
