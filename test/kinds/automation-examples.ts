import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import type { Example } from './examples.ts';

const size = (value: string): JsonObject => ({ field: 'Annual_Revenue', comparator: 'greater_than', value });
const hot: Short = [
  'scoring_rule',
  'Leads/Hot',
  {
    name: 'Hot',
    description: 'Who wants something',
    layout: 'Leads/Standard',
    field_rules: [
      { criteria: size('1000'), score: 10 },
      {
        criteria: {
          group_operator: 'AND',
          group: [
            { field: 'City', comparator: 'equal', value: 'Osaka' },
            { field: 'Lead_Source', comparator: 'not_equal', value: '${EMPTY}' },
          ],
        },
        score: 5,
      },
      { criteria: { field: 'Company', comparator: 'contains', value: 'Test' }, score: -20 },
    ],
    signal_rules: [
      { signal: 'zoho.emailinsight.open', score: 10 },
      { signal: 'zoho.emailinsight.bounce', score: -99 },
    ],
  },
];

const call: Short = ['task', 'Leads/Call', { name: 'Call', field_mappings: [{ field: 'Subject', value: 'Call' }] }];
const [sam, avery] = ['sam', 'avery'].map((name): JsonObject => ({ user: `${name}@osaka.example` }));
if (sam === undefined || avery === undefined) throw new Error('two');
const owners: Short = [
  'assignment_rule',
  'Leads/By size',
  {
    name: 'By size',
    api_name: 'By_size',
    description: 'Big ones to Sam',
    default_assignee: avery,
    rule_entries: [
      {
        criteria: size('1000'),
        assign_to: { type: 'users', resources: [sam, avery] },
        user_availability_based_on: ['online_status', 'shift_timing'],
        task: 'Leads/Call',
      },
      { criteria: size('500'), assign_to: { type: 'role', resources: [{ role: 'CEO' }] } },
      { assign_to: { type: 'profile', resources: [{ profile: 'Standard' }] } },
    ],
  },
];

/** A cadence as the setup makes it; the API makes none. */
function putCadence({ crm }: EmbeddedOrg, more: JsonObject): void {
  const { store, org } = crm;
  const before = store.list(org.name, 'cadences')[0];
  const module = store.named(org.name, 'modules', 'Leads');
  const first = before?.['_first'] ?? store.nextId(org.name);
  const task = { type: 'tasks', name: 'Call', field_mappings: [{ field: { api_name: 'Subject' }, type: 'static', value: 'Call' }] };
  const mail = { type: 'email_notifications', name: 'Hello', details: { template: { name: 'Hello' } } };
  const doc = {
    id: before?.id ?? store.nextId(org.name),
    name: 'New leads',
    description: 'Who came in',
    module: { api_name: 'Leads', id: module?.id ?? '' },
    type: 'manual_enrollment',
    status: 'inactive',
    active: false,
    published: true,
    execution_details: {
      execute_every: { period: 'hours', unit: 1 },
      unenroll_properties: [{ id: store.nextId(org.name), type: 'end_date', details: { unenroll_date: '2026-12-31' } }],
    },
    follow_ups: [
      { id: first, parent_follow_up: null, action: task },
      {
        id: store.nextId(org.name),
        parent_follow_up: { id: first },
        triggers: ['Completed'],
        execute_after: { unit: 2, period: 'days' },
        action: mail,
      },
    ],
    _first: first,
    ...more,
  };
  store.put(org.name, 'cadences', doc, 'Leads');
}

/** Examples of the kinds that give, assign and follow up. */
export const automationExamples: Readonly<Record<string, Example>> = {
  scoring_rule: {
    limits: [20, 1],
    create: hot,
    update: [
      'scoring_rule',
      'Leads/Hot',
      {
        name: 'Hot ones',
        layout: 'Leads/Standard',
        active: false,
        field_rules: [
          { criteria: size('1000'), score: 20 },
          { criteria: { field: 'Company', comparator: 'contains', value: 'Test' }, score: -20 },
          { criteria: size('5000'), score: 30 },
        ],
        signal_rules: [
          { signal: 'zoho.emailinsight.open', score: 11 },
          { signal: 'zoho.emailinsight.bounce', score: -99 },
          { signal: 'zoho.emailinsight.click', score: 100 },
        ],
      },
    ],
    dangling: ['scoring_rule', 'Leads/Cold', { name: 'Cold', layout: 'Leads/Nowhere', field_rules: [{ criteria: size('1'), score: 1 }] }],
    frozen: ['scoring_rule', 'Leads/Hot', { ...hot[2], layout: 'Contacts/Standard' }],
  },
  cadence: {
    made: (org) => putCadence(org, {}),
    update: [
      'cadence',
      'Leads/New leads',
      {
        name: 'New leads',
        description: 'All who came in',
        type: 'manual_enrollment',
        execute_every: { period: 'hours', unit: 1 },
        unenroll: [{ type: 'end_date', details: { unenroll_date: '2026-12-31' } }],
        follow_ups: [
          {
            action: { type: 'tasks', name: 'Call', details: { field_mappings: [{ field: { api_name: 'Subject' }, type: 'static', value: 'Call' }] } },
          },
          {
            after: 1,
            triggers: ['Completed'],
            execute_after: { unit: 2, period: 'days' },
            action: { type: 'email_notifications', name: 'Hello', details: { template: { name: 'Hello' } } },
          },
        ],
      },
    ],
    byHand: (org) => putCadence(org, { description: 'All who came in', status: 'active', active: true }),
  },
  assignment_rule: {
    limits: [1, 1],
    with: [call],
    create: owners,
    update: [
      'assignment_rule',
      'Leads/By size',
      {
        name: 'By revenue',
        description: 'Big ones to Avery',
        default_assignee: { api_name: '${CURRENTUSER}' },
        rule_entries: [
          { criteria: size('2000'), assign_to: { type: 'users', resources: [avery] }, task: 'Leads/Call' },
          { criteria: size('500'), assign_to: { type: 'role', resources: [{ role: 'CEO' }] } },
          { criteria: size('100'), assign_to: { type: 'zia_suggested_users' } },
          { assign_to: { type: 'profile', resources: [{ profile: 'Administrator' }] } },
        ],
      },
    ],
    dangling: [
      'assignment_rule',
      'Leads/Other',
      { name: 'Other', default_assignee: avery, rule_entries: [{ assign_to: { type: 'users', resources: [{ user: 'nobody@osaka.example' }] } }] },
    ],
  },
};

/** One element of each of these kinds with all that can be taken away from it. */
export const automationWhole: readonly Short[] = [hot, call, owners];

/** What becomes of them: with less in it. */
export const automationLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'scoring_rule:Leads/Hot': ({ description: _d, signal_rules: _s, ...rest }) => ({ ...rest, field_rules: [{ criteria: size('1000'), score: 10 }] }),
  'assignment_rule:Leads/By size': ({ description: _d, ...rest }) => ({
    ...rest,
    rule_entries: [{ criteria: size('1000'), assign_to: { type: 'users', resources: [sam] } }],
  }),
};
