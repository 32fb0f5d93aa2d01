import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import type { ActionsStage } from './actions-stage.ts';
import { jobOf, runOf, startActionsStage } from './actions-stage.ts';

let scene: ActionsStage;
let canaries: string;
beforeAll(async () => {
  scene = await startActionsStage();
  canaries = join(scene.stage.pipeline.folder, 'canaries');
  mkdirSync(canaries);
}, 120_000);
afterAll(() => scene?.close());

/** A command that leaves a file named after the workflow that was made to run it; without spaces, so that it fits into a branch's name. */
const canary = (): string => `$(touch\${IFS}${canaries}/$GITHUB_WORKFLOW)`;

const kid = 'abcdefgh23456722';

/** Pushes a commit with these files to a branch that begins at main, and opens a pull request of it. */
async function openPull(branch: string, title: string, files: Readonly<Record<string, string>>): Promise<number> {
  const { pipeline, sender } = scene.stage;
  await pipeline.git(sender, 'fetch', '--quiet', 'origin');
  await pipeline.git(sender, 'checkout', '--quiet', '-B', 'work', 'origin/main');
  await commitFiles(files);
  await pipeline.git(sender, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  await pipeline.git(sender, 'checkout', '--quiet', 'main');
  const { status, body } = await pipeline.rest(sender, 'POST', '/pulls', { title, body: title, head: branch, base: 'main' });
  expect(status).toBe(201);
  return (body as { number: number }).number;
}

async function commitFiles(files: Readonly<Record<string, string>>): Promise<void> {
  const { pipeline, sender } = scene.stage;
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(sender.dir, path, '..'), { recursive: true });
    writeFileSync(join(sender.dir, path), content);
  }
  await pipeline.git(sender, 'add', '--all', '--force');
  await pipeline.git(sender, 'commit', '--quiet', '--message', 'Files');
}

test('a pull request that is no request is passed over', async () => {
  await openPull('feature/labels', 'New labels', { 'README.md': 'labels\n' });
  const check = runOf(await scene.host.run(), 'check');
  expect(jobOf(check, 'target')).toMatchObject({ result: 'success', outputs: { org: '' } });
  expect(jobOf(check, 'check').result).toBe('skipped');
});

test("commands in a branch's name or a title are run by a careless workflow and never by ours", async () => {
  const { pipeline, approver } = scene.stage;
  const careless = `name: careless
on: pull_request_target
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "\${{ github.event.pull_request.head.ref }} \${{ github.event.pull_request.title }}"
`;
  await pipeline.git(approver, 'pull', '--quiet', 'origin', 'main');
  writeFileSync(join(approver.dir, '.github/workflows/careless.yml'), careless);
  await pipeline.push(approver, 'A careless workflow');
  await openPull(`copy/osaka/${canary()}`, canary(), { 'a.txt': 'a' });
  const runs = await scene.host.run();
  expect(jobOf(runOf(runs, 'careless'), 'greet').result).toBe('success');
  expect(jobOf(runOf(runs, 'check'), 'check').result).toBe('skipped');
  expect(readdirSync(canaries)).toEqual(['careless']);
  await pipeline.git(approver, 'rm', '--quiet', '.github/workflows/careless.yml');
  await pipeline.push(approver, 'No careless workflow');
});

test('an org that main does not know gets no environment', async () => {
  await openPull(`copy/nowhere/${kid}`, 'Request', { 'environments/nowhere/org.yaml': 'data_center: us\n' });
  const check = runOf(await scene.host.run(), 'check');
  expect(jobOf(check, 'target')).toMatchObject({ result: 'failure', log: expect.stringContaining('no environments/nowhere/org.yaml on the base') });
  expect(jobOf(check, 'check').result).toBe('skipped');
  expect(scene.host.made).toEqual([]);
});

