import { afterEach, describe, expect, test } from 'vitest';
import type { AccessToken, TokenStore } from '../../cli/crm/token.ts';
import type { Reaction, TestServer } from './crm-server.ts';
import { canaries, connectTo, failureOf, giveToken, startServer } from './crm-server.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(token: (count: number) => Reaction): Promise<TestServer> {
  const server = await startServer(() => ({ status: 200, json: { org: [{ zgid: '1' }] } }), token);
  servers.push(server);
  return server;
}

const readOrg = { method: 'GET', path: '/org' } as const;

test('the secrets travel in the body, and callers at the same time share one exchange', async () => {
  const server = await serve(giveToken);
  const { client } = connectTo(server.url);
  await Promise.all([1, 2, 3, 4, 5].map(() => client.send(readOrg)));
  expect(server.tokenRequests.length).toBe(1);
  expect(server.tokenRequests[0]?.url).toBe('/oauth/v2/token');
  const form = Object.fromEntries(new URLSearchParams(server.tokenRequests[0]?.body));
  expect(form).toEqual({
    grant_type: 'refresh_token',
    client_id: 'client-1',
    client_secret: canaries.clientSecret,
    refresh_token: canaries.refreshToken,
  });
  expect(new Set(server.seen.map((request) => request.authorization))).toEqual(new Set(['Zoho-oauthtoken canary-token-1']));
});

test('a token serves until 60 s before its end', async () => {
  const server = await serve(giveToken);
  let now = 0;
  const { client } = connectTo(server.url, { now: () => now });
  for (const moment of [0, 3_539_999, 3_540_000, 3_600_000]) {
    now = moment;
    await client.send(readOrg);
  }
  expect(server.seen.map((request) => request.authorization?.at(-1))).toEqual(['1', '1', '2', '2']);
});

test('callers who find it at its end together share one new token', async () => {
  const server = await serve(giveToken);
  let now = 0;
  const { client } = connectTo(server.url, { now: () => now });
  await client.send(readOrg);
  now = 3_600_000;
  await Promise.all([1, 2, 3, 4, 5].map(() => client.send(readOrg)));
  expect(server.tokenRequests.length).toBe(2);
});

describe('a place for tokens', () => {
  /** A store in memory, as two runs after one another would share it. */
  function remember(first?: AccessToken): TokenStore & { kept: AccessToken | undefined } {
    const store = {
      kept: first,
      get: () => store.kept,
      put: (token: AccessToken | undefined) => {
        store.kept = token;
      },
    };
    return store;
  }

  test('serves the next run, and hides the token there too', async () => {
    const server = await serve(giveToken);
    const tokens = remember();
    await connectTo(server.url, { tokens }).client.send(readOrg);
    const next = connectTo(server.url, { tokens }).client;
    await next.send(readOrg);
    expect(server.tokenRequests.length).toBe(1);
    expect(server.seen.map((request) => request.authorization?.at(-1))).toEqual(['1', '1']);
    expect(next.mask('canary-token-1')).toBe('***');
  });

  test('gives up a token that the CRM turns down, and gets one new one', async () => {
    const server = await startServer(
      (request) =>
        request.authorization?.endsWith('-1') === true ? { status: 200, json: { org: [{}] } } : { status: 401, json: { code: 'INVALID_TOKEN' } },
      giveToken,
    );
    servers.push(server);
    const tokens = remember({ value: 'stale-token', api: server.url, usableUntil: 3_000_000 });
    const { client } = connectTo(server.url, { tokens });
    await Promise.all([1, 2, 3].map(() => client.send(readOrg)));
    expect(server.tokenRequests.length).toBe(1);
    expect(tokens.kept?.value).toBe('canary-token-1');
  });

  test('takes the token that another run got in the meantime', async () => {
    const server = await startServer(
      (request) =>
        request.authorization?.endsWith('other') === true ? { status: 200, json: { org: [{}] } } : { status: 401, json: { code: 'INVALID_TOKEN' } },
      giveToken,
    );
    servers.push(server);
    const tokens = remember({ value: 'stale-token', api: server.url, usableUntil: 3_000_000 });
    const { client } = connectTo(server.url, {
      tokens: { ...tokens, get: once(tokens.kept, { value: 'the-other', api: server.url, usableUntil: 3_000_000 }) },
    });
    expect((await client.send(readOrg)).status).toBe(200);
    expect(server.tokenRequests.length).toBe(0);
  });

  test.each([
    ['that is over', { value: 'abc', usableUntil: 0 }],
    ['that claims to live longer than any', { value: 'abc', usableUntil: 3_600_001 }],
    ['for another host', { value: 'abc', api: 'https://evil.example', usableUntil: 3_000_000 }],
    ['that would break the header', { value: 'a\r\nb', usableUntil: 3_000_000 }],
  ])('is passed over with a token %s', async (_name, kept) => {
    const server = await serve(giveToken);
    await connectTo(server.url, { tokens: remember({ api: server.url, ...kept }) }).client.send(readOrg);
    expect(server.seen.map((request) => request.authorization)).toEqual(['Zoho-oauthtoken canary-token-1']);
  });
});

