import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

interface Printed {
  readonly viewer: { readonly login: string; readonly role: string };
  readonly promises: readonly { code: string; verdict: string; fix: string | null; observations: { place: string; message: string }[] }[];
  readonly counts: Readonly<Record<'holds' | 'broken' | 'unknown', number>>;
}

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(async () => undefined);
}, 120_000);
afterAll(() => stage?.pipeline.close());

/** Runs `doctor` for osaka as its administrator. */
async function examine(code: number, person = stage.approver): Promise<Printed> {
  const ended = await stage.orgcast(person, ['--json', 'doctor', 'osaka'], { code });
  return JSON.parse(ended.stdout) as Printed;
}

function codesOf(printed: Printed, verdict: string): string[] {
  return printed.promises.flatMap((promise) => (promise.verdict === verdict ? [promise.code] : []));
}

async function set(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await stage.pipeline.rest(stage.approver, method, path, body);
  expect(answer.status, `${method} ${path}`).toBeLessThan(300);
  return answer.body;
}

const names = { protected_branches: false, custom_branch_policies: true };
const rule = {
  ...{ dismiss_stale_reviews_on_push: true, require_code_owner_review: true, require_last_push_approval: true },
  ...{ required_approving_review_count: 1, required_review_thread_resolution: false },
};

/** Everything that the README has an administrator set up. */
async function setUp(): Promise<void> {
  const { pipeline, approver } = stage;
  writeFileSync(join(approver.dir, '.github/CODEOWNERS'), '* @kenji\n');
  await pipeline.push(approver, 'Owners');
  for (const name of ['osaka', 'osaka-plan']) {
    await set('PUT', `/environments/${name}`, { deployment_branch_policy: names });
    await set('POST', `/environments/${name}/deployment-branch-policies`, { name: 'main' });
  }
  await set('POST', '/rulesets', {
    ...{ name: 'reviews', target: 'branch', enforcement: 'active', conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } } },
    rules: [{ type: 'pull_request', parameters: rule }],
  });
}

test('a repository that is not set up has promises that do not hold, each with what to do', async () => {
  const ended = await stage.orgcast(stage.approver, ['doctor', 'osaka'], { code: 4 });
  expect(ended.stdout).toContain('✗ broken doctor.environment-exists');
  expect(ended.stdout).toContain('/acme/crm/settings/environments');
  const japanese = await stage.orgcast(stage.approver, ['--lang', 'ja', 'doctor', 'osaka', '--format', 'markdown'], { code: 4 });
  expect(japanese.stdout).toContain('| ❌ 守られていない | `doctor.environment-exists` ');
  const printed = await examine(4);
  expect(printed.viewer).toMatchObject({ login: 'kenji', role: 'admin' });
  expect(codesOf(printed, 'unknown')).toEqual([]);
  expect(codesOf(printed, 'broken')).toEqual([
    'doctor.branch-pull-request',
    'doctor.branch-code-owners',
    'doctor.branch-fresh-reviews',
    'doctor.environment-exists',
  ]);
});

test('every promise holds once it is set up, and a change of a setting breaks it', async () => {
  await setUp();
  const printed = await examine(0);
  expect(printed.counts).toMatchObject({ broken: 0, unknown: 0 });
  expect(printed.promises.every(({ fix }) => fix === null)).toBe(true);

  await set('PUT', '/rulesets/1', { bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }] });
  await set('PUT', '/environments/osaka', { deployment_branch_policy: null });
  await set('PUT', '/actions/secrets/ORGCAST_REFRESH_TOKEN', { encrypted_value: 'c2VhbGVk', key_id: '1' });
  await set('PUT', '/actions/permissions/workflow', { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true });
  const folder = stage.approver.env['ORGCAST_IDENTITY_DIR'] ?? '';
  const identity = readdirSync(folder).find((name) => name.startsWith('osaka-')) ?? '';
  chmodSync(join(folder, identity), 0o640);
  expect(codesOf(await examine(4), 'broken')).toEqual([
    'doctor.ledger-kept',
    'doctor.environment-branch',
    'doctor.repository-secrets',
    'doctor.job-token-rights',
    'doctor.job-token-approvals',
    'doctor.identity-files',
  ]);
  chmodSync(join(folder, identity), 0o600);
  rmSync(join(stage.approver.dir, '.gitignore'));
  await set('PUT', '/rulesets/1', { enforcement: 'disabled', bypass_actors: [] });
  expect(codesOf(await examine(4), 'broken')).toEqual(expect.arrayContaining(['doctor.ledger-kept', 'doctor.ignored-files']));
});

