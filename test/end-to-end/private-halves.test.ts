import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseCopyKey } from '../../cli/key/copy-key.ts';
import type { Child } from './child.ts';
import { startChild } from './child.ts';
import type { Needles, Written } from './search.ts';
import { findNeedles, formsOf, formsOfHalf, gatherFolder, gatherForge } from './search.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

const webhookSecret = 'k9-PoRtAl-7f3e-secret';
const webhook = `name: Tell the portal
url: https://portal.example.com/deals
http_method: POST
headers:
  custom_parameters:
    - name: x-api-key
      value: {secret: TELL_THE_PORTAL_HEADER_X_API_KEY}
`;

let stage: Stage;
let temporary: string;
/** what was printed, and the lines of the process list */
const printed: Written[] = [];
const keys: string[] = [];
const numbers: number[] = [];

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis.filter((api) => !api.endsWith('webhooks')) } });
  temporary = join(stage.pipeline.folder, 'temporary');
  mkdirSync(temporary);
  vi.stubEnv('TMPDIR', temporary);
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await stage?.pipeline.close();
});

/** Runs the program for a person and keeps what it printed; how it ends does not matter here. */
async function run(
  person: 'sender' | 'approver' | 'ci',
  args: readonly string[],
  options: { input?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const env = { ...stage.credentials(), ORGCAST_SECRET_TELL_THE_PORTAL_HEADER_X_API_KEY: webhookSecret, ...options.env };
  const ended = await stage.pipeline.orgcast(stage[person], ['--verbose', ...args], {
    ...(options.input === undefined ? {} : { input: options.input }),
    env,
  });
  const isKey = args.includes('create') && ended.code === 0;
  printed.push({ where: `orgcast ${args.join(' ')}`, text: isKey ? ended.stderr : `${ended.stdout}${ended.stderr}` });
  return ended.stdout;
}

async function createKey(): Promise<string> {
  const key = (await run('approver', ['key', 'create', 'osaka'])).trim();
  keys.push(key);
  return key;
}

/** Command lines of every process while the child runs. */
async function watchProcesses(child: Child): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  let running = true;
  void child.ended.finally(() => {
    running = false;
  });
  while (running) {
    for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
      try {
        seen.add(readFileSync(`/proc/${name}/cmdline`, 'latin1'));
      } catch {
        // The process ended meanwhile.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return seen;
}

async function faults(rules: readonly Record<string, unknown>[]): Promise<void> {
  const url = `${stage.pipeline.emulator.url}/__emulator/faults`;
  await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ rules }) });
}

/** The whole story: a key and a request, applied, a key revoked, a look back, and every command while something fails. */
async function playStory(): Promise<void> {
  const folder = join(stage.sender.dir, 'environments/head-office/automation/actions/webhooks/Deals');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Tell the portal.yaml'), webhook);
  const key = await createKey();
  await run('approver', ['key', 'show', '-'], { input: key });
  await run('sender', ['send', '--key', key.replace(/.$/, 'x'), '--from', 'head-office']);
  await run('sender', ['send', key, '--from', 'head-office']);
  const child = startChild(stage.sender, ['--json', 'send', '--from', 'head-office'], {
    ...stage.credentials(),
    ORGCAST_KEY: key,
    TMPDIR: temporary,
  });
  const lines = await watchProcesses(child);
  const ended = await child.ended;
  printed.push({ where: 'orgcast send', text: `${ended.stdout}${ended.stderr}` }, ...[...lines].map((text) => ({ where: 'the process list', text })));
  expect([...lines].some((line) => line.includes('send\0--from'))).toBe(true);
  const { number } = JSON.parse(ended.stdout) as { number: number };
  numbers.push(number);
  await run('ci', ['check', '--number', String(number)]);
  await stage.pipeline.rest(stage.approver, 'POST', `/pulls/${number}/reviews`, { event: 'APPROVE' });
  await stage.merge(number);
  const env = await stage.job('7');
  const receipt: unknown = JSON.parse(await run('ci', ['--json', 'apply', 'osaka'], { env }));
  expect(receipt).toMatchObject({ status: 'done', steps: [{ status: 'done' }, { status: 'done' }] });
  await run('ci', ['history', 'osaka']);
  await run('approver', ['rollback', 'osaka', '--to', '0', '--dry-run']);
  const spare = await createKey();
  await run('approver', ['key', 'list', 'osaka']);
  await run('approver', ['key', 'revoke', 'osaka', parseCopyKey(spare).kid]);
  await run('sender', ['send', '--key', '-', '--from', 'head-office'], { input: spare });
}

