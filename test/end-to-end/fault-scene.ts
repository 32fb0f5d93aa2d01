import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { logIn } from '../../cli/commands/demo/head-office.ts';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import type { RecordedPlan } from '../../cli/model/plan.ts';
import type { ChangeCounts } from './fault-org.ts';
import { keepFewModules, setUpChanges, setUpCommon, setUpLeftovers } from './fault-org.ts';
import type { Ended, Person } from './pipeline.ts';
import { credentialsOf, runInProcess } from './pipeline.ts';

/** A moment before an apply that can be gone back to as often as one likes. */
export interface Scene {
  /** the plan that every round applies */
  readonly plan: RecordedPlan;
  /** org and repository as they were then, once more */
  rewind(): Promise<Round>;
  close(): void;
}

/** One round: an emulator of its own, and a checkout whose job applies the plan. */
export interface Round {
  readonly url: string;
  readonly person: Person;
  /** runs the job in this process */
  apply(env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** makes the CRM fail as the rules say */
  setFaults(rules: readonly object[]): Promise<void>;
  /** stops the emulator, and starts it again on the same data and address some time later */
  restart(milliseconds: number): Promise<void>;
  /** waits until the emulator is there again */
  ready(): Promise<void>;
  /** everything that the target holds, by collection */
  readState(): Promise<State>;
  close(): Promise<void>;
}

/** Documents by collection. */
export type State = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Arguments of the job. */
export function applyArguments({ dir }: Person): readonly string[] {
  return ['--json', 'apply', 'target', '--plan', join(dir, 'plan.json')];
}

/** What the few kinds of the campaign do not need is not offered, so that an org is read in a few requests. */
const disabledApis = ['GET /settings/blueprints', ...['email_notifications', 'tasks', 'webhooks'].map((name) => `GET /settings/automation/${name}`)];

const policy = `
authority: {usual: additive, workflow_rule: authoritative}
prune: [workflow_rule]
delete_limit: {count: 1000, percent: 100}
`;

/** Sets up a source and a target org, exports both, makes the source's files the target's, plans, and stops time there. */
export async function setUpScene(counts: ChangeCounts): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-faults-'));
  await makeOrgs(folder);
  const emulator = await start(join(folder, 'emulator'));
  const dir = join(folder, 'repository');
  mkdirSync(dir);
  const person = personOf(emulator, dir);
  const run = async (...args: readonly string[]): Promise<void> => {
    const ended = await runInProcess(person, args, '', person.env, () => new Date());
    if (ended.code !== 0) throw new Error(`orgcast ${args.join(' ')} ended with ${ended.code}\n${ended.stdout}${ended.stderr}`);
  };
  await clickTogether(emulator, counts);
  await run('init', '--org', 'source', '--org', 'target');
  await run('export', 'source');
  await run('export', 'target');
  // An apply of nothing: from now on it is known what was applied last, and who moved since.
  await run('plan', 'target', '--format', 'json', '--out', join(dir, 'first.json'));
  await run('apply', 'target', '--plan', join(dir, 'first.json'));
  const environments = join(dir, 'environments');
  // What stays the target's own: who it is, and how its names are known.
  const own = ['org.yaml', 'identities.yaml', 'organization/company.yaml'];
  const isOthers = (path: string, from: string): boolean => !own.includes(relative(join(environments, from), path).replaceAll(sep, '/'));
  for (const name of ['automation', 'modules', 'security']) rmSync(join(environments, 'target', name), { recursive: true });
  cpSync(join(environments, 'source'), join(environments, 'target'), { recursive: true, filter: (path) => isOthers(path, 'source') });
  appendFileSync(join(environments, 'target/org.yaml'), policy);
  await run('plan', 'target', '--format', 'json', '--out', join(dir, 'plan.json'));
  await emulator.close();
  return {
    plan: JSON.parse(readFileSync(join(dir, 'plan.json'), 'utf8')) as RecordedPlan,
    rewind: () => startRound(folder),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function makeOrgs(folder: string): Promise<void> {
  const emulator = await start(join(folder, 'emulator'));
  for (const name of ['source', 'target']) {
    const body = JSON.stringify({ name, tokenLimit: 1_000_000, creditLimit: 1_000_000_000, disabledApis });
    await fetch(`${emulator.url}/__emulator/orgs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  await emulator.close();
  for (const name of ['source', 'target']) keepFewModules(join(folder, 'emulator/crm.sqlite'), name);
}

async function clickTogether(emulator: RunningEmulator, counts: ChangeCounts): Promise<void> {
  for (const access of emulator.orgs) {
    const crm = await logIn(access);
    await setUpCommon(crm, counts);
    await (access.name === 'source' ? setUpChanges(crm, counts) : setUpLeftovers(crm, counts));
  }
}

async function startRound(scene: string): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-round-'));
  cpSync(scene, folder, { recursive: true });
  let emulator = await start(join(folder, 'emulator'));
  let up = Promise.resolve();
  const { url } = emulator;
  const person = personOf(emulator, join(folder, 'repository'));
  return {
    url,
    person,
    apply: (env = {}) => runInProcess(person, applyArguments(person), '', { ...person.env, ...env }, () => new Date()),
    async setFaults(rules) {
      await fetch(`${url}/__emulator/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ rules }) });
    },
    async restart(milliseconds) {
      const closed = emulator.close();
      up = closed.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        emulator = await start(join(folder, 'emulator'), Number(new URL(url).port));
      });
      await closed;
    },
    ready: () => up,
    async readState() {
      const answer = await fetch(`${url}/__emulator/orgs/target/state`);
      return ((await answer.json()) as { collections: State }).collections;
    },
    async close() {
      await up;
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(data: string, port = 0): Promise<RunningEmulator> {
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  return startEmulator({ data, port, orgNames: [], now: () => new Date(), random });
}

function personOf(emulator: RunningEmulator, dir: string): Person {
  return { name: 'ci', dir, env: { PATH: process.env['PATH'] ?? '', HOME: dir, ORGCAST_CRM_URL: emulator.url, ...credentialsOf(emulator) } };
}
