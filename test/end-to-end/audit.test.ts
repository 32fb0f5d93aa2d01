import { execFile } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ended } from './pipeline.ts';
import { repository, runInProcess } from './pipeline.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

const run = promisify(execFile);
const scratch = 'refs/heads/main';

interface AuditOutput {
  readonly entries: readonly { readonly number: number; readonly plans: readonly string[]; readonly [name: string]: unknown }[];
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly message: string; readonly fix: string | null }[];
}

let stage: Stage;
/** a real clone, made while the forge was there */
let mirror: string;
let kids: readonly string[];
let ids: Record<'kenji' | 'hana' | 'mika', number>;

/** git without anything of the emulator or of the machine's configuration. */
async function git(dir: string, ...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: dir, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
  return (await run('git', [...who, '--git-dir', dir, ...args], { cwd: dir, env, maxBuffer: 1 << 28 })).stdout.trim();
}

/** Audits a clone with nothing but git: no token, no address of a forge or a CRM. */
async function audit(dir: string, args: readonly string[] = []): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: dir, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const person = { name: 'auditor', dir, env };
  return runInProcess(person, [...args, 'history', 'osaka', '--audit'], '', env, () => new Date(0));
}

/** Sends, has it reviewed and signed, merges and applies. */
async function deliver(runId: string, signed: boolean): Promise<string> {
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  if (signed) {
    const mika = await stage.pipeline.person('mika', 'write');
    await stage.pipeline.rest(mika, 'POST', `/pulls/${number}/reviews`, { event: 'APPROVE' });
    const seen = JSON.parse((await stage.orgcast(stage.approver, ['--json', 'review', String(number)])).stdout) as { plan: { digest: string } };
    await stage.orgcast(stage.approver, ['review', String(number), '--sign', '--digest', seen.plan.digest]);
  }
  await stage.merge(number);
  await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job(runId) });
  return key.split('_')[1] ?? '';
}

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  const first = await deliver('4711', true);
  const crm = await stage.clicks('head-office');
  const { roles } = (await crm.get('/settings/roles')) as { roles: { id: string; name: string }[] };
  await crm.make('/settings/roles', 'roles', { name: 'Deputy', reporting_to: { id: roles.find((role) => role.name === 'CEO')?.id ?? '' } });
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', 'origin', 'main');
  await stage.orgcast(stage.sender, ['export', 'head-office']);
  await stage.pipeline.push(stage.sender, 'A deputy');
  kids = [first, await deliver('4712', false)];
  const users = stage.pipeline.emulator.forge.users();
  const idOf = (login: string) => users.find((user) => user.login === login)?.id ?? 0;
  ids = { kenji: idOf('kenji'), hana: idOf('hana'), mika: idOf('mika') };
  mirror = join(stage.pipeline.folder, 'mirror.git');
  await stage.pipeline.git(stage.ci, 'clone', '--quiet', '--mirror', `${stage.pipeline.emulator.git.cloneUrl}/${repository}.git`, mirror);
  await stage.pipeline.emulator.close();
}, 240_000);
afterAll(() => rmSync(stage.pipeline.folder, { recursive: true, force: true }));

test('a clone alone tells who sent, who approved, what was planned and what was done', async () => {
  const ended = await audit(mirror, ['--json']);
  expect(ended.code, ended.stderr + ended.stdout).toBe(0);
  const { entries, findings } = JSON.parse(ended.stdout) as AuditOutput;
  expect(findings).toEqual([]);
  const merges = (await git(mirror, 'log', '--merges', '--reverse', '--format=%H', scratch)).split('\n');
  expect(entries).toMatchObject([
    {
      number: 1,
      sent: { kid: kids[0], sender: ids.hana, source: expect.stringMatching(/^\d+$/) },
      approved: { mergeSha: merges[0], mergedBy: ids.kenji, mergedAt: expect.any(String), reviewers: [ids.mika], signedBy: [expect.any(String)] },
      plans: [expect.stringMatching(`^plan/${kids[0]}/`)],
      run: '4711',
      receipt: { status: 'done', steps: [{ id: 'create role:Branch manager', status: 'done' }] },
    },
    {
      number: 2,
      sent: { kid: kids[1], sender: ids.hana },
      approved: { mergeSha: merges[1], mergedBy: ids.kenji, reviewers: [], signedBy: [] },
      run: '4712',
      receipt: { status: 'done', steps: [{ id: 'create role:Deputy', status: 'done' }] },
    },
  ]);
  const text = await audit(mirror);
  expect(text.stdout).toContain(`by user ${ids.hana} from`);
  expect(text.stdout).toContain(`merged by user ${ids.kenji} at`);
  expect(text.stdout).toContain('The chain is whole');
});

/** A copy of the clone with a change, and what is said of it. */
async function auditAfter(name: string, tamper: (dir: string) => Promise<unknown>): Promise<{ ended: Ended; told: readonly string[] }> {
  const dir = join(stage.pipeline.folder, `${name.replace(/\W/g, '-')}.git`);
  cpSync(mirror, dir, { recursive: true });
  await tamper(dir);
  const ended = await audit(dir, ['--json']);
  const { findings } = JSON.parse(ended.stdout) as AuditOutput;
  expect(findings.every(({ fix }) => fix !== null)).toBe(true);
  return { ended, told: findings.map(({ code, message }) => `${code} ${message.split(' ')[0]?.replace('refs/tags/orgcast/', '')}`) };
}

const tag = (name: string) => `refs/tags/orgcast/${name}`;
const remove = (name: string) => (dir: string) => git(dir, 'update-ref', '-d', tag(name));

