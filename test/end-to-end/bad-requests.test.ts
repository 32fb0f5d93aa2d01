import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ended } from './pipeline.ts';
import { expectFailure, moveClock, photograph } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Sent {
  readonly number: number;
  readonly branch: string;
}

async function sendRequest(): Promise<Sent> {
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  return { number, branch: `copy/osaka/${key.split('_')[1] ?? ''}` };
}

/** Changes the request's branch behind the program's back, as its sender can. */
async function bend(sent: Sent, change: (dir: string) => void, how: 'amend' | 'another commit'): Promise<void> {
  const { sender, pipeline } = stage;
  const git = (...args: string[]) => pipeline.git(sender, ...args);
  await git('fetch', '--quiet', 'origin', sent.branch);
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  change(sender.dir);
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', ...(how === 'amend' ? ['--amend', '--no-edit'] : ['--message', 'one more']));
  await git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${sent.branch}`);
  await git('checkout', '--quiet', 'main');
}

const edit = (path: string, replace: (text: string) => string) => (dir: string) => {
  const file = join(dir, path);
  writeFileSync(file, replace(readFileSync(file, 'utf8')));
};

const request = 'environments/osaka/request.json';
const kinds: readonly {
  readonly name: string;
  readonly how: 'amend' | 'another commit';
  readonly codes: readonly string[];
  change(dir: string): void;
}[] = [
  { name: 'changes the policy', how: 'amend', codes: ['request.policy'], change: edit('environments/osaka/org.yaml', (text) => `${text}# mine\n`) },
  {
    name: "changes another org's files",
    how: 'amend',
    codes: ['request.paths'],
    change: edit('environments/head-office/org.yaml', (text) => `${text}# mine\n`),
  },
  {
    name: 'adds a workflow',
    how: 'amend',
    codes: ['request.paths'],
    change: (dir) => writeFileSync(join(dir, '.github/workflows/mine.yml'), 'on: push\n'),
  },
  { name: 'has two commits', how: 'another commit', codes: ['request.commits'], change: () => undefined },
  {
    name: 'holds other files than were signed',
    how: 'amend',
    codes: ['request.digest'],
    change: edit('environments/osaka/security/roles.yaml', (text) => text.replace('Branch manager', 'Owner')),
  },
  {
    name: 'says another sender',
    how: 'amend',
    codes: ['request.signature'],
    change: edit(request, (text) => text.replace(/("sender": ?)\d+/, (_all, name: string) => `${name}1`)),
  },
  { name: 'has a request.json that is none', how: 'amend', codes: ['request.missing'], change: (dir) => writeFileSync(join(dir, request), '{}') },
];

describe('a request that', () => {
  test.each(kinds)('$name is refused by the check and, merged all the same, by the apply', async ({ change, how, codes }) => {
    const sent = await sendRequest();
    await bend(sent, change, how);
    const before = await photograph(stage, stage.ci);
    const checked = await stage.orgcast(stage.ci, ['--json', 'check', '--number', String(sent.number)], { code: 4 });
    const judged = JSON.parse(checked.stdout) as { accepted: boolean; plan: unknown; findings: { code: string; fix: string | null }[] };
    expect(judged).toMatchObject({ accepted: false, plan: null });
    expect(judged.findings.map((finding) => finding.code)).toEqual(expect.arrayContaining([...codes]));
    expect(judged.findings.every((finding) => finding.fix !== null)).toBe(true);
    expect(await photograph(stage, stage.ci)).toEqual(before);

    await stage.merge(sent.number);
    await expectRefusedApply(codes[0] ?? '');
    await undoMerge();
  });
});

