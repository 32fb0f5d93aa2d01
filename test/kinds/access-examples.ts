import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const team: Short = ['user_group', 'Team', { users: ['sam@osaka.example'] }];

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
];

/** What becomes of them: with less in it. */
export const accessLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'user_group:Sales': () => ({ users: ['sam@osaka.example'], roles: { CEO: 'alone' } }),
};
