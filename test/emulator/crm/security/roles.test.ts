import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { objects, text } from '../../../../cli/model/json.ts';
import type { TestOrg } from '../automation/org-fixture.ts';
import { firstItem, openOrg } from '../automation/org-fixture.ts';

const path = '/settings/roles';
let org: TestOrg;
beforeEach(() => {
  org = openOrg();
});
afterEach(() => org.store.close());

const roleNamed = (name: string) => objects(org.call('GET', path).body, 'roles').find((role) => role['name'] === name) ?? {};
const idOf = (name: string): string => text(roleNamed(name), 'id') ?? '';
const addRole = (name: string, above: string): string => org.write('POST', path, { roles: [{ name, reporting_to: { id: idOf(above) } }] });

describe('roles', () => {
  test('a new org has a CEO at the top and a Manager below', () => {
    expect(roleNamed('CEO')['reporting_to']).toBeNull();
    expect(roleNamed('Manager')['reporting_to']).toEqual({ name: 'CEO', id: idOf('CEO') });
  });

  test('creates several and answers 207 when one fails', () => {
    const item = (name: string) => ({ name, reporting_to: { id: idOf('CEO') } });
    const reply = org.call('POST', path, { roles: [item('Sales'), item('Manager'), item('Support')] });
    expect(reply.status).toBe(207);
    expect(objects(reply.body, 'roles').map((result) => result['code'])).toEqual(['SUCCESS', 'DUPLICATE_DATA', 'SUCCESS']);
    expect(objects(reply.body, 'roles')[1]?.['details']).toEqual({ api_name: 'name', json_path: '$.roles[1].name' });
    expect(roleNamed('Sales')).toMatchObject({ share_with_peers: false, created_by__s: { name: 'Ada Admin' } });
  });

  test('refuses a missing or unknown parent and more than a hundred items', () => {
    const code = (body: object) => firstItem(org.call('POST', path, { roles: [body] } as never).body)['code'];
    expect(code({ name: 'Sales' })).toBe('MANDATORY_NOT_FOUND');
    expect(code({ name: 'Sales', reporting_to: { id: '4011656000999999999' } })).toBe('INVALID_DATA');
    const many = Array.from({ length: 101 }, (_, index) => ({ name: `R${index}`, reporting_to: { id: idOf('CEO') } }));
    expect(org.call('POST', path, { roles: many }).status).toBe(400);
    expect(roleNamed('R0')).toEqual({});
  });

  test('a rename reaches the roles below', () => {
    addRole('Sales', 'Manager');
    org.write('PUT', `${path}/${idOf('Manager')}`, { roles: [{ name: 'Lead', description: 'x' }] });
    expect(roleNamed('Sales')['reporting_to']).toEqual({ name: 'Lead', id: idOf('Lead') });
  });

  test('no update makes a cycle', () => {
    addRole('Sales', 'Manager');
    const reply = org.call('PUT', path, { roles: [{ id: idOf('Manager'), reporting_to: { id: idOf('Sales') } }] });
    expect(reply.status).toBe(400);
    expect(firstItem(reply.body)).toMatchObject({ code: 'INVALID_DATA', details: { json_path: '$.roles[0].reporting_to.id' } });
    expect(org.call('PUT', `${path}/${idOf('Sales')}`, { roles: [{ name: 'Sales', reporting_to: { id: idOf('Sales') } }] }).status).toBe(400);
  });

  test('whatever is moved where, every role still leads to a top', () => {
    for (const name of ['A', 'B', 'C', 'D']) addRole(name, 'CEO');
    const names = ['Manager', 'A', 'B', 'C', 'D'];
    const move = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        for (const [name, above] of moves) org.call('PUT', path, { roles: [{ id: idOf(name), reporting_to: { id: idOf(above) } }] });
        for (const name of names) {
          let role = roleNamed(name);
          for (let depth = 0; role['reporting_to'] !== null; depth += 1) {
            expect(depth).toBeLessThan(6);
            role = roleNamed(text(role['reporting_to'], 'name') ?? '');
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('delete hands users and the roles below over', () => {
    addRole('Sales', 'Manager');
    org.store.put(org.record.name, 'users', { ...org.user, role: { name: 'Manager', id: idOf('Manager') } });
    const manager = idOf('Manager');
    expect(org.call('DELETE', `${path}/${manager}`).body).toMatchObject({ code: 'REQUIRED_PARAM_MISSING' });
    expect(org.call('DELETE', `${path}/${manager}?transfer_to_id=${idOf('Sales')}`).body).toMatchObject({ details: { role_status: 'subordinate' } });
    expect(org.call('DELETE', `${path}/${manager}?transfer_to_id=${manager}`).body).toMatchObject({ details: { role_status: 'same_role' } });
    expect(org.call('DELETE', `${path}/${manager}?transfer_to_id=${idOf('CEO')}`).status).toBe(200);
    expect(roleNamed('Sales')['reporting_to']).toMatchObject({ name: 'CEO' });
    expect(org.store.get(org.record.name, 'users', org.user.id)?.['role']).toMatchObject({ name: 'CEO' });
    expect(org.call('GET', `${path}/${manager}`).status).toBe(204);
  });
});
