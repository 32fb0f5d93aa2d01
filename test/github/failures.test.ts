import { describe, expect, test } from 'vitest';
import type { ForgeOptions } from '../../cli/github/forge.ts';
import { callForge, connectForge } from '../../cli/github/forge.ts';
import { closePull } from '../../cli/github/pulls.ts';
import { readRepository, readViewer } from '../../cli/github/repository.ts';
import { Failure } from '../../cli/model/failure.ts';
import { openWorld } from './world.ts';

const token = 'canary-token-7';

function connect(over: Partial<ForgeOptions> = {}) {
  return connectForge({ apiUrl: 'http://127.0.0.1:1/api/v3', owner: 'acme', repo: 'crm', token, userAgent: 'orgcast-test', ...over });
}

/** A forge that gives one answer to everything. */
function answering(status: number, body: object, headers: Record<string, string> = {}): typeof fetch {
  return async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** The Failure that a call ends in. */
async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error(`no Failure but ${String(error)}`);
}

describe('what the forge refuses', () => {
  test.each<[number, object, Record<string, string>, string, RegExp]>([
    [401, { message: 'Bad credentials' }, {}, 'forge.credentials', /GITHUB_TOKEN/],
    [403, { message: 'Resource not accessible by integration' }, {}, 'forge.permission', /metadata: read/],
    [403, { message: 'API rate limit exceeded' }, { 'x-ratelimit-remaining': '0' }, 'forge.rate-limit', /Wait a while/],
    [429, { message: 'slow down' }, { 'retry-after': '0' }, 'forge.rate-limit', /Wait 0 seconds/],
    [404, { message: 'Not Found' }, {}, 'forge.not-found', /name/],
    [422, { message: 'Validation Failed', errors: [{ field: 'head', code: 'invalid' }, { message: 'No commits' }] }, {}, 'forge.refused', /names/],
    [503, { message: 'Unavailable' }, {}, 'forge.failed', /again/],
  ])('%i with %j', async (status, body, headers, code, fix) => {
    const failure = await failureOf(readRepository(connect({ fetch: answering(status, body, headers) })));
    expect(failure).toMatchObject({ code, kind: 'failure', place: 'http://127.0.0.1:1/api/v3/repos/acme/crm' });
    expect(failure.message).toMatch(/^Could not read the repository: .*\.$/);
    expect(failure.fix).toMatch(fix);
  });

  test('names the details that the forge gave', async () => {
    const body = { message: 'Validation Failed', errors: [{ field: 'head', code: 'invalid' }, 'plain', { message: 'No commits' }] };
    expect((await failureOf(readRepository(connect({ fetch: answering(422, body) })))).message).toContain(
      'Validation Failed: head invalid: plain: No commits',
    );
  });
});

test('a host that does not answer is named, with the reason', async () => {
  const failure = await failureOf(readRepository(connect()));
  expect(failure).toMatchObject({ code: 'forge.unreachable', place: 'http://127.0.0.1:1/api/v3/repos/acme/crm' });
  expect(failure.message).toMatch(/ECONNREFUSED|refused|bad port/i);
});

test('the token is in no failure, whatever the forge says', async () => {
  for (const status of [401, 403, 404, 422, 500]) {
    const failure = await failureOf(readRepository(connect({ fetch: answering(status, { message: `no: ${token}\u001b[2J` }) })));
    expect(JSON.stringify([failure.message, failure.fix, failure.place, failure.stack])).not.toMatch(/canary|\\u001b/);
    expect(failure.cause).toBeUndefined();
  }
});

test('a bug of ours is not dressed as a refusal of the forge', async () => {
  const bug = new TypeError('x is not a function');
  await expect(callForge(connect(), { what: 'think', permission: 'none' }, () => Promise.reject(bug))).rejects.toBe(bug);
});

test('an outage of a moment is sat out', async () => {
  let calls = 0;
  const flaky: typeof fetch = async (input, init) => {
    calls += 1;
    return calls < 3 ? answering(502, { message: 'gateway' })(input, init) : answering(200, { id: 9, login: 'bo' })(input, init);
  };
  expect(await readViewer(connect({ fetch: flaky }))).toEqual({ id: 9, login: 'bo' });
  expect(calls).toBe(3);
});

test('the token of a job, which may not ask who it is, is the Actions bot', async () => {
  const fetch = answering(403, { message: 'Resource not accessible by integration' });
  expect(await readViewer(connect({ fetch }))).toEqual({ id: 41_898_282, login: 'github-actions[bot]' });
});

describe('against the embedded Git host', () => {
  test('a wrong token, a repository that is hidden, and too few rights', async () => {
    const world = await openWorld();
    expect(await failureOf(readRepository(world.connect('bo', { token: 'wrong' })))).toMatchObject({ code: 'forge.credentials' });
    expect(await failureOf(readRepository(world.connect('bo', { repo: 'none' })))).toMatchObject({ code: 'forge.not-found' });
    expect(await failureOf(closePull(world.connect('rei'), 1))).toMatchObject({ name: 'Failure' });
  });
});
