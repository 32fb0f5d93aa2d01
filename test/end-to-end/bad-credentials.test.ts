import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Person } from './pipeline.ts';
import type { Case } from './refusals.ts';
import { findClosedPort, refuse } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let approver: Person;
let credentials: Record<string, string>;
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
  test.each(cases)('$name', (one) => refuse(stage, approver, one));
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
    await refuse(stage, person, { name: '', args, code: 3, error: 'git.no-repository' });
  });

  test.each(commands)('no remote: %s %s', async (...args) => {
    const person = await elsewhere((dir) => stage.pipeline.git({ ...approver, dir }, 'init', '--quiet'));
    await refuse(stage, person, { name: '', args, code: 3, error: 'git.no-remote' });
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
  test.each(cases)('$name', (one) => refuse(stage, approver, one));

  test('a token that may only read', async () => {
    const reader = await stage.pipeline.person('rita', 'read');
    await stage.pipeline.git(reader, 'pull', '--quiet', 'origin', 'main');
    const key = (await stage.orgcast(approver, ['key', 'create', 'osaka'])).stdout.trim();
    await refuse(stage, reader, { name: '', args: ['key', 'create', 'osaka'], code: 1, error: 'forge.permission', says: /contents: write/ });
    await refuse(stage, reader, { name: '', args: ['send', '--key', '-', '--from', 'head-office'], input: key, code: 4, error: 'send.no-write' });
  });
});
