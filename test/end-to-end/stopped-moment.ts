import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import { startChild } from './child.ts';
import type { WriteWatch } from './crm-proxy.ts';
import { startProxy } from './crm-proxy.ts';
import type { Ended, Person } from './pipeline.ts';
import { credentialsOf, environmentOf, filesOf, repository, runInProcess } from './pipeline.ts';
import type { SetUp } from './story-stage.ts';
import { startStage } from './story-stage.ts';

/** A moment after a merge that can be gone back to as often as one likes. */
export interface Moment {
  /** emulator and checkout as they were then, once more */
  replay(): Promise<Replay>;
  close(): void;
}

/** One replay: what the job does in it, whole, killed or again. */
export interface Replay {
  /** Runs the job as a process, through a relay, and kills it as the watch says; answers how it ended (code -1: killed) and the writes that arrived. */
  applyUntil(watch: (kill: () => void) => WriteWatch): Promise<{ ended: Ended; writes: readonly string[] }>;
  /** Runs the job again, in this process, as a later attempt of the same run. */
  applyAgain(attempt: number): Promise<Ended>;
  /** the target as its files would be, but for ids */
  exportTree(): Promise<Readonly<Record<string, string>>>;
  /** names of everything the target holds, by collection: something made twice would show here, whatever it refers to */
  listNames(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Sends what `setUp` makes of the source org, merges it and stops time there. */
export async function stopAfterMerge(setUp: SetUp, sendArgs: readonly string[] = []): Promise<Moment> {
  const stage = await startStage(setUp);
  const { number } = await stage.send({ args: sendArgs });
  await stage.check(number);
  await stage.merge(number);
  const job = await stage.job('77');
  const token = stage.ci.env['GITHUB_TOKEN'] ?? '';
  await stage.pipeline.emulator.close();
  return {
    async replay() {
      const folder = mkdtempSync(join(tmpdir(), 'orgcast-replay-'));
      cpSync(join(stage.pipeline.folder, 'emulator'), join(folder, 'emulator'), { recursive: true });
      cpSync(stage.ci.dir, join(folder, 'ci'), { recursive: true });
      const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
      const emulator = await startEmulator({ data: join(folder, 'emulator'), orgNames: [], now: () => new Date(), random });
      const ci: Person = {
        name: 'ci',
        dir: join(folder, 'ci'),
        env: { ...environmentOf(emulator, folder, 'ci', token), ...credentialsOf(emulator) },
      };
      await stage.pipeline.git(ci, 'remote', 'set-url', 'origin', `${emulator.git.cloneUrl}/${repository}.git`);
      return makeReplay(emulator, ci, job, folder);
    },
    close: () => rmSync(stage.pipeline.folder, { recursive: true, force: true }),
  };
}

function makeReplay(emulator: RunningEmulator, ci: Person, job: Readonly<Record<string, string>>, folder: string): Replay {
  const run = (args: readonly string[], env: Readonly<Record<string, string>>) => runInProcess(ci, args, '', { ...ci.env, ...env }, () => new Date());
  return {
    async applyUntil(watch) {
      let kill = (): void => undefined;
      const proxy = await startProxy(
        emulator.url,
        watch(() => kill()),
      );
      const child = startChild(ci, ['--json', 'apply', 'osaka'], { ...job, ORGCAST_CRM_URL: proxy.url });
      kill = () => void child.process.kill('SIGKILL');
      const ended = await child.ended;
      await proxy.close();
      return { ended, writes: proxy.writes };
    },
    applyAgain: (attempt) => run(['--json', 'apply', 'osaka'], { ...job, GITHUB_RUN_ATTEMPT: String(attempt) }),
    async exportTree() {
      const ended = await run(['export', 'osaka'], {});
      if (ended.code !== 0) throw new Error(`the export failed: ${ended.stderr}`);
      const files = filesOf(join(ci.dir, 'environments/osaka'));
      files.delete('identities.yaml');
      return Object.fromEntries(files);
    },
    listNames: () => listNames(emulator),
    async close() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listNames(emulator: RunningEmulator): Promise<readonly string[]> {
  const answer = await fetch(`${emulator.url}/__emulator/orgs/osaka/state`);
  const { collections } = (await answer.json()) as { collections: Record<string, readonly Record<string, unknown>[]> };
  const nameOf = (one: Record<string, unknown>): string =>
    JSON.stringify([one['module'], one['api_name'], one['name']]).replaceAll(/\d{17,19}/g, '#');
  return Object.entries(collections)
    .flatMap(([collection, documents]) => documents.map((one) => `${collection} ${nameOf(one)}`))
    .sort();
}
