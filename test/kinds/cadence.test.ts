import { describe, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { Consent } from '../../cli/model/identity.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { Short } from '../plan/world.ts';
import { inputOf, liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { openOrg } from './embedded-org.ts';
import { sayWrites, writesBetween } from './writes.ts';

const leads: Short = ['module', 'Leads', { plural_label: 'Leads', generated_type: 'default' }];
const call: Short = ['task', 'Leads/Call', { name: 'Call', feature_type: 'cadences', field_mappings: [{ field: 'Subject', value: 'Call' }] }];
const second: Short = ['task', 'Leads/Again', { name: 'Again', feature_type: 'cadences', field_mappings: [{ field: 'Subject', value: 'Call' }] }];
const cadence = (attributes: JsonObject): Short => [
  'cadence',
  'Leads/New',
  { name: 'New', type: 'manual_enrollment', follow_ups: [{ task: 'Leads/Call' }], ...attributes },
];
const calls = (before: readonly Short[], after: Short) =>
  sayWrites(writesBetween(liveOf([leads, call, second, ...before]), snapshotOf(call, second, after)));
const path = '/settings/automation/cadences';

describe('writes of a cadence', () => {
  test('make it, publish it and switch it on; records that its view has are left alone', () => {
    expect(calls([], cadence({}))).toMatchObject([
      [`POST ${path}`, { follow_ups: [{ reference_id: 'follow_up_1', action: { type: 'tasks', id: { $id: 'task:Leads/Call' } } }] }],
      [`POST ${path}/{id}/actions/publish`, {}],
      [`POST ${path}/{id}/actions/activate`, {}],
    ]);
    const [, published] = calls([], cadence({ type: 'custom_view' }));
    expect(published).toEqual([`POST ${path}/{id}/actions/publish`, { process_existing_records: false }]);
    expect(calls([], cadence({ status: 'inactive' })).map(([one]) => one)).toEqual([`POST ${path}`, `POST ${path}/{id}/actions/publish`]);
    expect(calls([], cadence({ status: 'draft' })).map(([one]) => one)).toEqual([`POST ${path}`]);
  });

  test('change one that was published by a draft, which is published; a draft as it is', () => {
    const after = cadence({ description: 'x', follow_ups: [{ task: 'Leads/Call' }, { after: 1, task: 'Leads/Again' }] });
    const added = { reference_id: 'follow_up_2', parent_follow_up: { id: { $id: 'follow_up:Leads/New#0' } }, action: { type: 'tasks' } };
    expect(calls([cadence({})], after)).toMatchObject([
      [`PUT ${path}/{id}`, { description: 'x', follow_ups: [added] }],
      [`POST ${path}/{id}/actions/publish`, {}],
    ]);
    const writes = writesBetween(liveOf([leads, call, second, cadence({})]), snapshotOf(call, second, after));
    expect(writes.map(({ target }) => target)).toEqual(['cadence:Leads/New', 'cadence_draft:Leads/New']);
    expect(calls([cadence({ status: 'draft' })], cadence({ status: 'draft', description: 'x' })).map(([one]) => one)).toEqual([`PUT ${path}/{id}`]);
    expect(calls([cadence({ status: 'draft' })], cadence({ status: 'inactive' })).map(([one]) => one)).toEqual([`POST ${path}/{id}/actions/publish`]);
    expect(calls([cadence({})], cadence({ status: 'inactive' })).map(([one]) => one)).toEqual([`POST ${path}/{id}/actions/deactivate`]);
  });
});

test('what is to end by a follow-up that is new itself is said once that one is there', async () => {
  const org = openOrg();
  await org.apply(snapshotOf(call, cadence({})));
  const made_criteria = { field: { field: 'Tasks.Subject' }, comparator: 'equal', value: 'Call' };
  const wanted = snapshotOf(
    call,
    second,
    cadence({
      follow_ups: [{ task: 'Leads/Call' }, { after: 1, execute_after: { unit: 1, period: 'days' }, task: 'Leads/Again' }],
      unenroll: [
        { type: 'end_date', date: '2027-02-28' },
        { type: 'followup_criteria', made: 'Tasks', made_criteria, follow_up: 2 },
      ],
    }),
  );
  expect((await org.apply(wanted)).left.steps).toEqual([]);
  expect((await org.plan(wanted)).steps).toEqual([]);
});

test('one that is to stop stops before its changes are published', () => {
  const after = cadence({ status: 'inactive', follow_ups: [{ task: 'Leads/Call' }, { after: 1, task: 'Leads/Again' }] });
  expect(calls([cadence({})], after).map(([one]) => one)).toEqual([
    `POST ${path}/{id}/actions/deactivate`,
    `PUT ${path}/{id}`,
    `POST ${path}/{id}/actions/publish`,
  ]);
});

describe('what a person does for a cadence', () => {
  const reasons = (before: readonly Short[], after: Short, partIds: readonly Ref[] = []) =>
    planOf(liveOf([leads, call, second, ...before], { partIds }), snapshotOf(call, second, after)).steps.map(({ mode, reason }) => [mode, reason]);
  const two = [{ task: 'Leads/Call' }, { after: 1, task: 'Leads/Again' }];

  test.each<[string, readonly Short[], Short, string]>([
    ['takes a follow-up away', [cadence({ follow_ups: two })], cadence({}), 'the API takes no follow-up away'],
    [
      'makes one with a WhatsApp message',
      [],
      cadence({ follow_ups: [{ message: 'Hi' }] }),
      'WhatsApp messages are made in the setup only, within their cadence',
    ],
    [
      'adds a WhatsApp message',
      [cadence({})],
      cadence({ follow_ups: [{ task: 'Leads/Call' }, { after: 1, message: 'Hi' }] }),
      'WhatsApp messages are made in the setup only, within their cadence',
    ],
    [
      'takes off when a follow-up is due',
      [cadence({ follow_ups: [two[0] ?? {}, { ...two[1], triggers: ['Completed'], execute_after: { unit: 1, period: 'days' } }] })],
      cadence({ follow_ups: [two[0] ?? {}, { ...two[1], execute_after: { unit: 1, period: 'days' } }] }),
      'whether the API takes `triggers` off a follow-up is not documented',
    ],
    ['makes a draft of it again', [cadence({})], cadence({ status: 'draft' }), 'what was published does not become a draft again'],
    [
      'enrols others',
      [cadence({})],
      cadence({ type: 'custom_view', custom_view: 'Leads/All Leads' }),
      'type cannot be changed through the API once the element exists; custom_view cannot be changed through the API once the element exists',
    ],
  ])('%s', (_what, before, after, reason) => {
    expect(reasons(before, after)).toEqual([['manual', reason]]);
  });

  test('settles changes that somebody left open, before others are published with them', () => {
    const after = cadence({ description: 'x' });
    expect(reasons([cadence({})], after, ['cadence_draft:Leads/New'])).toEqual([['manual', expect.stringContaining('nobody published')]]);
    expect(reasons([cadence({})], after)).toEqual([['api', undefined]]);
  });
});

test('a cadence whose mail has a template that the org lacks waits for the person who makes it', () => {
  const template: Short = ['email_template', 'Leads/Hello', { name: 'Hello', subject: 'Hello', content: '<p>Hello</p>' }];
  const mail: Short = [
    'email_notification',
    'Leads/Hello',
    { name: 'Hello', feature_type: 'cadences', template: 'Leads/Hello', recipients: [{ type: 'owner' }] },
  ];
  const { steps } = planOf(liveOf([leads]), snapshotOf(template, mail, cadence({ follow_ups: [{ email_notification: 'Leads/Hello' }] })));
  expect(steps.map(({ id, mode, reason }) => [id, mode, reason])).toEqual([
    ['create email_template:Leads/Hello', 'manual', 'this kind cannot be created through the API'],
    ['create email_notification:Leads/Hello', 'manual', 'waits for: create email_template:Leads/Hello'],
    ['create cadence:Leads/New', 'manual', 'waits for: create email_notification:Leads/Hello'],
  ]);
});

test('a cadence may enrol what a view of the product has, in every org by its name', async () => {
  const org = openOrg();
  const wanted = snapshotOf(call, cadence({ type: 'custom_view', custom_view: 'Leads/All Leads' }));
  const applied = await org.apply(wanted);
  expect(applied.left.steps).toEqual([]);
  const live = await org.read();
  expect(live.elements.get('cadence:Leads/New')?.attributes['custom_view']).toBe('Leads/All Leads');
  expect(live.elements.has('custom_view:Leads/All Leads')).toBe(false);
});

test('a cadence stays with changes of it that somebody left open, which have its name', async () => {
  const org = openOrg();
  const wanted = snapshotOf(call, cadence({}));
  await org.apply(wanted);
  const id = (await org.read()).ids.get('cadence:Leads/New') ?? '';
  await org.ask('PUT', `${path}/${id}`, { cadences: [{ description: 'x' }] });
  const live = await org.read();
  expect(live.ids.get('cadence:Leads/New')).toBe(id);
  expect(live.elements.has('cadence:Leads/New')).toBe(true);
  expect(live.leftOut).toContainEqual({ kind: 'cadence', key: 'Leads/New', reason: 'draft' });
  const rules = { ...usualRules, authority: { usual: 'authoritative', kinds: new Map() }, prune: new Set(['cadence', 'task']) } as const;
  expect((await org.plan(wanted, { rules })).steps).toEqual([]);
});

test('a cadence does not go as long as a task of it stays, which would go with it and be made again', () => {
  const rules = { ...usualRules, authority: { usual: 'authoritative', kinds: new Map() }, prune: new Set(['cadence', 'task']) } as const;
  const consents = new Set<Consent>(['delete cadence:Leads/New', 'delete task:Leads/Call']);
  const live = liveOf([leads, call, cadence({})]);
  const stepsFor = (...desired: readonly Short[]) =>
    makePlan(inputOf(live, snapshotOf(leads, ...desired), { rules, consents })).steps.map(({ id, mode, reason }) => [id, mode, reason]);
  expect(stepsFor(call)).toEqual([['delete cadence:Leads/New', 'blocked', 'task:Leads/Call would go with it and stays']]);
  expect(stepsFor()).toEqual([
    ['delete cadence:Leads/New', 'api', undefined],
    ['delete task:Leads/Call', 'api', undefined],
  ]);
});
