import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, liveOf, snapshotOf } from '../plan/world.ts';
import { switchTerritoriesOn } from './access-examples.ts';
import { openOrg } from './embedded-org.ts';
import { sayWrites, writesBetween } from './writes.ts';

const asia = (more: JsonObject = {}): JsonObject => ({ reporting_to: 'Organization', permission_type: 'read_only', ...more });

test('a territory that is called as the one at the top keeps its name when it changes', async () => {
  const org = openOrg();
  switchTerritoriesOn(org);
  await org.apply(snapshotOf(['territory', 'Asia', asia()]));
  // Somebody renames it in the CRM.
  const asiaId = (await org.read()).ids.get('territory:Asia');
  await org.client.send({ method: 'PUT', path: '/settings/territories', body: { territories: [{ id: asiaId ?? '', name: 'Organization' }] } });
  const changed: Short = ['territory', 'Organization (2)', asia({ description: 'All of Asia' })];
  const done = await org.apply(snapshotOf(changed));
  expect(done.steps.map(({ id, status }) => [id, status])).toEqual([['update territory:Organization (2)', 'done']]);
  const territories = objects((await org.ask('GET', '/settings/territories')) as Json, 'territories');
  expect(territories.find((one) => one['id'] === asiaId)).toMatchObject({ name: 'Organization', description: 'All of Asia' });
  expect(done.left.steps).toEqual([]);
});

test('a change says the name only where it changes', () => {
  const live = liveOf([
    ['territory', 'Organization', {}],
    ['territory', 'Asia', asia({ description: 'old' })],
  ]);
  expect(sayWrites(writesBetween(live, snapshotOf(['territory', 'Asia', asia()])))).toEqual([]);
  expect(sayWrites(writesBetween(live, snapshotOf(['territory', 'Asia', asia({ description: 'new' })])))).toEqual([
    ['PUT /settings/territories', { id: { $id: 'territory:Asia' }, description: 'new' }],
  ]);
});

test('a rename says the new name', () => {
  const [before, after] = [asia({ description: 'old' }), asia({ description: 'new' })];
  const facts = { ref: 'territory:Orient', key: 'Orient', module: '', before, after, wire: { description: 'new' } } as const;
  const writes = kindOf('territory').writes?.({
    ...facts,
    changed: new Set(['name', 'description']),
    wanted: () => undefined,
    known: () => true,
  });
  expect(sayWrites(writes ?? [])).toEqual([['PUT /settings/territories', { id: { $id: 'territory:Orient' }, name: 'Orient', description: 'new' }]]);
});
