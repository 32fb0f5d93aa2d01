import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeCopyKey } from '../../cli/key/copy-key.ts';
import { programLine, runProgramOf } from './child.ts';
import type { Ended, Person } from './pipeline.ts';
import { filesOf } from './pipeline.ts';
import type { Expected } from './refusals.ts';
import { expectFailure, moveClock, photograph } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let approver: Person;
let credentials: Record<string, string>;
/** An address on which nobody listens. */
let closedPort: string;
const folders: string[] = [];

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  ({ approver } = stage);
  credentials = stage.credentials();
  closedPort = await findClosedPort();
}, 120_000);
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await stage?.pipeline.close();
});
afterEach(async () => {
  await stage.pipeline.git(approver, 'checkout', '--quiet', '--', '.');
  await stage.pipeline.git(approver, 'clean', '--quiet', '--force', '-d');
});

async function findClosedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

interface Case extends Expected {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>> | (() => Readonly<Record<string, string | undefined>>);
  readonly input?: string | (() => Promise<string>);
}

/** Runs a case with every credential there is but for what its `env` says, and checks that nothing changed. */
async function refuse(given: Case, person = approver): Promise<void> {
  const changes = typeof given.env === 'function' ? given.env() : (given.env ?? {});
  const env = { ...credentials, ...changes };
  const input = typeof given.input === 'function' ? await given.input() : given.input;
  const before = await photograph(stage, person);
  const ended = await run(person, given.args, env, input);
  const secrets = Object.entries({ ...person.env, ...env }).flatMap(([name, value]) =>
    /SECRET|TOKEN/.test(name) && value !== undefined && value.trim() !== '' ? [value] : [],
  );
  expectFailure(ended, given, secrets);
  expect(await photograph(stage, person)).toEqual(before);
}

function run(person: Person, args: readonly string[], env: Readonly<Record<string, string | undefined>>, input?: string): Promise<Ended> {
  const kept = Object.fromEntries(Object.entries({ ...person.env, ...env }).filter(([, value]) => value !== undefined)) as Record<string, string>;
  return stage.pipeline.orgcast({ ...person, env: kept }, ['--json', ...args], input === undefined ? {} : { input });
}

describe('credentials and hosts', () => {
  const without = { ORGCAST_OSAKA_CLIENT_ID: undefined, ORGCAST_OSAKA_CLIENT_SECRET: undefined, ORGCAST_OSAKA_REFRESH_TOKEN: undefined };
  const ofHeadOffice = () => ({
    ORGCAST_OSAKA_CLIENT_ID: credentials['ORGCAST_HEAD_OFFICE_CLIENT_ID'],
    ORGCAST_OSAKA_CLIENT_SECRET: credentials['ORGCAST_HEAD_OFFICE_CLIENT_SECRET'],
    ORGCAST_OSAKA_REFRESH_TOKEN: credentials['ORGCAST_HEAD_OFFICE_REFRESH_TOKEN'],
  });
  const cases: readonly Case[] = [
    { name: 'none', args: ['export', 'osaka'], env: without, code: 3, error: 'credentials.missing', says: /ORGCAST_CLIENT_ID/ },
    {
      name: 'half of them',
      args: ['plan', 'osaka'],
      env: { ORGCAST_OSAKA_REFRESH_TOKEN: ' ' },
      code: 3,
      error: 'credentials.missing',
      says: /ORGCAST_OSAKA_REFRESH_TOKEN not set/,
    },
    {
      name: 'a wrong client secret',
      args: ['export', 'osaka'],
      env: { ORGCAST_OSAKA_CLIENT_SECRET: 'wrong-client-secret' },
      code: 3,
      error: 'credentials.invalid_client',
      says: /ORGCAST_OSAKA_CLIENT_SECRET/,
    },
    {
      name: 'a wrong refresh token',
      args: ['plan', 'osaka'],
      env: { ORGCAST_OSAKA_REFRESH_TOKEN: '1000.wrong.refresh-token' },
      code: 3,
      error: 'credentials.invalid_code',
      says: /ORGCAST_OSAKA_REFRESH_TOKEN/,
    },
    { name: "another org's, at export", args: ['export', 'osaka'], env: ofHeadOffice, code: 4, error: 'org.wrong', says: /osaka\/org\.yaml/ },
    { name: "another org's, at plan", args: ['plan', 'osaka'], env: ofHeadOffice, code: 4, error: 'org.wrong' },
    {
      name: 'a closed port',
      args: ['export', 'osaka'],
      env: () => ({ ORGCAST_CRM_URL: closedPort }),
      code: 1,
      error: 'crm.unreachable',
      says: /127\.0\.0\.1:\d+ cannot be reached/,
    },
    {
      name: 'a foreign host',
      args: ['export', 'osaka'],
      env: { ORGCAST_CRM_URL: 'https://crm.example.com' },
      code: 3,
      error: 'host.refused',
      says: /crm\.example\.com/,
    },
    { name: 'a host that is no URL', args: ['export', 'osaka'], env: { ORGCAST_CRM_URL: 'no url' }, code: 3, error: 'host.refused' },
  ];
  test.each(cases)('$name', (one) => refuse(one));
});

