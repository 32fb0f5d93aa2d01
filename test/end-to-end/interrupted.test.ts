import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import { startChild } from './child.ts';
import type { CrmProxy, WriteWatch } from './crm-proxy.ts';
import { startProxy } from './crm-proxy.ts';
import type { Ended, Person } from './pipeline.ts';
import { credentialsOf, environmentOf, filesOf, repository, runInProcess } from './pipeline.ts';
import { setUpBranchOrg } from './rich-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let job: Record<string, string>;
let token: string;
/** What an apply that nobody disturbs makes of the org, and the writes it takes. */
let whole: { readonly tree: ReadonlyMap<string, string>; readonly names: readonly string[]; readonly writes: readonly string[] };

/** The moment after the merge, once more: emulator and checkout as they were then. */
interface Replay {
  readonly emulator: RunningEmulator;
  readonly ci: Person;
  close(): Promise<void>;
}

beforeAll(async () => {
  stage = await startStage(setUpBranchOrg);
  const { number } = await stage.send();
  await stage.check(number);
  await stage.merge(number);
  job = await stage.job('77');
  token = stage.ci.env['GITHUB_TOKEN'] ?? '';
  await stage.pipeline.emulator.close();
  const replay = await startReplay();
  const proxy = await startProxy(replay.emulator.url);
  const { code, stdout, stderr } = await applyKilled(replay, proxy, () => undefined).ended;
  expect(code, stdout + stderr).toBe(0);
  whole = { names: await listNames(replay), tree: await exportTree(replay), writes: [...proxy.writes] };
  await proxy.close();
  await replay.close();
}, 180_000);
afterAll(() => {
  if (stage !== undefined) rmSync(stage.pipeline.folder, { recursive: true, force: true });
});

async function startReplay(): Promise<Replay> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-replay-'));
  cpSync(join(stage.pipeline.folder, 'emulator'), join(folder, 'emulator'), { recursive: true });
  cpSync(stage.ci.dir, join(folder, 'ci'), { recursive: true });
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const emulator = await startEmulator({ data: join(folder, 'emulator'), orgNames: [], now: () => new Date(), random });
  const ci: Person = { name: 'ci', dir: join(folder, 'ci'), env: environmentOf(emulator, folder, 'ci', token) };
  await stage.pipeline.git(ci, 'remote', 'set-url', 'origin', `${emulator.git.cloneUrl}/${repository}.git`);
  const close = async (): Promise<void> => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { emulator, ci, close };
}

/** Starts the job as a process of its own, through the relay; `started` is given the way to kill it. */
function applyKilled(replay: Replay, proxy: CrmProxy, started: (kill: () => void) => void): { ended: Promise<Ended> } {
  const env = { ...job, ...credentialsOf(replay.emulator), ORGCAST_CRM_URL: proxy.url };
  const child = startChild(replay.ci, ['--json', 'apply', 'osaka'], env);
  started(() => child.process.kill('SIGKILL'));
  return child;
}

/** Runs the job again, in this process, as the next attempt of the same run. */
function applyAgain(replay: Replay, attempt: number): Promise<Ended> {
  const env = { ...replay.ci.env, ...job, ...credentialsOf(replay.emulator), GITHUB_RUN_ATTEMPT: String(attempt) };
  return runInProcess(replay.ci, ['--json', 'apply', 'osaka'], '', env, () => new Date());
}

/** Runs the job and kills it as the watch says; answers how it ended (-1: killed). */
async function applyUntil(replay: Replay, watch: (kill: () => void) => WriteWatch): Promise<number> {
  let kill = (): void => undefined;
  const proxy = await startProxy(
    replay.emulator.url,
    watch(() => kill()),
  );
  const { code } = await applyKilled(replay, proxy, (killer) => {
    kill = killer;
  }).ended;
  await proxy.close();
  return code;
}

/** The target as its files would be, but for ids. */
async function exportTree(replay: Replay): Promise<Map<string, string>> {
  const env = { ...replay.ci.env, ...credentialsOf(replay.emulator) };
  const ended = await runInProcess(replay.ci, ['export', 'osaka'], '', env, () => new Date());
  expect(ended.code, ended.stderr).toBe(0);
  const files = filesOf(join(replay.ci.dir, 'environments/osaka'));
  files.delete('identities.yaml');
  return files;
}

/** Names of everything the target holds, by collection: something made twice would show here, whatever it refers to. */
async function listNames(replay: Replay): Promise<readonly string[]> {
  const answer = await fetch(`${replay.emulator.url}/__emulator/orgs/osaka/state`);
  const { collections } = (await answer.json()) as { collections: Record<string, readonly Record<string, unknown>[]> };
  const nameOf = (one: Record<string, unknown>): string =>
    JSON.stringify([one['module'], one['api_name'], one['name']]).replaceAll(/\d{17,19}/g, '#');
  return Object.entries(collections)
    .flatMap(([collection, documents]) => documents.map((one) => `${collection} ${nameOf(one)}`))
    .sort();
}

async function expectWhole(replay: Replay, again: Ended): Promise<void> {
  expect(again.code, again.stdout + again.stderr).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ status: 'done', summary: { failed: 0, skipped: 0, manual: 0 } });
  expect(await listNames(replay)).toEqual(whole.names);
  expect(await exportTree(replay)).toEqual(whole.tree);
}

test('the undisturbed apply is worth killing: many kinds, many writes', () => {
  expect(new Set(whole.writes.map((write) => write.split('?')[0]?.replace(/\d{17,}/g, '{id}'))).size).toBeGreaterThanOrEqual(12);
  expect(whole.writes.length).toBeGreaterThanOrEqual(15);
});

test('killed after any write and before its answer, the job run again ends where it would have ended', async () => {
  for (let number = 1; number <= whole.writes.length; number += 1) {
    const replay = await startReplay();
    const code = await applyUntil(replay, (kill) => ({
      after: (done) => {
        if (done !== number) return true;
        kill();
        return false;
      },
    }));
    expect(code, `killed at write ${number}`).toBe(-1);
    await expectWhole(replay, await applyAgain(replay, 2));
    await replay.close();
  }
}, 900_000);

test('killed again and again, each time before its third write goes out, it gets there all the same', async () => {
  const replay = await startReplay();
  let code = -1;
  for (let attempt = 1; code === -1 && attempt <= whole.writes.length + 5; attempt += 1) {
    code = await applyUntil(replay, (kill) => ({
      before: (arrived) => {
        if (arrived < 3) return true;
        kill();
        return false;
      },
    }));
  }
  expect(code).toBe(0);
  await expectWhole(replay, await applyAgain(replay, 99));
  await replay.close();
}, 600_000);
