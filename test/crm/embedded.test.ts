import { describe, expect, test } from 'vitest';
import { readArrivals } from '../../cli/crm/read-arrivals.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import { sendWrite } from '../../cli/crm/write.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import { objects, text } from '../../cli/model/json.ts';
import { failureOf } from './crm-server.ts';
import { connectEmbedded as connect, embedCrm } from './embedded-crm.ts';

const external = ['user'] as const;

describe('a new org of the embedded CRM', () => {
  test('is read whole with the kinds there are', async () => {
    const crm = embedCrm();
    const client = connect(crm);
    const found = await readOrg(client, kinds, { external });
    expect(found.unreadable).toMatchObject([]);
    expect([...found.documents.keys()].sort()).toEqual([...kinds.filter(isReadable).map((kind) => kind.name), 'user'].sort());
    for (const kind of ['module', 'role', 'profile', 'user', 'email_template'])
      expect(found.documents.get(kind)?.[0]?.documents.length).toBeGreaterThan(0);
    const modules = found.documents.get('module')?.[0]?.documents.filter((module) => module['api_supported'] !== false) ?? [];
    expect(found.documents.get('field')?.map((part) => part.module)).toEqual(modules.map((module) => text(module, 'api_name')));
    expect(found.documents.get('field')?.every((part) => part.documents.length > 0)).toBe(true);
    const profile = found.documents.get('profile')?.[0]?.documents[0];
    expect(objects(profile, 'permissions_details').length).toBeGreaterThan(0);
    expect(client.stats()).toEqual({ requests: crm.use().requests, credits: crm.use().credits });
  });

  test.each(['free', 'enterprise'] as const)('of the edition %s is never asked too much at once', async (edition) => {
    const crm = embedCrm({ edition });
    crm.faults.set([{ latency: 1 }]);
    const found = await readOrg(connect(crm), kinds, { external });
    expect(found.unreadable).toMatchObject([]);
    const refused = Object.values(crm.use().endpoints).some((endpoint) => endpoint.statuses[429] !== undefined);
    expect(refused).toBe(false);
    expect(crm.use().peakConcurrency).toBe(edition === 'free' ? 5 : 20);
  });

  test('without blueprints has an unknown kind, not an empty one', async () => {
    const crm = embedCrm({ disabledApis: ['GET /settings/blueprints'] });
    const found = await readOrg(connect(crm), kinds);
    expect(found.unreadable).toMatchObject([{ kind: 'blueprint', reason: expect.stringContaining('GET /settings/blueprints') }]);
    expect(found.documents.has('blueprint')).toBe(false);
  });

  test('with credentials that lack a scope names it', async () => {
    const crm = embedCrm({ scopes: ['ZohoCRM.org.READ', 'ZohoCRM.apis.READ', 'ZohoCRM.settings.modules.READ', 'ZohoCRM.settings.fields.READ'] });
    const found = await readOrg(connect(crm), kinds);
    const roles = found.unreadable.find((unreadable) => unreadable.kind === 'role');
    expect(roles?.reason).toContain('ZohoCRM.settings.roles.READ');
    expect(found.documents.get('field')?.length).toBeGreaterThan(0);
  });
});

describe('faults of the embedded CRM', () => {
  test('that pass are not noticed', async () => {
    const calm = await readOrg(connect(embedCrm()), kinds, { external });
    const crm = embedCrm();
    crm.faults.set([
      { path: '/crm/v8/settings/fields', skip: 2, count: 3, status: 500 },
      { path: '/crm/v8/settings/layouts', count: 3, drop: 'before' },
      { path: '/crm/v8/settings/roles', count: 1, drop: 'after' },
      { path: '/crm/v8/**', skip: 30, count: 3, status: 429 },
    ]);
    const found = await readOrg(connect(crm), kinds, { external });
    expect(found.unreadable).toMatchObject([]);
    expect(found.documents).toEqual(calm.documents);
  });

  test.each([
    ['/crm/v8/settings/roles', 'role'],
    ['/crm/v8/settings/layouts', 'layout'],
    ['/crm/v8/users', 'user'],
  ])('that cut %s short leave the kind %s unknown', async (path, kind) => {
    const crm = embedCrm();
    crm.faults.set([{ path, partialPage: true }]);
    const found = await readOrg(connect(crm), kinds, { external });
    const within = kinds.filter(({ list }) => kind === 'layout' && list?.per === 'layout').map(({ name }) => name);
    expect(new Set(found.unreadable.map((unreadable) => unreadable.kind))).toEqual(new Set([kind, ...within]));
    expect(found.documents.get(kind)).toEqual([]);
  });

  test('that lose the answer to a write leave it ambiguous, and it happened once', async () => {
    const crm = embedCrm();
    const client = connect(crm, { timeout: 200 });
    const roles = crm.store.list('osaka', 'roles');
    const write = (name: string): Promise<unknown> => {
      const items = [{ name, reporting_to: { id: roles[0]?.id ?? '' }, share_with_peers: false }];
      return sendWrite(client, { method: 'POST', path: '/settings/roles', envelope: 'roles', items });
    };
    crm.faults.set([{ method: 'POST', path: '/crm/v8/settings/roles', count: 1, drop: 'after' }]);
    expect(await write('A')).toMatchObject([{ status: 'ambiguous' }]);
    crm.faults.set([{ method: 'POST', path: '/crm/v8/settings/roles', count: 1, timeoutAfterSuccess: true }]);
    expect(await write('B')).toMatchObject([{ status: 'ambiguous' }]);
    expect(crm.store.list('osaka', 'roles').length).toBe(roles.length + 2);
    crm.faults.set([{ method: 'POST', path: '/crm/v8/settings/roles', count: 2, status: 429 }]);
    expect(await write('C')).toMatchObject([{ status: 'done', id: expect.stringMatching(/^\d{17,19}$/) }]);
    expect(crm.store.list('osaka', 'roles').length).toBe(roles.length + 3);
  });

  test('an expired token is replaced', async () => {
    const crm = embedCrm();
    const client = connect(crm);
    await client.send({ method: 'GET', path: '/org' });
    crm.advance(4000);
    expect((await client.send({ method: 'GET', path: '/org' })).status).toBe(200);
    expect(client.stats()).toEqual({ requests: 3, credits: 2 });
  });
});

test('wrong credentials end in one sentence and no request', async () => {
  const crm = embedCrm();
  const wrong = { ...crm.org.credentials, refreshToken: '1000.wrong.wrong' };
  const client = connect({ ...crm, org: { ...crm.org, credentials: wrong } });
  expect(await failureOf(readOrg(client, kinds))).toMatchObject({ code: 'credentials.invalid_code' });
  expect(crm.use().requests).toBe(0);
});

test('fields and layouts of a new module are read after it was made', async () => {
  const crm = embedCrm();
  const client = connect(crm);
  const profile = text(crm.store.list('osaka', 'profiles')[0], 'id') ?? '';
  const results = await sendWrite(client, {
    method: 'POST',
    path: '/settings/modules',
    envelope: 'modules',
    items: [{ singular_label: 'Course', plural_label: 'Courses', api_name: 'Courses', profiles: [{ id: profile }] }],
  });
  expect(results).toMatchObject([{ status: 'done' }]);
  const arrivals = await readArrivals(client, kinds, 'Courses');
  expect([...arrivals.keys()].sort()).toEqual(['field', 'layout']);
  expect(arrivals.get('layout')?.[0]?.documents.map((layout) => text(layout, 'name'))).toEqual(['Standard']);
});
