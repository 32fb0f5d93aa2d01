import { expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import { openOrg } from './embedded-org.ts';

const subject = [{ field: 'Subject', value: 'Call' }];
const criteria: JsonObject = { field: 'City', comparator: 'equal', value: 'Osaka' };
const make = { type: 'create' };

const states = ['Qualification', 'Closed Won'];
const transitions = { Win: { from: ['Qualification'], to: 'Closed Won', owners: [{ type: 'record_owner' }] } };

const elements: readonly Short[] = [
  ['task', 'Leads/Call', { name: 'Call', field_mappings: subject }],
  ['task', 'Leads/Ring', { name: 'Ring', feature_type: 'cadences', field_mappings: subject }],
  ['scoring_rule', 'Leads/Hot', { name: 'Hot', layout: 'Leads/Standard', field_rules: [{ criteria, score: 5 }] }],
  ['blueprint', 'Deals/Sales', { name: 'Sales', layout: 'Deals/Standard', field: 'Stage', states, transitions }],
  ['cadence', 'Leads/New', { name: 'New', type: 'manual_enrollment', follow_ups: [{ task: 'Leads/Ring' }] }],
  ['webform', 'Leads/Ask', { name: 'Ask', layout: 'Leads/Standard', fields: [{ field: 'Last_Name' }], location_url: ['https://a.example'] }],
  ['workflow_rule', 'Leads/B', { name: 'B', execute_when: make, conditions: [{ instant_actions: [{ task: 'Leads/Call' }] }] }],
  ['workflow_rule', 'Leads/A', { name: 'A', execute_when: make, conditions: [{ instant_actions: [{ task: 'Leads/Call' }] }] }],
  ['module', 'Courses', { singular_label: 'Course', plural_label: 'Courses', profiles: ['Administrator'] }],
  ['field', 'Courses.Note', { field_label: 'Note', data_type: 'text' }],
];

/** Method and path of every write, ids replaced, with the name of a rule that is made. */
function writesOf(org: ReturnType<typeof openOrg>, from: number): readonly string[] {
  return org.exchanges
    .slice(from)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/^.*\/crm\/v8/, '').replace(/\d{17,19}/g, '{id}')}`)
    .filter((call) => !call.includes('/oauth/'));
}

test('automation is made off, and switched on in the plan’s order when everything else is there', async () => {
  const org = openOrg();
  await org.read();
  const from = org.exchanges.length;
  const plan = await org.plan(snapshotOf(...elements));
  const applied = await org.apply(snapshotOf(...elements));
  expect(applied.left.steps).toEqual([]);
  const writes = writesOf(org, from);
  const expected = [
    'POST /settings/automation/cadences/{id}/actions/activate',
    'PUT /settings/automation/scoring_rules/{id}/actions/activate',
    'POST /settings/blueprints/{id}/actions/activate',
    'PUT /settings/webforms/{id}',
    'POST /settings/automation/workflow_rules',
    'POST /settings/automation/workflow_rules',
  ];
  const ending = writes.slice(-expected.length);
  expect([...ending].sort()).toEqual([...expected].sort());
  expect(writes.slice(0, -expected.length).filter((call) => expected.includes(call))).toEqual([]);
  // The order among them is that of the plan.
  const kindOf: Readonly<Record<string, string>> = {
    cadences: 'cadence',
    scoring_rules: 'scoring_rule',
    blueprints: 'blueprint',
    webforms: 'webform',
    workflow_rules: 'workflow_rule',
  };
  const planned = plan.steps.filter(({ kind }) => Object.values(kindOf).includes(kind)).map(({ kind }) => kind);
  const switched = ending.map((call) => kindOf[/settings\/(?:automation\/)?(\w+)/.exec(call)?.[1] ?? ''] ?? call);
  expect(switched).toEqual(planned);
  const rules = plan.steps.filter(({ kind }) => kind === 'workflow_rule').map(({ key }) => key);
  expect(rules).toEqual(['Leads/A', 'Leads/B']);
});

test('what was off is switched on after everything else too, and what goes off does so in its turn', async () => {
  const org = openOrg();
  const off = elements.map(([kind, key, attributes]): Short => {
    if (kind === 'scoring_rule' || kind === 'webform' || kind === 'workflow_rule') return [kind, key, { ...attributes, active: false }];
    return kind === 'cadence' || kind === 'blueprint' ? [kind, key, { ...attributes, status: 'inactive' }] : [kind, key, attributes];
  });
  expect((await org.apply(snapshotOf(...off))).left.steps).toEqual([]);
  const more: Short = ['field', 'Courses.More', { field_label: 'More', data_type: 'text' }];
  let from = org.exchanges.length;
  expect((await org.apply(snapshotOf(...elements, more))).left.steps).toEqual([]);
  expect(writesOf(org, from)[0]).toBe('POST /settings/fields');
  expect(writesOf(org, from).slice(1).sort()).toEqual([
    'POST /settings/automation/cadences/{id}/actions/activate',
    'POST /settings/blueprints/{id}/actions/activate',
    'PUT /settings/automation/scoring_rules/{id}/actions/activate',
    'PUT /settings/automation/workflow_rules/{id}',
    'PUT /settings/automation/workflow_rules/{id}',
    'PUT /settings/webforms/{id}',
  ]);
  from = org.exchanges.length;
  expect((await org.apply(snapshotOf(...off, more))).left.steps).toEqual([]);
  expect(writesOf(org, from)).toContain('POST /settings/automation/cadences/{id}/actions/deactivate');
});
