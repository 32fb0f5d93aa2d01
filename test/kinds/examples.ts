import type { Short } from '../plan/world.ts';
import { accessExamples } from './access-examples.ts';
import { automationExamples } from './automation-examples.ts';
import { contentExamples } from './content-examples.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import { moduleExamples } from './module-examples.ts';
import { modulePartExamples } from './module-part-examples.ts';
import { organizationExamples } from './organization-examples.ts';
import { portalExamples } from './portal-examples.ts';

/** A new element of a kind, what it refers to, and a change of it that the API can make. */
export interface Example {
  /** what it refers to and a new org does not have */
  readonly with?: readonly Short[];
  /** makes what only a person can make in the CRM, where there is nothing to change otherwise */
  made?(org: EmbeddedOrg): void;
  /** the element; absent for kinds that the API cannot create */
  readonly create?: Short;
  /** the element changed; for kinds without a create, one that every org has or that `made` makes */
  readonly update: Short;
  /** does what a plan tells a person to do for the update; for kinds that the API only reads */
  byHand?(org: EmbeddedOrg): void;
  /** the element with a reference to what is nowhere */
  readonly dangling?: Short;
  /** true when the CRM gives it no id */
  readonly withoutId?: true;
  /** most items of one create and of one update, as the request bodies of the OpenAPI files say */
  readonly limits?: readonly [create: number | undefined, update: number | undefined];
  /** attributes that must not be changed once it exists, with another value */
  readonly frozen?: Short;
}

const course: Short = ['module', 'Courses', { singular_label: 'Course', plural_label: 'Courses', profiles: ['Administrator'] }];
const channel: Short = [
  'field',
  'Deals.Channel',
  { field_label: 'Channel', data_type: 'picklist', pick_list_values: ['-None-', 'Shop', 'Web', 'Partner'] },
];
const setChannel: Short = ['field_update', 'Deals/Set channel', { name: 'Set channel', field: 'Channel', value: 'Web' }];

