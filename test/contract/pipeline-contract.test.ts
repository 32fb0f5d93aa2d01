import { beforeAll, describe, expect, test } from 'vitest';
import { exchangesOfExamples } from '../kinds/lives.ts';
import { readConformity, sourceOf } from './conformity.ts';
import type { Exchange } from './openapi.ts';
import { openContract } from './openapi.ts';
import type { PipelineRun } from './pipeline-run.ts';
import { runPipeline } from './pipeline-run.ts';
import type { PublishedFile } from './published.ts';
import { contractPresent, readPublished } from './published.ts';
import { relaxations } from './relaxations.ts';
import { unpublishedCalls } from './unpublished-calls.ts';

/** `METHOD /path` of every call that we have. */
const calls = readConformity().flatMap(({ call, called }) => (called ? [call] : []));

let run: PipelineRun;
/** what is said of the examples of every kind */
let lives: readonly Exchange[];
/** all exchanges, those that repeat each other word by word once */
let different: readonly Exchange[];

beforeAll(async () => {
  if (!contractPresent) return;
  run = await runPipeline();
  lives = await exchangesOfExamples();
  different = [...new Map([...run.ours, ...run.others, ...lives].map((exchange) => [JSON.stringify(exchange), exchange])).values()];
}, 300_000);

/** `METHOD /path` with ids and modules as their names. */
function callOf({ method, path }: Exchange): string {
  return `${method} ${path.replaceAll(/\d{5,}/g, '{id}').replace(/^\/\w+\/actions\/count$/, '/{module}/actions/count')}`;
}

/** Writes of ours that a run over every kind, with creates and updates, cannot do without. */
const writes = [
  'PATCH /settings/fields',
  'PATCH /settings/global_picklists/{id}',
  'PATCH /settings/layouts/{id}',
  'POST /settings/automation/email_notifications',
  'POST /settings/automation/field_updates',
  'POST /settings/automation/tasks',
  'POST /settings/automation/webhooks',
  'POST /settings/automation/workflow_rules',
  'POST /settings/blueprints',
  'POST /settings/blueprints/transitions',
  'POST /settings/blueprints/{id}/actions/activate',
  'POST /settings/blueprints/{id}/states',
  'POST /settings/fields',
  'POST /settings/global_picklists',
  'POST /settings/modules',
  'POST /settings/profiles/{id}/actions/clone',
  'POST /settings/roles',
  'PUT /settings/automation/email_notifications/{id}',
  'PUT /settings/automation/field_updates/{id}',
  'PUT /settings/automation/tasks/{id}',
  'PUT /settings/automation/webhooks/{id}',
  'PUT /settings/automation/workflow_rules/{id}',
  'PUT /settings/blueprints/{id}',
  'PUT /settings/data_sharing',
  'PUT /settings/modules',
  'PUT /settings/profiles/{id}',
  'PUT /settings/roles',
];

describe.skipIf(!contractPresent)('a whole pipeline run against the published OpenAPI files (needs ../shared)', () => {
  test('orgcast created and changed elements of every kind', () => {
    const done = new Set(run.ours.filter(({ method, status }) => method !== 'GET' && status < 300).map(callOf));
    expect([...done].sort()).toEqual(writes);
  });

  test('every request and every answer is as published', () => {
    const contract = openContract();
    const breaches = different.flatMap((exchange) => contract.breaches(exchange));
    expect([...new Set(breaches)]).toEqual([]);
  });

  test('the calls that no file covers are these, and each has another source', () => {
    const found = undocumented();
    expect(found).toEqual(unpublishedCalls);
    expect(found.filter((call) => sourceOf(call) === undefined)).toEqual([]);
  });

  test('every call that some kind has is made and taken, so that nothing that we call goes unchecked', () => {
    const taken = [...different].filter(({ status }) => status < 300).flatMap((exchange) => findCall(exchange) ?? []);
    expect(calls.filter((call) => !taken.includes(call))).toEqual([]);
  });

  test('every call of ours is one that some kind has, or that is asked beside them', () => {
    const strange = [...run.ours, ...lives].filter((exchange) => findCall(exchange) === undefined);
    expect([...new Set(strange.map(callOf))]).toEqual([]);
  });

  test('no relaxation is there for nothing', () => {
    const published = readPublished();
    const needless = relaxations.filter((one) => !isNeeded(one, published));
    expect(needless.map(({ name }) => name)).toEqual([]);
    printTable();
  });
});

/** The declared call that an exchange is: the most literal that fits. */
function findCall({ method, path }: Exchange): string | undefined {
  const parts = path.toLowerCase().split('/');
  const fits = calls.filter((call) => {
    const [verb, template = ''] = call.split(' ');
    const wanted = template.split('/');
    return verb === method && wanted.length === parts.length && wanted.every((part, index) => part === '{}' || part === parts[index]);
  });
  return fits.toSorted((one, other) => one.split('{').length - other.split('{').length)[0];
}

/** Calls that were made and that no published file covers; Zoho documents them on pages, those of taxes in its SDKs only. */
function undocumented(): readonly string[] {
  const contract = openContract();
  const found = new Set(different.filter(({ method, path }) => contract.find(method, path) === undefined).map(callOf));
  return [...found].sort();
}

/** True when some exchange breaks a published file that is relaxed in all other ways. */
function isNeeded(relaxation: (typeof relaxations)[number], published: readonly PublishedFile[]): boolean {
  const stricter = openContract(
    relaxations.filter((other) => other !== relaxation),
    published,
  );
  return different.some((exchange) => {
    const file = stricter.find(exchange.method, exchange.path)?.file ?? '';
    return (relaxation.files ?? [file]).includes(file) && stricter.breaches(exchange).length > 0;
  });
}

function printTable(): void {
  const contract = openContract();
  const covered = different.filter(({ method, path }) => contract.find(method, path) !== undefined);
  const operations = new Set(covered.map(callOf));
  const rows = [
    ['operations', operations.size],
    ['exchanges', run.ours.length + run.others.length + lives.length],
    ['different ones checked', covered.length],
    ['undocumented operations', undocumented().length],
    ['relaxations', relaxations.length],
  ] as const;
  process.stdout.write(`${rows.map(([name, count]) => `${name.padEnd(24)} ${String(count).padStart(6)}`).join('\n')}\n`);
}
