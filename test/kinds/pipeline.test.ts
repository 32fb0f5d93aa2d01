import { expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { listOf } from '../../cli/kinds/options.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import { plainWrites } from '../../cli/live/plain-writes.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects, text } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, liveOf, snapshotOf } from '../plan/world.ts';
import { openOrg } from './embedded-org.ts';
import { sayWrites, writesBetween } from './writes.ts';

const layout = 'Deals/Standard';
const own = 'Deals/Standard (Standard)';

function pipeline(name: string, stages: readonly string[], more: JsonObject = {}): Short {
  return ['pipeline', `Deals/${name}`, { layout, stages: stages.map((stage) => ({ stage })), ...more }];
}

test('stages that are new in the field can make up a new pipeline, in one apply', async () => {
  const org = openOrg();
  const live = await org.read();
  const stage = live.elements.get('field:Deals.Stage')?.attributes ?? {};
  const wanted = snapshotOf(
    ['field', 'Deals.Stage', { ...stage, pick_list_values: [...listOf(stage, 'pick_list_values'), 'Signed', 'Renewed'] }],
    pipeline('Renewals', ['Renewed', 'Signed']),
  );
  const { left } = await org.apply(wanted);
  expect(left.steps).toEqual([]);
  expect((await org.read()).elements.get('pipeline:Deals/Renewals')?.attributes).toEqual({
    layout,
    display_value: 'Renewals',
    stages: ['Renewed', 'Signed'].map((stage) => ({ stage, forecast_type: 'Open', forecast_category: 'Pipeline' })),
  });
});

test('another default takes over by one call, and nothing is said to the one that was it', async () => {
  const org = openOrg();
  const live = await org.read();
  const stages = objects(live.elements.get(`pipeline:${own}`)?.attributes ?? {}, 'stages').map((one) => text(one, 'stage') ?? '');
  await org.apply(snapshotOf(pipeline('Renewals', ['Qualification'])));
  const said = org.exchanges.length;
  const { left, steps } = await org.apply(
    snapshotOf(pipeline('Standard (Standard)', stages), pipeline('Renewals', ['Qualification'], { default: true })),
  );
  expect([left.steps, steps.map((step) => step.status)]).toEqual([[], ['done']]);
  expect(
    org.exchanges
      .slice(said)
      .filter(({ method }) => method !== 'GET')
      .map(({ request }) => request),
  ).toEqual([{ pipeline: [{ default: true }] }]);
});

test('a pipeline that is called otherwise keeps the stored name that it is known by', async () => {
  const org = openOrg();
  const done = await org.apply(snapshotOf(pipeline('Renewals', ['Qualification'], { display_value: '更新' })));
  expect(done.left.steps).toEqual([]);
  expect((await org.read()).elements.get('pipeline:Deals/Renewals')?.attributes['display_value']).toBe('更新');
  // What the files do not say stays as it is.
  expect((await org.plan(snapshotOf(pipeline('Renewals', ['Qualification'])))).steps).toEqual([]);
});

test('what no other pipeline takes over stays: files that name no default leave it, and deals alone have pipelines', async () => {
  const org = openOrg();
  const live = await org.read();
  const { default: _default, ...rest } = live.elements.get(`pipeline:${own}`)?.attributes ?? {};
  expect((await org.plan(snapshotOf(['pipeline', own, rest]))).steps).toEqual([]);
  const plan = await org.plan(snapshotOf(['pipeline', 'Leads/Renewals', { layout, stages: [{ stage: 'Qualification' }] }]));
  expect(plan.steps.map(({ mode, reason }) => [mode, reason])).toEqual([['manual', 'only Deals have pipelines']]);
});

test('what a stage is to the forecast is told, and another one is set by hand', async () => {
  const org = openOrg();
  const stages = [{ stage: 'Qualification', forecast_type: 'Closed Won', forecast_category: 'Closed' }];
  const { left, steps } = await org.apply(snapshotOf(pipeline('Renewals', [], { stages })));
  expect(steps.map(({ id, status }) => [id, status])).toEqual([['create pipeline:Deals/Renewals', 'manual']]);
  expect(left.steps.map(({ mode, changes }) => [mode, changes.map((change) => change.path.join('.'))])).toEqual([
    ['manual', ['stages.Qualification.forecast_type', 'stages.Qualification.forecast_category']],
  ]);
});

