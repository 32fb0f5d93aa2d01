import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownSamples } from '../validate/secret-samples.ts';
import type { CrmProxy } from './crm-proxy.ts';
import { startRewriter } from './crm-rewriter.ts';
import type { Ended } from './pipeline.ts';
import { setUpBranchOrg } from './rich-org.ts';
import type { Written } from './search.ts';
import { findNeedles, formsOf, gatherFolder } from './search.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

const hex = '9f86d081884c7d659a2feaa0c55ad015';
/** One secret of every shape; each string of the org has one of them. */
const canaries: readonly string[] = [
  `${'1000'}.${hex}.${hex.split('').reverse().join('')}`,
  knownSamples['github'] ?? '',
  knownSamples['stripe'] ?? '',
  'Xk29vQ7mPz4LrT8wNc3Yb6HdF1sGj5Ka',
  'q7rt2vx9lm4zp8kc3hw6yb1nd5gf0js2',
];
const person = 'Namae-Canary Kakushi';

let stage: Stage;
let proxy: CrmProxy;
const printed: Written[] = [];

beforeAll(async () => {
  stage = await startStage(setUpBranchOrg);
  proxy = await startRewriter(stage.pipeline.emulator.url, { canaries, person });
}, 240_000);
afterAll(async () => {
  await proxy?.close();
  await stage?.pipeline.close();
});

async function run(args: readonly string[], code?: number): Promise<Ended> {
  const env = { ...stage.credentials(), ORGCAST_CRM_URL: proxy.url };
  const ended = await stage.pipeline.orgcast(stage.sender, args, { env });
  printed.push({ where: `orgcast ${args.join(' ')}`, text: Buffer.from(`${ended.stdout}${ended.stderr}`).toString('latin1') });
  if (code !== undefined && ended.code !== code) throw new Error(`${args.join(' ')} ended with ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

test('secrets in every text of an org are in no output of any command, no file and no git object', async () => {
  await run(['export', 'head-office', '--verbose'], 0);
  await run(['--json', 'export', 'head-office'], 0);
  await run(['export', 'head-office', '--check'], 0);
  await run(['validate', 'head-office']);
  await run(['--json', 'validate', 'head-office']);
  for (const [format, lang] of [
    ['text', 'ja'],
    ['json', 'en'],
    ['markdown', 'en'],
    ['html', 'ja'],
  ] as const)
    await run(['--lang', lang, 'plan', 'osaka', '--format', format, '--out', join(stage.pipeline.folder, `plan.${format}`)]);
  for (const org of ['head-office', 'osaka']) {
    await run(['--verbose', 'plan', org]);
    await run(['--json', 'drift', org]);
    await run(['coverage', org]);
    await run(['history', org]);
  }
  await stage.pipeline.git(stage.sender, 'add', '--all');
  await stage.pipeline.git(stage.sender, 'commit', '--quiet', '--message', 'Export');

  const needles = new Map(canaries.map((canary, index) => [`canary ${index}`, formsOf(canary)]));
  expect(proxy.writes).toEqual([]);
  const files = await gatherFolder(stage.sender.dir, []);
  const plans = await gatherFolder(stage.pipeline.folder, [
    join(stage.pipeline.folder, 'emulator'),
    ...['sender', 'hana', 'kenji', 'ci'].map((name) => join(stage.pipeline.folder, name)),
  ]);
  expect(findNeedles([...printed, ...files, ...plans], needles)).toEqual([]);
  expect(findNeedles(files, new Map([['the name of a person', [person]]]))).toEqual([]);
  // The canaries did arrive: what stood beside them is there, with what stands for them.
  expect(files.some(({ where, text }) => where.includes('webhooks') && text.includes('${secret:'))).toBe(true);
  expect(files.filter(({ where, text }) => where.endsWith('.yaml') && text.includes('${secret:')).length).toBeGreaterThan(20);
}, 240_000);

test('files with a secret are not validated, planned or sent, and the finding does not tell it', async () => {
  const env = stage.credentials();
  await stage.pipeline.git(stage.sender, 'reset', '--quiet', '--hard', 'origin/main');
  const file = 'environments/head-office/security/roles.yaml';
  const secret = canaries[1] ?? '';
  writeFileSync(
    join(stage.sender.dir, file),
    `# yaml-language-server: $schema=../../../schemas/role.schema.json\nCEO: {}\nSpy:\n  reporting_to: CEO\n  description: ask ${secret}\n`,
  );
  const { stdout: key } = await stage.orgcast(stage.approver, ['key', 'create', 'osaka']);
  const commands = [
    ['validate', 'head-office'],
    ['plan', 'head-office'],
    ['send', '--key', '-', '--from', 'head-office'],
  ];
  for (const args of commands) {
    const ended = await stage.pipeline.orgcast(stage.sender, args, { input: key, env });
    expect([args[0], ended.code]).toEqual([args[0], 3]);
    expect(`${ended.stdout}${ended.stderr}`).toContain('secret.found');
    expect(`${ended.stdout}${ended.stderr}`).toMatch(new RegExp(`${file}:5:20`));
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(secret.slice(4));
  }
  const branches = await stage.pipeline.git(stage.sender, 'ls-remote', 'origin', 'refs/heads/*');
  expect(branches).not.toContain('copy/');
}, 120_000);
