import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchOverHttp } from '../../cli/crm/http-fetch.ts';
import type { Fetch } from '../../cli/crm/transport.ts';
import type { CrmRequest } from '../../cli/model/crm-call.ts';
import type { Reaction, SeenRequest, TestServer } from './crm-server.ts';
import { canaries, connectTo, failureOf, startServer } from './crm-server.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Serves the reactions one after the other, the last one from then on. */
async function serve(...reactions: readonly (Reaction | ((request: SeenRequest) => Reaction | Promise<Reaction>))[]): Promise<TestServer> {
  let count = 0;
  const server = await startServer((request) => {
    const reaction = reactions[Math.min(count, reactions.length - 1)] ?? 'drop';
    count += 1;
    return typeof reaction === 'function' ? reaction(request) : reaction;
  });
  servers.push(server);
  return server;
}

const read: CrmRequest = { method: 'GET', path: '/settings/fields', query: { module: 'Deals' } };
const write: CrmRequest = { method: 'POST', path: '/settings/fields', query: { module: 'Deals' }, body: { fields: [{ field_label: '氏名' }] } };
const fine: Reaction = { status: 200, json: { fields: [] } };
const refusal = (status: number, code: string, details: object = {}): Reaction => ({
  status,
  json: { code, details, message: `words for ${code}`, status: 'error' },
});

test('a request goes out as asked and its answer comes back as it is', async () => {
  const server = await serve({ status: 201, json: { fields: [{ id: '1' }] } }, { status: 204 });
  const { client } = connectTo(server.url);
  expect(await client.send(write)).toEqual({ status: 201, body: { fields: [{ id: '1' }] } });
  expect(await client.send({ method: 'GET', path: '/settings/fields', query: { module: 'a b&c' } })).toEqual({ status: 204, body: undefined });
  expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/crm/v8/settings/fields', body: JSON.stringify(write.body) });
  expect(server.seen[1]?.query.get('module')).toBe('a b&c');
  expect(client.stats()).toEqual({ requests: 2, credits: 2 });
});

describe('reads are repeated', () => {
  const passing: readonly (readonly [string, Reaction])[] = [
    ['429', refusal(429, 'TOO_MANY_REQUESTS')],
    ['500', refusal(500, 'INTERNAL_ERROR')],
    ['503 of a proxy', { status: 503, text: '<html>' }],
    ['a dropped connection', 'drop'],
    ['an answer cut short', 'cut'],
  ];
  test.each(passing)('after %s', async (_name, trouble) => {
    const server = await serve(trouble, trouble, fine);
    const { client, slept } = connectTo(server.url);
    expect(await client.send(read)).toEqual({ status: 200, body: { fields: [] } });
    expect(slept).toEqual([1000, 2000]);
    expect(client.stats().requests).toBe(3);
  });

  test('but not without end', async () => {
    const server = await serve('drop');
    const { client, slept } = connectTo(server.url);
    expect(await failureOf(client.send(read))).toMatchObject({
      code: 'crm.interrupted',
      kind: 'failure',
      place: 'GET /settings/fields?module=Deals',
    });
    expect(slept).toEqual([1000, 2000, 4000, 8000]);
  });

  test('as late as Retry-After says', async () => {
    const server = await serve(
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:20 GMT' } },
      fine,
    );
    const { client, slept } = connectTo(server.url);
    await client.send(read);
    expect(slept).toEqual([7500, 20_500]);
  });

  test('not at all when Retry-After is longer than anybody waits', async () => {
    const server = await serve({ status: 429, headers: { 'retry-after': '86400' } });
    const { client, slept } = connectTo(server.url);
    expect(await failureOf(client.send(read))).toMatchObject({ code: 'crm.too_many_requests', fix: expect.stringContaining('24 hours') });
    expect(slept).toEqual([]);
  });

  test('after an answer that never comes', async () => {
    const server = await serve('hang', fine);
    const { client } = connectTo(server.url, { timeout: 100 });
    expect((await client.send(read)).status).toBe(200);
    expect(server.seen.length).toBe(2);
  });
});