/** One example a kind that can be written; a kind without one fails the suite. */
export const examples: Readonly<Record<string, Example>> = {
  ...contentExamples,
  ...organizationExamples,
  ...automationExamples,
  ...moduleExamples,
  ...accessExamples,
  ...modulePartExamples,
  ...portalExamples,
  module: {
    create: course,
    update: ['module', 'Courses', { singular_label: 'Class', plural_label: 'Classes', profiles: ['Administrator', 'Standard'] }],
    dangling: ['module', 'Courses', { singular_label: 'Course', plural_label: 'Courses', profiles: ['Nobody'] }],
    frozen: ['module', 'Courses', { singular_label: 'Course', plural_label: 'Courses', display_field: 'Email' }],
  },
  field: {
    create: [
      'field',
      'Deals.Note',
      { field_label: 'Note', data_type: 'text', length: 50, tooltip: { name: 'info_icon', value: 'why' }, profiles: { Standard: 'read_only' } },
    ],
    update: [
      'field',
      'Deals.Note',
      { field_label: 'Notiz', data_type: 'text', length: 80, tooltip: { name: 'info_icon', value: 'wozu' }, profiles: { Standard: 'hidden' } },
    ],
    dangling: ['field', 'Deals.Link', { field_label: 'Link', data_type: 'lookup', lookup: { module: 'Nowhere', display_label: 'Deals' } }],
    frozen: ['field', 'Deals.Note', { field_label: 'Note', data_type: 'textarea' }],
  },
  global_picklist: {
    create: ['global_picklist', 'Channels', { display_label: 'Channels', pick_list_values: ['Shop', 'Web'] }],
    update: [
      'global_picklist',
      'Channels',
      { display_label: 'Ways', pick_list_values: ['Shop', { actual_value: 'Web', display_value: 'Online' }, 'Partner'] },
    ],
  },
  layout: {
    with: [channel],
    update: [
      'layout',
      'Deals/Standard',
      { name: 'Standard', sections: [{ name: 'Course', column_count: 1, fields: ['Channel', { field: 'Description', required: true }] }] },
    ],
    dangling: ['layout', 'Deals/Standard', { name: 'Standard', sections: [{ name: 'Course', fields: ['Nowhere'] }] }],
    frozen: ['layout', 'Deals/Standard', { name: 'Standard', status: 'inactive' }],
  },
  role: {
    create: ['role', 'Branch', { reporting_to: 'CEO', description: 'Head of a branch' }],
    update: ['role', 'Branch', { reporting_to: 'CEO', description: 'Branch', share_with_peers: true }],
    dangling: ['role', 'Branch', { reporting_to: 'Nobody' }],
  },
  profile: {
    create: ['profile', 'Branch', { name: 'Branch', description: 'For branches', permissions: { Deals: { Crm_Implied_Delete_Deals: false } } }],
    update: ['profile', 'Branch', { name: 'Branch', description: 'For all branches', permissions: { Deals: { Crm_Implied_Delete_Deals: true } } }],
  },
  field_update: {
    with: [channel],
    create: setChannel,
    update: ['field_update', 'Deals/Set channel', { name: 'Set channel', field: 'Channel', value: 'Shop' }],
    dangling: ['field_update', 'Deals/Set channel', { name: 'Set channel', field: 'Nowhere', value: 'Web' }],
  },
  task: {
    create: [
      'task',
      'Deals/Call back',
      {
        name: 'Call back',
        field_mappings: [
          { field: 'Subject', value: 'Call back' },
          { field: 'Status', value: 'Not Started' },
          { field: 'Priority', value: 'High' },
        ],
      },
    ],
    update: [
      'task',
      'Deals/Call back',
      {
        name: 'Call back',
        field_mappings: [
          { field: 'Subject', value: 'Call again' },
          { field: 'Status', value: 'Not Started' },
          { field: 'Priority', value: 'Low' },
        ],
        notify: true,
      },
    ],
  },
  webhook: {
    create: [
      'webhook',
      'Deals/Tell',
      {
        name: 'Tell',
        url: 'https://hooks.example/deals',
        http_method: 'POST',
        headers: { custom_parameters: [{ name: 'x-api-key', value: { secret: 'TELL_HEADER_X_API_KEY' } }] },
        body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'deal', value: '${Deals.Deal_Name}' }] } },
      },
    ],
    update: [
      'webhook',
      'Deals/Tell',
      {
        name: 'Tell',
        url: 'https://hooks.example/v2/deals',
        http_method: 'POST',
        headers: { custom_parameters: [{ name: 'x-api-key', value: { secret: 'TELL_HEADER_X_API_KEY' } }] },
        body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'deal', value: '${Deals.Deal_Name}' }] } },
      },
    ],
  },
  email_notification: {
    create: [
      'email_notification',
      'Leads/Welcome',
      { name: 'Welcome', template: 'Leads/Lead Assigned', recipients: [{ type: 'user', value: { user: 'sam@osaka.example' } }] },
    ],
    update: [
      'email_notification',
      'Leads/Welcome',
      { name: 'Welcome', template: 'Leads/Lead Assigned', recipients: [{ type: 'user', value: { user: 'avery@osaka.example' } }] },
    ],
    dangling: [
      'email_notification',
      'Leads/Welcome',
      { name: 'Welcome', template: 'Leads/Lead Assigned', recipients: [{ type: 'user', value: { user: 'nobody@osaka.example' } }] },
    ],
  },
  workflow_rule: {
    with: [channel, setChannel],
    create: [
      'workflow_rule',
      'Deals/Won',
      {
        name: 'Won',
        execute_when: { type: 'create_or_edit', details: { repeat: true } },
        conditions: [
          { criteria: { field: 'Amount', comparator: 'greater_than', value: '1000' }, instant_actions: [{ field_update: 'Deals/Set channel' }] },
        ],
      },
    ],
    update: [
      'workflow_rule',
      'Deals/Won',
      {
        name: 'Won',
        description: 'big ones',
        active: false,
        execute_when: { type: 'create_or_edit', details: { repeat: true } },
        conditions: [
          {
            criteria: {
              group_operator: 'AND',
              group: [
                { field: 'Amount', comparator: 'greater_than', value: '5000' },
                { field: 'Channel', comparator: 'equal', value: 'Web' },
              ],
            },
            instant_actions: [{ field_update: 'Deals/Set channel' }],
          },
        ],
      },
    ],
    dangling: [
      'workflow_rule',
      'Deals/Won',
      { name: 'Won', execute_when: { type: 'create' }, conditions: [{ instant_actions: [{ task: 'Deals/Nowhere' }] }] },
    ],
  },
  blueprint: {
    with: [channel],
    create: [
      'blueprint',
      'Deals/Sales',
      {
        name: 'Sales',
        layout: 'Deals/Standard',
        field: 'Channel',
        states: ['Shop', 'Web'],
        transitions: { Move: { from: ['Shop'], to: 'Web', owners: [{ type: 'record_owner' }] } },
      },
    ],
    update: [
      'blueprint',
      'Deals/Sales',
      {
        name: 'Sales',
        description: 'now with partners',
        layout: 'Deals/Standard',
        field: 'Channel',
        states: ['Partner', 'Shop', 'Web'],
        transitions: {
          Move: { from: ['Shop'], to: 'Web', description: 'quickly', owners: [{ type: 'record_owner' }] },
          Hand: { from: ['Web'], to: 'Partner', owners: [{ type: 'record_owner' }] },
        },
      },
    ],
    dangling: ['blueprint', 'Deals/Other', { name: 'Other', layout: 'Deals/Nowhere', field: 'Channel' }],
    frozen: ['blueprint', 'Deals/Sales', { name: 'Sales', layout: 'Deals/Standard', field: 'Stage' }],
  },
};
