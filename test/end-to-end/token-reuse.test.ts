import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person, Pipeline } from './pipeline.ts';
import { credentialsOf, startPipeline } from './pipeline.ts';

let pipeline: Pipeline;
let person: Person;

beforeAll(async () => {
  pipeline = await startPipeline(['unused']);
  await pipeline.addOrg({ name: 'osaka', tokenLimit: 1 });
  person = await pipeline.person('hana', 'admin');
  Object.assign(person.env, credentialsOf(pipeline.emulator));
  await pipeline.orgcast(person, ['init', '--org', 'osaka']);
});
afterAll(async () => pipeline.close());

it('runs that follow one another share a token, where Zoho would give no second one', async () => {
  for (const run of [1, 2, 3]) {
    const { code, stderr } = await pipeline.orgcast(person, ['export', 'osaka', '--only', 'role']);
    expect({ run, code, stderr: stderr.includes('credentials') }).toEqual({ run, code: 0, stderr: false });
  }
  expect(readdirSync(join(pipeline.folder, '.cache/orgcast/tokens')).length).toBe(1);
});

it('a run that may not keep tokens is told to wait', async () => {
  const { code, stderr } = await pipeline.orgcast(person, ['export', 'osaka', '--only', 'role'], { env: { ORGCAST_TOKEN_CACHE: 'off' } });
  expect(code).toBe(1);
  expect(stderr).toContain('credentials.too_many_tokens');
});

it('a variable that is no number is named', async () => {
  for (const variable of ['ORGCAST_TIMEOUT', 'ORGCAST_CONCURRENCY']) {
    const { code, stderr } = await pipeline.orgcast(person, ['export', 'osaka'], { env: { [variable]: 'soon' } });
    expect(code).toBe(64);
    expect(stderr).toContain(`usage.variable ${variable}`);
  }
});

it('the time for one request can be set', async () => {
  const rules = [{ path: '/crm/v8/org', count: 2, timeoutAfterSuccess: true }];
  await fetch(`${pipeline.emulator.url}/__emulator/faults`, { method: 'PUT', body: JSON.stringify({ rules }) });
  const { code } = await pipeline.orgcast(person, ['export', 'osaka', '--only', 'role'], { env: { ORGCAST_TIMEOUT: '0.5' } });
  expect(code).toBe(0);
});