describe('names and files', () => {
  const outside = join(tmpdir(), 'orgcast-nothing-here');
  const cases: readonly Case[] = [
    { name: 'an unknown org', args: ['export', 'kobe'], code: 3, error: 'env.unknown', says: /environments\/kobe\/org\.yaml/ },
    { name: 'a name that leads out', args: ['export', '../osaka'], code: 3, error: 'env.name' },
    { name: 'a name that leads out, at apply', args: ['apply', '../../etc'], code: 3, error: 'env.name' },
    { name: 'a name that leads out, at init', args: ['init', '--org', 'a/b'], code: 3, error: 'env.name' },
    { name: 'an unknown source', args: ['send', '--key', 'x', '--from', 'kobe'], code: 4, error: 'key.format' },
    { name: 'an unknown kind', args: ['export', 'osaka', '--only', 'modul'], code: 64, error: 'kind.unknown', says: /module/ },
    { name: 'no repository', args: ['--repo', outside, 'validate'], code: 3, error: 'repo.none', says: /orgcast init/ },
    { name: 'no saved plan', args: ['apply', 'osaka', '--plan', join(outside, 'plan.json')], code: 3, error: 'apply.plan-file' },
    { name: 'no event to check', args: ['check'], code: 64, error: 'check.event' },
    { name: 'no event to apply', args: ['apply', 'osaka'], code: 64, error: 'apply.event' },
    { name: 'a port that is none', args: ['emulator', '--port', 'many'], code: 64, error: 'usage.port' },
  ];
  test.each(cases)('$name', (one) => refuse(one));

  const roles = 'environments/osaka/security/roles.yaml';
  const broken: readonly (Case & { readonly file: string; readonly text: string })[] = [
    {
      name: 'broken YAML, at plan',
      file: roles,
      text: 'CEO: [\n',
      args: ['plan', 'osaka'],
      code: 3,
      error: 'env.invalid',
      says: /roles\.yaml:\d+:\d+/,
    },
    { name: 'broken YAML, at export', file: roles, text: 'CEO: [\n', args: ['export', 'osaka'], code: 3, error: 'export.broken-files' },
    {
      name: 'an unknown attribute',
      file: roles,
      text: 'CEO:\n  colour: red\n',
      args: ['plan', 'osaka'],
      code: 3,
      error: 'env.invalid',
      says: /roles\.yaml:2:3.*colour/,
    },
    {
      name: 'a dangling reference',
      file: roles,
      text: 'CEO: {}\nClerk:\n  reporting_to: Nobody\n',
      args: ['plan', 'osaka'],
      code: 3,
      error: 'env.invalid',
      says: /roles\.yaml:3:.*Nobody/,
    },
    {
      name: 'a broken policy',
      file: 'environments/osaka/org.yaml',
      text: 'approvers: everybody\n',
      args: ['plan', 'osaka'],
      code: 3,
      error: 'org.policy',
    },
    {
      name: 'a policy that names nothing known',
      file: 'environments/osaka/org.yaml',
      text: 'zgid: "1"\nsudo: true\n',
      args: ['plan', 'osaka'],
      code: 3,
      error: 'org.policy',
      says: /sudo/,
    },
  ];
  test.each(broken)('$name', async (one) => {
    writeFileSync(join(approver.dir, one.file), one.text);
    await refuse(one);
  });

  test('validate lists every finding at its place and ends with 3', async () => {
    writeFileSync(join(approver.dir, roles), 'CEO:\n  colour: red\nClerk:\n  reporting_to: Nobody\n');
    const ended = await run(approver, ['validate', 'osaka'], {});
    expect(ended.code).toBe(3);
    const { findings } = JSON.parse(ended.stdout) as { findings: { file: string; line: number }[] };
    expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual([`${roles}:2`, `${roles}:4`]);
  });

  test('a failure of several findings lists them all, for people and for programs', async () => {
    writeFileSync(join(approver.dir, roles), 'CEO:\n  colour: red\nClerk:\n  reporting_to: Nobody\n');
    const ended = await run(approver, ['plan', 'osaka'], credentials);
    expectFailure(ended, { code: 3, error: 'env.invalid', says: /and 1 more/ });
    expect(ended.stderr).toContain(`${roles}:2:3 error`);
    expect(ended.stderr).toContain(`${roles}:4:`);
    const { findings } = JSON.parse(ended.stdout) as { findings: { line: number }[] };
    expect(findings.map((finding) => finding.line)).toEqual([2, 4]);
  });

  test('an event that is no JSON', async () => {
    const file = join(stage.pipeline.folder, 'event.json');
    writeFileSync(file, '{"after": ');
    const expected = { name: '', code: 64, error: 'event.unreadable' };
    await refuse({ ...expected, args: ['apply', 'osaka'], env: { GITHUB_EVENT_PATH: file }, says: /event\.json/ });
    await refuse({ ...expected, args: ['check'], env: { GITHUB_EVENT_PATH: file } });
    await refuse({ ...expected, args: ['check'], env: { GITHUB_EVENT_PATH: join(file, 'gone') } });
  });

  test('a wrong command line is explained, and with --json a document too', async () => {
    const ended = await run(approver, ['plan'], {});
    expect(ended.code).toBe(64);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'usage.missing-argument', kind: 'usage', exitCode: 64 } });
    expect((await run(approver, ['exprot', 'osaka'], {})).stderr).toContain('Did you mean export?');
  });
});