/** Runs the job of the last push; it must refuse, spend no key and write nothing to the org. */
async function expectRefusedApply(error: string | RegExp, changes: Record<string, string | undefined> = {}): Promise<Ended> {
  const job = await stage.job(`refused-${Math.random()}`);
  const before = await photograph(stage, stage.ci);
  const ended = await stage.pipeline.orgcast(stage.ci, ['--json', 'apply', 'osaka'], {
    env: { ...stage.credentials(), ...job, ...(changes as Record<string, string>) },
  });
  const code = (JSON.parse(ended.stdout || '{}') as { error?: { code: string } }).error?.code ?? '';
  expectFailure(ended, { code: 4, error: typeof error === 'string' ? error : error.test(code) ? code : error.source });
  expect(await photograph(stage, stage.ci)).toEqual(before);
  return ended;
}

/** Takes what the last merge brought back out of main, so that the next request starts from the same files. */
async function undoMerge(): Promise<void> {
  const { approver, pipeline } = stage;
  await pipeline.git(approver, 'fetch', '--quiet', 'origin', 'main');
  await pipeline.git(approver, 'checkout', '--quiet', '-B', 'main', 'FETCH_HEAD');
  await pipeline.git(approver, 'revert', '--no-edit', '--mainline', '1', 'HEAD');
  await pipeline.git(approver, 'push', '--quiet', 'origin', 'HEAD:main');
  for (const person of [stage.sender, stage.ci]) {
    await pipeline.git(person, 'fetch', '--quiet', 'origin', 'main');
    await pipeline.git(person, 'checkout', '--quiet', '-B', 'main', 'FETCH_HEAD');
  }
}

describe('a merge that', () => {
  test('is nothing but a push applies nothing', async () => {
    await stage.pipeline.push(stage.approver, 'Directly to main');
    const job = await stage.job('push');
    const before = await photograph(stage, stage.ci);
    const ended = await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: job });
    expect(ended.stderr).toContain('merged no request for "osaka"');
    expect(await photograph(stage, stage.ci)).toEqual(before);
  });

  test('was made by the sender is refused', async () => {
    const { number } = await sendRequest();
    await stage.check(number);
    await stage.merge(number, 'merge', stage.sender);
    await expectRefusedApply('request.self-approval');
    await undoMerge();
  });

  test('nobody checked is refused, since nobody can have approved a plan', async () => {
    const { number } = await sendRequest();
    await stage.merge(number);
    await expectRefusedApply('apply.no-plan');
    await undoMerge();
  });

  test('came after the key had expired is refused', async () => {
    const { number } = await sendRequest();
    await stage.check(number);
    await moveClock(stage, 25);
    try {
      await stage.merge(number);
      await expectRefusedApply('request.expired');
    } finally {
      await moveClock(stage, 0);
    }
    await undoMerge();
  });

  test('is applied too late is refused', async () => {
    const { number } = await sendRequest();
    await stage.check(number);
    await stage.merge(number);
    await moveClock(stage, 73);
    try {
      await expectRefusedApply('request.late');
    } finally {
      await moveClock(stage, 0);
    }
    await undoMerge();
  });

  test("meets another org's credentials is refused before the key is spent, and goes through with the right ones", async () => {
    const { number } = await sendRequest();
    await stage.check(number);
    await stage.merge(number);
    const own = stage.credentials();
    const other = Object.fromEntries(
      ['CLIENT_ID', 'CLIENT_SECRET', 'REFRESH_TOKEN'].map((name) => [`ORGCAST_OSAKA_${name}`, own[`ORGCAST_HEAD_OFFICE_${name}`]]),
    );
    await expectRefusedApply('org.wrong', other);
    await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job('right') });
  });

  test('uses a spent key again is refused', async () => {
    const { number, key } = await stage.send({ args: ['--only', 'role'] });
    await stage.check(number);
    await stage.merge(number);
    await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job('first') });
    const ended = await stage.pipeline.orgcast(stage.sender, ['--json', 'send', '--key', '-', '--from', 'head-office'], {
      input: key,
      env: stage.credentials(),
    });
    expectFailure(ended, { code: 4, error: 'request.spent' });
  });
});
