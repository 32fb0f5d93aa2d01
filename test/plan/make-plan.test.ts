import { describe, expect, test } from 'vitest';
import { normalizePath } from '../../cli/model/capability.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Plan } from '../../cli/model/plan.ts';
import { digestPlan } from '../../cli/plan/make-plan.ts';
import { digestRecorded, recordStep } from '../../cli/plan/step.ts';
import type { Short } from './world.ts';
import { liveOf, planOf, recordOf, snapshotOf } from './world.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const course: Short = ['module', 'Courses', { plural_label: 'Courses' }];
const lookup: Short = ['field', 'Deals.Course', { data_type: 'lookup', field_label: 'Course', lookup: { module: 'Courses' } }];
const rule: Short = [
  'workflow_rule',
  'Deals/Won',
  { name: 'Won', execute_when: { type: 'create' }, conditions: [{ instant_actions: [{ field_update: 'Deals/Set course' }] }] },
];
const update: Short = ['field_update', 'Deals/Set course', { name: 'Set course', field: 'Course', value: '${EMPTY}' }];

const lines = (plan: Plan): readonly string[] =>
  plan.steps.map((step) => `${step.mode === 'manual' ? 'by hand: ' : ''}${step.id}${step.reason === undefined ? '' : ` (${step.reason})`}`);

describe('order', () => {
  test('what is referred to comes first, through any number of kinds', () => {
    const plan = planOf(liveOf([deals]), snapshotOf(rule, update, lookup, course));
    expect(lines(plan)).toEqual([
      'create module:Courses',
      'create field:Deals.Course',
      'create field_update:Deals/Set course',
      'create workflow_rule:Deals/Won',
    ]);
    expect(plan.summary).toEqual({ create: 4, update: 0, delete: 0, manual: 0, blocked: 0, unchanged: 0 });
  });

  test('two roles above each other are a finding, and nothing is lost from the plan', () => {
    const plan = planOf(liveOf([]), snapshotOf(['role', 'A', { reporting_to: 'B' }], ['role', 'B', { reporting_to: 'A' }]));
    expect(plan.findings).toEqual([
      expect.objectContaining({ code: 'plan.cycle', severity: 'error', message: expect.stringContaining('create role:A, create role:B') }),
    ]);
    expect(plan.steps.length).toBe(2);
  });

  test('two modules that look up each other are no ring: a module does not wait for its fields', () => {
    const both = snapshotOf(
      course,
      ['module', 'Rooms', { plural_label: 'Rooms' }],
      ['field', 'Courses.Room', lookupTo('Rooms')],
      ['field', 'Rooms.Course', lookupTo('Courses')],
    );
    const plan = planOf(liveOf([]), both);
    expect(plan.findings).toEqual([]);
    expect(plan.steps.slice(0, 2).map((step) => step.kind)).toEqual(['module', 'module']);
  });
});

const lookupTo = (module: string): JsonObject => ({ data_type: 'lookup', field_label: module === 'Rooms' ? 'Room' : 'Course', lookup: { module } });