test('a request from a fork gets no credentials', async () => {
  await openPull(`copy/osaka/${kid}`, 'Request', { 'environments/osaka/request.json': '{}\n' });
  const event = scene.lastEvent('pull_request_target');
  const pull = event.payload['pull_request'] as JsonObject;
  const head = pull['head'] as JsonObject;
  const forked = { ...pull, head: { ...head, repo: { ...(head['repo'] as JsonObject), id: 4711, full_name: 'mallory/crm', fork: true } } };
  const check = runOf(await scene.host.start({ ...event, payload: { ...event.payload, pull_request: forked } }), 'check');
  expect(jobOf(check, 'target')).toMatchObject({ result: 'failure', log: expect.stringContaining('not of a fork') });
  expect(jobOf(check, 'check').result).toBe('skipped');
  const own = runOf(await scene.host.run(), 'check');
  expect(jobOf(own, 'check')).toMatchObject({ result: 'failure', environment: 'osaka-plan' });

  const { pipeline, approver } = scene.stage;
  await pipeline.git(approver, 'pull', '--quiet', 'origin', 'main');
  appendFileSync(join(approver.dir, 'environments/osaka/org.yaml'), 'forks: true\n');
  await pipeline.push(approver, 'Partners may send from forks');
  await scene.host.run();
  const allowed = runOf(
    await scene.host.start({ ...event, sha: scene.lastEvent('push').sha, payload: { ...event.payload, pull_request: forked } }),
    'check',
  );
  expect(jobOf(allowed, 'target')).toMatchObject({ result: 'success', outputs: { org: 'osaka' } });
  expect(jobOf(allowed, 'check')).toMatchObject({ result: 'failure', environment: 'osaka-plan' }); // nobody signed it
}, 120_000);

test("a request's own workflows, scripts and secrets of others stay out of reach", async () => {
  const { stage, host } = scene;
  const { pipeline, sender } = stage;
  const { number } = await scene.send('Area manager');
  await host.run();
  const touch = (name: string): string => `touch ${canaries}/${name}`;
  const steal = `name: steal
on: push
permissions: {}
jobs:
  steal:
    runs-on: ubuntu-24.04
    environment: osaka
    steps:
      - env: { TOKEN: '\${{ secrets.ORGCAST_REFRESH_TOKEN }}' }
        run: ${touch('steal')}
`;
  const { body } = await pipeline.rest(sender, 'GET', `/pulls/${number}`);
  const { ref: branch } = (body as { head: { ref: string } }).head;
  await pipeline.git(sender, 'fetch', '--quiet', 'origin', branch);
  await pipeline.git(sender, 'checkout', '--quiet', '-B', 'work', 'FETCH_HEAD');
  await commitFiles({
    '.github/workflows/check.yml': steal.replace('on: push', 'on: pull_request_target'),
    '.github/workflows/steal.yml': steal,
    'package.json': JSON.stringify({ name: 'x', scripts: { build: touch('build'), preinstall: touch('preinstall') } }),
    'node_modules/.bin/orgcast': `#!/bin/sh\n${touch('orgcast')}\n`,
  });
  await pipeline.git(sender, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);

  const runs = await host.run();
  const check = runOf(runs, 'check');
  expect(check.event).toMatchObject({ name: 'pull_request_target', action: 'synchronize', ref: 'refs/heads/main' });
  const checked = jobOf(check, 'check');
  expect(checked).toMatchObject({ result: 'failure', environment: 'osaka-plan' });
  expect(checked.log).toContain('exit code 4');
  expect(await scene.comments(number)).toEqual([expect.stringContaining('request.paths')]);
  const stolen = jobOf(runOf(runs, 'steal'), 'steal');
  expect(stolen).toMatchObject({ result: 'failure', log: expect.stringContaining('is not allowed to deploy to osaka') });
  for (const name of ['steal', 'build', 'preinstall', 'orgcast']) expect(existsSync(join(canaries, name)), name).toBe(false);
}, 300_000);
