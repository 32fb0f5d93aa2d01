import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readList } from '../../cli/crm/read-list.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Reaction, SeenRequest, TestServer } from './crm-server.ts';
import { connectTo, failureOf, startServer } from './crm-server.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const list = { path: '/settings/things', envelope: 'things', paged: true } as const;

async function readFrom(react: (request: SeenRequest) => Reaction, paged = true): Promise<readonly JsonObject[]> {
  const server = await startServer(react);
  servers.push(server);
  return readList(connectTo(server.url).client, { ...list, paged });
}

/** Serves documents as the settings lists do. */
function servePages(documents: readonly JsonObject[], size: number): (request: SeenRequest) => Reaction {
  return ({ query }) => {
    const page = Number(query.get('page') ?? 1);
    const things = documents.slice((page - 1) * size, page * size);
    if (things.length === 0) return { status: 204 };
    const info = { page, per_page: size, count: things.length, more_records: documents.length > page * size };
    return { status: 200, json: { things, info } };
  };
}

test('every document arrives once and in order, however many pages there are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 7 }), async (count, size) => {
      const documents = Array.from({ length: count }, (_, index) => ({ id: String(index) }));
      expect(await readFrom(servePages(documents, size))).toEqual(documents);
    }),
    { numRuns: 20 },
  );
});

test('pages are asked for only where the endpoint has them', async () => {
  const asked: string[] = [];
  const react = (request: SeenRequest): Reaction => {
    asked.push(request.url);
    return { status: 200, json: { things: [{ id: '1' }] } };
  };
  await readFrom(react);
  await readFrom(react, false);
  expect(asked).toEqual(['/crm/v8/settings/things?page=1&per_page=200', '/crm/v8/settings/things']);
});

test('an element that slips onto the next page while pages are read counts once', async () => {
  const pages = [
    ['1', '2'],
    ['2', '3'],
  ];
  const documents = await readFrom(({ query }) => {
    const page = Number(query.get('page'));
    return { status: 200, json: { things: pages[page - 1]?.map((id) => ({ id })), info: { more_records: page < 2 } } };
  });
  expect(documents.map((document) => document['id'])).toEqual(['1', '2', '3']);
});

describe('a list that may lack something is a failure, never a shorter list', () => {
  const page = (json: object): Reaction => ({ status: 200, json });
  const cases: readonly (readonly [string, (request: SeenRequest) => Reaction])[] = [
    ['fewer documents than counted', () => page({ things: [{ id: '1' }], info: { count: 2, more_records: false } })],
    [
      'a promised page is empty',
      ({ query }) => (query.get('page') === '1' ? page({ things: [{ id: '1' }], info: { more_records: true } }) : { status: 204 }),
    ],
    ['the same page for ever', () => page({ things: [{ id: '1' }], info: { more_records: true } })],
    ['no list at all', () => page({ others: [] })],
    ['null for a list', () => page({ things: null })],
    ['members that are no documents', () => page({ things: [{ id: '1' }, 'odd'] })],
  ];
  test.each(cases)('%s', async (_name, react) => {
    expect(await failureOf(readFrom(react))).toMatchObject({ code: 'crm.incomplete', kind: 'failure', place: 'GET /settings/things' });
  });

  test('an endpoint that the org lacks', async () => {
    const react = (): Reaction => ({ status: 404, json: { code: 'INVALID_URL_PATTERN', status: 'error' } });
    expect(await failureOf(readFrom(react))).toMatchObject({ code: 'crm.absent', message: expect.stringContaining('INVALID_URL_PATTERN') });
  });
});