describe('by hand', () => {
  test.each<[what: string, live: readonly Short[], desired: readonly Short[], expected: readonly string[]]>([
    [
      'a reference to what neither side has',
      [deals, lookup],
      [rule],
      ['by hand: create workflow_rule:Deals/Won (it refers to field_update:Deals/Set course, which neither the org nor the files have)'],
    ],
    [
      'a user who is not there',
      [deals],
      [['email_notification', 'Deals/Hello', { name: 'Hello', recipients: [{ user: 'sam@osaka.example' }] }]],
      ['by hand: create email_notification:Deals/Hello (the org has no user "sam@osaka.example", and these are not copied)'],
    ],
    [
      'an id that the CRM did not explain',
      [deals],
      [['field_update', 'Deals/Own', { name: 'Own', field: 'Name', value: { unresolved: 'Sam' } }]],
      ['by hand: create field_update:Deals/Own (it refers to "Sam", which is not configuration and cannot be copied)'],
    ],
    [
      'a frozen attribute, beside one that is not',
      [deals, ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note' }]],
      [['field', 'Deals.Note', { data_type: 'textarea', field_label: 'Notes' }]],
      ['update field:Deals.Note', 'by hand: update field:Deals.Note (by hand) (data_type cannot be changed through the API once the element exists)'],
    ],
    [
      'a kind without a create',
      [deals],
      [['layout', 'Deals/Second', { name: 'Second' }]],
      ['by hand: create layout:Deals/Second (layouts cannot be created through the API; only the one that comes with a module can be taken over)'],
    ],
    [
      'what waits for it, and what waits for that',
      [deals],
      [['field', 'Deals.Course', { data_type: 'formula', field_label: 'Course' }], update, rule],
      [
        'by hand: create field:Deals.Course (the CRM does not tell the expression of a formula, so it has to be typed in)',
        'by hand: create field_update:Deals/Set course (waits for: create field:Deals.Course)',
        'by hand: create workflow_rule:Deals/Won (waits for: create field_update:Deals/Set course)',
      ],
    ],
  ])('%s', (_what, live, desired, expected) => {
    expect(lines(planOf(liveOf(live), snapshotOf(...desired)))).toEqual(expected);
  });

  test('a secret that is not at hand: the rest of the element is made, and what it stands for is left to a person', () => {
    const headers = { custom_parameters: [{ name: 'x-api-key', value: { secret: 'KEY' } }] };
    const desired = snapshotOf(['webhook', 'Deals/Call', { name: 'Call', url: 'https://x.example', http_method: 'POST', headers }]);
    const expected = expect.stringContaining('by hand: update webhook:Deals/Call (by hand) (the secret ORGCAST_SECRET_KEY is not supplied');
    expect(lines(planOf(liveOf([deals]), desired))).toEqual(['create webhook:Deals/Call', expected]);
    expect(lines(planOf(liveOf([deals]), desired, (name) => name === 'KEY'))).toEqual(['create webhook:Deals/Call']);
  });

  test('a step that waits is counted apart', () => {
    const desired = snapshotOf(['field', 'Deals.Course', { data_type: 'formula', field_label: 'Course' }], update);
    const withName = liveOf([deals, ['field', 'Deals.Name', { data_type: 'text' }]]);
    expect(planOf(withName, desired).summary).toMatchObject({ manual: 1, blocked: 1, create: 0 });
  });

  test('a kind that was not read completely is not taken to be empty', () => {
    const plan = planOf(liveOf([], { unreadable: [{ kind: 'role', reason: 'scope missing' }] }), snapshotOf(['role', 'A', {}]));
    expect(lines(plan)).toEqual([expect.stringContaining('not known whether the element is there: scope missing')]);
    expect(plan.findings).toEqual([expect.objectContaining({ code: 'plan.unreadable' })]);
  });

  test("an operation that the org's API does not offer", () => {
    const operation = { method: 'GET' as const, scope: 's', minCredits: 1, maxCredits: 1 };
    const capabilities = { paths: new Map([[normalizePath('/settings/roles'), [operation]]]) };
    expect(lines(planOf(liveOf([], { capabilities }), snapshotOf(['role', 'A', {}])))).toEqual([
      "by hand: create role:A (this org's API does not offer POST /settings/roles)",
    ]);
  });
});

describe('nothing', () => {
  test('is deleted that the files do not name', () => {
    expect(planOf(liveOf([deals, lookup, rule]), snapshotOf(deals)).steps).toEqual([]);
  });

  test("is planned for the org's own facts", () => {
    const plan = planOf(liveOf([]), snapshotOf(['organization', 'company', { company_name: 'Head office' }]));
    expect(plan).toMatchObject({ steps: [], credits: 0, summary: { unchanged: 0 } });
  });
});

describe('credits', () => {
  test('are those that the org tells, else the documented ones; what arrives by itself costs nothing', () => {
    const operation = { method: 'POST' as const, scope: 's', minCredits: 1, maxCredits: 77 };
    const capabilities = { paths: new Map([[normalizePath('/settings/modules'), [operation]]]) };
    const name: Short = ['field', 'Courses.Name', { data_type: 'text', custom_field: false }];
    expect(planOf(liveOf([]), snapshotOf(course, name)).credits).toBe(500);
    expect(planOf(liveOf([], { capabilities }), snapshotOf(course, name)).credits).toBe(77);
  });
});

describe('the digest', () => {
  const desired = [course, lookup, update, rule];
  const first = planOf(liveOf([deals]), snapshotOf(...desired));

  test('does not depend on the order of the files', () => {
    expect(planOf(liveOf([deals]), snapshotOf(...[...desired].reverse())).digest).toBe(first.digest);
  });

  test('is that of a recorded plan, to the letter', () => {
    const stored = JSON.parse(JSON.stringify(recordOf(first))) as ReturnType<typeof recordOf>;
    expect(digestPlan(stored.zgid, stored.steps)).toBe(first.digest);
    expect(stored.steps.map(digestRecorded)).toEqual(first.steps.map((step) => step.digest));
  });

  test('changes with every part of a step that says what it does', () => {
    const recorded = recordStep(planOf(liveOf([['role', 'A', {}]]), snapshotOf(['role', 'A', { description: 'x' }])).steps[0] ?? expect.fail());
    const digests = [
      recorded,
      { ...recorded, id: 'other' },
      { ...recorded, action: 'create' as const },
      { ...recorded, kind: 'profile' },
      { ...recorded, key: 'B' },
      { ...recorded, mode: 'manual' as const },
      { ...recorded, changes: [] },
      { ...recorded, changes: [{ path: ['description'], after: 'y' }] },
      { ...recorded, changes: [{ path: ['description'], before: 'w', after: 'x' }] },
      { ...recorded, changes: [{ path: ['description'], after: null }] },
      { ...recorded, dependsOn: ['other'] },
    ].map(digestRecorded);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('changes with the org and with the order of the steps', () => {
    expect(digestPlan('1', first.steps)).not.toBe(digestPlan('2', first.steps));
    expect(digestPlan('1', [...first.steps].reverse())).not.toBe(digestPlan('1', first.steps));
    expect(digestPlan('1', first.steps.slice(1))).not.toBe(digestPlan('1', first.steps));
  });
});

describe('risk', () => {
  const risks = (live: readonly Short[], ...desired: readonly Short[]) =>
    planOf(liveOf(live, permissions), snapshotOf(...desired)).steps.map((step) => step.risk);
  const permissions = { partIds: ['permission:Deals/View' as const] };
  const profile = (enabled: boolean): Short => ['profile', 'Sales', { name: 'Sales', permissions: { Deals: { View: enabled } } }];

  test.each<[what: string, risk: string, live: readonly Short[], desired: Short]>([
    ['a permission switched on', 'rights', [profile(false)], profile(true)],
    ['a permission switched off', 'none', [profile(true)], profile(false)],
    ['a new profile with permissions', 'rights', [], profile(true)],
    [
      'a role moved up',
      'rights',
      [
        ['role', 'A', { reporting_to: 'B' }],
        ['role', 'B', {}],
        ['role', 'C', {}],
      ],
      ['role', 'A', { reporting_to: 'C' }],
    ],
    ['a role that sees its peers', 'rights', [['role', 'A', {}]], ['role', 'A', { share_with_peers: true }]],
    ['a webhook', 'data-leaves', [deals], ['webhook', 'Deals/Call', { name: 'Call', url: 'https://x.example', http_method: 'POST' }]],
    ['a mail', 'data-leaves', [deals], ['email_notification', 'Deals/Mail', { name: 'Mail', recipients: [{ type: 'email', value: 'a@b.example' }] }]],
    ['a renamed role', 'none', [['role', 'A', {}]], ['role', 'A', { description: 'x' }]],
  ])('%s: %s', (_what, risk, live, desired) => {
    expect(risks(live, desired)).toEqual([risk]);
  });

  test('a field shown to a profile that could not see it', () => {
    const field = (access: string): Short => ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note', profiles: { Sales: access } }];
    expect(risks([deals, ['profile', 'Sales', { name: 'Sales' }], field('hidden')], field('read_write'))).toEqual(['rights']);
  });
});
