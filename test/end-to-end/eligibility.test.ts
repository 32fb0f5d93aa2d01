import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { countReceipts } from '../../cli/commands/eligibility.ts';
import { connectForge } from '../../cli/github/forge.ts';
import { appendRecord } from '../../cli/github/records.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { objects, property } from '../../cli/model/json.ts';
import { expectFailure, photograph, refuse, runWith } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;

/** What makes an org eligible again, whatever it was. */
const usual: JsonObject = {
  edition: 'enterprise',
  type: 'production',
  bundle: null,
  integrations: [],
  extensions: [],
  trial: false,
  records: {},
  userProfile: 'Administrator',
};

async function change(org: string, to: JsonObject): Promise<void> {
  const answer = await fetch(`${stage.pipeline.emulator.url}/__emulator/orgs/${org}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(to),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function setPolicy(lines: string): Promise<void> {
  await stage.pipeline.git(stage.approver, 'pull', '--quiet', 'origin', 'main');
  const file = join(stage.approver.dir, 'environments/osaka/org.yaml');
  const before = readFileSync(file, 'utf8').replace(/^policy:.*\n/m, '');
  writeFileSync(file, `${before}${lines}`);
  await stage.pipeline.push(stage.approver, 'Policy');
  for (const person of [stage.sender, stage.ci]) await stage.pipeline.git(person, 'pull', '--quiet', 'origin', 'main');
}

const codesOf = (findings: Json | undefined): readonly unknown[] => objects({ findings: findings ?? [] }, 'findings').map(({ code }) => code);

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterEach(async () => {
  for (const org of ['head-office', 'osaka']) await change(org, usual);
});
afterAll(async () => {
  await stage?.pipeline.close();
});

/** Orgs that may neither send nor receive, whatever the policy. */
const neither: readonly (readonly [string, JsonObject, string])[] = [
  ['a sandbox', { type: 'sandbox' }, 'eligibility.sandbox'],
  ['an org of Bigin', { type: 'bigin' }, 'eligibility.product'],
  ['the free edition', { edition: 'free' }, 'eligibility.edition'],
  ['a trial that is over', { trial: '2020-01-01T00:00:00Z' }, 'eligibility.edition'],
  ['a user with the Standard profile', { userProfile: 'Standard' }, 'eligibility.administrator'],
  ['a user with a profile of somebody’s own', { userProfile: 'Regional Administrator' }, 'eligibility.administrator'],
];

/** Orgs of a bundle that may send and not receive. */
const notReceive: readonly (readonly [string, JsonObject, string])[] = [
  ['Zoho One with Google on', { bundle: 'zohoone', integrations: ['google'] }, 'eligibility.bundle-integrations'],
  ['CRM Plus with Google on', { bundle: 'crmplus', integrations: ['google'] }, 'eligibility.bundle-integrations'],
];

/** Orgs that may do both, with what they are warned of as a target. */
const both: readonly (readonly [string, JsonObject, readonly string[]])[] = [
  ['a running trial', { trial: true }, []],
  ['a developer org', { type: 'developer' }, []],
  ['Standard', { edition: 'standard' }, []],
  ['Professional', { edition: 'professional' }, []],
  ['Ultimate', { edition: 'ultimate' }, []],
  ['Zoho One with nothing on that shows', { bundle: 'zohoone' }, ['eligibility.integrations-unknown']],
  ['an org with an integration', { integrations: ['google'] }, ['eligibility.extensions']],
  ['an org with an extension', { extensions: ['zohosign'] }, ['eligibility.extensions']],
  ['an org with very many records', { records: { Leads: 60_000, Contacts: 40_000 } }, ['eligibility.records']],
];

describe('when a key is made', () => {
  test.each([...neither, ...notReceive])('%s gets none', async (_name, org, code) => {
    await change('osaka', org);
    await refuse(stage, stage.approver, { name: '', args: ['key', 'create', 'osaka'], code: 4, error: code, says: /osaka/ });
  });

  test.each(both)('%s gets one, and is told its limits', async (_name, org, warned) => {
    await change('osaka', org);
    const made = await stage.orgcast(stage.approver, ['--json', 'key', 'create', 'osaka']);
    expect(codesOf((JSON.parse(made.stdout) as JsonObject)['findings'])).toEqual(warned);
    for (const code of warned) expect(made.stderr).toContain(code);
  });

  test('nobody gets one whose org cannot be asked, or is another', async () => {
    const none = { ORGCAST_OSAKA_CLIENT_ID: undefined, ORGCAST_OSAKA_CLIENT_SECRET: undefined, ORGCAST_OSAKA_REFRESH_TOKEN: undefined };
    const args = ['key', 'create', 'osaka'];
    await refuse(stage, stage.approver, { name: '', args, env: none, code: 4, error: 'eligibility.credentials', says: /ORGCAST_CLIENT_ID/ });
    const all = stage.credentials();
    const other = Object.fromEntries(Object.keys(none).map((name) => [name, all[name.replace('OSAKA', 'HEAD_OFFICE')]]));
    await refuse(stage, stage.approver, { name: '', args, env: other, code: 4, error: 'org.wrong' });
  });
});

describe('when a key is used to send', () => {
  let key: string;
  beforeAll(async () => {
    key = (await stage.orgcast(stage.approver, ['key', 'create', 'osaka'])).stdout.trim();
  });
  const send = ['send', '--key', '-', '--from', 'head-office'];

  test.each(neither)('%s sends nothing', async (_name, org, code) => {
    await change('head-office', org);
    const args = code === 'eligibility.sandbox' ? [...send, '--live'] : send;
    await refuse(stage, stage.sender, { name: '', args, input: key, code: 4, error: code, says: /head-office/ });
  });

  test('nobody sends for an org that cannot be asked', async () => {
    const env = {
      ORGCAST_HEAD_OFFICE_CLIENT_ID: undefined,
      ORGCAST_HEAD_OFFICE_CLIENT_SECRET: undefined,
      ORGCAST_HEAD_OFFICE_REFRESH_TOKEN: undefined,
    };
    await refuse(stage, stage.sender, { name: '', args: send, env, input: key, code: 4, error: 'eligibility.credentials' });
  });

  test('an org of a bundle sends with its integrations on, and signs what it is', async () => {
    await change('head-office', { bundle: 'zohoone', integrations: ['google', 'Zoho Campaigns'] });
    const sent = await stage.orgcast(stage.sender, ['--json', ...send], { input: key });
    const { branch, findings } = JSON.parse(sent.stdout) as { branch: string; findings: Json };
    expect(findings).toEqual([]);
    await stage.pipeline.git(stage.sender, 'fetch', '--quiet', 'origin', branch);
    const request = JSON.parse(await stage.pipeline.git(stage.sender, 'show', 'FETCH_HEAD:environments/osaka/request.json')) as JsonObject;
    expect(request['claim']).toMatchObject({ sourceEdition: 'enterprise', sourceDataCenter: 'us' });
  });
});

describe('before a key is redeemed', () => {
  test('an org that may not receive any more receives nothing, its key stays good, and the next job applies', async () => {
    const { number, key } = await stage.send();
    await stage.check(number);
    await stage.merge(number);
    const job = await stage.job('1');
    const env = { ...stage.credentials(), ...job };
    for (const [name, org, code] of [...neither, ...notReceive]) {
      await change('osaka', org);
      const before = await photograph(stage, stage.ci);
      expectFailure(await runWith(stage, stage.ci, ['apply', 'osaka'], env), { code: 4, error: code, says: /osaka/ });
      expect(await photograph(stage, stage.ci), name).toEqual(before);
      await change('osaka', usual);
    }
    const shown = await stage.orgcast(stage.approver, ['--json', 'key', 'show', '-'], { input: key });
    expect(JSON.parse(shown.stdout)).toMatchObject({ status: 'active' });
    await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: job });
  }, 240_000);

  test('a check says so before anybody merges; of its own user it only warns', async () => {
    const { number } = await stage.send();
    const check = (code: number) => stage.orgcast(stage.ci, ['--json', 'check', '--number', String(number)], { code });
    await change('osaka', { type: 'sandbox' });
    expect(codesOf((JSON.parse((await check(4)).stdout) as JsonObject)['findings'])).toContain('eligibility.sandbox');
    await change('osaka', { ...usual, userProfile: 'Standard', edition: 'ultimate' });
    const { accepted, plan } = JSON.parse((await check(0)).stdout) as JsonObject;
    expect(accepted).toBe(true);
    expect(codesOf(property(plan, 'findings'))).toEqual(expect.arrayContaining(['eligibility.administrator', 'eligibility.other-edition']));
  });
});

describe('under native-parity', () => {
  const limits: readonly (readonly [string, JsonObject, string])[] = [
    ['very many records', { records: { Leads: 100_000 } }, 'eligibility.records'],
    ['an integration', { integrations: ['google'] }, 'eligibility.extensions'],
    ['an extension', { extensions: ['zohosign'] }, 'eligibility.extensions'],
  ];
  beforeAll(() => setPolicy('policy: native-parity\n'));
  afterAll(() => setPolicy(''));

  test.each(limits)('an org with %s gets no key', async (_name, org, code) => {
    await change('osaka', org);
    await refuse(stage, stage.approver, { name: '', args: ['key', 'create', 'osaka'], code: 4, error: code });
  });

  test('limits refuse before the key is redeemed, those that the sender tells of too', async () => {
    const { number } = await stage.send();
    await stage.check(number);
    await stage.merge(number);
    const job = await stage.job('2');
    for (const [name, org, code] of [...limits, ['another edition', { edition: 'ultimate' }, 'eligibility.other-edition'] as const]) {
      await change('osaka', org);
      const before = await photograph(stage, stage.ci);
      expectFailure(await runWith(stage, stage.ci, ['apply', 'osaka'], { ...stage.credentials(), ...job }), { code: 4, error: code });
      expect(await photograph(stage, stage.ci), name).toEqual(before);
      await change('osaka', usual);
    }
    await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: job });
  }, 240_000);
});

test('receipts are counted by request, those of own plans and of the present key not', async () => {
  const { apiUrl } = stage.pipeline.emulator.git;
  const token = stage.approver.env['GITHUB_TOKEN'] ?? '';
  const forge = connectForge({ apiUrl, owner: 'acme', repo: 'crm', token, userAgent: 'test', onWait: () => undefined });
  for (const kid of ['a', 'b', 'b', 'c', undefined]) await appendRecord(forge, 'receipt/nara/', kid === undefined ? {} : { kid });
  expect(await countReceipts(forge, 'nara')).toBe(3);
  expect(await countReceipts(forge, 'nara', 'c')).toBe(2);
});
