import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../cli/model/json.ts';
import { isObject, property, text } from '../../cli/model/json.ts';
import type { Person } from './pipeline.ts';
import { jobVariables } from './pipeline.ts';
import { expectFailure, photograph } from './refusals.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let partner: Person;
let rival: Person;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  partner = await stage.pipeline.person('partner', 'read');
  rival = await stage.pipeline.person('rival', 'read');
  for (const person of [partner, rival]) await stage.pipeline.git(person, 'pull', '--quiet', 'origin', 'main');
}, 120_000);
afterAll(() => stage?.pipeline.close());

async function makeKey(): Promise<string> {
  return (await stage.orgcast(stage.approver, ['key', 'create', 'osaka'])).stdout.trim();
}

async function send(person: Person, key: string): Promise<number> {
  const sent = await stage.orgcast(person, ['--json', 'send', '--key', '-', '--from', 'head-office', '--only', 'role'], { input: key });
  return (JSON.parse(sent.stdout) as { number: number }).number;
}

/** A call to the Git host about any repository. */
async function ask(person: Person, method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
  const response = await fetch(`${stage.pipeline.emulator.git.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${person.env['GITHUB_TOKEN']}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

test('who may not write and is taken no requests from forks is told so before anything is made', async () => {
  const before = await photograph(stage, partner);
  const key = await makeKey();
  const ended = await stage.pipeline.orgcast(partner, ['--json', 'send', '--key', '-', '--from', 'head-office'], {
    input: key,
    env: stage.credentials(),
  });
  expectFailure(ended, { code: 4, error: 'send.no-write', says: /"forks: true" in org\.yaml of "osaka"/ });
  const grants = (one: unknown): boolean => String(one).includes('orgcast/grant/');
  const after = await photograph(stage, partner);
  expect({ ...after, refs: (after['refs'] as string[]).filter((ref) => !grants(ref)) }).toEqual({
    ...before,
    refs: (before['refs'] as string[]).filter((ref) => !grants(ref)),
  });
  expect((await ask(partner, 'GET', '/repos/acme/crm/forks')).body).toEqual([]);
});

test('a partner sends from an own fork, the same request again, and it is checked by the event, merged and applied', async () => {
  const { approver, pipeline, ci } = stage;
  appendFileSync(join(approver.dir, 'environments/osaka/org.yaml'), 'forks: true\n');
  await pipeline.push(approver, 'Osaka takes requests from forks');
  const key = await makeKey();
  const number = await send(partner, key);
  expect(await send(partner, key)).toBe(number);
  const { body: pull } = await pipeline.rest(approver, 'GET', `/pulls/${number}`);
  expect(pull).toMatchObject({ commits: 1, head: { repo: { full_name: 'partner/crm', fork: true } }, base: { repo: { full_name: 'acme/crm' } } });
  const branch = text(property(pull as Json, 'head'), 'ref') ?? '';
  expect((await pipeline.rest(approver, 'GET', `/git/ref/heads/${branch}`)).status).toBe(404);

  const checked = await stage.orgcast(ci, ['--json', 'check'], { env: jobVariables(pipeline, 'pull_request_target', '1') });
  expect(JSON.parse(checked.stdout)).toMatchObject({ number, accepted: true, plan: { steps: [{ id: `create role:${roleName}` }] } });
  await stage.merge(number);
  const { stdout } = await stage.orgcast(ci, ['--json', 'apply', 'osaka'], { env: await stage.job('1') });
  expect(JSON.parse(stdout)).toMatchObject({ status: 'done', steps: [{ id: `create role:${roleName}`, status: 'done' }] });
}, 120_000);

test('a request that somebody else opens with the same commit from another fork is refused', async () => {
  const { pipeline, ci } = stage;
  const number = await send(partner, await makeKey());
  const { body: pull } = await pipeline.rest(stage.approver, 'GET', `/pulls/${number}`);
  const head = property(pull as Json, 'head');
  const [branch, sha] = [text(head, 'ref') ?? '', text(head, 'sha') ?? ''];
  expect((await ask(rival, 'POST', '/repos/acme/crm/forks', {})).status).toBe(202);
  await pipeline.git(rival, 'fetch', '--quiet', 'origin', `refs/pull/${number}/head`);
  await pipeline.git(rival, 'push', '--quiet', `${pipeline.emulator.git.cloneUrl}/rival/crm.git`, `${sha}:refs/heads/${branch}`);
  const opened = await ask(rival, 'POST', '/repos/acme/crm/pulls', { title: 'Mine', head: `rival:${branch}`, base: 'main' });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  const stolen = isObject(opened.body) ? Number(opened.body['number']) : 0;
  const ended = await stage.orgcast(ci, ['--json', 'check', '--number', String(stolen)], { code: 4 });
  const codes = (JSON.parse(ended.stdout) as { findings: { code: string }[] }).findings.map(({ code }) => code);
  expect(codes).toEqual(['request.fork', 'request.sender']);
  // Else the honest request would be merged along, since it is the same commit.
  await pipeline.rest(partner, 'PATCH', `/pulls/${number}`, { state: 'closed' });
  await stage.merge(stolen);
  const before = await photograph(stage, ci);
  const applied = await pipeline.orgcast(ci, ['--json', 'apply', 'osaka'], { env: { ...stage.credentials(), ...(await stage.job('2')) } });
  expectFailure(applied, { code: 4, error: 'request.fork' });
  expect({ ...(await photograph(stage, ci)), files: null }).toEqual({ ...before, files: null });
}, 120_000);