describe('the repository and its host', () => {
  /** A person whose folder is something else than a clone of the repository. */
  async function elsewhere(prepare: (dir: string) => Promise<unknown> | undefined): Promise<Person> {
    const dir = mkdtempSync(join(tmpdir(), 'orgcast-elsewhere-'));
    folders.push(dir);
    mkdirSync(join(dir, 'environments/osaka'), { recursive: true });
    writeFileSync(join(dir, 'environments/osaka/org.yaml'), 'zgid: "1"\n');
    await prepare(dir);
    return { ...approver, dir };
  }

  const commands = [
    ['key', 'create', 'osaka'],
    ['key', 'list', 'osaka'],
    ['check', '--number', '1'],
    ['apply', 'osaka', '--commit', 'a'.repeat(40)],
  ];

  test.each(commands)('no git repository: %s %s', async (...args) => {
    const person = await elsewhere(() => undefined);
    await refuse({ name: '', args, code: 3, error: 'git.no-repository' }, person);
  });

  test.each(commands)('no remote: %s %s', async (...args) => {
    const person = await elsewhere((dir) => stage.pipeline.git({ ...approver, dir }, 'init', '--quiet'));
    await refuse({ name: '', args, code: 3, error: 'git.no-remote' }, person);
  });

  const cases: readonly Case[] = [
    { name: 'no token', args: ['key', 'list', 'osaka'], env: { GITHUB_TOKEN: undefined }, code: 3, error: 'forge.token', says: /GITHUB_TOKEN/ },
    { name: 'a wrong token', args: ['key', 'list', 'osaka'], env: { GITHUB_TOKEN: 'ghp_wrongwrongwrong' }, code: 1, error: 'forge.credentials' },
    { name: 'a commit that nobody knows', args: ['apply', 'osaka', '--commit', 'a'.repeat(40)], code: 1, error: 'forge.refused' },
    { name: 'a request that is not there', args: ['check', '--number', '999'], code: 1, error: 'forge.not-found' },
    {
      name: 'a forge that is not there',
      args: ['key', 'list', 'osaka'],
      env: () => ({ GITHUB_API_URL: closedPort }),
      code: 1,
      error: 'forge.unreachable',
    },
  ];
  test.each(cases)('$name', (one) => refuse(one));

  test('a token that may only read', async () => {
    const reader = await stage.pipeline.person('rita', 'read');
    await stage.pipeline.git(reader, 'pull', '--quiet', 'origin', 'main');
    const key = (await stage.orgcast(approver, ['key', 'create', 'osaka'])).stdout.trim();
    await refuse({ name: '', args: ['key', 'create', 'osaka'], code: 1, error: 'forge.permission', says: /contents: write/ }, reader);
    await refuse({ name: '', args: ['send', '--key', '-', '--from', 'head-office'], input: key, code: 1, error: 'git.credentials' }, reader);
  });
});