describe('writes', () => {
  const unsure: readonly (readonly [string, Reaction])[] = [
    ['a dropped connection', 'drop'],
    ['an answer cut short', 'cut'],
    ['500', refusal(500, 'INTERNAL_ERROR')],
    ['503', refusal(503, 'SERVICE_UNAVAILABLE')],
    ['a success that cannot be read', { status: 200, text: '<html>' }],
    ['no answer in time', 'hang'],
  ];
  test.each(unsure)('are never repeated after %s: they are ambiguous', async (_name, trouble) => {
    const server = await serve(trouble, fine);
    const { client, slept } = connectTo(server.url, { timeout: 300 });
    expect(await failureOf(client.send(write))).toMatchObject({
      code: 'crm.ambiguous',
      kind: 'failure',
      place: 'POST /settings/fields?module=Deals',
    });
    expect(server.seen.length).toBe(1);
    expect(slept).toEqual([]);
  });

  test('are repeated when the CRM turned them away unread', async () => {
    const server = await serve(refusal(429, 'TOO_MANY_REQUESTS'), fine);
    const { client, slept } = connectTo(server.url);
    expect((await client.send(write)).status).toBe(200);
    expect(server.seen.map((request) => request.body)).toEqual([JSON.stringify(write.body), JSON.stringify(write.body)]);
    expect(slept).toEqual([1000]);
  });

  test('give refusals to the caller, who knows the items', async () => {
    const server = await serve(refusal(400, 'DUPLICATE_DATA'), refusal(403, 'NO_PERMISSION'));
    const { client } = connectTo(server.url);
    expect(await client.send(write)).toMatchObject({ status: 400, body: { code: 'DUPLICATE_DATA' } });
    expect(await client.send(write)).toMatchObject({ status: 403, body: { code: 'NO_PERMISSION' } });
  });
});

