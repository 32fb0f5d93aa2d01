import { enableTerritories } from '../../cli/emulator/crm/security/territories.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import type { Example } from './examples.ts';

const team: Short = ['user_group', 'Team', { users: ['sam@osaka.example'] }];

const world: Short = ['territory', 'Asia', { reporting_to: 'Organization', permission_type: 'read_only' }];

/** Switches territories on, as somebody does in the CRM. */
export function switchTerritoriesOn({ crm }: EmbeddedOrg): void {
  enableTerritories(crm.store, crm.org);
}

/** Examples of the kinds about who sees what, beside roles and profiles. */
export const accessExamples: Readonly<Record<string, Example>> = {
  user_group: {
    limits: [1, 1],
    with: [team],
    create: [
      'user_group',
      'Sales',
      { description: 'Everybody who sells', users: ['sam@osaka.example'], roles: { Manager: 'with_subordinates' }, groups: ['Team'] },
    ],
    update: [
      'user_group',
      'Sales',
      { description: '営業', users: ['avery@osaka.example'], roles: { CEO: 'alone', Manager: 'alone' }, groups: ['Team'] },
    ],
    dangling: ['user_group', 'Sales', { roles: { Nobody: 'alone' } }],
  },
  territory: {
    limits: [100, 100],
    made: switchTerritoriesOn,
    with: [world, ['user_group', 'Japan team', { territories: { Asia: 'with_sub_territories' } }]],
    create: [
      'territory',
      'Japan',
      {
        description: 'All of Japan',
        reporting_to: 'Asia',
        manager: 'sam@osaka.example',
        permission_type: 'read_only',
        account_rule_criteria: { field: 'Accounts.Industry', comparator: 'equal', value: 'Education' },
      },
    ],
    update: [
      'territory',
      'Japan',
      {
        description: '日本',
        reporting_to: 'Organization',
        manager: 'avery@osaka.example',
        permission_type: 'read_write_delete',
        lead_rule_criteria: {
          group_operator: 'AND',
          group: [
            { field: 'Leads.City', comparator: 'equal', value: 'Osaka' },
            { field: 'Leads.Country', comparator: 'equal', value: 'Japan' },
          ],
        },
      },
    ],
    dangling: ['territory', 'Japan', { reporting_to: 'Nowhere', permission_type: 'read_only' }],
  },
  sharing_rule: {
    limits: [1, 1],
    with: [team],
    create: [
      'sharing_rule',
      'Leads/To the team',
      {
        name: 'To the team',
        type: 'Record_Owner_Based',
        shared_from: { who: { role: 'Manager' } },
        shared_to: { who: { user_group: 'Team' } },
        permission_type: 'read',
        status: 'inactive',
      },
    ],
    update: [
      'sharing_rule',
      'Leads/To the team',
      {
        name: 'To the team',
        type: 'Record_Owner_Based',
        shared_from: { who: { role: 'CEO' }, subordinates: true },
        shared_to: { who: 'all_users' },
        permission_type: 'read_write_delete',
        superiors_allowed: true,
      },
    ],
    dangling: [
      'sharing_rule',
      'Leads/Other',
      { name: 'Other', type: 'Record_Owner_Based', shared_to: { who: { role: 'Nobody' } }, permission_type: 'read' },
    ],
    frozen: [
      'sharing_rule',
      'Leads/To the team',
      {
        name: 'To the team',
        type: 'Criteria_Based',
        shared_from: { who: { role: 'Manager' } },
        shared_to: { who: { user_group: 'Team' } },
        permission_type: 'read',
        status: 'inactive',
      },
    ],
  },
  data_sharing: {
    limits: [100, 100],
    update: ['data_sharing', 'Leads', { share_type: 'public_read_only' }],
  },
};

/** One element of each of these kinds that can be deleted or lose something, with all that can be taken away from it. */
export const accessWhole: readonly Short[] = [
  team,
  [
    'user_group',
    'Sales',
    {
      description: 'Everybody who sells',
      users: ['avery@osaka.example', 'sam@osaka.example'],
      roles: { CEO: 'alone', Manager: 'with_subordinates' },
      groups: ['Team'],
    },
  ],
  [
    'sharing_rule',
    'Leads/Osaka',
    {
      name: 'Osaka',
      type: 'Criteria_Based',
      shared_to: { who: { user_group: 'Team' } },
      criteria: { field: 'City', comparator: 'equal', value: 'Osaka' },
      permission_type: 'read_write_delete',
      superiors_allowed: true,
    },
  ],
  world,
  [
    'territory',
    'Japan',
    {
      description: 'All of Japan',
      reporting_to: 'Asia',
      manager: 'sam@osaka.example',
      permission_type: 'read_only',
      account_rule_criteria: { field: 'Accounts.Industry', comparator: 'equal', value: 'Education' },
    },
  ],
];

/** What becomes of them: with less in it. */
export const accessLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'sharing_rule:Leads/Osaka': (attributes) => ({ ...attributes, permission_type: 'read', superiors_allowed: false, status: 'inactive' }),
  'territory:Japan': () => ({ reporting_to: 'Asia', permission_type: 'read_only' }),
  'user_group:Sales': () => ({ users: ['sam@osaka.example'], roles: { CEO: 'alone' } }),
};