/** Puts another record under a tag's name, as somebody would who can do everything: same message, no parents. */
const rewrite = (name: string, file: string, change: (text: string) => string) => async (dir: string) => {
  const written = change(await git(dir, 'show', `${tag(name)}:${file}`));
  const path = join(dir, 'bent.txt');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(path, `${written}\n`);
  const blob = await git(dir, 'hash-object', '-w', path);
  const index = { ...process.env, GIT_INDEX_FILE: join(dir, 'bent-index') };
  const here = (...args: readonly string[]) => run('git', ['--git-dir', dir, ...args], { cwd: dir, env: index });
  await here('read-tree', tag(name));
  await here('update-index', '--add', '--cacheinfo', `100644,${blob},${file}`);
  const tree = (await here('write-tree')).stdout.trim();
  const commit = await git(dir, 'commit-tree', tree, '-m', `orgcast: ${name}`);
  await git(dir, 'update-ref', tag(name), commit);
};

const cases: readonly { name: string; tamper(dir: string): Promise<unknown>; told(): readonly string[] }[] = [
  { name: 'a receipt deleted', tamper: remove('receipt/osaka/1'), told: () => ['audit.chain receipt/osaka/1', `audit.no-receipt spent/${kids[0]}`] },
  { name: 'the last receipt deleted', tamper: remove('receipt/osaka/2'), told: () => [`audit.no-receipt spent/${kids[1]}`] },
  {
    name: 'a receipt moved to another one',
    tamper: (dir) => git(dir, 'update-ref', tag('receipt/osaka/1'), tag('receipt/osaka/2')),
    told: () => ['audit.altered receipt/osaka/1', 'audit.chain receipt/osaka/1', `audit.no-receipt spent/${kids[0]}`],
  },
  {
    name: 'a receipt altered',
    tamper: rewrite('receipt/osaka/1', 'receipt.json', (text) => text.replace('"attempts":1', '"attempts":2')),
    told: () => ['audit.chain receipt/osaka/1'],
  },
  {
    name: 'the last receipt altered to another status',
    tamper: rewrite('receipt/osaka/2', 'receipt.json', (text) => text.replace('"status":"done"', '"status":"partial"')),
    told: () => ['audit.broken receipt/osaka/2'],
  },
  {
    name: 'the last receipt altered to another step',
    tamper: rewrite('receipt/osaka/2', 'receipt.json', (text) => text.replace('create role:Deputy', 'create role:Owner')),
    told: () => ['audit.plan receipt/osaka/2'],
  },
  { name: 'a spent record deleted', tamper: (dir) => remove(`spent/${kids[0]}`)(dir), told: () => [`audit.gap spent/${kids[0]}`] },
  {
    name: 'who merged altered',
    tamper: (dir) => rewrite(`spent/${kids[0]}`, 'record.json', (text) => text.replace(/"mergedBy": \d+/, '"mergedBy": 1'))(dir),
    told: () => [`audit.altered spent/${kids[0]}`],
  },
  { name: 'a grant deleted', tamper: (dir) => remove(`grant/${kids[1]}`)(dir), told: () => [`audit.gap grant/${kids[1]}`] },
  {
    name: 'a grant altered',
    tamper: (dir) => rewrite(`grant/${kids[1]}`, 'record.json', (text) => text.replace(/"base": "main"/, '"base": "mine"'))(dir),
    told: () => [`audit.altered grant/${kids[1]}`, `audit.merge spent/${kids[1]}`],
  },
  {
    name: 'a plan deleted',
    tamper: async (dir) => {
      const [name = ''] = (await git(dir, 'for-each-ref', '--format=%(refname)', tag(`plan/${kids[0]}`))).split('\n');
      await git(dir, 'update-ref', '-d', name);
    },
    told: () => [expect.stringMatching(`^audit.gap plan/${kids[0]}/`), 'audit.plan receipt/osaka/1'],
  },
  {
    name: 'a signature deleted',
    tamper: async (dir) => git(dir, 'update-ref', '-d', await git(dir, 'for-each-ref', '--format=%(refname)', tag(`review/${kids[0]}`))),
    told: () => [expect.stringMatching(`^audit.gap review/${kids[0]}/`)],
  },
  {
    name: 'the branch taken back before the merge',
    tamper: (dir) => git(dir, 'update-ref', scratch, `${scratch}^1`),
    told: () => [`audit.merge spent/${kids[1]}`],
  },
  {
    name: 'a tag that is no record',
    tamper: (dir) => git(dir, 'update-ref', tag('spent/mine'), scratch),
    told: () => ['audit.broken spent/mine'],
  },
];

describe('a ledger that is not whole is told with its place', () => {
  test.each(cases)('$name', async ({ name, tamper, told }) => {
    const { ended, told: found } = await auditAfter(name, tamper);
    expect([...new Set(found)].sort()).toEqual([...told()].sort());
    expect(ended.code).toBe(4);
  });

  test('every record of an apply deleted: its merge is still on the branch', async () => {
    const { ended, told } = await auditAfter('everything of a key', async (dir) => {
      const refs = (await git(dir, 'for-each-ref', '--format=%(refname)', 'refs/tags/orgcast')).split('\n');
      for (const ref of refs.filter((one) => one.includes(kids[1] ?? '') || one.endsWith('receipt/osaka/2'))) await git(dir, 'update-ref', '-d', ref);
    });
    expect(told).toEqual(['audit.not-applied Commit']);
    expect(ended.code).toBe(0);
  });

  test('a clone without the ledger', async () => {
    const bare = join(stage.pipeline.folder, 'tagless.git');
    await git(mirror, 'clone', '--quiet', '--bare', '--no-tags', mirror, bare);
    const ended = await audit(bare);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/^error audit\.empty .*refs\/tags\/orgcast/);
  });
});
