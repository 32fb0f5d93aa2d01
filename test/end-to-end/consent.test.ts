import { afterAll, beforeAll, expect, test } from 'vitest';
import { objects, text } from '../../cli/model/json.ts';
import { fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  const disabledApis = fewApis.filter((api) => api !== 'GET /settings/fields');
  stage = await startStage(
    async (crm) => {
      await crm.make('/settings/fields?module=Deals', 'fields', { field_label: 'Sales zone', data_type: 'text', length: 50 });
    },
    { org: { disabledApis, records: { Deals: 1200 } } },
  );
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Plan {
  readonly steps: readonly { readonly id: string; readonly mode: string; readonly records: number | null }[];
}

async function check(number: number): Promise<Plan> {
  return (JSON.parse((await stage.orgcast(stage.ci, ['--json', 'check', '--number', String(number)])).stdout) as { plan: Plan }).plan;
}

async function apply(runId: string): Promise<unknown> {
  return JSON.parse((await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: await stage.job(runId) })).stdout);
}

async function fieldsOfDeals(): Promise<readonly string[]> {
  const crm = await stage.clicks('osaka');
  return objects(await crm.get('/settings/fields?module=Deals'), 'fields').map((field) => text(field, 'api_name') ?? '');
}

test('a field that records hang on is deleted only once a person says so in the pull request, and the plan says how many', async () => {
  const sent = await stage.send({ args: ['--only', 'field'] });
  await stage.check(sent.number);
  await stage.merge(sent.number);
  expect(await apply('1')).toMatchObject({ status: 'done' });
  expect(await fieldsOfDeals()).toContain('Sales_zone');

  await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--no-edit', 'origin', 'main');
  const rolled = JSON.parse((await stage.orgcast(stage.sender, ['--json', 'rollback', 'osaka', '--to', '0'])).stdout);
  expect(rolled).toMatchObject({ cannot: [{ element: 'field:Deals.Sales_zone' }] });
  const id = 'delete field:Deals.Sales_zone';
  expect(await check(rolled.number)).toMatchObject({ steps: [{ id, mode: 'blocked', records: 1200 }] });

  const path = `/pulls/${rolled.number}`;
  const { body } = (await stage.pipeline.rest(stage.sender, 'GET', path)).body as { body: string };
  expect(body).toContain(`\`\`\`\`text\norgcast: ${id}\n\`\`\`\``);
  await stage.pipeline.rest(stage.sender, 'PATCH', path, { body: `${body}\norgcast: ${id}\n` });
  expect(await check(rolled.number)).toMatchObject({ steps: [{ id, mode: 'api', records: 1200 }] });

  await stage.merge(rolled.number);
  expect(await apply('2')).toMatchObject({ status: 'done', steps: [{ id, status: 'done' }] });
  expect(await fieldsOfDeals()).not.toContain('Sales_zone');
}, 240_000);
