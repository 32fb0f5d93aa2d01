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

/** What osaka has, as files without generated ids; they are put back afterwards. */
async function readOsaka(): Promise<Map<string, string>> {
  await stage.orgcast(stage.ci, ['export', 'osaka']);
  const own = ['request.json', 'identities.yaml'];
  const files = new Map([...filesOf(join(stage.ci.dir, 'environments/osaka'))].filter(([path]) => !own.includes(path)));
  await stage.pipeline.git(stage.ci, 'checkout', '--quiet', '.');
  await stage.pipeline.git(stage.ci, 'clean', '--quiet', '-d', '--force', 'environments');
  return files;
}

test('a copy of every kind is undone, and what is left of it was named before', async () => {
  const before = await readOsaka();
  const { number } = await stage.send();
  await stage.check(number);
  await stage.merge(number);
  await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job('1') });
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');

  const rolled = JSON.parse((await stage.orgcast(stage.sender, ['--json', 'rollback', 'osaka', '--to', '0'])).stdout);
  const cannot = new Map((rolled.cannot as { element: string; why: string }[]).map(({ element, why }) => [element, why]));
  expect([...cannot.keys()].filter((element) => !/^(field|layout):Site_visits\W/.test(element))).toEqual([
    'module:Site_visits',
    'profile:Branch staff',
    'data_sharing:Site_visits',
    'profile:Standard',
  ]);
  expect(cannot.get('field:Site_visits.Progress')).toContain('goes with module:Site_visits');

  await stage.check(rolled.number);
  await stage.merge(rolled.number);
  const ended = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: await stage.job('2') });
  expect(JSON.parse(ended.stdout)).toMatchObject({ summary: { failed: 0, skipped: 0, manual: 2 } });
  const after = await readOsaka();
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
  // The list of visits in Deals goes with the lookup, and that with the module.
  expect(differing).toEqual([
    'modules/Deals/related-lists.yaml',
    'modules/Site_visits/fields.yaml',
    'modules/Site_visits/layouts/Standard.yaml',
    'modules/Site_visits/module.yaml',
    'modules/Site_visits/related-lists.yaml',
    'security/data-sharing.yaml',
    'security/profiles/Branch staff.yaml',
    'security/profiles/Standard.yaml',
  ]);
}, 240_000);
