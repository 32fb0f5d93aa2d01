import { afterEach, describe, expect, test } from 'vitest';
import { readArrivals } from '../../cli/crm/read-arrivals.ts';
import type { ReadOptions } from '../../cli/crm/read-options.ts';
import { readOrg } from '../../cli/crm/read-org.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import type { OrgDocuments } from '../../cli/model/snapshot.ts';
import type { Reaction, TestServer } from './crm-server.ts';
import { connectTo, failureOf, startServer } from './crm-server.ts';
import { defineKind, fieldKind, moduleKind, ruleKind } from './kinds.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const kinds = [moduleKind, fieldKind, ruleKind];
const fail = (status: number, code: string): Reaction => ({ status, json: { code, details: {}, message: code, status: 'error' } });
const give = (json: object): Reaction => ({ status: 200, json });

/** An org by path and query; what is not named is an unknown URL. */
const small: Readonly<Record<string, Reaction>> = {
  '/org': give({ org: [{ zgid: '7', license_details: { paid_type: 'free' } }] }),
  '/__apis': fail(404, 'INVALID_URL_PATTERN'),
  '/settings/modules': give({
    modules: [
      { id: '1', api_name: 'Deals' },
      { id: '2', api_name: 'Visits', api_supported: false },
      { id: '3', api_name: 'Ext', source: 'marketplace_plugin' },
      { id: '4', api_name: 'Leads', api_supported: true },
    ],
  }),
  '/settings/fields?module=Deals': give({ fields: [{ id: '10' }] }),
  '/settings/fields?module=Leads': { status: 204 },
  '/settings/automation/workflow_rules?page=1&per_page=200': give({ rules: [{ id: '20', name: 'a' }], info: { more_records: true } }),
  '/settings/automation/workflow_rules?page=2&per_page=200': give({ rules: [{ id: '21', name: 'b' }], info: { more_records: false } }),
  '/settings/automation/workflow_rules/20?include=x': give({ rules: [{ id: '20', conditions: [1] }] }),
  '/settings/automation/workflow_rules/21?include=x': give({ rules: [{ id: '21', conditions: [2] }] }),
};

async function serve(changes: Readonly<Record<string, Reaction>> = {}): Promise<TestServer> {
  const answers: Readonly<Record<string, Reaction>> = { ...small, ...changes };
  const server = await startServer((request) => answers[request.url.replace('/crm/v8', '')] ?? fail(404, 'INVALID_URL_PATTERN'));
  servers.push(server);
  return server;
}

async function read(changes: Readonly<Record<string, Reaction>>, options: ReadOptions = {}, all: readonly Kind[] = kinds): Promise<OrgDocuments> {
  const server = await serve(changes);
  return readOrg(connectTo(server.url).client, all, options);
}

test('an org is read whole, facts first, and nothing twice', async () => {
  const server = await serve();
  const found = await readOrg(connectTo(server.url).client, kinds);
  expect(found.org).toMatchObject({ zgid: '7' });
  expect(found.documents.get('module')?.[0]?.documents.length).toBe(4);
  expect(found.documents.get('field')).toEqual([
    { module: 'Deals', documents: [{ id: '10' }] },
    { module: 'Leads', documents: [] },
  ]);
  expect(found.documents.get('rule')).toEqual([
    {
      documents: [
        { id: '20', name: 'a', conditions: [1] },
        { id: '21', name: 'b', conditions: [2] },
      ],
    },
  ]);
  expect(found.unreadable).toMatchObject([]);
  const urls = server.seen.map((request) => request.url.replace('/crm/v8', ''));
  expect(urls.slice(0, 3).sort()).toEqual(['/__apis', '/org', '/settings/modules']);
  expect([...urls].sort()).toEqual(Object.keys(small).sort());
});

test('an org that does not list its API is taken to have what the kinds need, and the user is told', async () => {
  const notes: string[] = [];
  const found = await read({}, { onNote: (note) => notes.push(note) });
  expect(notes).toEqual(['The org does not list its API (GET /__apis)']);
  expect([...found.capabilities.paths.keys()].sort()).toEqual(
    ['/settings/automation/workflow_rules', '/settings/automation/workflow_rules/{}', '/settings/fields', '/settings/modules'].sort(),
  );
});

test('a kind whose list or detail the org does not offer is not asked for', async () => {
  const offer = (path: string): object => ({
    path: `/crm/v8${path}`,
    operation_types: [{ method: 'GET', oauth_scope: 's', min_credits: 1, max_credits: 1 }],
  });
  const apis = ['/settings/modules', '/settings/fields', '/settings/automation/workflow_rules'].map(offer);
  const server = await serve({ '/__apis': give({ __apis: apis }) });
  const found = await readOrg(connectTo(server.url).client, kinds);
  expect(found.unreadable).toMatchObject([{ kind: 'rule', reason: "The org's API does not offer GET /settings/automation/workflow_rules/{id}" }]);
  expect(found.documents.has('rule')).toBe(false);
  expect(server.seen.filter((request) => request.path.includes('workflow_rules'))).toEqual([]);
});

