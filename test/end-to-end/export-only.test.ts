import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, Pipeline } from './pipeline.ts';
import { credentialsOf, startPipeline } from './pipeline.ts';

let pipeline: Pipeline;
let person: Person;

beforeAll(async () => {
  pipeline = await startPipeline(['unused']);
  await pipeline.addOrg({ name: 'osaka' });
  person = await pipeline.person('hana', 'admin');
  Object.assign(person.env, credentialsOf(pipeline.emulator));
  await pipeline.orgcast(person, ['init', '--org', 'osaka']);
}, 120_000);
afterAll(() => pipeline?.close());

test('an export of some kinds leaves the files of all others as they are, also of those that it looks things up in', async () => {
  expect((await pipeline.orgcast(person, ['export', 'osaka'])).code).toBe(0);
  for (const only of ['assignment_rule,sharing_rule,user_group', 'role', 'layout,custom_view']) {
    const { code, stdout } = await pipeline.orgcast(person, ['--json', 'export', 'osaka', '--only', only]);
    const said = JSON.parse(stdout) as { readonly files: object; readonly elements: Readonly<Record<string, number>> };
    expect({ only, code, files: said.files }).toMatchObject({ only, code: 0, files: { written: 0, removed: 0 } });
    const exported = Object.entries(said.elements).flatMap(([kind, count]) => (count > 0 ? [kind] : []));
    expect(only.split(',')).toEqual(expect.arrayContaining(exported));
  }
});