describe('copy keys', () => {
  const send = ['send', '--key', '-', '--from', 'head-office'];
  const fresh = async (): Promise<string> => (await stage.orgcast(approver, ['key', 'create', 'osaka'])).stdout.trim();
  const stranger = (): string => {
    const binding = { target: 'osaka', org: '1', repo: 1, base: 'main', now: 1 };
    return makeCopyKey(crypto.getRandomValues(new Uint8Array(32)), binding).key;
  };
  const swap = (key: string): string => `${key.slice(0, 40)}${key[40] === 'A' ? 'B' : 'A'}${key.slice(41)}`;
  const bare = (key: string): string => key.split('@')[0] ?? '';
  const cases: readonly Case[] = [
    { name: 'empty', args: send, input: '\n', code: 4, error: 'key.format' },
    { name: 'none at all', args: send.filter((arg) => arg !== '--key' && arg !== '-'), code: 64, error: 'key.none', says: /ORGCAST_KEY/ },
    { name: 'something else', args: send, input: 'ghp_something', code: 4, error: 'key.format' },
    { name: 'cut', args: send, input: async () => bare(await fresh()).slice(0, -7), code: 4, error: 'key.cut' },
    { name: 'mistyped', args: send, input: async () => swap(await fresh()), code: 4, error: 'key.mistyped' },
    { name: "another repository's", args: send, input: () => Promise.resolve(stranger()), code: 4, error: 'key.unknown' },
    { name: 'shown though unknown', args: ['key', 'show', '-'], input: () => Promise.resolve(stranger()), code: 4, error: 'key.unknown' },
    {
      name: 'for a host that is not trusted',
      args: send,
      input: () => Promise.resolve(`${stranger()}@evil.example/acme/crm`),
      code: 4,
      error: 'git.untrusted-host',
    },
  ];
  test.each(cases)('$name', (one) => refuse(one, stage.sender));

  test('no message repeats a key', async () => {
    const key = bare(await fresh());
    for (const input of [key.slice(0, -1), swap(key), `${key}x`]) {
      const ended = await run(stage.sender, send, {}, input);
      expect(ended.code).toBe(4);
      for (const part of [key.slice(22, 65), input]) expect(`${ended.stdout}${ended.stderr}`).not.toContain(part);
    }
  });

  test('revoked; and one that is for another org cannot be revoked as if it were for this one', async () => {
    const key = await fresh();
    const kid = key.split('_')[1] ?? '';
    await refuse({ name: '', args: ['key', 'revoke', 'head-office', kid], code: 4, error: 'key.other-org', says: /orgcast key revoke osaka/ });
    await stage.orgcast(approver, ['key', 'revoke', 'osaka', kid]);
    await refuse({ name: '', args: send, input: key, code: 4, error: 'request.revoked' }, stage.sender);
  });

  test('expired', async () => {
    const key = await fresh();
    await moveClock(stage, 25);
    try {
      await refuse({ name: '', args: send, input: key, code: 4, error: 'request.expired' }, stage.sender);
    } finally {
      await moveClock(stage, 0);
    }
  });
});

describe('what fails in the middle', () => {
  const faults = (rules: readonly object[]) =>
    fetch(`${stage.pipeline.emulator.url}/__emulator/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rules }),
    });
  afterEach(() => faults([]));

  test.each([1, 3, 5, 7])('an export whose CRM breaks down at request %i leaves every file as it was', async (skip) => {
    writeFileSync(join(approver.dir, 'environments/osaka/security/roles.yaml'), 'CEO: {}\n');
    await faults([{ path: '/crm/**', skip, status: 500 }]);
    const before = filesOf(join(approver.dir, 'environments'));
    const ended = await run(approver, ['export', 'osaka'], credentials);
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
    expect(ended.stderr).toMatch(/error (export\.incomplete|crm\.internal_error) .*Run again later/);
    expect(filesOf(join(approver.dir, 'environments'))).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')('a disk that takes no more in the middle of an export', async () => {
    const folder = join(approver.dir, 'environments/osaka');
    for (const name of ['modules', 'security', 'identities.yaml']) rmSync(join(folder, name), { recursive: true });
    const before = filesOf(folder);
    const script = 'ulimit -f 1; exec "$@"'; // no file of more than 1 KiB, which the export has
    const ended = await runProgramOf('bash', ['-c', script, 'bash', ...programLine(['--json', 'export', 'osaka'])], approver, credentials);
    expectFailure(ended, { code: 1, error: 'disk.write', says: /nothing was half-written/ });
    expect(filesOf(folder)).toEqual(before);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    const folder = join(approver.dir, 'environments/osaka/security');
    writeFileSync(join(folder, 'roles.yaml'), 'CEO: {}\n');
    chmodSync(folder, 0o555);
    try {
      await refuse({ name: '', args: ['export', 'osaka'], code: 1, error: 'disk.write' });
    } finally {
      chmodSync(folder, 0o755);
    }
  });
});
