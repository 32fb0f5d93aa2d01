import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

const path = 'developer/widgets/Quotation.yaml';
const id = 'create widget:Quotation';
const widget = (page: string): string => `purpose: Shows the quotation of a deal.\nsettings:\n  Index page: ${page}\n`;

interface Said {
  readonly steps: readonly { readonly id: string; readonly mode?: string; readonly status?: string }[];
}

function put(dir: string, org: string, text: string): void {
  const file = join(dir, 'environments', org, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function stepsOf(env: Readonly<Record<string, string>> = {}): Promise<readonly (readonly unknown[])[]> {
  const { stdout } = await stage.orgcast(stage.ci, ['--json', 'plan', 'osaka'], { env });
  return (JSON.parse(stdout) as Said).steps.map((step) => [step.id, step.mode]);
}

/** The receipt's comment of a request, and a way to write it anew as a person. */
async function receiptComment(number: number): Promise<{ id: number; body: string }> {
  const { body } = await stage.pipeline.rest(stage.ci, 'GET', `/issues/${number}/comments`);
  const found = (body as { id: number; body: string }[]).find((one) => one.body.startsWith('<!-- orgcast:receipt osaka -->'));
  if (found === undefined) throw new Error('no receipt in the request');
  return found;
}

describe('what only people set', () => {
  test('travels with a request, is told with page and values, and no longer asked for once a person ticked it', async () => {
    await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
    put(stage.sender.dir, 'head-office', widget('/app/one.html'));
    await stage.orgcast(stage.sender, ['validate', 'head-office']);
    await stage.orgcast(stage.sender, ['export', 'head-office']);
    expect(readFileSync(join(stage.sender.dir, 'environments/head-office', path), 'utf8')).toBe(widget('/app/one.html'));
    await stage.pipeline.push(stage.sender, 'A widget');

    const { number } = await stage.send({ args: ['--only', 'role,widget'] });
    await stage.check(number);
    await stage.merge(number);
    const env = await stage.job('1');
    expect(existsSync(join(stage.ci.dir, 'environments/osaka', path))).toBe(true);
    const receipt = JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env })).stdout);
    expect(receipt).toMatchObject({ status: 'partial', reason: `1 step is left to do by hand: ${id}`, summary: { done: 1, failed: 0, manual: 1 } });
    expect(receipt.steps.find((step: { id: string }) => step.id === id)).toMatchObject({
      status: 'manual',
      deed: {
        todo: 'In the setup of the org, create the widget Quotation with these values.',
        values: [{ path: ['purpose'] }, { path: ['settings'], value: { 'Index page': '/app/one.html' } }],
        setup: { url: expect.stringMatching(/^https:\/\/crm\.zoho\.com\/crm\/org\d+\/settings\/widgets$/) },
      },
    });
    expect(await stepsOf()).toEqual([[id, 'manual']]);

    const comment = await receiptComment(number);
    expect(comment.body).toContain('- [ ] In the setup of the org, create the widget');
    const ticked = comment.body.replace('- [ ]', '- [x]');
    // Somebody who cannot write can neither tick it nor say so elsewhere.
    const stranger = await stage.pipeline.person('stranger', 'read');
    expect((await stage.pipeline.rest(stranger, 'PATCH', `/issues/comments/${comment.id}`, { body: ticked })).status).not.toBe(200);
    expect((await stage.pipeline.rest(stranger, 'POST', `/issues/${number}/comments`, { body: ticked })).status).toBe(201);
    expect(await stepsOf()).toEqual([[id, 'manual']]);
    expect((await stage.pipeline.rest(stage.sender, 'PATCH', `/issues/comments/${comment.id}`, { body: ticked })).status).toBe(200);
    expect(await stepsOf()).toEqual([]);
    expect(JSON.parse((await stage.orgcast(stage.ci, ['--json', 'drift', 'osaka'])).stdout)).toMatchObject({ orgs: [{ drift: [] }] });

    const again = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: { ...env, GITHUB_RUN_ATTEMPT: '2' } });
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'done', reason: null, summary: { manual: 0 } });
    expect(await stepsOf()).toEqual([]);
  }, 240_000);

  test('without a request, is ticked in a file of this machine, and asked for anew when its file changes or goes', async () => {
    const plan = join(stage.pipeline.folder, 'own.json');
    const apply = async (): Promise<Said> => {
      await stage.orgcast(stage.ci, ['plan', 'osaka', '--format', 'json', '--out', plan]);
      return JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka', '--plan', plan])).stdout) as Said;
    };
    put(stage.ci.dir, 'osaka', widget('/app/two.html'));
    const update = 'update widget:Quotation (by hand)';
    expect(await stepsOf()).toEqual([[update, 'manual']]);
    expect(await apply()).toMatchObject({ status: 'partial', steps: [{ id: update, status: 'manual' }] });
    const list = join(stage.ci.dir, '.orgcast/by-hand/osaka.md');
    expect(readFileSync(list, 'utf8')).toContain('- [ ] In the setup of the org, change the widget');
    expect(await stepsOf()).toEqual([[update, 'manual']]);
    writeFileSync(list, readFileSync(list, 'utf8').replace('- [ ]', '- [X]'));
    expect(await stepsOf()).toEqual([]);

    await stage.pipeline.git(stage.ci, 'checkout', '--quiet', '.');
    await stage.pipeline.git(stage.ci, 'rm', '--quiet', join('environments/osaka', path));
    expect(await stepsOf()).toEqual([['delete widget:Quotation', 'manual']]);
    await apply();
    writeFileSync(list, readFileSync(list, 'utf8').replace('- [ ]', '- [x]'));
    expect(await stepsOf()).toEqual([]);
  }, 240_000);
});
