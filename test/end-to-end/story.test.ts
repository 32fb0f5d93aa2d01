import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOf } from './pipeline.ts';
import { setUpRichOrg } from './rich-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(setUpRichOrg);
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Planned {
  readonly steps: readonly { readonly id: string; readonly mode: string }[];
}

interface Received {
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly status: string; readonly attempts: number }[];
  readonly summary: Readonly<Record<string, number>>;
}

/** Files of an org's environment as a person has them, but for the generated ids and the org's own facts. */
function configurationOf(dir: string, org: string): Map<string, string> {
  const own = ['identities.yaml', 'org.yaml', 'request.json'];
  return new Map([...filesOf(join(dir, 'environments', org))].filter(([path]) => !own.includes(path) && !path.startsWith('organization/')));
}

const planOf = async (): Promise<Planned> => JSON.parse((await stage.orgcast(stage.ci, ['--json', 'plan', 'osaka'])).stdout) as Planned;

/** Sends, checks, merges by that method and applies; answers the receipt, the key and the job. */
async function deliver(
  method: 'merge' | 'squash' | 'rebase',
  runId: string,
): Promise<{ receipt: Received; key: string; env: Record<string, string> }> {
  const { number, key } = await stage.send();
  await stage.check(number);
  await stage.merge(number, method);
  const env = await stage.job(runId);
  const { stdout } = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env });
  return { receipt: JSON.parse(stdout) as Received, key, env };
}

test('exporting an unchanged org again changes no file, and its files are in order', async () => {
  const before = filesOf(join(stage.sender.dir, 'environments'));
  await stage.orgcast(stage.sender, ['export', 'head-office']);
  await stage.orgcast(stage.sender, ['export', 'osaka']);
  expect(filesOf(join(stage.sender.dir, 'environments'))).toEqual(before);
  await stage.orgcast(stage.sender, ['export', 'head-office', '--check']);
  const { stdout } = await stage.orgcast(stage.sender, ['--json', 'validate']);
  expect(JSON.parse(stdout)).toMatchObject({ counts: { error: 0 } });
});

test('a request with every kind is sent, checked, merged and applied; the target is then what was approved, once', async () => {
  const { receipt, key, env } = await deliver('merge', '11');
  expect(receipt).toMatchObject({ status: 'done', summary: { failed: 0, skipped: 0, manual: 0 } });
  const kinds = new Set(receipt.steps.map((step) => step.id.split(/[ :]/)[1]));
  expect([...kinds].sort()).toEqual([...sentKinds].sort());
  expect((await planOf()).steps).toEqual([]);

  const approved = configurationOf(stage.ci.dir, 'osaka');
  await stage.orgcast(stage.ci, ['export', 'osaka']);
  expect(configurationOf(stage.ci.dir, 'osaka')).toEqual(approved);
  expect(approved).toEqual(configurationOf(stage.sender.dir, 'head-office'));
  await stage.pipeline.git(stage.ci, 'checkout', '--quiet', '.');

  const again = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: { ...env, GITHUB_RUN_ATTEMPT: '2' } });
  expect(JSON.parse(again.stdout)).toMatchObject({ status: 'done', summary: { failed: 0, skipped: 0, manual: 0 } });
  const second = await stage.orgcast(stage.sender, ['send', '--key', '-', '--from', 'head-office'], { input: key, code: 4 });
  expect(second.stderr).toContain('request.spent');
}, 120_000);

test.each(['squash', 'rebase'] as const)(
  'a request merged by %s is found and applied the same way',
  async (method) => {
    const crm = await stage.clicks('head-office');
    await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
    const top = (await crm.get('/settings/roles')) as { roles: { id: string; name: string }[] };
    await crm.make('/settings/roles', 'roles', {
      name: `Made for ${method}`,
      reporting_to: { id: top.roles.find((role) => role.name === 'CEO')?.id ?? '' },
    });
    await stage.orgcast(stage.sender, ['export', 'head-office']);
    await stage.pipeline.push(stage.sender, `A role for ${method}`);
    const { receipt } = await deliver(method, `2-${method}`);
    expect(receipt).toMatchObject({ status: 'done', steps: [{ id: `create role:Made for ${method}`, status: 'done' }] });
    expect((await planOf()).steps).toEqual([]);
  },
  120_000,
);

const sentKinds = [
  'data_sharing',
  'blueprint',
  'email_notification',
  'field',
  'field_update',
  'global_picklist',
  'layout',
  'module',
  'profile',
  'role',
  'task',
  'webhook',
  'workflow_rule',
];
