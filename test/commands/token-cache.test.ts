import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeContext } from '../../cli/commands/context.ts';
import { openTokenCache } from '../../cli/commands/token-cache.ts';
import { readCredentials } from '../../cli/crm/credentials.ts';
import { resolveHosts } from '../../cli/crm/hosts.ts';
import type { TokenStore } from '../../cli/crm/token.ts';
import { tokenClient } from './token-client.ts';
import { silentWorld } from './world.ts';

const run = promisify(execFile);
const token = { value: '1000.token', api: 'http://127.0.0.1:4111', usableUntil: 3_000_000 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(env: Record<string, string> = { XDG_CACHE_HOME: folder }, client = tokenClient): TokenStore | undefined {
  return openTokenCache(makeContext({ ...silentWorld(folder), env }, { repo: folder, color: false }), ...client);
}

/** The one file of the cache. */
function onlyFile(): string {
  const files = readdirSync(join(folder, 'orgcast/tokens'));
  expect(files.length).toBe(1);
  return join(folder, 'orgcast/tokens', files[0] ?? '');
}

test('a token is kept in a file that only its user can read, whose name tells nothing', () => {
  expect(open()?.get()).toBeUndefined();
  open()?.put(token);
  expect(open()?.get()).toEqual(token);
  expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'orgcast/tokens')).mode & 0o777).toBe(0o700);
  expect(onlyFile()).toMatch(/\/[0-9a-f]{64}\.json$/);
  for (const secret of ['secret-1', 'refresh-1']) expect(readFileSync(onlyFile(), 'utf8')).not.toContain(secret);
  open()?.put(undefined);
  expect(readdirSync(join(folder, 'orgcast/tokens'))).toEqual([]);
  expect(open()?.get()).toBeUndefined();
});

test('the folder is that of the XDG specification', () => {
  open({ HOME: folder })?.put(token);
  expect(readdirSync(join(folder, '.cache/orgcast/tokens')).length).toBe(1);
  open({ HOME: folder, XDG_CACHE_HOME: 'relative' })?.put({ ...token, value: 'second' });
  expect(open({ HOME: folder })?.get()?.value).toBe('second');
  expect(open({})).toBeUndefined();
});

test('another refresh token, client, secret or accounts host has another token', () => {
  open()?.put(token);
  const [hosts] = tokenClient;
  const other = (more: Record<string, string>) =>
    readCredentials({ ORGCAST_CLIENT_ID: 'client-1', ORGCAST_CLIENT_SECRET: 'secret-1', ORGCAST_REFRESH_TOKEN: 'refresh-1', ...more }, 'osaka');
  expect(open(undefined, [hosts, other({})])?.get()).toEqual(token);
  expect(open(undefined, [hosts, other({ ORGCAST_REFRESH_TOKEN: 'refresh-2' })])?.get()).toBeUndefined();
  expect(open(undefined, [hosts, other({ ORGCAST_CLIENT_ID: 'client-2' })])?.get()).toBeUndefined();
  expect(open(undefined, [hosts, other({ ORGCAST_CLIENT_SECRET: 'wrong' })])?.get()).toBeUndefined();
  expect(open(undefined, [resolveHosts({ dataCenter: 'jp' }), other({})])?.get()).toBeUndefined();
});

describe('nothing is kept', () => {
  test('when it is turned off', () => expect(open({ XDG_CACHE_HOME: folder, ORGCAST_TOKEN_CACHE: 'off' })).toBeUndefined());

  test('below a repository', () => {
    mkdirSync(join(folder, '.git'));
    expect(open({ XDG_CACHE_HOME: join(folder, 'deep/cache') })).toBeUndefined();
  });

  test('where the folder cannot be made, and that is no failure', () => {
    writeFileSync(join(folder, 'orgcast'), '');
    open()?.put(token);
    expect(open()?.get()).toBeUndefined();
  });
});

describe('a file is as good as none', () => {
  const spoil: readonly (readonly [string, (file: string) => void])[] = [
    ['that is cut', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20))],
    ['of another format', (file) => writeFileSync(file, JSON.stringify({ ...token, format: 'orgcast-token-0' }))],
    ['without an end', (file) => writeFileSync(file, JSON.stringify({ format: 'orgcast-token-1', value: 'a', api: 'b' }))],
    ['that others can read', (file) => chmodSync(file, 0o644)],
    [
      'that is a link',
      (file) => {
        writeFileSync(join(folder, 'elsewhere'), readFileSync(file), { mode: 0o600 });
        rmSync(file);
        symlinkSync(join(folder, 'elsewhere'), file);
      },
    ],
  ];
  test.each(spoil)('%s', (_name, spoilIt) => {
    open()?.put(token);
    spoilIt(onlyFile());
    expect(open()?.get()).toBeUndefined();
    open()?.put({ ...token, value: 'next' });
    expect(open()?.get()?.value).toBe('next');
  });
});

test('tokens that are over do not pile up', () => {
  open()?.put(token);
  utimesSync(onlyFile(), new Date(-4_000_000), new Date(-4_000_000));
  const [hosts] = tokenClient;
  const other = readCredentials({ ORGCAST_CLIENT_ID: 'c', ORGCAST_CLIENT_SECRET: 's', ORGCAST_REFRESH_TOKEN: 'r' }, 'osaka');
  open(undefined, [hosts, other])?.put(token);
  onlyFile();
});

test('processes that write at the same time leave a whole token and nothing else', async () => {
  const writer = join(import.meta.dirname, 'token-writer.ts');
  const ended = await Promise.all(['a', 'b', 'c'].map((mark) => run(process.execPath, [writer, folder, mark, '60'])));
  expect(ended.map(({ stdout }) => stdout.trim())).toEqual(['0', '0', '0']);
  expect(open()?.get()?.value).toMatch(/^(\w)-x{5000}-\1$/);
  onlyFile();
});
