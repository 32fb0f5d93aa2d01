import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { Consent } from '../../cli/model/identity.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { text } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import { accessLess, accessWhole } from './access-examples.ts';
import { automationLess, automationWhole } from './automation-examples.ts';
import { contentWhole } from './content-examples.ts';
import type { EmbeddedOrg, PlanParts } from './embedded-org.ts';
import { moduleLess, moduleWhole } from './module-examples.ts';
import { modulePartLess, modulePartWhole } from './module-part-examples.ts';
import { organizationLess, organizationWhole } from './organization-examples.ts';
import { portalLess, portalWhole } from './portal-examples.ts';

const owners = [{ type: 'record_owner' }];
const views = 'Crm_Implied_View_Deals';
const edits = 'Crm_Implied_Edit_Deals';
const deletes = 'Crm_Implied_Delete_Deals';
const channels = Array.from({ length: 14 }, (_, index) => `way ${index}`);

/** One element of every kind and more, each with all that can be taken away from it. */
export const whole: readonly Short[] = [
  ...organizationWhole,
  ...automationWhole,
  ...moduleWhole,
  ...accessWhole,
  ...modulePartWhole,
  ...portalWhole,
  ...contentWhole,
  ['profile', 'Branch', { name: 'Branch', description: 'For branches', permissions: { Deals: { [views]: true, [edits]: true, [deletes]: true } } }],
  ['role', 'Branch', { reporting_to: 'CEO', description: 'Head of a branch', share_with_peers: true }],
  ['role', 'Clerk', { reporting_to: 'Branch', description: 'Works there' }],
  ['module', 'Courses', { singular_label: 'Course', plural_label: 'Courses', profiles: ['Administrator', 'Branch', 'Standard'] }],
  ['global_picklist', 'Ways', { display_label: 'Ways', description: 'All ways', pick_list_values: ['a', 'b', 'c', 'd', 'e'] }],
  ['field', 'Deals.Way', { field_label: 'Way', data_type: 'picklist', global_picklist: 'Ways' }],
  [
    'field',
    'Deals.Note',
    {
      field_label: 'Note',
      data_type: 'text',
      length: 50,
      tooltip: { name: 'info_icon', value: 'why' },
      unique: { case_sensitive: true },
      private: { type: 'Low', export: true },
      profiles: { Standard: 'read_only', Branch: 'hidden' },
    },
  ],
  [
    'field',
    'Deals.Channel',
    {
      field_label: 'Channel',
      data_type: 'picklist',
      enable_colour_code: true,
      pick_list_values: [{ actual_value: 'Shop', colour_code: '#658BA8' }, { actual_value: 'Web', display_value: 'Online' }, 'Partner', ...channels],
    },
  ],
  ['field_update', 'Deals/Set channel', { name: 'Set channel', field: 'Channel', value: 'Web' }],
  [
    'task',
    'Deals/Call back',
    {
      name: 'Call back',
      notify: true,
      field_mappings: [
        { field: 'Subject', value: 'Call back' },
        { field: 'Status', value: 'Not Started' },
        { field: 'Priority', value: 'High' },
      ],
    },
  ],
  [
    'webhook',
    'Deals/Tell',
    {
      name: 'Tell',
      description: 'Tells the shop',
      url: 'https://hooks.example/deals',
      http_method: 'POST',
      headers: { custom_parameters: [{ name: 'x-api-key', value: { secret: 'TELL_HEADER_X_API_KEY' } }] },
      body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'deal', value: '${Deals.Deal_Name}' }] } },
    },
  ],
  [
    'email_notification',
    'Leads/Welcome',
    {
      name: 'Welcome',
      template: 'Leads/Lead Assigned',
      recipients: [{ type: 'user', value: { user: 'sam@osaka.example' } }],
      reply_to: 'a@osaka.example',
    },
  ],
  [
    'workflow_rule',
    'Deals/Won',
    {
      name: 'Won',
      description: 'big ones',
      execute_when: { type: 'create_or_edit', details: { repeat: true } },
      conditions: [
        {
          criteria: { field: 'Amount', comparator: 'greater_than', value: '1000' },
          instant_actions: [{ field_update: 'Deals/Set channel' }, { webhook: 'Deals/Tell' }],
          scheduled_actions: [{ execute_after: { period: 'days', unit: 2 }, actions: [{ task: 'Deals/Call back' }] }],
        },
        { criteria: { field: 'Amount', comparator: 'less_than', value: '10' }, instant_actions: [{ field_update: 'Deals/Set channel' }] },
      ],
    },
  ],
  [
    'blueprint',
    'Deals/Sales',
    {
      name: 'Sales',
      description: 'How we sell',
      layout: 'Deals/Standard',
      field: 'Channel',
      states: ['Partner', 'Shop', 'Web'],
      transitions: {
        Move: { from: ['Shop'], to: 'Web', description: 'quickly', owners },
        Hand: { from: ['Web'], to: 'Partner', owners },
      },
    },
  ],
];

