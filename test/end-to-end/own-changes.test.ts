import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

/** Adds a role to osaka's files, plans and applies it; answers the receipt. */
async function changeAndApply(name: string, env: Record<string, string>): Promise<unknown> {
  const roles = join(stage.ci.dir, 'environments/osaka/security/roles.yaml');
  writeFileSync(roles, `${readFileSync(roles, 'utf8')}${name}:\n  reporting_to: CEO\n`);
  const plan = join(stage.pipeline.folder, `${name}.json`);
  await stage.orgcast(stage.ci, ['plan', 'osaka', '--format', 'json', '--out', plan], { env });
  return JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka', '--plan', plan], { env })).stdout);
}

async function json(args: readonly string[], env: Record<string, string>): Promise<unknown> {
  return JSON.parse((await stage.orgcast(stage.ci, ['--json', ...args], { env })).stdout);
}

test('without a forge, receipts and the way back are kept in the folder; with one, in its ledger', async () => {
  const alone = { GITHUB_TOKEN: '' };
  expect(await changeAndApply('Night', alone)).toMatchObject({ status: 'done', request: null, steps: [{ id: 'create role:Night', status: 'done' }] });
  expect(await json(['history', 'osaka'], alone)).toMatchObject({ entries: [{ number: 1, restorable: true, receipt: { status: 'done' } }] });
  expect(readFileSync(join(stage.ci.dir, '.orgcast/history/osaka/1/after.json'), 'utf8')).toContain('"role:Night"');
  expect(await json(['drift', 'osaka'], alone)).toMatchObject({ orgs: [{ compared: 'receipt', since: { number: 1 }, drift: [] }] });
  expect(await json(['rollback', 'osaka', '--to', '0', '--dry-run'], alone)).toMatchObject({
    plan: { steps: [{ id: 'delete role:Night', mode: 'api' }] },
  });
  const { stderr } = await stage.orgcast(stage.ci, ['rollback', 'osaka', '--to', '0'], { env: alone, code: 3 });
  expect(stderr).toContain('forge.token');

  expect(await json(['history', 'osaka'], {})).toMatchObject({ entries: [] });
  expect(await changeAndApply('Day', {})).toMatchObject({ status: 'done' });
  expect(await json(['history', 'osaka'], {})).toMatchObject({ entries: [{ number: 1 }] });
  expect((await stage.orgcast(stage.ci, ['history', 'osaka', '7'], { code: 3 })).stderr).toContain('history.unknown');
}, 120_000);

test('what is destroyed on the command line needs its consent there, spelled right', async () => {
  const { stderr } = await stage.orgcast(stage.ci, ['plan', 'osaka', '--consent', 'delete rol:Night'], { code: 64 });
  expect(stderr).toContain('usage.consent');
  await stage.orgcast(stage.ci, ['plan', 'osaka', '--consent', 'delete role:Night', '--consent', 'overwrite role:Day']);
});