describe('refusals', () => {
  const cases: readonly (readonly [string, Reaction, object, RegExp])[] = [
    [
      'unknown refresh token',
      error('invalid_code'),
      { code: 'credentials.invalid_code', kind: 'invalid', place: 'ORGCAST_REFRESH_TOKEN' },
      /does not know/,
    ],
    [
      'unknown client',
      error('invalid_client'),
      { code: 'credentials.invalid_client', kind: 'invalid', place: 'ORGCAST_CLIENT_ID' },
      /ORGCAST_CLIENT_SECRET/,
    ],
    ['unknown secret', error('invalid_client_secret'), { code: 'credentials.invalid_client' }, /ORGCAST_CLIENT_SECRET/],
    ['error with HTTP 400', { status: 400, json: { error: 'invalid_code' } }, { code: 'credentials.invalid_code' }, /ORGCAST_REFRESH_TOKEN/],
    [
      'too many tokens',
      { status: 400, json: { error: 'access_denied', error_description: 'You have made too many requests continuously.' } },
      { code: 'credentials.too_many_tokens', kind: 'failure', fix: expect.stringContaining('ten minutes') },
      /too many requests continuously/,
    ],
    ['unknown error', error('general_error'), { code: 'credentials.general_error', kind: 'invalid' }, /general_error/],
    ['an odd error', error('<b>New'), { code: 'credentials.refused' }, /New/],
    ['a page instead of a token', { status: 200, text: '<html>login</html>' }, { code: 'crm.unreadable_answer' }, /HTTP 200/],
    ['a token that would break the header', { status: 200, json: { access_token: 'a\r\nb' } }, { code: 'crm.unreadable_answer' }, /HTTP 200/],
    [
      'a foreign api_domain',
      { status: 200, json: { access_token: 'abc', api_domain: 'https://evil.example' } },
      { code: 'host.refused', place: 'evil.example' },
      /evil\.example/,
    ],
  ];
  test.each(cases)('%s', async (_name, reaction, expected, words) => {
    const server = await serve(() => reaction);
    const { client } = connectTo(server.url);
    const failures = await Promise.all([1, 2].map(() => failureOf(client.send(readOrg))));
    for (const failure of [...failures, await failureOf(client.send(readOrg))]) {
      expect(failure).toMatchObject(expected);
      expect(failure.message).toMatch(words);
      for (const secret of Object.values(canaries)) expect(`${failure.message}${failure.fix}${failure.place}`).not.toContain(secret);
    }
    expect(server.seen).toEqual([]);
    expect(server.tokenRequests.length).toBe(1);
  });
});

test('a hiccup of the accounts host is waited out', async () => {
  const server = await serve((count) => (count < 3 ? (count === 1 ? 'drop' : { status: 500 }) : giveToken(count)));
  const { client, slept } = connectTo(server.url);
  expect((await client.send(readOrg)).status).toBe(200);
  expect(slept).toEqual([1000, 2000]);
});

/** Gives the first token once, then the second. */
function once(first: AccessToken | undefined, second: AccessToken): () => AccessToken | undefined {
  let given = false;
  return () => {
    if (given) return second;
    given = true;
    return first;
  };
}

function error(code: string): Reaction {
  return { status: 200, json: { error: code } };
}
