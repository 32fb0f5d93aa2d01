import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { programLine, runProgramOf } from './child.ts';
import type { Person } from './pipeline.ts';
import { filesOf } from './pipeline.ts';
import type { Case } from './refusals.ts';
import { expectFailure, refuse, runWith } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let approver: Person;
let credentials: Record<string, string>;

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  ({ approver } = stage);
  credentials = stage.credentials();
}, 120_000);
afterAll(async () => {
  await stage?.pipeline.close();
});
afterEach(async () => {
  await stage.pipeline.git(approver, 'checkout', '--quiet', '--', '.');
  await stage.pipeline.git(approver, 'clean', '--quiet', '--force', '-d');
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
  test.each(cases)('$name', (one) => refuse(stage, approver, one));

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
    await refuse(stage, approver, one);
  });

  test('validate lists every finding at its place and ends with 3', async () => {
    writeFileSync(join(approver.dir, roles), 'CEO:\n  colour: red\nClerk:\n  reporting_to: Nobody\n');
    const ended = await runWith(stage, approver, ['validate', 'osaka'], {});
    expect(ended.code).toBe(3);
    const { findings } = JSON.parse(ended.stdout) as { findings: { file: string; line: number }[] };
    expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual([`${roles}:2`, `${roles}:4`]);
  });

  test('a failure of several findings lists them all, for people and for programs', async () => {
    writeFileSync(join(approver.dir, roles), 'CEO:\n  colour: red\nClerk:\n  reporting_to: Nobody\n');
    const ended = await runWith(stage, approver, ['plan', 'osaka'], credentials);
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
    await refuse(stage, approver, { ...expected, args: ['apply', 'osaka'], env: { GITHUB_EVENT_PATH: file }, says: /event\.json/ });
    await refuse(stage, approver, { ...expected, args: ['check'], env: { GITHUB_EVENT_PATH: file } });
    await refuse(stage, approver, { ...expected, args: ['check'], env: { GITHUB_EVENT_PATH: join(file, 'gone') } });
  });

  test('a wrong command line is explained, and with --json a document too', async () => {
    const ended = await runWith(stage, approver, ['plan'], {});
    expect(ended.code).toBe(64);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'usage.missing-argument', kind: 'usage', exitCode: 64 } });
    expect((await runWith(stage, approver, ['exprot', 'osaka'], {})).stderr).toContain('Did you mean export?');
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
    const ended = await runWith(stage, approver, ['export', 'osaka'], credentials);
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
      await refuse(stage, approver, { name: '', args: ['export', 'osaka'], code: 1, error: 'disk.write' });
    } finally {
      chmodSync(folder, 0o755);
    }
  });
});
