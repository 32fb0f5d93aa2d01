import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { objects, text } from '../../cli/model/json.ts';
import type { Person } from './pipeline.ts';
import { expectFailure, photograph } from './refusals.ts';
import { fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let mika: Person;
let guest: Person;
beforeAll(async () => {
  stage = await startStage(async () => undefined, { org: { disabledApis: fewApis }, defaults: '{allow: [owners]}' });
  mika = await stage.pipeline.person('mika', 'write');
  guest = await stage.pipeline.person('guest', 'read');
}, 120_000);
afterAll(() => stage?.pipeline.close());

/** Adds a role whose people see each other's records, which raises rights, and sends it. */
async function sendRole(name: string): Promise<number> {
  const { sender, pipeline } = stage;
  const crm = await stage.clicks('head-office');
  const top = objects(await crm.get('/settings/roles'), 'roles').find((role) => text(role, 'name') === 'CEO');
  await crm.make('/settings/roles', 'roles', { name, reporting_to: { id: text(top, 'id') ?? '' }, share_with_peers: true });
  await pipeline.git(sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  await stage.orgcast(sender, ['export', 'head-office']);
  await pipeline.push(sender, `A role ${name}`);
  return (await stage.send({ args: ['--only', 'role'] })).number;
}

/** What the target's administrator says in org.yaml from now on. */
async function setPolicy(lines: string): Promise<void> {
  const { approver, pipeline } = stage;
  await pipeline.git(approver, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  appendFileSync(join(approver.dir, 'environments/osaka/org.yaml'), lines);
  await pipeline.push(approver, 'Another policy');
}

async function review(person: Person, number: number, event = 'APPROVE'): Promise<number> {
  return (await stage.pipeline.rest(person, 'POST', `/pulls/${number}/reviews`, { event, body: 'Looked at.' })).status;
}

/** The job must refuse, write nothing and leave the key unspent. */
async function expectRefused(runId: string, error: string, says?: RegExp): Promise<void> {
  const env = { ...stage.credentials(), ...(await stage.job(runId)) };
  const before = await photograph(stage, stage.ci);
  const ended = await stage.pipeline.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env });
  expectFailure(ended, { code: 4, error, ...(says === undefined ? {} : { says }) });
  expect(await photograph(stage, stage.ci)).toEqual(before);
}

async function expectApplied(runId: string, role: string): Promise<void> {
  const { stdout } = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: await stage.job(runId) });
  expect(JSON.parse(stdout)).toMatchObject({ status: 'done', steps: [{ id: `create role:${role}`, status: 'done' }] });
}

async function commentsOf(number: number): Promise<string> {
  const { body } = await stage.pipeline.rest(stage.approver, 'GET', `/issues/${number}/comments`);
  return (body as { body: string }[]).map((comment) => comment.body).join('\n');
}

test('raised rights need a second approver, which is told before the merge and asked for after it; then the same job goes on', async () => {
  const number = await sendRole('Peers');
  const { stdout } = await stage.orgcast(stage.ci, ['--json', 'check', '--number', String(number)]);
  const told = (JSON.parse(stdout) as { plan: { findings: { code: string; severity: string }[] } }).plan.findings;
  expect(told).toContainEqual(expect.objectContaining({ code: 'approval.risk', severity: 'warning' }));
  expect(await commentsOf(number)).toContain('It needs a second approval because it raises rights');
  expect(await review(stage.sender, number)).toBe(422);
  expect(await review(guest, number)).toBe(200);
  expect(await review(stage.approver, number)).toBe(200);
  await stage.merge(number);

  const asks = /create role:Peers.*run this job again; nothing is written until then/;
  await expectRefused('gate', 'approval.risk', asks);
  expect(await commentsOf(number)).toContain('approval.risk');
  expect(await review(mika, number, 'COMMENT')).toBe(200);
  await expectRefused('gate', 'approval.risk');
  expect(await review(mika, number)).toBe(200);
  expect(await review(mika, number, 'REQUEST_CHANGES')).toBe(200);
  await expectRefused('gate', 'approval.risk');
  expect(await review(mika, number)).toBe(200);
  await expectApplied('gate', 'Peers');
}, 240_000);

test('a policy says how many reviews there must be, and which risks one approval is enough for', async () => {
  await setPolicy('allow: [rights]\nmin_reviews: 2\n');
  const number = await sendRole('More peers');
  await stage.check(number);
  expect(await review(guest, number)).toBe(200);
  expect(await review(mika, number)).toBe(200);
  await stage.merge(number);
  await expectRefused('reviews', 'approval.reviews', /only 1 \(mika \(user \d+\)\) was given/);
  expect(await review(stage.approver, number)).toBe(200);
  await expectApplied('reviews', 'More peers');
}, 240_000);

test('a push that came with no pull request is refused when it changes what the org would be', async () => {
  const { approver, pipeline } = stage;
  await pipeline.git(approver, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  appendFileSync(join(approver.dir, 'environments/osaka/security/roles.yaml'), '# mine\n');
  await pipeline.git(approver, 'commit', '--quiet', '--all', '--message', 'One');
  await pipeline.push(approver, 'and an empty one on top');
  await expectRefused('push', 'apply.direct-push', /came with no pull request and changes "environments\/osaka\/security\/roles\.yaml"/);
  await pipeline.push(approver, 'Nothing at all');
  const ended = await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job('nothing') });
  expect(ended.stderr).toContain('merged no request for "osaka"');
}, 120_000);

test('a policy that wants the plan signed takes none but the one that an identity of the org signed', async () => {
  await setPolicy('approval: signed\n');
  const number = await sendRole('Signed peers');
  await stage.check(number);
  for (const person of [mika, stage.approver]) await review(person, number);
  await stage.merge(number);
  await expectRefused('signed', 'approval.signature', new RegExp(`signed no plan.*orgcast review ${number} --sign`));

  const looked = await stage.orgcast(stage.approver, ['--json', 'review', String(number)]);
  const { digest } = (JSON.parse(looked.stdout) as { plan: { digest: string } }).plan;
  const signing = ['review', String(number), '--sign', '--digest', digest];
  const unknown = { ORGCAST_IDENTITY_DIR: join(stage.pipeline.folder, 'nobody') };
  await expect(stage.orgcast(mika, ['--json', ...signing], { env: unknown })).rejects.toThrow(/identity\.none/);
  await expectRefused('signed', 'approval.signature');
  await stage.orgcast(stage.approver, ['--json', ...signing]);
  await expectApplied('signed', 'Signed peers');
}, 240_000);
