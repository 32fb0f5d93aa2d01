import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { indexKnownKeys } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { JsonObject } from '../../cli/model/json.ts';

const rule = (id: string) => ({
  id,
  name: 'Sync',
  module: { api_name: 'Deals', id: '1' },
  status: { active: true },
  execute_when: { type: 'create' },
  conditions: [],
  modified_by: { id: '9', name: 'Sam' },
  modified_time: '2026-05-04T03:02:01+09:00',
});
const module = { id: '1', api_name: 'Deals', plural_label: 'Deals', generated_type: 'default', modified_by: null, modified_time: null };
const documents = new Map([
  ['module', [{ documents: [module] }]],
  ['workflow_rule', [{ documents: [rule('11'), rule('12')] }]],
]);

const read = (known = indexKnownKeys([])) =>
  snapshotFromDocuments(
    { org: { zgid: '700000001' }, documents, unreadable: [], capabilities: { paths: new Map() } },
    { kinds, schemas, keys: { known, named: new Map() } },
  );

test('a snapshot tells who changed what, and which names mean several elements', () => {
  const live = read();
  const touch = { by: 'Sam', at: '2026-05-04T03:02:01+09:00' };
  expect([...live.touched]).toEqual([
    ['workflow_rule:Deals/Sync', touch],
    ['workflow_rule:Deals/Sync (2)', touch],
  ]);
  expect([...live.ambiguous.keys()]).toEqual(['workflow_rule:Deals/Sync', 'workflow_rule:Deals/Sync (2)']);
  expect(read(indexKnownKeys([['workflow_rule:Deals/Sync', '11']])).ambiguous.size).toBe(0);
});

test('what could not be read completely is no element, and yet what others call it', () => {
  const template = { id: '71', name: 'Welcome', module: { api_name: 'Deals', id: '1' } };
  const notification = { id: '72', name: 'Greet', module: { api_name: 'Deals', id: '1' }, template: { id: '71', name: 'Welcome' } };
  const given = new Map([
    ['module', [{ documents: [module] }]],
    ['email_template', [{ documents: [], listed: [template] }]],
    ['email_notification', [{ documents: [notification] }]],
  ]);
  const live = snapshotFromDocuments(
    { org: { zgid: '700000001' }, documents: given, unreadable: [], capabilities: { paths: new Map() } },
    { kinds, schemas, keys: { known: new Map(), named: new Map() } },
  );
  expect(live.elements.has('email_template:Deals/Welcome')).toBe(false);
  expect(live.elements.get('email_notification:Deals/Greet')?.attributes['template']).toBe('Deals/Welcome');
});

describe('people', () => {
  const group = (...ids: readonly string[]) => ({
    id: '50',
    name: 'Team',
    sources: ids.map((id) => ({ type: 'users', source: { id, name: 'Sam Sato' } })),
  });
  const usersOf = (ids: readonly string[], users: readonly JsonObject[]) => {
    const given = new Map([
      ['user_group', [{ documents: [group(...ids)] }]],
      ['user', [{ documents: users }]],
    ]);
    const live = snapshotFromDocuments(
      { org: { zgid: '700000001' }, documents: given, unreadable: [], capabilities: { paths: new Map() } },
      { kinds, schemas, keys: { known: new Map(), named: new Map() } },
    );
    return { users: live.elements.get('user_group:Team')?.attributes['users'], id: live.ids.get('user:sam@osaka.example') };
  };

  test('who is not among the users stands there by id, never by name', () => {
    expect(usersOf(['61', '62'], [{ id: '61', email: 'sam@osaka.example' }]).users).toEqual(['62', 'sam@osaka.example']);
    expect(usersOf(['61'], [{ id: '61' }]).users).toEqual(['61']);
  });

  test('every id of an address stands for it, and the address for the one that is active', () => {
    const [left, back] = ['deleted', 'active'].map((status, at) => ({ id: String(61 + at), email: 'sam@osaka.example', status }));
    for (const users of [
      [left, back],
      [back, left],
    ])
      expect(usersOf(['61', '62'], users as readonly JsonObject[])).toEqual({ users: ['sam@osaka.example'], id: '62' });
  });
});
