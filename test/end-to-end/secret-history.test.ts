import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

const secret = 'k9-PoRtAl-7f3e-secret';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(() => Promise.resolve(), { org: { disabledApis: fewApis.filter((api) => !api.endsWith('webhooks')) } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

test('what the history keeps of an org with secrets names them and never holds them', async () => {
  const folder = join(stage.ci.dir, 'environments/osaka/automation/actions/webhooks/Deals');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'Tell the portal.yaml'),
    `name: Tell the portal
url: https://portal.example.com/deals
http_method: POST
body: {type: form_data, form_data_content: {module_parameters: [{name: deal, value: '\${Deals.Deal_Name}'}]}}
headers:
  custom_parameters:
    - name: x-api-key
      value: {secret: TELL_THE_PORTAL_HEADER_X_API_KEY}
`,
  );
  const env = { ORGCAST_SECRET_TELL_THE_PORTAL_HEADER_X_API_KEY: secret };
  const plan = join(stage.pipeline.folder, 'plan.json');
  await stage.orgcast(stage.ci, ['plan', 'osaka', '--format', 'json', '--out', plan], { env });
  const { stdout } = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka', '--plan', plan], { env });
  expect(JSON.parse(stdout)).toMatchObject({ status: 'done', steps: [{ id: 'create webhook:Deals/Tell the portal', status: 'done' }] });

  const ledger = 'refs/tags/orgcast/receipt/osaka/1';
  await stage.pipeline.git(stage.ci, 'fetch', '--quiet', 'origin', `${ledger}:refs/orgcast/look`);
  const kept = async (file: string) => stage.pipeline.git(stage.ci, 'show', `refs/orgcast/look:${file}`);
  expect(await kept('after.json')).toContain('"secret":"');
  for (const file of ['receipt.json', 'before.json', 'after.json', 'inverse.json', 'created.json', 'record.json'])
    expect(await kept(file)).not.toContain(secret);
}, 120_000);