test('what a writer may not read is not known, and does not fail', async () => {
  await set('PUT', '/rulesets/1', { enforcement: 'active' });
  await set('PUT', '/environments/osaka', { deployment_branch_policy: names });
  await set('POST', '/environments/osaka/deployment-branch-policies', { name: 'main' });
  await set('DELETE', '/actions/secrets/ORGCAST_REFRESH_TOKEN');
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', 'origin', 'main');
  const ended = await stage.pipeline.orgcast(stage.sender, ['--json', 'doctor', 'osaka']);
  expect(ended.code).toBe(0);
  expect(codesOf(JSON.parse(ended.stdout) as Printed, 'unknown')).toEqual([
    'doctor.ledger-kept',
    'doctor.branch-bypass',
    'doctor.actions-enabled',
    'doctor.job-token-rights',
    'doctor.job-token-approvals',
    ...['doctor.org-id', 'doctor.token-scopes', 'doctor.eligible'], // no credentials were given
  ]);
  const text = await stage.pipeline.orgcast(stage.sender, ['doctor', 'osaka']);
  expect(text.stdout).toContain('What is not known is not promised.');
});

test('a token of another org and one with too few scopes are told', async () => {
  const { pipeline } = stage;
  await pipeline.addOrg({ name: 'reader', scopes: ['ZohoCRM.settings.READ', 'ZohoCRM.settings.roles.ALL', 'ZohoCRM.org.READ', 'ZohoCRM.apis.READ'] });
  const reader = pipeline.emulator.orgs.find(({ name }) => name === 'reader');
  const env = {
    ORGCAST_OSAKA_CLIENT_ID: reader?.clientId,
    ORGCAST_OSAKA_CLIENT_SECRET: reader?.clientSecret,
    ORGCAST_OSAKA_REFRESH_TOKEN: reader?.refreshToken,
  };
  const printed = JSON.parse((await stage.orgcast(stage.approver, ['--json', 'doctor', 'osaka'], { env, code: 4 })).stdout) as Printed;
  expect(codesOf(printed, 'broken')).toEqual(expect.arrayContaining(['doctor.org-id', 'doctor.token-scopes']));
  const lacks = printed.promises.find(({ code }) => code === 'doctor.token-scopes')?.observations[0]?.message ?? '';
  expect(lacks).toMatch(/^lacks \d+ of \d+ scopes: ZohoCRM\./);
  expect(lacks).not.toContain('settings.roles');
});

test('the scopes that the README lists are all that a token needs', async () => {
  const { pipeline } = stage;
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const scopes = [...readme.matchAll(/^ +(ZohoCRM\.[\w.,]+)$/gm)].flatMap((match) => (match[1] ?? '').split(','));
  expect(scopes.length).toBeGreaterThan(20);
  await pipeline.addOrg({ name: 'writer', scopes });
  const writer = pipeline.emulator.orgs.find(({ name }) => name === 'writer');
  const env = {
    ORGCAST_OSAKA_CLIENT_ID: writer?.clientId,
    ORGCAST_OSAKA_CLIENT_SECRET: writer?.clientSecret,
    ORGCAST_OSAKA_REFRESH_TOKEN: writer?.refreshToken,
  };
  const printed = JSON.parse((await stage.orgcast(stage.approver, ['--json', 'doctor', 'osaka'], { env, code: 4 })).stdout) as Printed;
  const { verdict, observations } = printed.promises.find(({ code }) => code === 'doctor.token-scopes') ?? {};
  expect(observations?.[0]?.message).toMatch(/^has all \d+ scopes$/);
  expect(verdict).toBe('holds');
});
