import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { objects, text } from '../../cli/model/json.ts';
import { runChild } from './child.ts';
import type { Ended, Person } from './pipeline.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

const rounds = Number(process.env['ORGCAST_ROUNDS'] ?? 100);
const roundsOfProcesses = Math.min(rounds, 5);

let stage: Stage;
let crm: Clicks;
/** Two checkouts, since two jobs never share one. */
let workers: readonly [Person, Person];
let job: Record<string, string>;
let kid: string;

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  crm = await stage.clicks('osaka');
  const { number } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  await stage.merge(number);
  job = { ...(await stage.job('0')), ...stage.credentials() };
  workers = [stage.ci, await stage.pipeline.person('ci-2', 'write')];
  const [grant = ''] = await ledger('grant/');
  kid = grant.slice('grant/'.length);
}, 120_000);
afterAll(() => stage?.pipeline.close());

const recordFolders = ['refs/tags/orgcast/spent', 'refs/tags/orgcast/receipt'];

/** Names of the ledger's records below a folder. */
async function ledger(folder: string): Promise<readonly string[]> {
  const { body } = await stage.pipeline.rest(stage.approver, 'GET', `/git/matching-refs/tags/orgcast/${folder}`);
  return objects({ refs: body as never }, 'refs').map((ref) => (text(ref, 'ref') ?? '').slice('refs/tags/orgcast/'.length));
}

/** Puts org and ledger back to the moment after the merge; past the forge, which lets nobody delete a record. */
async function rewind(): Promise<void> {
  const roles = objects(await crm.get('/settings/roles'), 'roles');
  const id = (name: string): string | undefined => roles.filter((role) => text(role, 'name') === name).map((role) => text(role, 'id') ?? '')[0];
  const made = id(roleName);
  if (made !== undefined) await stage.remove('osaka', `/settings/roles/${made}?transfer_to_id=${id('CEO')}`);
  const bare = join(stage.pipeline.folder, 'emulator/git/repositories/acme/crm.git');
  const listed = await stage.pipeline.git(stage.ci, '--git-dir', bare, 'for-each-ref', '--format=%(refname)', ...recordFolders);
  const deletions = listed.split('\n').filter((ref) => ref !== '');
  for (const ref of deletions) await stage.pipeline.git(stage.ci, '--git-dir', bare, 'update-ref', '-d', ref);
  await fetch(`${stage.pipeline.emulator.url}/__emulator/stats`, { method: 'DELETE' });
}

/** Writes that the target org has got since the rewind, by endpoint. */
async function countWrites(): Promise<Record<string, number>> {
  const stats = (await (await fetch(`${stage.pipeline.emulator.url}/__emulator/stats`)).json()) as {
    orgs: Record<string, { endpoints: Record<string, { requests: number }> }>;
  };
  const endpoints = Object.entries(stats.orgs['osaka']?.endpoints ?? {});
  return Object.fromEntries(endpoints.filter(([name]) => !name.startsWith('GET ')).map(([name, { requests }]) => [name, requests]));
}

/** What must hold of two jobs for one merge, however they met. */
async function judge(ended: readonly Ended[]): Promise<'locked' | 'resumed'> {
  const told = ended.map((one) => `${one.code}\n${one.stdout}\n${one.stderr}`).join('\n---\n');
  expect(await countWrites(), told).toEqual({ 'POST /settings/roles': 1 });
  const redeemed = ended.filter((one) => one.stderr.includes(`Copy key ${kid} redeemed`));
  expect(redeemed, told).toHaveLength(1);
  expect(redeemed[0]?.code, told).toBe(0);
  expect(JSON.parse(redeemed[0]?.stdout ?? '')).toMatchObject({ status: 'done', steps: [{ id: `create role:${roleName}`, status: 'done' }] });
  const other = ended.find((one) => one !== redeemed[0]);
  expect(await ledger('spent/')).toEqual([`spent/${kid}`]);
  if (other?.code === 4) {
    expect(other.stderr).toContain('error apply.locked osaka:');
    expect(JSON.parse(other.stdout)).toMatchObject({ error: { code: 'apply.locked', exitCode: 4 } });
    expect(await ledger('receipt/')).toHaveLength(1);
    return 'locked';
  }
  // It came after the first had ended: the merge is the same, so it may look again, and finds nothing to do.
  expect(other?.code, told).toBe(0);
  expect(JSON.parse(other?.stdout ?? '')).toMatchObject({ status: 'done', steps: [] });
  return 'resumed';
}

const apply = (worker: 0 | 1, run: string): Promise<Ended> =>
  stage.pipeline.orgcast(workers[worker], ['--json', 'apply', 'osaka'], { env: { ...job, GITHUB_RUN_ID: run } });

test(`two jobs for one merge at the same moment: one redeems, the other stops before any write (${rounds} rounds)`, async () => {
  const outcomes = { locked: 0, resumed: 0 };
  for (let round = 0; round < rounds; round += 1) {
    await rewind();
    outcomes[await judge(await Promise.all([apply(0, `${round}-a`), apply(1, `${round}-b`)]))] += 1;
  }
  expect(outcomes.locked + outcomes.resumed).toBe(rounds);
  expect(outcomes.locked).toBeGreaterThan(0);
}, 900_000);

test('the same with two processes of the program as it is published', async () => {
  for (let round = 0; round < roundsOfProcesses; round += 1) {
    await rewind();
    const start = (worker: 0 | 1, run: string) => runChild(workers[worker], ['--json', 'apply', 'osaka'], { ...job, GITHUB_RUN_ID: run });
    await judge(await Promise.all([start(0, `p${round}-a`), start(1, `p${round}-b`)]));
  }
}, 300_000);
