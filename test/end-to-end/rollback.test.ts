import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { objects, text } from '../../cli/model/json.ts';
import { filesOf } from './pipeline.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Rolled {
  readonly number: number;
  readonly plan: { readonly steps: readonly { readonly id: string; readonly mode: string }[] };
  readonly cannot: readonly unknown[];
}

/** What osaka has, as files; they are put back afterwards. */
async function readOsaka(): Promise<Map<string, string>> {
  await stage.orgcast(stage.ci, ['export', 'osaka']);
  const files = new Map([...filesOf(join(stage.ci.dir, 'environments/osaka'))].filter(([path]) => path !== 'request.json'));
  await stage.pipeline.git(stage.ci, 'checkout', '--quiet', '.');
  await stage.pipeline.git(stage.ci, 'clean', '--quiet', '-d', '--force', 'environments');
  return files;
}

/** Checks, merges and applies a request; answers the receipt. */
async function deliver(number: number, runId: string): Promise<{ status: string; steps: readonly { id: string; status: string }[] }> {
  await stage.check(number);
  await stage.merge(number);
  const env = await stage.job(runId);
  return JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env })).stdout);
}

async function rollBack(to: number): Promise<Rolled> {
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  return JSON.parse((await stage.orgcast(stage.sender, ['--json', 'rollback', 'osaka', '--to', String(to)])).stdout);
}

async function addTopRole(name: string): Promise<void> {
  const crm = await stage.clicks('head-office');
  const top = objects(await crm.get('/settings/roles'), 'roles').find((role) => text(role, 'name') === 'CEO');
  await crm.make('/settings/roles', 'roles', { name, reporting_to: { id: text(top, 'id') ?? '' } });
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  await stage.orgcast(stage.sender, ['export', 'head-office']);
  await stage.pipeline.push(stage.sender, `A role: ${name}`);
}

test('what requests did is undone, one receipt or all, and the org is what it was', async () => {
  const atFirst = await readOsaka();
  await deliver((await stage.send({ args: ['--only', 'role'] })).number, '1');
  const afterOne = await readOsaka();
  await addTopRole('Auditor');
  expect((await deliver((await stage.send({ args: ['--only', 'role'] })).number, '2')).steps).toMatchObject([
    { id: 'create role:Auditor', status: 'done' },
  ]);

  const history = JSON.parse((await stage.orgcast(stage.ci, ['--json', 'history', 'osaka'])).stdout);
  expect(history.entries).toMatchObject([
    { number: 1, restorable: true },
    { number: 2, restorable: true },
  ]);
  expect((await stage.orgcast(stage.ci, ['history', 'osaka', '2'])).stdout).toContain('role:Auditor');

  const dry = await stage.orgcast(stage.sender, ['--json', 'rollback', 'osaka', '--to', '1', '--dry-run']);
  expect(JSON.parse(dry.stdout)).toMatchObject({ number: null, plan: { steps: [{ id: 'delete role:Auditor', mode: 'api' }] }, cannot: [] });

  const one = await rollBack(1);
  expect(one).toMatchObject({ plan: { steps: [{ id: 'delete role:Auditor', mode: 'api' }] }, cannot: [] });
  expect(await deliver(one.number, '3')).toMatchObject({ status: 'done', steps: [{ id: 'delete role:Auditor', status: 'done' }] });
  expect(await readOsaka()).toEqual(afterOne);

  const all = await rollBack(0);
  expect(all.plan.steps.map((step) => step.id)).toEqual([`delete role:${roleName}`]);
  expect(await deliver(all.number, '4')).toMatchObject({ status: 'done' });
  expect(await readOsaka()).toEqual(atFirst);

  const again = await rollBack(1);
  expect(again.plan.steps.map((step) => step.id)).toEqual([`create role:${roleName}`]);
  await deliver(again.number, '5');
  const ids = 'identities.yaml';
  expect(new Map([...(await readOsaka()), [ids, '']])).toEqual(new Map([...afterOne, [ids, '']]));
}, 240_000);

test('a receipt that is not there, or after which nothing was done, leads nowhere', async () => {
  expect((await stage.orgcast(stage.sender, ['rollback', 'osaka', '--to', '99'], { code: 3 })).stderr).toContain('rollback.unknown');
  expect((await stage.orgcast(stage.sender, ['rollback', 'osaka', '--to', '5'], { code: 3 })).stderr).toContain('rollback.nothing');
  expect((await stage.orgcast(stage.sender, ['rollback', 'osaka', '--to', 'x'], { code: 64 })).stderr).toContain('usage.to');
});