describe('a token that the CRM turns down', () => {
  test('is replaced once, for reads and writes alike and for all who hold it', async () => {
    const server = await serve((request) => (request.authorization?.endsWith('token-1') ? refusal(401, 'INVALID_TOKEN') : fine));
    const { client } = connectTo(server.url);
    const answers = await Promise.all([read, write, read, write].map((request) => client.send(request)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(server.tokenRequests.length).toBe(2);
    expect(client.stats()).toEqual({ requests: 8, credits: 4 });
  });

  test('and then again ends the connection', async () => {
    const server = await serve(refusal(401, 'INVALID_TOKEN'));
    const { client } = connectTo(server.url);
    expect(await failureOf(client.send(read))).toMatchObject({ code: 'crm.invalid_token', kind: 'invalid' });
    expect(await failureOf(client.send(write))).toMatchObject({ code: 'crm.invalid_token' });
    expect(server.tokenRequests.length).toBe(2);
    expect(server.seen.length).toBe(2);
  });
});

describe('refused reads', () => {
  test('name the scope that is missing', async () => {
    const server = await serve(refusal(401, 'OAUTH_SCOPE_MISMATCH'));
    const { client } = connectTo(server.url);
    const failure = await failureOf(client.send(read));
    expect(failure).toMatchObject({
      code: 'crm.oauth_scope_mismatch',
      kind: 'invalid',
      fix: expect.stringContaining('ZohoCRM.settings.fields.READ'),
    });
    expect(server.seen.length).toBe(1);
    client.setCapabilities({ paths: new Map([['/settings/fields', [{ method: 'GET', scope: 'ZohoCRM.odd.READ', minCredits: 3, maxCredits: 3 }]]]) });
    expect((await failureOf(client.send(read))).message).toContain('ZohoCRM.odd.READ');
  });

  test('name the permission that is missing', async () => {
    const server = await serve(refusal(403, 'NO_PERMISSION', { permissions: ['Crm_Implied_Customize_Zoho_CRM'] }));
    const failure = await failureOf(connectTo(server.url).client.send(read));
    expect(failure).toMatchObject({ code: 'crm.no_permission', message: expect.stringContaining('Crm_Implied_Customize_Zoho_CRM') });
  });

  test.each(['API_NOT_SUPPORTED', 'INVALID_URL_PATTERN', 'INVALID_REQUEST_METHOD'])('with %s are answers', async (code) => {
    const server = await serve(refusal(404, code));
    expect(await connectTo(server.url).client.send(read)).toMatchObject({ status: 404, body: { code } });
  });

  test.each([400, 200])('with an error of the whole request and HTTP %i carry its code and words', async (status) => {
    const server = await serve(refusal(status, 'INVALID_MODULE'));
    const failure = await failureOf(connectTo(server.url).client.send(read));
    expect(failure).toMatchObject({ code: 'crm.invalid_module', place: 'GET /settings/fields?module=Deals' });
    expect(failure.message).toContain('words for INVALID_MODULE');
  });

  test('by a page instead of an answer are told apart from the CRM’s own', async () => {
    const server = await serve({ status: 200, text: '<html>Please log in</html>', headers: { 'content-type': 'text/html' } });
    const failure = await failureOf(connectTo(server.url).client.send(read));
    expect(failure).toMatchObject({ code: 'crm.unreadable_answer', message: expect.stringContaining('text/html') });
  });
});

test('redirects are not followed, so no other host sees the token', async () => {
  const other = await serve(fine);
  const server = await serve({ status: 302, headers: { location: `${other.url}/crm/v8/settings/fields` } });
  for (const request of [read, write]) {
    expect(await failureOf(connectTo(server.url).client.send(request))).toMatchObject({ code: 'crm.redirect' });
  }
  expect(other.seen).toEqual([]);
  expect(other.tokenRequests).toEqual([]);
});

test('an unreachable host is named, and nothing more is tried', async () => {
  const server = await startServer(() => fine);
  await server.close();
  const { client, slept } = connectTo(server.url);
  const host = new URL(server.url).host;
  expect(await failureOf(client.send(read))).toMatchObject({ code: 'crm.unreachable', kind: 'failure', place: host });
  expect((await failureOf(client.send(write))).message).toContain(host);
  expect(slept.length).toBe(1);
});

/** Most requests that the server held at once; it lets them go when as many as expected have come, and a little later, so that one too many shows. */
async function peakOf(requests: number, expected: number, options: object, change?: number): Promise<number> {
  let peak = 0;
  let left = requests;
  const waiting: (() => void)[] = [];
  const server = await serve(async () => {
    const gone = new Promise<void>((resolve) => waiting.push(resolve));
    peak = Math.max(peak, waiting.length);
    if (waiting.length === Math.min(expected, left)) setTimeout(letGo, 30);
    await gone;
    return fine;
  });
  const letGo = (): void => {
    left -= waiting.length;
    for (const go of waiting.splice(0)) go();
  };
  const { client } = connectTo(server.url, options);
  if (change !== undefined) client.setAllowance({ concurrency: change, credits: undefined });
  await Promise.all(Array.from({ length: requests }, () => client.send(read)));
  return peak;
}

test('no more requests run at once than the limit allows', async () => {
  expect(await peakOf(40, 10, {})).toBe(10);
  expect(await peakOf(20, 3, { concurrency: 3 })).toBe(3);
  expect(await peakOf(60, 25, {}, 25)).toBe(25);
});

test('credits are counted as the org says they cost', async () => {
  const server = await serve(fine);
  const { client } = connectTo(server.url);
  client.setCapabilities({
    paths: new Map([
      ['/settings/modules', [{ method: 'POST', scope: 's', minCredits: 500, maxCredits: 500 }]],
      ['/settings/{}', [{ method: 'GET', scope: 's', minCredits: 7, maxCredits: 7 }]],
      ['/settings/fields/{}', [{ method: 'GET', scope: 's', minCredits: 2, maxCredits: 2 }]],
    ]),
  });
  await client.send({ method: 'POST', path: '/settings/modules', body: {} });
  await client.send({ method: 'GET', path: '/settings/fields/12' });
  await client.send({ method: 'GET', path: '/settings/fields' });
  await client.send({ method: 'GET', path: '/unknown' });
  expect(client.stats()).toEqual({ requests: 4, credits: 500 + 2 + 7 + 1 });
});

test('what the org turns away slows the client down at once, repeats included, and goes through', async () => {
  let open = 0;
  let served = 0;
  const peaks: number[] = [];
  const server = await serve(async () => {
    served += 1;
    const number = served;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return number <= 20 ? refusal(429, 'TOO_MANY_REQUESTS') : fine;
  });
  const counted: Fetch = async (url, init) => {
    open += 1;
    if (url.includes('/crm/')) peaks.push(open);
    return fetchOverHttp(url, init).finally(() => {
      open -= 1;
    });
  };
  const { client } = connectTo(server.url, { fetch: counted });
  client.setAllowance({ concurrency: 20, credits: undefined });
  const answers = await Promise.all(Array.from({ length: 60 }, () => client.send(read)));
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  expect(Math.max(...peaks.slice(0, 20))).toBe(20);
  // The lowest step that a burst of refusals leads to is half; nothing is sent beyond it until enough answers have come.
  expect(Math.min(...peaks.slice(30))).toBeLessThanOrEqual(10);
  expect(peaks.slice(40, 50).every((peak) => peak <= 13)).toBe(true);
  expect(client.stats()).toEqual({ requests: 80, credits: 60 });
});

describe('a write that may be repeated', () => {
  test.each([
    ['a dropped connection', 'drop'],
    ['500', refusal(500, 'INTERNAL_ERROR')],
  ] as const)('is repeated after %s', async (_name, trouble) => {
    const server = await serve(trouble, trouble, fine);
    const { client, slept } = connectTo(server.url);
    expect((await client.send({ ...write, idempotent: true })).status).toBe(200);
    expect(slept).toEqual([1000, 2000]);
  });

  test('and never comes through is as unclear as any other', async () => {
    const server = await serve('drop');
    expect(await failureOf(connectTo(server.url).client.send({ ...write, idempotent: true }))).toMatchObject({ code: 'crm.ambiguous' });
    expect(server.seen.length).toBe(5);
  });
});

describe('a budget', () => {
  const costs = { paths: new Map([['/settings/modules', [{ method: 'POST' as const, scope: 's', minCredits: 500, maxCredits: 500 }]]]) };

  test('of credits stops the write that would go beyond before it is sent; others and reads go on', async () => {
    const server = await serve(fine);
    const { client } = connectTo(server.url);
    client.setCapabilities(costs);
    await client.send(read);
    client.setBudget({ credits: 3 });
    const dear = { method: 'POST', path: '/settings/modules', body: {} } as const;
    expect(await failureOf(client.send(dear))).toMatchObject({ code: 'crm.budget', kind: 'partial', place: 'POST /settings/modules' });
    await Promise.all([client.send(write), client.send(write), client.send(write)]);
    expect(await failureOf(client.send(write))).toMatchObject({ code: 'crm.budget' });
    expect((await client.send(read)).status).toBe(200);
    expect(server.seen.map((request) => request.method)).toEqual(['GET', 'POST', 'POST', 'POST', 'GET']);
  });

  test('is never overdrawn by writes at the same time', async () => {
    const server = await serve(fine);
    const { client } = connectTo(server.url);
    client.setBudget({ credits: 7 });
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => client.send(write)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(7);
    expect(server.seen.length).toBe(7);
  });

  test('of minutes stops writes when they are over', async () => {
    const server = await serve(fine);
    let now = 0;
    const { client } = connectTo(server.url, { now: () => now });
    client.setBudget({ minutes: 2 });
    now = 119_999;
    expect((await client.send(write)).status).toBe(200);
    now = 120_000;
    expect(await failureOf(client.send(write))).toMatchObject({ code: 'crm.budget' });
    expect((await client.send(read)).status).toBe(200);
  });
});

test('the quota tells what the org says is left, and writes do not go beyond it', async () => {
  const server = await serve(
    fine,
    { ...fine, headers: { 'X-API-CREDITS-REMAINING': '1' } },
    { ...fine, headers: { 'X-API-CREDITS-REMAINING': '0' } },
  );
  const { client } = connectTo(server.url);
  client.setAllowance({ concurrency: 5, credits: 5000 });
  await client.send(read);
  expect(client.quota()).toEqual({ limit: 5000, spent: 1 });
  await client.send(read);
  expect(client.quota()).toEqual({ limit: 5000, remaining: 1, spent: 2 });
  await client.send(write);
  expect(await failureOf(client.send(write))).toMatchObject({ code: 'crm.credits_used_up', kind: 'partial' });
  expect((await client.send(read)).status).toBe(200);
  expect(server.seen.length).toBe(4);
});

test('a port that fetch would refuse is one like any other', async () => {
  const { client } = connectTo('http://127.0.0.1:6000');
  expect(await failureOf(client.send(read))).toMatchObject({
    code: 'crm.unreachable',
    place: '127.0.0.1:6000',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a compressed answer is read, and connections are kept', async () => {
  const ports = new Set<number | undefined>();
  const server = createServer((incoming, outgoing) => {
    ports.add(incoming.socket.remotePort);
    const json = incoming.url === '/oauth/v2/token' ? { access_token: 'canary-token-1' } : { fields: [{ field_label: '氏名'.repeat(1000) }] };
    const zipped = incoming.headers['accept-encoding'] === 'gzip';
    outgoing.writeHead(200, { 'content-type': 'application/json', ...(zipped ? { 'content-encoding': 'gzip' } : {}) });
    outgoing.end(zipped ? gzipSync(JSON.stringify(json)) : JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { client } = connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (let count = 0; count < 3; count += 1) {
    expect((await client.send(read)).body).toEqual({ fields: [{ field_label: '氏名'.repeat(1000) }] });
  }
  expect(ports.size).toBe(1);
  server.closeAllConnections();
  server.close();
});

test('no failure shows a secret, whatever the other side echoes', async () => {
  const echo = `${canaries.clientSecret} ${encodeURIComponent(canaries.refreshToken)} ${Buffer.from('canary-token-1').toString('base64')} canary-token-1`;
  const reactions: readonly Reaction[] = [
    refusal(400, 'INVALID_DATA', { echo }),
    { status: 400, json: { code: echo, message: echo, details: { permissions: [echo] }, status: 'error' } },
    { status: 403, json: { code: 'NO_PERMISSION', message: echo, details: { permissions: [echo] }, status: 'error' } },
    { status: 200, text: echo, headers: { 'content-type': 'text/canary-token-1' } },
    { status: 302, headers: { location: 'https://canary-token-1.example/' } },
  ];
  for (const reaction of reactions) {
    const server = await serve(reaction);
    const failure = await failureOf(connectTo(server.url).client.send(read));
    const shown = JSON.stringify([failure.message, failure.place, failure.fix, failure.cause]);
    for (const secret of [...echo.split(' '), canaries.refreshToken]) expect(shown).not.toContain(secret);
    expect(failure.code).not.toContain('canary');
  }
});