describe('what cannot be read is unknown, not empty', () => {
  test('one module', async () => {
    const found = await read({ '/settings/fields?module=Leads': fail(400, 'INVALID_MODULE') });
    expect(found.documents.get('field')?.map((part) => part.module)).toEqual(['Deals']);
    expect(found.unreadable).toMatchObject([{ kind: 'field', module: 'Leads', reason: expect.stringContaining('INVALID_MODULE') }]);
  });

  test.each([
    ['endpoint absent', fail(404, 'API_NOT_SUPPORTED'), /API_NOT_SUPPORTED/],
    ['no permission', fail(403, 'NO_PERMISSION'), /permission/],
    ['scope missing', fail(401, 'OAUTH_SCOPE_MISMATCH'), /ZohoCRM\.settings\.fields\.READ/],
    ['connection lost', 'drop', /broke off/],
  ] as const)('a whole kind: %s', async (_name, reaction, words) => {
    const found = await read({ '/settings/fields?module=Deals': reaction, '/settings/fields?module=Leads': reaction });
    expect(found.documents.get('field')).toEqual([]);
    expect(found.unreadable).toMatchObject([{ kind: 'field', reason: expect.stringMatching(words) }]);
  });

  test('a page that breaks off', async () => {
    const found = await read({ '/settings/automation/workflow_rules?page=2&per_page=200': 'drop' });
    expect(found.documents.get('rule')).toEqual([]);
    expect(found.unreadable).toMatchObject([{ kind: 'rule', reason: expect.stringContaining('broke off') }]);
  });

  test.each([
    ['refused', fail(400, 'INVALID_DATA')],
    ['gone', { status: 204 }],
  ] as const)('an element whose detail is %s; the others are kept', async (_name, reaction) => {
    const found = await read({ '/settings/automation/workflow_rules/20?include=x': reaction });
    expect(found.documents.get('rule')?.[0]?.documents.map((document) => document['id'])).toEqual(['21']);
    expect(found.documents.get('rule')?.[0]?.listed?.map((document) => document['id'])).toEqual(['20']);
    expect(found.unreadable).toMatchObject([{ kind: 'rule', reason: expect.stringContaining('workflow_rules/20') }]);
  });
});

describe('an org that cannot be read at all is a failure', () => {
  test.each([
    ['/org', fail(401, 'OAUTH_SCOPE_MISMATCH'), 'crm.oauth_scope_mismatch'],
    ['/org', { status: 204 }, 'crm.incomplete'],
    ['/settings/modules', 'drop', 'crm.interrupted'],
    ['/settings/fields?module=Deals', { status: 429, headers: { 'retry-after': '9999' } }, 'crm.too_many_requests'],
  ] as const)('%s', async (url, reaction, code) => {
    expect(await failureOf(read({ [url]: reaction }))).toMatchObject({ code });
  });
});

describe('choices', () => {
  const detailed = defineKind({
    ...ruleKind,
    list: { ...ruleKind.list, per: 'org' },
    leaveOut: (document) => (document['name'] === 'a' ? 'extension' : undefined),
  });
  const organization = defineKind({ name: 'organization', envelope: 'org', list: { method: 'GET', path: '/org', per: 'org', paged: false } });

  test('only some kinds, but always modules', async () => {
    const server = await serve();
    const found = await readOrg(connectTo(server.url).client, kinds, { only: ['rule'] });
    expect([...found.documents.keys()]).toEqual(['module', 'rule']);
    expect(server.seen.some((request) => request.path.endsWith('/fields'))).toBe(false);
  });

  test('no detail of an element that is left out, no second look at the org', async () => {
    const server = await serve();
    const found = await readOrg(connectTo(server.url).client, [moduleKind, detailed, organization]);
    expect(found.documents.get('rule')?.[0]?.documents).toEqual([
      { id: '20', name: 'a' },
      { id: '21', name: 'b', conditions: [2] },
    ]);
    expect(found.documents.get('organization')).toEqual([{ documents: [found.org] }]);
    expect(server.seen.filter((request) => request.path === '/crm/v8/org').length).toBe(1);
  });

  test('users, and lists whose pages are smaller', async () => {
    const template = defineKind({
      name: 'email_template',
      envelope: 'email_templates',
      list: { method: 'GET', path: '/settings/email_templates', query: { per_page: '100' }, per: 'org', paged: true },
    });
    const found = await read(
      {
        '/users?type=AllUsers&page=1&per_page=200': give({ users: [{ id: '40' }], info: { more_records: false } }),
        '/settings/email_templates?per_page=100&page=1': give({ email_templates: [{ id: '50' }], info: { more_records: true } }),
        '/settings/email_templates?per_page=100&page=2': give({ email_templates: [{ id: '51' }], info: { more_records: false } }),
      },
      { external: ['user'] },
      [moduleKind, template],
    );
    expect(found.documents.get('user')).toEqual([{ documents: [{ id: '40' }] }]);
    expect(found.documents.get('email_template')).toEqual([{ documents: [{ id: '50' }, { id: '51' }] }]);
    expect(found.unreadable).toEqual([]);
  });

  test('progress counts up to all', async () => {
    const told: string[] = [];
    await read({}, { onProgress: (done, total, what) => told.push(`${done}/${total} ${what}`) });
    expect(told.length).toBe(4);
    expect(told.at(-1)).toMatch(/^4\/4 /);
    expect(told.map((line) => line.slice(4)).sort()).toEqual(['field Deals', 'field Leads', 'module', 'rule']);
  });
});

describe('what arrives with a module', () => {
  test('is read for that module alone', async () => {
    const server = await serve();
    const found = await readArrivals(connectTo(server.url).client, kinds, 'Deals');
    expect(found).toEqual(new Map([['field', [{ module: 'Deals', documents: [{ id: '10' }] }]]]));
    expect(server.seen.length).toBe(1);
  });

  test('must be read completely', async () => {
    const server = await serve({ '/settings/fields?module=Deals': fail(400, 'INVALID_MODULE') });
    expect(await failureOf(readArrivals(connectTo(server.url).client, kinds, 'Deals'))).toMatchObject({
      code: 'crm.incomplete',
      place: 'module:Deals',
    });
  });
});
