import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActionsStage } from './actions-stage.ts';
import { jobOf, runOf, startActionsStage } from './actions-stage.ts';

let scene: ActionsStage;
beforeAll(async () => {
  scene = await startActionsStage();
}, 120_000);
afterAll(() => scene?.close());

const tagsOf = async (prefix: string): Promise<string[]> => {
  const { stage } = scene;
  const { body } = await stage.pipeline.rest(stage.approver, 'GET', `/git/matching-refs/tags/orgcast/${prefix}`);
  return (body as { ref: string }[]).map(({ ref }) => ref);
};

test('a request that is opened is checked by the workflow of main, and a merged one is applied, once', async () => {
  const { stage, host } = scene;
  const { pipeline, approver } = stage;
  const { number } = await scene.send('Area manager');
  // main moves on before the check that counts; the request still stands on a commit that was on main
  await pipeline.git(approver, 'pull', '--quiet', 'origin', 'main');
  await pipeline.push(approver, 'Something else');
  for (const state of ['closed', 'open']) await pipeline.rest(approver, 'PATCH', `/pulls/${number}`, { state });

  const checks = (await host.run()).filter(({ workflow }) => workflow.path.endsWith('/check.yml'));
  expect(checks.map(({ event, jobs }) => [event.action, jobs['check']?.result])).toEqual([
    ['opened', 'success'],
    ['reopened', 'success'],
  ]);
  const check = runOf(checks.slice(0, 1), 'check');
  expect(jobOf(check, 'target').outputs).toEqual({ org: 'osaka' });
  const checked = jobOf(check, 'check');
  expect(checked.log).toContain('Area manager');
  expect(checked).toMatchObject({
    result: 'success',
    environment: 'osaka-plan',
    steps: ['actions/checkout', 'actions/setup-node', 'Install', 'Check'],
  });
  // what the job may do is exactly what it needs: less would have been refused, more is not granted
  expect(checked.used.filter((need) => need.endsWith('write'))).toEqual(['contents: write', 'pull-requests: write', 'statuses: write']);
  expect(checked.granted).toEqual({ contents: 'write', 'pull-requests': 'write', statuses: 'write' });
  expect(checked.refused).toEqual(['GET /user']);
  expect(await scene.comments(number)).toEqual([expect.stringContaining('Area manager')]);
  const pull = (await pipeline.rest(approver, 'GET', `/pulls/${number}`)).body as { head: { sha: string } };
  const { body: status } = await pipeline.rest(approver, 'GET', `/commits/${pull.head.sha}/status`);
  expect(status).toMatchObject({ state: 'success', statuses: [{ context: 'orgcast/osaka', state: 'success' }] });
  expect(await tagsOf('plan/')).toHaveLength(1);

  const merge = await stage.merge(number);
  const apply = runOf(await host.run(), 'apply');
  expect(apply.event).toMatchObject({ name: 'push', ref: 'refs/heads/main', sha: merge });
  expect(jobOf(apply, 'target').outputs).toEqual({ org: 'osaka', commit: merge });
  const applied = jobOf(apply, 'apply');
  expect(applied.log).toContain('redeemed');
  expect(applied).toMatchObject({ result: 'success', environment: 'osaka', group: 'apply-osaka', refused: ['GET /user'] });
  expect(applied.used.filter((need) => need.endsWith('write'))).toEqual(['contents: write', 'deployments: write', 'pull-requests: write']);
  expect(applied.granted).toEqual({ contents: 'write', 'pull-requests': 'write', deployments: 'write', statuses: 'read' });
  expect(await scene.targetNames()).toEqual(expect.arrayContaining(['Branch manager', 'Area manager']));
  expect(await scene.comments(number)).toEqual([expect.anything(), expect.stringContaining('orgcast:receipt osaka')]);
  expect(await deploymentStates(merge)).toEqual(['success']);
  expect(await tagsOf('spent/')).toHaveLength(1);
  expect(host.made).toEqual([]);

  const again = await dispatch(merge);
  expect(jobOf(again, 'apply')).toMatchObject({ result: 'success', log: expect.stringContaining('was redeemed for this merge before') });
  expect(await tagsOf('spent/')).toHaveLength(1);
}, 300_000);

test('an apply that fails half way is gone on with by hand, with the same merge', async () => {
  const { stage, host } = scene;
  const { number } = await scene.send('Half a role', 'Half a list');
  await host.run();
  const merge = await stage.merge(number);
  await scene.setFaults([{ method: 'POST', path: '/crm/v8/settings/global_picklists', org: 'osaka', status: 403 }]);
  const failed = runOf(await host.run(), 'apply');
  expect(jobOf(failed, 'apply').result).toBe('failure');
  expect(jobOf(failed, 'apply').log).toContain('exit code 5');
  expect((await deploymentStates(merge)).at(0)).toBe('failure');
  expect((await scene.targetNames()).filter((name) => name.startsWith('Half'))).toEqual(['Half a role']);

  await scene.setFaults([]);
  const resumed = await dispatch(merge);
  expect(jobOf(resumed, 'apply').result).toBe('success');
  expect((await scene.targetNames()).filter((name) => name.startsWith('Half'))).toEqual(['Half a list', 'Half a role']);
  expect((await deploymentStates(merge)).at(0)).toBe('success');
}, 300_000);

