import { expect, test } from 'vitest';
import type { ResolvedWrite, WriteResult } from '../../cli/crm/write.ts';
import { sendWrite, sendWrites } from '../../cli/crm/write.ts';
import type { Reaction, SeenRequest } from './crm-server.ts';
import { canaries, connectTo, failureOf, startServer } from './crm-server.ts';

const two: ResolvedWrite = { method: 'POST', path: '/settings/fields', query: { module: 'Deals' }, envelope: 'fields', items: [{ a: 1 }, { a: 2 }] };
const done = (id: string): object => ({ code: 'SUCCESS', details: { id }, message: 'created', status: 'success' });
const failed = (code: string, details: object = {}): object => ({ code, details, message: `words for ${code}`, status: 'error' });

async function send(write: ResolvedWrite, reaction: Reaction): Promise<{ results: readonly WriteResult[]; seen: readonly SeenRequest[] }> {
  const server = await startServer(() => reaction);
  try {
    return { results: await sendWrite(connectTo(server.url).client, write), seen: server.seen };
  } finally {
    await server.close();
  }
}

test('one request carries all items, and each gets its id', async () => {
  const { results, seen } = await send(two, { status: 201, json: { fields: [done('1'), done('2')] } });
  expect(results).toEqual([
    { status: 'done', id: '1' },
    { status: 'done', id: '2' },
  ]);
  expect(seen.length).toBe(1);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/crm/v8/settings/fields?module=Deals', body: '{"fields":[{"a":1},{"a":2}]}' });
});

test('items succeed and fail one by one, in their order', async () => {
  const details = { api_name: 'data_type', json_path: '$.fields[0].data_type' };
  const { results } = await send(two, { status: 207, json: { fields: [failed('INVALID_DATA', details), done('2')] } });
  expect(results).toEqual([
    { status: 'failed', code: 'INVALID_DATA', message: 'words for INVALID_DATA', details },
    { status: 'done', id: '2' },
  ]);
});

test('a single item that fails has the same shape', async () => {
  const { results } = await send({ ...two, items: [{ a: 1 }] }, { status: 400, json: { fields: [failed('DUPLICATE_DATA')] } });
  expect(results).toEqual([{ status: 'failed', code: 'DUPLICATE_DATA', message: 'words for DUPLICATE_DATA', details: {} }]);
});

test.each([400, 403, 404])('an error of the whole request (HTTP %i) fails every item', async (status) => {
  const { results } = await send(two, { status, json: failed('NO_PERMISSION', { permissions: ['P'] }) });
  const result = { status: 'failed', code: 'NO_PERMISSION', message: 'words for NO_PERMISSION', details: { permissions: ['P'] } };
  expect(results).toEqual([result, result]);
});

test.each(['drop', 'cut', { status: 500, json: failed('INTERNAL_ERROR') }, { status: 201, json: { fields: [done('1')] } }] as const)(
  'nobody knows after %o',
  async (reaction) => {
    const { results } = await send(two, reaction);
    expect(results.map((result) => result.status)).toEqual(['ambiguous', 'ambiguous']);
  },
);

test.each([{ status: 204 }, { status: 200, json: done('9') }])('a delete carries no body and may answer %o', async (reaction) => {
  const write: ResolvedWrite = { method: 'DELETE', path: '/settings/roles/9', envelope: 'roles', items: [{}] };
  const { results, seen } = await send(write, reaction);
  expect(results).toMatchObject([{ status: 'done' }]);
  expect(seen[0]?.body).toBe('');
});

test('a scope that is missing fails the items and names it', async () => {
  const { results } = await send({ ...two, items: [{}] }, { status: 401, json: failed('OAUTH_SCOPE_MISMATCH') });
  expect(results).toMatchObject([
    { status: 'failed', code: 'crm.oauth_scope_mismatch', message: expect.stringContaining('ZohoCRM.settings.fields.CREATE') },
  ]);
});

test('scheduled work counts as done', async () => {
  const scheduled = { code: 'SCHEDULED', details: { job_id: '5' }, message: 'scheduled', status: 'success' };
  const { results } = await send({ ...two, items: [{}] }, { status: 202, json: { fields: [scheduled] } });
  expect(results).toEqual([{ status: 'done' }]);
});

test('results hold no secret', async () => {
  const echo = { message: canaries.clientSecret, code: 'INVALID_DATA', details: { header: [`x ${canaries.refreshToken}`] }, status: 'error' };
  const { results } = await send({ ...two, items: [{}] }, { status: 400, json: { fields: [echo] } });
  expect(JSON.stringify(results)).not.toContain('canary');
  expect(results).toMatchObject([{ details: { header: ['x ***'] } }]);
});

test('several writes go one after the other; a host that is gone is thrown', async () => {
  let active = 0;
  const server = await startServer(async () => {
    active += 1;
    const alone = active === 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    active -= 1;
    return { status: 200, json: { fields: [done(alone ? 'alone' : 'together')] } };
  });
  const { client } = connectTo(server.url);
  const one = { ...two, items: [{}] };
  expect(await sendWrites(client, [one, one, one])).toEqual(Array.from({ length: 3 }, () => ({ status: 'done', id: 'alone' })));
  await server.close();
  expect(await failureOf(sendWrites(connectTo(server.url).client, [one]))).toMatchObject({ code: 'crm.unreachable' });
});
