import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { objects, text } from '../../cli/model/json.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  // The target's administrator says what absence means, by a change of the policy alone.
  const policy = join(stage.approver.dir, 'environments/osaka/org.yaml');
  writeFileSync(policy, `${readFileSync(policy, 'utf8')}authority: {role: managed}\nprune: [role]\nprotect: [{kind: role, element: CEO}]\n`);
  await stage.pipeline.push(stage.approver, 'What applies created may go again');
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Received {
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}

async function deliver(runId: string): Promise<Received> {
  await stage.pipeline.git(stage.ci, 'pull', '--quiet', 'origin', 'main');
  const { number } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  await stage.merge(number);
  return JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: await stage.job(runId) })).stdout) as Received;
}

async function rolesOf(crm: Clicks): Promise<readonly string[]> {
  return objects(await crm.get('/settings/roles'), 'roles')
    .map((role) => text(role, 'name') ?? '')
    .sort();
}

async function idOfRole(crm: Clicks, name: string): Promise<string> {
  return text(
    objects(await crm.get('/settings/roles'), 'roles').find((role) => text(role, 'name') === name),
    'id',
  ) as string;
}

/** Takes what head office changed into its files on main. */
async function publish(message: string, change: () => void = () => undefined): Promise<void> {
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  await stage.orgcast(stage.sender, ['export', 'head-office']);
  change();
  await stage.pipeline.push(stage.sender, message);
}

test('a rename that the source declares is a rename in the target, and what it drops there goes, if an apply created it', async () => {
  const [source, target] = [await stage.clicks('head-office'), await stage.clicks('osaka')];
  const own = await rolesOf(target);
  expect(await deliver('1')).toMatchObject({ status: 'done', steps: [{ id: `create role:${roleName}` }] });

  const id = await idOfRole(target, roleName);
  await source.change('PUT', `/settings/roles/${await idOfRole(source, roleName)}`, 'roles', { name: 'Branch head' });
  await publish('Branch managers are branch heads', () => {
    const moved = `moved:\n  - {kind: role, from: ${roleName}, to: Branch head}\n`;
    writeFileSync(join(stage.sender.dir, 'environments/head-office/moved.yaml'), moved);
  });
  expect(await deliver('2')).toMatchObject({ status: 'done', steps: [{ id: 'update role:Branch head', status: 'done' }] });
  expect(await idOfRole(target, 'Branch head')).toBe(id);

  await stage.remove('head-office', `/settings/roles/${await idOfRole(source, 'Branch head')}?transfer_to_id=${await idOfRole(source, 'CEO')}`);
  await publish('No branch heads any more', () => {
    writeFileSync(join(stage.sender.dir, 'environments/head-office/moved.yaml'), 'moved: []\n');
  });
  expect(await deliver('3')).toMatchObject({ status: 'done', steps: [{ id: 'delete role:Branch head', status: 'done' }] });
  expect(await rolesOf(target)).toEqual(own);
}, 240_000);