test('a change says the stages in order; one that only the org has stays', () => {
  const live = liveOf([pipeline('Renewals', ['Qualification', 'Closed Won'])]);
  expect(sayWrites(writesBetween(live, snapshotOf(pipeline('Renewals', ['Needs Analysis', 'Qualification']))))).toEqual([
    [
      'PATCH /settings/pipeline/{id}',
      {
        maps: [
          { id: { $id: 'picklist:Deals.Stage#Needs Analysis' }, sequence_number: 1 },
          { id: { $id: 'picklist:Deals.Stage#Qualification' }, sequence_number: 2 },
          { id: { $id: 'picklist:Deals.Stage#Closed Won' }, sequence_number: 3 },
        ],
      },
    ],
  ]);
});

test('a change with nothing to say makes no call', () => {
  const attributes: JsonObject = { layout, stages: [{ stage: 'Qualification' }] };
  const facts = {
    ref: 'pipeline:Deals/Renewals',
    key: 'Deals/Renewals',
    module: 'Deals',
    before: attributes,
    after: attributes,
    wire: attributes,
  } as const;
  const step = { ...facts, wanted: () => undefined, known: () => true };
  expect(plainWrites(kindOf('pipeline'), { ...step, changed: new Set() })).toEqual([]);
  expect(plainWrites(kindOf('pipeline'), { ...step, changed: new Set(['stages']) })).toHaveLength(1);
});

test('one that goes, and stages that go, need a consent, as deals are in them', async () => {
  const org = openOrg();
  await org.apply(snapshotOf(pipeline('Renewals', ['Qualification', 'Closed Won'])));
  const live = await org.read();
  const kept = { elements: new Map([...live.elements].filter(([ref]) => ref !== 'pipeline:Deals/Renewals')) };
  const rules = { ...usualRules, authority: { usual: 'authoritative', kinds: new Map() }, prune: new Set(['pipeline']) } as const;
  const gone = await org.plan(kept, { rules });
  expect(gone.steps.map(({ id, mode }) => [id, mode])).toEqual([['delete pipeline:Deals/Renewals', 'blocked']]);
  const stages = [{ stage: 'Closed Won', forecast_type: 'Closed Won', forecast_category: 'Closed' }];
  const left = snapshotOf(pipeline('Renewals', [], { stages }));
  expect((await org.plan(left)).steps).toEqual([]);
  const shorter = await org.plan(left, { rules: { ...rules, prune: new Set() } });
  expect(shorter.steps.map(({ id, mode }) => [id, mode])).toEqual([['update pipeline:Deals/Renewals', 'blocked']]);
  expect(shorter.findings).toMatchObject([{ code: 'guard.records-consent', path: 'stages' }]);
});

test('a stage that the field lacks and a second default are found in the files', () => {
  const files = {
    'modules/Deals/module.yaml': 'plural_label: Deals\nsingular_label: Deal\n',
    'modules/Deals/fields.yaml':
      'Stage:\n  data_type: picklist\n  custom_field: false\n  pick_list_values:\n    - Qualification\n    - Closed Won\n    - actual_value: Old\n      type: unused\n',
    'modules/Deals/layouts/Standard.yaml': 'name: Standard\n',
    'modules/Deals/pipelines.yaml': `A:
  layout: Deals/Standard
  default: true
  stages:
    - stage: Qualificaton
B:
  layout: Deals/Standard
  default: true
  stages:
    - stage: Old
`,
  };
  const findings = validateSnapshot(decodeEnvironment(new Map(Object.entries(files)), kinds), { kinds, schemas, validators, lang: 'en' });
  expect(findings.map(({ code, line, column, message, fix }) => [`${line}:${column} ${code}`, message, fix])).toEqual([
    ['5:14 option.missing', '"Qualificaton" is not a value of the field "Stage".', 'Did you mean "Qualification"?'],
    ['8:12 choice.second', '"Deals/A" says `default` as well, and only one can.', 'Leave `default` out of one of them.'],
    ['10:14 option.missing', '"Old" is not a value of the field "Stage".', 'Use one of: "Qualification", "Closed Won".'],
  ]);
});