/** What becomes of an element: with less in it; what is not named here stays. */
export const less: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  ...organizationLess,
  ...automationLess,
  ...moduleLess,
  ...accessLess,
  ...modulePartLess,
  ...portalLess,
  'profile:Branch': ({ description: _gone, ...rest }) => ({ ...rest, permissions: { Deals: { [views]: false, [edits]: false, [deletes]: false } } }),
  'role:Clerk': ({ description: _gone, ...rest }) => rest,
  'module:Courses': (attributes) => ({ ...attributes, profiles: ['Administrator'] }),
  'global_picklist:Ways': ({ description: _gone, ...rest }) => ({
    ...rest,
    pick_list_values: ['a', { actual_value: 'b', type: 'unused' }, { actual_value: 'c', type: 'unused' }],
  }),
  'field:Deals.Note': ({ tooltip: _t, unique: _u, private: _p, profiles: _access, ...rest }) => rest,
  'field:Deals.Channel': ({ enable_colour_code: _gone, ...rest }) => ({ ...rest, pick_list_values: ['Shop', 'Web', channels[0] ?? ''] }),
  'task:Deals/Call back': ({ notify: _gone, ...rest }) => ({ ...rest, field_mappings: [{ field: 'Subject', value: 'Call back' }] }),
  'webhook:Deals/Tell': ({ description: _d, headers: _h, ...rest }) => ({ ...rest, body: { type: 'form_data' } }),
  'email_notification:Leads/Welcome': ({ reply_to: _gone, ...rest }) => rest,
  'workflow_rule:Deals/Won': ({ description: _gone, ...rest }) => ({
    ...rest,
    conditions: [
      { criteria: { field: 'Amount', comparator: 'greater_than', value: '1000' }, instant_actions: [{ field_update: 'Deals/Set channel' }] },
    ],
  }),
  'blueprint:Deals/Sales': ({ description: _gone, ...rest }) => ({
    ...rest,
    states: ['Shop', 'Web'],
    transitions: { Move: { from: ['Shop'], to: 'Web', owners } },
  }),
};

/** A layout that somebody made in the CRM, since the API makes none. */
export function addLayout({ crm }: EmbeddedOrg): void {
  const [first] = crm.store.list(crm.org.name, 'layouts', 'Leads');
  if (first === undefined) throw new Error('Leads has no layout');
  const second = {
    ...first,
    id: crm.store.nextId(crm.org.name),
    name: 'Second',
    display_label: 'Second',
    api_name: 'Second',
    generated_type: 'custom',
  };
  crm.store.put(crm.org.name, 'layouts', second, 'Leads');
}

const layoutRef: Ref = 'layout:Deals/Standard';

/** A layout with a section of ours and without a profile, and later without that section, another one, and a field. */
function changeLayout(live: LiveSnapshot, stage: 'more' | 'less'): Short {
  const attributes = live.elements.get(layoutRef)?.attributes ?? {};
  const sections = (Array.isArray(attributes['sections']) ? attributes['sections'] : []) as readonly JsonObject[];
  const without = (names: readonly string[]): JsonObject[] =>
    sections.map((section) => ({
      ...section,
      fields: ((section['fields'] ?? []) as readonly Json[]).filter(
        (field) => !names.includes(typeof field === 'string' ? field : (text(field, 'field') ?? '')),
      ),
    }));
  if (stage === 'more')
    return [
      'layout',
      'Deals/Standard',
      { ...attributes, sections: [{ name: 'Ours', display_label: 'What we add', fields: ['Note', 'Channel'] }, ...without(['Note', 'Channel'])] },
    ];
  const kept = without(['Note', 'Next_Step']).filter((section) => section['name'] !== 'Ours' && section['name'] !== 'Description Information');
  return ['layout', 'Deals/Standard', { ...attributes, profiles: ['Administrator', 'Standard'], sections: kept }];
}

/** The layout with a section of ours. */
export function widen(live: LiveSnapshot): Short {
  return changeLayout(live, 'more');
}

/** The org as it is, with less in what is `whole` and in the layout: what is authoritative names everything. */
export function narrow(live: LiveSnapshot): Snapshot {
  const narrowed = whole.map(([kind, key, attributes]): Short => [kind, key, less[`${kind}:${key}`]?.(attributes) ?? attributes]);
  return { elements: new Map([...live.elements, ...snapshotOf(...narrowed, changeLayout(live, 'less')).elements]) };
}

const rules = {
  ...usualRules,
  authority: { usual: 'authoritative' as const, kinds: new Map() },
  prune: new Set(kinds.map((kind) => kind.name)),
  deleteLimit: { count: 1000, percent: 100 },
};

/** Rules and consents under which all that the files do not name goes. */
export function authoritative(live: LiveSnapshot): PlanParts {
  const refs = [...live.elements.keys()];
  return { rules, consents: new Set(refs.map((ref): Consent => `delete ${ref}`)) };
}