/** Commands that talk to the CRM and the forge, each way of failing once. */
async function failEverywhere(): Promise<void> {
  for (const rule of [{ status: 401 }, { status: 403 }, { status: 429, count: 3 }, { status: 500, count: 3 }, { drop: 'before' }]) {
    await faults([{ path: '/crm/v8/**', ...rule }]);
    await run('ci', ['plan', 'osaka']);
  }
  await faults([{ path: '/oauth/**', status: 500 }]);
  await run('ci', ['--json', 'plan', 'osaka'], { env: { ORGCAST_TOKEN_CACHE: 'off' } });
  await faults([]);
  const key = await createKey();
  const token = stage.sender.env['GITHUB_TOKEN'] ?? '';
  await run('sender', ['send', '--key', '-', '--from', 'head-office'], { input: key, env: { GITHUB_API_URL: `http://x:${token}@127.0.0.1:9` } });
  await run('sender', ['--json', 'send', '--key', '-', '--from', 'head-office', '--to', `http://x:${token}@127.0.0.1:9/acme/crm`], { input: key });
  await run('sender', ['send', '--key', '-', '--from', 'head-office', `--${key}`], { input: key });
  await run('ci', ['check', '--number', '1'], { env: { GITHUB_TOKEN: 'ghs_notThisOne' } });
}

function readIdentity(): Uint8Array {
  const folder = join(stage.pipeline.folder, 'identities');
  const [file] = readdirSync(folder).filter((name) => name.startsWith('osaka'));
  const path = join(folder, file ?? '');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const { d } = createPrivateKey(readFileSync(path)).export({ format: 'jwk' });
  return Buffer.from(d ?? '', 'base64url');
}

test('private halves, tokens and secrets are in no git object, file, log, report, comment, ledger or process list after a full run', async () => {
  await playStory();
  await failEverywhere();
  const credentials = Object.entries(stage.credentials()).filter(([name]) => !name.endsWith('CLIENT_ID'));
  const people = [stage.sender, stage.approver, stage.ci];
  const needles: Needles = new Map([
    ...keys.map((key, index) => [`copy key ${index}`, [...formsOf(key), ...formsOfHalf(parseCopyKey(key).seed)]] as const),
    ['the identity', formsOfHalf(readIdentity())],
    ...credentials.map(([name, value]) => [name, formsOf(value)] as const),
    ...people.map(({ name, env }) => [`the token of ${name}`, formsOf(env['GITHUB_TOKEN'] ?? '')] as const),
    ['the secret of a webhook', formsOf(webhookSecret)],
  ]);
  const { folder } = stage.pipeline;
  const passed = ['identities', '.cache', 'emulator'].map((name) => join(folder, name));
  const written = [
    ...printed,
    ...(await gatherFolder(folder, passed)),
    ...(await gatherFolder(join(folder, 'emulator/git/repositories'), [])),
    ...(await gatherForge(stage.pipeline, stage.approver, numbers)),
  ];
  expect(findNeedles(written, needles)).toEqual([]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('orgcast-'))).toEqual([]);

  // What is looked for was really there to be found: the key's id stands in the ledger, the grant's public half beside it.
  const kid = parseCopyKey(keys[0] ?? '').kid;
  expect(written.some(({ where, text }) => where.startsWith('objects of') && text.includes(kid))).toBe(true);
  expect(findNeedles([{ where: 'here', text: `ghs ${keys[0]}` }], needles)).toEqual(['copy key 0 in here']);
}, 240_000);
