import { expect, test } from 'vitest';
import { probeCapabilities } from '../../cli/crm/probe.ts';
import { findOperation } from '../../cli/model/capability.ts';
import type { Reaction } from './crm-server.ts';
import { connectTo, failureOf, startServer } from './crm-server.ts';

async function probe(reaction: Reaction): ReturnType<typeof probeCapabilities> {
  const server = await startServer(() => reaction);
  try {
    return await probeCapabilities(connectTo(server.url).client);
  } finally {
    await server.close();
  }
}

test('paths, methods, scopes and credits are read whatever parameters are called', async () => {
  const operation = { method: 'GET', oauth_scope: 'ZohoCRM.settings.fields.READ', min_credits: 1, max_credits: 3 };
  const json = { __apis: [{ path: '/crm/v8/settings/fields/{field_id}', operation_types: [operation, { method: 'TRACE' }, 'odd'] }, { path: '' }] };
  const { capabilities } = await probe({ status: 200, json });
  expect(capabilities?.paths.size).toBe(1);
  if (capabilities === undefined) throw new Error('no capabilities');
  expect(findOperation(capabilities, 'GET', '/settings/fields/{id}')).toEqual({
    method: 'GET',
    scope: operation.oauth_scope,
    minCredits: 1,
    maxCredits: 3,
  });
  expect(findOperation(capabilities, 'DELETE', '/settings/fields/{id}')).toBeUndefined();
});

test.each([
  ['lacks the endpoint', { status: 404, json: { code: 'INVALID_URL_PATTERN', status: 'error' } }, /GET \/__apis/],
  ['lists nothing', { status: 204 }, /GET \/__apis/],
  ['needs another scope', { status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH', status: 'error' } }, /ZohoCRM\.apis\.READ/],
] as const)('an org that %s tells nothing, and why', async (_name, reaction, words) => {
  const found = await probe(reaction);
  expect(found).toMatchObject({ capabilities: undefined, note: expect.stringMatching(words) });
});

test('other trouble is not taken for "no such endpoint"', async () => {
  expect(await failureOf(probe({ status: 500, json: { code: 'INTERNAL_ERROR', status: 'error' } }))).toMatchObject({ code: 'crm.internal_error' });
});
