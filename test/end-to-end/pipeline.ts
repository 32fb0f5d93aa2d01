import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { runProgram } from '../../cli/commands/program.ts';
import type { Output, World } from '../../cli/commands/world.ts';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import type { Json } from '../../cli/model/json.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody with a clone and a token. */
export interface Person {
  readonly name: string;
  readonly dir: string;
  readonly env: Record<string, string>;
}

/** A whole pipeline on loopback: emulator, repository, people, and the program run in this process. */
export interface Pipeline {
  readonly emulator: RunningEmulator;
  readonly folder: string;
  person(name: string, permission: 'read' | 'write' | 'admin'): Promise<Person>;
  orgcast(person: Person, args: readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<Ended>;
  git(person: Person, ...args: readonly string[]): Promise<string>;
  /** commits all and pushes to main */
  push(person: Person, message: string): Promise<void>;
  rest(person: Person, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  addOrg(plan: Record<string, unknown>): Promise<{ zgid: string; seedReport?: Json }>;
  close(): Promise<void>;
}

export const repository = 'acme/crm';

/** Starts an emulator with those orgs and an empty repository `acme/crm`. */
export async function startPipeline(orgNames: readonly string[], options: { now?: () => Date } = {}): Promise<Pipeline> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-e2e-'));
  const now = options.now ?? (() => new Date());
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const emulator = await startEmulator({ data: join(folder, 'emulator'), orgNames, now, random });
  await emulator.forge.createRepository({ owner: 'acme', name: 'crm', defaultBranch: 'main', private: true });
  const pipeline: Pipeline = {
    emulator,
    folder,
    async person(name, permission) {
      const { token } = emulator.forge.createUser(name);
      emulator.forge.setPermission(repository, name, permission);
      const dir = join(folder, name.replace(/\W/g, '_'));
      mkdirSync(dir, { recursive: true });
      const person = { name, dir, env: environmentOf(emulator, folder, name, token) };
      await pipeline.git(person, 'clone', '--quiet', `${emulator.git.cloneUrl}/${repository}.git`, '.');
      await pipeline.git(person, 'switch', '--quiet', '--create', 'main').catch(() => '');
      return person;
    },
    async orgcast(person, args, { input = '', env = {} } = {}) {
      return runInProcess(person, args, input, { ...person.env, ...env }, now);
    },
    async git(person, ...args) {
      return (await run('git', args, { cwd: person.dir, env: person.env, maxBuffer: 1 << 28 })).stdout;
    },
    async push(person, message) {
      await pipeline.git(person, 'add', '--all');
      await pipeline.git(person, 'commit', '--quiet', '--allow-empty', '--message', message);
      await pipeline.git(person, 'push', '--quiet', 'origin', 'HEAD:main');
    },
    async rest(person, method, path, body) {
      const headers = { authorization: `Bearer ${person.env['GITHUB_TOKEN']}`, 'content-type': 'application/json' };
      const response = await fetch(`${emulator.git.apiUrl}/repos/${repository}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
    },
    async addOrg(plan) {
      const response = await fetch(`${emulator.url}/__emulator/orgs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(plan),
      });
      if (!response.ok) throw new Error(`org not made: ${await response.text()}`);
      return (await response.json()) as { zgid: string };
    },
    async close() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return pipeline;
}

/** The variables of a person: a token, credentials of every org, and a git that reads nobody's configuration. */
export function environmentOf(emulator: RunningEmulator, folder: string, name: string, token: string): Record<string, string> {
  const config = [
    [`http.${emulator.url}/.extraHeader`, `Authorization: Basic ${Buffer.from(`x:${token}`).toString('base64')}`],
    ['user.name', name],
    ['user.email', `${name}@example.com`],
    ['init.defaultBranch', 'main'],
    ['core.quotepath', 'off'],
  ].flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    ORGCAST_IDENTITY_DIR: join(folder, 'identities'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: '5',
    ...Object.fromEntries(config),
    GITHUB_TOKEN: token,
    ORGCAST_CRM_URL: emulator.url,
  };
}

/** Makes one approval enough for every risk, in every org of a repository that `init` has made in that folder. */
export function allowRisks(dir: string): void {
  appendFileSync(join(dir, 'orgcast.yaml'), 'defaults: {allow: [rights, data-leaves, owners, deletes]}\n');
}

/** Credentials of the emulator's orgs as they are now, as variables. */
export function credentialsOf(emulator: RunningEmulator): Record<string, string> {
  return Object.fromEntries(
    emulator.orgs.flatMap((org) => {
      const prefix = `ORGCAST_${org.name.toUpperCase().replaceAll('-', '_')}`;
      return [
        [`${prefix}_CLIENT_ID`, org.clientId],
        [`${prefix}_CLIENT_SECRET`, org.clientSecret],
        [`${prefix}_REFRESH_TOKEN`, org.refreshToken],
      ];
    }),
  );
}

/** Runs the program in this process with a world of its own. */
export async function runInProcess(
  person: Person,
  args: readonly string[],
  input: string | World['stdin'],
  env: Record<string, string>,
  now: () => Date,
): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const stdin = typeof input === 'string' ? new PassThrough().end(input) : input;
  const world: World = {
    argv: args,
    env,
    cwd: person.dir,
    root,
    self: [process.execPath, join(root, 'cli/main.ts')],
    version: '0.0.0-test',
    stdout: outputTo((text) => {
      stdout += text;
    }),
    stderr: outputTo((text) => {
      stderr += text;
    }),
    stdin,
    now,
    // Waiting for a CRM that fails on purpose would only take time.
    sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
    random: (size) => crypto.getRandomValues(new Uint8Array(size)),
    onStop: () => undefined,
  };
  const code = await runProgram(world);
  return { code, stdout, stderr };
}

function outputTo(write: (text: string) => void): Output {
  return { write, isTTY: false, columns: undefined };
}

/** Files of a folder by relative path. */
export function filesOf(folder: string, at = ''): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(join(folder, at)).sort()) {
    const path = at === '' ? name : `${at}/${name}`;
    if (statSync(join(folder, path)).isDirectory()) for (const [inner, text] of filesOf(folder, path)) files.set(inner, text);
    else files.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  return files;
}

/** Writes an event where a job would find it, and the job's variables. */
export function jobVariables(pipeline: Pipeline, name: 'push' | 'pull_request_target', runId: string, attempt = 1): Record<string, string> {
  const event = pipeline.emulator.forge.events(repository).findLast((one) => one.name === name && (name !== 'push' || one.ref === 'refs/heads/main'));
  const path = join(pipeline.folder, `event-${name}-${runId}-${attempt}.json`);
  writeFileSync(path, JSON.stringify(event?.payload ?? {}));
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_SHA: event?.sha ?? '',
    GITHUB_RUN_ID: runId,
    GITHUB_RUN_ATTEMPT: String(attempt),
  };
}
