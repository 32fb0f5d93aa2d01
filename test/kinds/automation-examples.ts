import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
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

const ring: Short = ['task', 'Leads/Ring', { name: 'Ring', feature_type: 'cadences', field_mappings: [{ field: 'Subject', value: 'Ring' }] }];
const again: Short = [
  'task',
  'Leads/Ring again',
  { name: 'Ring again', feature_type: 'cadences', field_mappings: [{ field: 'Subject', value: 'Ring' }] },
];
const hello: Short = [
  'email_notification',
  'Leads/Hello',
  {
    name: 'Hello',
    template: 'Leads/Lead Assigned',
    recipients: [{ type: 'owner' }],
    from: { type: 'owner' },
    feature_type: 'cadences',
  },
];

const spoken: JsonObject = {
  layout: 'Calls/Standard',
  field_mappings: [
    { field: 'Call_Type', value: 'Outbound' },
    { field: 'Subject', value: 'Talk' },
  ],
};
const afterRing = { after: 1, triggers: ['Completed'], execute_after: { unit: 2, period: 'days' } };
const fresh: Short = [
  'cadence',
  'Leads/New leads',
  {
    name: 'New leads',
    description: 'Who came in',
    type: 'custom_view',
    custom_view: 'Leads/All Leads',
    execute_every: { period: 'hours', unit: 1 },
    unenroll: [
      { type: 'automatic_unenroll' },
      { type: 'end_date', date: '2026-12-31' },
      { type: 'criteria', criteria: { field: 'City', comparator: 'equal', value: 'Osaka' } },
      {
        type: 'followup_criteria',
        made: 'Tasks',
        made_criteria: { field: { field: 'Tasks.Subject' }, comparator: 'equal', value: 'Ring' },
        follow_up: 1,
      },
    ],
    follow_ups: [{ task: 'Leads/Ring' }, { ...afterRing, email_notification: 'Leads/Hello' }],
  },
];

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
    limits: [1, 1],
    with: [ring, again, hello],
    create: fresh,
    update: [
      'cadence',
      'Leads/New leads',
      {
        name: 'Newest leads',
        status: 'inactive',
        type: 'custom_view',
        custom_view: 'Leads/All Leads',
        execute_every: { period: 'hours', unit: 1 },
        unenroll: [{ type: 'end_date', date: '2027-12-31' }],
        follow_ups: [
          { task: 'Leads/Ring' },
          { ...afterRing, execute_after: { unit: 3, period: 'business_days' }, email_notification: 'Leads/Hello' },
          { after: 2, triggers: ['Opened'], execute_after: { unit: 1, period: 'hours' }, call: spoken },
          { after: 3, triggers: ['Completed'], execute_after: { unit: 10, period: 'minutes' }, task: 'Leads/Ring again' },
        ],
      },
    ],
    dangling: ['cadence', 'Leads/Other', { name: 'Other', type: 'manual_enrollment', follow_ups: [{ task: 'Leads/Nowhere' }] }],
    frozen: ['cadence', 'Leads/New leads', { ...fresh[2], execute_every: { period: 'weeks', unit: 2 } }],
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
export const automationWhole: readonly Short[] = [hot, call, owners, ring, hello, fresh];

/** What becomes of them: with less in it. */
export const automationLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'scoring_rule:Leads/Hot': ({ description: _d, signal_rules: _s, ...rest }) => ({ ...rest, field_rules: [{ criteria: size('1000'), score: 10 }] }),
  // The API takes no follow-up away, and leaves who is enrolled and how often as they were.
  'cadence:Leads/New leads': ({ description: _d, unenroll: _u, ...rest }) => rest,
  'assignment_rule:Leads/By size': ({ description: _d, ...rest }) => ({
    ...rest,
    rule_entries: [{ criteria: size('1000'), assign_to: { type: 'users', resources: [sam] } }],
  }),
};
