import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kinds } from '../../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../../cli/kinds/schemas.gen.ts';
import { decodeEnvironment } from '../../../cli/yaml/decode-environment.ts';
import { encodeEnvironment } from '../../../cli/yaml/encode-environment.ts';
import { readStory } from '../../scenarios/story.ts';
import { filesOf } from '../pipeline.ts';
import type { Stage } from '../story-stage.ts';
import { startStage } from '../story-stage.ts';

/** Stories that are sent by copy key, approved, applied, and rolled back by a request that is approved and applied as well. */
let stage: Stage;
beforeAll(async () => {
  stage = await startStage(() => Promise.resolve());
}, 120_000);
afterAll(() => stage?.pipeline.close());

/** What osaka has, as files; they are put back afterwards. */
async function readOsaka(): Promise<Map<string, string>> {
  await stage.orgcast(stage.ci, ['export', 'osaka']);
  const files = new Map([...filesOf(join(stage.ci.dir, 'environments/osaka'))].filter(([path]) => path !== 'request.json'));
  await stage.pipeline.git(stage.ci, 'checkout', '--quiet', '.');
  await stage.pipeline.git(stage.ci, 'clean', '--quiet', '-d', '--force', 'environments');
  return files;
}

/** Writes what a story wants into the files of the head office, beside what is there. */
async function writeStory(name: string): Promise<void> {
  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  const folder = join(stage.sender.dir, 'environments/head-office');
  const own = new Set(['org.yaml', 'identities.yaml', 'request.json']);
  const there = new Map([...filesOf(folder)].filter(([path]) => !own.has(path)));
  const elements = new Map([...decodeEnvironment(there, kinds).elements, ...readStory(name).desired.elements]);
  for (const [path, text] of encodeEnvironment({ elements }, kinds, there, { schemas, schemaLine: () => '# a story' })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await stage.pipeline.push(stage.sender, `Tell ${name}`);
}

async function deliver(number: number, runId: string): Promise<{ readonly status: string; readonly summary: unknown }> {
  await stage.check(number);
  await stage.merge(number);
  const env = await stage.job(runId);
  return JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env })).stdout);
}

test.each([
  ['role-tree', 'role', 1],
  ['label-renamed', 'module,field', 3],
])('%s is rolled back', { timeout: 240_000 }, async (name, only, run) => {
  const before = await readOsaka();
  await writeStory(name);
  const { number } = await stage.send({ args: ['--only', only] });
  expect(await deliver(number, String(run))).toMatchObject({ status: 'done', summary: { failed: 0, skipped: 0, manual: 0 } });
  expect(await readOsaka()).not.toEqual(before);

  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  const rolled = JSON.parse((await stage.orgcast(stage.sender, ['--json', 'rollback', 'osaka', '--to', String(run - 1)])).stdout);
  expect(rolled.cannot).toEqual([]);
  expect(await deliver(rolled.number, String(run + 1))).toMatchObject({ status: 'done', summary: { failed: 0, skipped: 0, manual: 0 } });
  expect(await readOsaka()).toEqual(before);
});
