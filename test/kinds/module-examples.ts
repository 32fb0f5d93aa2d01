import { setRelatedList } from '../../cli/emulator/crm/views/related-lists.ts';
import { setWizard } from '../../cli/emulator/crm/views/wizards.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const big: Short = [
  'custom_view',
  'Deals/Big deals',
  {
    name: 'Big deals',
    fields: [{ field: 'Deal_Name', pinned: true }, 'Amount', 'Stage'],
    criteria: {
      group_operator: 'AND',
      group: [
        { field: 'Amount', comparator: 'greater_equal', value: 10000 },
        { field: 'Owner', comparator: 'equal', value: `\${CURRENTUSER}` },
      ],
    },
    cross_filters: [
      {
        include_objects: true,
        relation: 'Notes__r',
        criteria: { field: { field: 'Notes.Created_By' }, comparator: 'equal', value: { user: 'sam@osaka.example' } },
      },
    ],
    sort_by: 'Amount',
    sort_order: 'desc',
  },
];

const locking: Short = [
  'record_locking',
  'Deals/record_locking',
  {
    lock_type: 'automatic',
    restricted_actions: ['delete', 'update'],
    excluded_fields: ['Description'],
    locking_rules: [{ name: 'Won', criteria: { field: 'Stage', comparator: 'equal', value: 'Closed Won' } }],
  },
];

/** Examples of the kinds that say how the records of a module are shown and kept. */
export const moduleExamples: Readonly<Record<string, Example>> = {
  custom_view: {
    limits: [200, 1],
    create: big,
    update: [
      'custom_view',
      'Deals/Big deals',
      {
        name: 'Biggest deals',
        access_type: 'shared',
        shared_to: { roles_and_below: ['CEO'], users: ['sam@osaka.example'] },
        fields: ['Deal_Name', 'Stage', { field: 'Amount', pinned: true }],
        criteria: { field: 'Owner', comparator: 'equal', value: `\${CURRENTUSERROLE}` },
        cross_filters: [
          {
            include_objects: false,
            relation: 'Notes__r',
            criteria: {
              group_operator: 'OR',
              group: [
                { field: { field: 'Notes.Note_Title' }, comparator: 'equal', value: `\${EMPTY}` },
                { field: { field: 'Notes.Note_Content' }, comparator: 'contains', value: 'later' },
              ],
            },
          },
        ],
        sort_by: 'Stage',
        sort_order: 'asc',
        wrap_text: true,
        locked: true,
      },
    ],
    dangling: ['custom_view', 'Deals/Lost', { name: 'Lost', fields: ['Nowhere'] }],
  },
  related_list: {
    update: [
      'related_list',
      'Accounts/Notes',
      { name: 'Notes', display_label: 'What we know', module: 'Notes', sequence_number: 7, status: 'user_hidden' },
    ],
    byHand: ({ crm }) =>
      setRelatedList(crm.store, crm.org.name, 'Accounts', 'Notes', { display_label: 'What we know', sequence_number: '7', status: 'user_hidden' }),
  },
  record_locking: {
    limits: [1, 1],
    create: locking,
    update: [
      'record_locking',
      'Deals/record_locking',
      {
        lock_type: 'both',
        locked_for: 'all_profiles_except_excluded_profiles',
        lock_excluded_profiles: ['Administrator'],
        lock_for_portal_users: true,
        restricted_actions: ['delete', 'tags', 'update'],
        restricted_communications: ['send_mail'],
        excluded_fields: ['Next_Step'],
        locking_rules: [
          { name: 'Won', lock_existing_records: true, criteria: { field: 'Stage', comparator: 'equal', value: 'Closed Won' } },
          { name: 'Big', criteria: { field: 'Amount', comparator: 'greater_than', value: '100000' } },
        ],
      },
    ],
    dangling: ['record_locking', 'Leads/record_locking', { lock_type: 'manual', excluded_fields: ['Nowhere'] }],
    frozen: ['record_locking', 'Deals/record_locking', { lock_type: 'automatic', restricted_custom_buttons: ['Send'] }],
  },
  wizard: {
    made: ({ crm }) => setWizard(crm.store, crm.org.name, 'Leads', 'Intake'),
    update: [
      'wizard',
      'Leads/Intake',
      { name: 'Intake', active: false, profiles: ['Administrator', 'Standard'], layouts: [{ layout: 'Leads/Standard', screens: ['Screen 1'] }] },
    ],
    byHand: ({ crm }) => setWizard(crm.store, crm.org.name, 'Leads', 'Intake', { active: false }),
  },
};

/** One element of each of these kinds with all that can be taken away from it. */
export const moduleWhole: readonly Short[] = [
  [
    'record_locking',
    'Deals/record_locking',
    {
      ...locking[2],
      lock_type: 'both',
      lock_for_portal_users: true,
      restricted_communications: ['send_mail'],
      locked_for: 'all_profiles_except_excluded_profiles',
      lock_excluded_profiles: ['Administrator', 'Standard'],
    },
  ],
  [
    'custom_view',
    'Deals/Big deals',
    { ...big[2], access_type: 'shared', shared_to: { roles: ['CEO'], users: ['sam@osaka.example'] }, wrap_text: true },
  ],
];

/** What becomes of them: with less in it. */
export const moduleLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'custom_view:Deals/Big deals': ({ criteria: _c, cross_filters: _x, sort_by: _b, sort_order: _o, shared_to: _s, ...rest }) => ({
    ...rest,
    access_type: 'public',
    fields: ['Amount'],
  }),
  'record_locking:Deals/record_locking': () => ({ lock_type: 'manual' }),
};
