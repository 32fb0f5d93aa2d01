import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { objects, text } from '../../cli/model/json.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Drifted {
  readonly orgs: readonly {
    readonly compared: string;
    readonly url: string | null;
    readonly drift: readonly { readonly element: string; readonly what: string; readonly by: string | null; readonly at: string | null }[];
  }[];
}

async function drift(...options: readonly string[]): Promise<Drifted['orgs'][number] | undefined> {
  const { stdout } = await stage.orgcast(stage.ci, ['--json', 'drift', 'osaka', ...options]);
  return (JSON.parse(stdout) as Drifted).orgs[0];
}

async function addLocalRole(name: string): Promise<void> {
  const crm = await stage.clicks('osaka');
  const top = objects(await crm.get('/settings/roles'), 'roles').find((role) => text(role, 'name') === 'CEO');
  await crm.make('/settings/roles', 'roles', { name, reporting_to: { id: text(top, 'id') ?? '' } });
}

async function openPulls(): Promise<readonly { number: number; head: { ref: string }; body: string }[]> {
  return (await stage.pipeline.rest(stage.ci, 'GET', '/pulls?state=open')).body as never;
}

test('what somebody changes in the org is told, taken by one pull request, and gone from there once it is in the files', async () => {
  expect(await drift()).toMatchObject({ compared: 'files', drift: [], url: null });
  const { number } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  await stage.merge(number);
  await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job('1') });
  expect(await drift()).toMatchObject({ compared: 'receipt', drift: [], url: null });

  await addLocalRole('Night shift');
  const found = await drift();
  expect(found?.drift).toMatchObject([{ element: 'role:Night shift', what: 'added' }]);
  await stage.orgcast(stage.ci, ['drift', 'osaka', '--exit-code'], { code: 2 });

  const first = await drift('--pr');
  expect(first?.url).toContain('/pull');
  await addLocalRole('Day shift');
  expect((await drift('--pr'))?.url).toBe(first?.url);
  const [pull, ...others] = await openPulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({ head: { ref: 'drift/osaka' }, body: expect.stringMatching(/Day shift[\s\S]*Night shift/) });

  const checked = await stage.orgcast(stage.ci, ['check', '--number', String(pull?.number)]);
  expect(checked.stderr).toContain('is not a request with a copy key');
  await stage.merge(pull?.number ?? 0);
  await stage.pipeline.git(stage.ci, 'pull', '--quiet', 'origin', 'main');
  const roles = readFileSync(join(stage.ci.dir, 'environments/osaka/security/roles.yaml'), 'utf8');
  expect(roles).toMatch(new RegExp(`${roleName}[\\s\\S]*Day shift[\\s\\S]*Night shift`));
  expect((await stage.orgcast(stage.ci, ['--json', 'plan', 'osaka', '--exit-code'])).code).toBe(0);
  expect((await drift('--pr'))?.url).toBeNull();
}, 240_000);
