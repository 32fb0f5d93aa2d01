import { expect, test } from 'vitest';
import { userGroupKind } from '../../cli/kinds/user-group.ts';
import { refOf } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';

const before: JsonObject = { users: ['avery@osaka.example', 'gone@osaka.example'], roles: { CEO: 'alone', Manager: 'alone' } };

function sourcesSent(after: JsonObject, from: JsonObject = before): unknown {
  const ref = refOf('user_group', 'Sales');
  const facts = {
    ref,
    key: 'Sales',
    module: '',
    before: from,
    after,
    wire: {},
    changed: new Set<string>(),
    wanted: () => undefined,
    known: () => true,
  };
  return userGroupKind.body?.({ name: 'Sales' }, facts)['sources'];
}

const user = (email: string) => ({ type: 'users', source: { id: { $id: `user:${email}@osaka.example` } } });
const role = (key: string, subordinates: boolean) => ({ type: 'roles', source: { id: { $id: `role:${key}` } }, subordinates });

test('a change names the members that come, go or belong to the group in another way, and no others', () => {
  expect(sourcesSent({ ...before, users: ['gone@osaka.example', 'sam@osaka.example'] })).toEqual([user('sam'), { ...user('avery'), _delete: true }]);
  expect(sourcesSent({ ...before, roles: { CEO: 'with_subordinates', Manager: 'alone' } })).toEqual([role('CEO', true)]);
});

test('a change of something else names one member, which is no person where there is another', () => {
  expect(sourcesSent({ ...before, description: 'Everybody who sells' })).toEqual([role('Manager', false)]);
  const users = { users: ['avery@osaka.example'] };
  expect(sourcesSent({ ...users, description: 'x' }, users)).toEqual([user('avery')]);
});