test('a push to main that merges no request applies nothing, and a request that was pushed past the forge neither', async () => {
  const { stage, host } = scene;
  const { pipeline, approver } = stage;
  const before = await scene.targetNames();
  await pipeline.git(approver, 'pull', '--quiet', 'origin', 'main');
  await pipeline.git(approver, 'rm', '--quiet', 'environments/osaka/security/roles.yaml');
  await pipeline.push(approver, 'A change by hand');
  const plain = runOf(await host.run(), 'apply');
  expect(jobOf(plain, 'target')).toMatchObject({ result: 'failure', log: expect.stringContaining('came with no pull request') });
  expect(jobOf(plain, 'apply').result).toBe('skipped');

  await pipeline.git(approver, 'rm', '--quiet', '-r', 'environments/osaka/security/profiles');
  await pipeline.git(approver, 'commit', '--quiet', '--message', 'A change by hand, reviewed');
  await pipeline.git(approver, 'push', '--quiet', 'origin', 'HEAD:refs/heads/by-hand');
  const pull = await pipeline.rest(approver, 'POST', '/pulls', { title: 'By hand', head: 'by-hand', base: 'main' });
  await pipeline.rest(approver, 'PUT', `/pulls/${(pull.body as { number: number }).number}/merge`, {});
  const reviewed = runOf(await host.run(), 'apply');
  expect(jobOf(reviewed, 'target')).toMatchObject({ result: 'success', log: expect.stringContaining('brings no request') });
  expect(jobOf(reviewed, 'apply').result).toBe('skipped');
  await pipeline.git(approver, 'pull', '--quiet', 'origin', 'main');

  await pipeline.git(approver, 'rm', '--quiet', 'environments/osaka/request.json');
  await pipeline.push(approver, 'A request that nobody sent');
  const pushed = runOf(await host.run(), 'apply');
  expect(jobOf(pushed, 'apply')).toMatchObject({ result: 'success', log: expect.stringContaining('merged no request for "osaka"') });

  await pipeline.git(approver, 'commit', '--quiet', '--allow-empty', '--message', 'Nothing below environments');
  await pipeline.git(approver, 'push', '--quiet', 'origin', 'HEAD:main');
  expect(await host.run()).toEqual([]);
  expect(await scene.targetNames()).toEqual(before);
}, 120_000);

test('what is dispatched must be a commit of main', async () => {
  const { stage } = scene;
  const { pipeline, approver } = stage;
  await pipeline.git(approver, 'commit', '--quiet', '--allow-empty', '--message', 'Never on main');
  const stranger = (await pipeline.git(approver, 'rev-parse', 'HEAD')).trim();
  await pipeline.git(approver, 'push', '--quiet', 'origin', 'HEAD:refs/heads/aside');
  await pipeline.git(approver, 'reset', '--quiet', '--hard', 'origin/main');
  for (const commit of [stranger, 'main', '0'.repeat(40), '$(touch /)', '']) {
    const run = await dispatch(commit === '' ? 'x' : commit);
    expect(jobOf(run, 'target').result).toBe('failure');
    expect(jobOf(run, 'apply').result).toBe('skipped');
  }
  const aside = await dispatch(stranger, 'aside');
  expect(jobOf(aside, 'target')).toMatchObject({ result: 'failure', log: expect.stringContaining('Run this workflow from main') });
}, 120_000);

async function dispatch(commit: string, ref = 'main'): ReturnType<typeof one> {
  const { stage } = scene;
  const { status } = await stage.pipeline.rest(stage.approver, 'POST', '/actions/workflows/apply.yml/dispatches', { ref, inputs: { commit } });
  expect(status).toBe(204);
  return one();
}

async function one() {
  return runOf(
    (await scene.host.run()).filter(({ event }) => event.name === 'workflow_dispatch'),
    'apply',
  );
}

/** States of the deployment that a merge made, newest first. */
async function deploymentStates(commit: string): Promise<string[]> {
  const { stage } = scene;
  const { body } = await stage.pipeline.rest(stage.approver, 'GET', `/deployments?sha=${commit}`);
  const states: string[] = [];
  for (const { id } of body as { id: number }[]) {
    const { body: statuses } = await stage.pipeline.rest(stage.approver, 'GET', `/deployments/${id}/statuses`);
    states.push((statuses as { state: string }[])[0]?.state ?? 'none');
  }
  return states;
}
