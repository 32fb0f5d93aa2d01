import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { logIn } from '../../cli/commands/demo/head-office.ts';
import type { OrgUse } from '../../cli/emulator/crm/usage-meter.ts';
import type { RunningEmulator } from '../../cli/emulator/listen.ts';
import { startEmulator } from '../../cli/emulator/listen.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Person } from '../end-to-end/pipeline.ts';
import { credentialsOf, filesOf, runInProcess } from '../end-to-end/pipeline.ts';

/** One step of a story about the program (`script.yaml`). */
export interface ScriptStep {
  /** arguments of orgcast, with the exit code (default 0), what either stream must say and what it must not */
  readonly run?: string;
  readonly exit?: number;
  readonly says?: readonly string[];
  readonly never?: readonly string[];
  /** files of the repository, by path; a text of null removes one */
  readonly write?: Readonly<Record<string, string | null>>;
  /** lines that are added to files, by path */
  readonly append?: Readonly<Record<string, string>>;
  /** as many roles as that in the files, one below the other's head */
  readonly roles?: number;
  /** what somebody asks the org for, which must say and not say likewise; `{id}` is what was made first in its setup */
  readonly get?: string;
  /** a file of the repository, of which the first lines are shown: at most so many bytes long */
  readonly show?: { readonly path: string; readonly bytes: number };
  /** requests that changed the org, or were meant to, since the story began */
  readonly writes?: number;
  /** rules by which the CRM fails from now on */
  readonly faults?: readonly JsonObject[];
}

/** A story about the program: an org of the embedded CRM, a repository with its export, and what is done. */
export interface Script {
  readonly title: string;
  /** members of the emulator's plan of the org */
  readonly org?: JsonObject;
  /** what somebody makes in the org's setup before it is exported */
  readonly setUp?: readonly { readonly path: string; readonly envelope: string; readonly item: JsonObject }[];
  /** variables of the program */
  readonly env?: Readonly<Record<string, string>>;
  /** what must stand in no output and no file */
  readonly canary?: string;
  readonly steps: readonly ScriptStep[];
}

/** Reads the script of a story. */
export function readScript(folder: string): Script {
  return parse(readFileSync(join(folder, 'script.yaml'), 'utf8')) as Script;
}

/** Plays a story and answers what was printed, as a person would see it. */
export async function playScript(script: Script): Promise<string> {
  const stage = await openStage(script);
  try {
    const lines: string[] = [];
    for (const step of script.steps) lines.push(...(await playStep(stage, script, step)));
    if (script.canary !== undefined) expectNowhere(stage.person.dir, script.canary);
    return `${lines.join('\n')}\n`;
  } finally {
    await stage.emulator.close();
    rmSync(stage.folder, { recursive: true, force: true });
  }
}

interface Stage {
  readonly emulator: RunningEmulator;
  readonly folder: string;
  readonly person: Person;
  readonly crm: Clicks;
  /** ids of what the setup made */
  readonly made: readonly string[];
  /** requests that changed the org before the story began */
  readonly writesBefore: number;
}

/** An org `osaka`, exported to a repository without a forge, so that receipts are kept beside it. */
async function openStage(script: Script): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  const now = (): Date => new Date();
  const random = (size: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(size));
  const emulator = await startEmulator({ data: join(folder, 'emulator'), orgNames: [], now, random });
  await post(emulator, '/orgs', 'POST', { name: 'osaka', tokenLimit: 1000, ...script.org });
  const dir = join(folder, 'repository');
  mkdirSync(dir);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    ORGCAST_IDENTITY_DIR: join(folder, 'identities'),
    ORGCAST_CRM_URL: emulator.url,
    ...script.env,
  };
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd: dir, env: { ...env, GIT_CONFIG_NOSYSTEM: '1' } });
  const access = emulator.orgs.find((org) => org.name === 'osaka');
  if (access === undefined) throw new Error('the org was not made');
  const person: Person = { name: 'kenji', dir, env: { ...env, ...credentialsOf(emulator) } };
  const crm = await logIn(access);
  const made: string[] = [];
  for (const { path, envelope, item } of script.setUp ?? []) made.push(await crm.make(path, envelope, item));
  expect((await runInProcess(person, ['init', '--org', 'osaka'], '', person.env, now)).code).toBe(0);
  expect((await runInProcess(person, ['export', 'osaka'], '', person.env, now)).code).toBe(0);
  return { emulator, folder, person, crm, made, writesBefore: await countWrites(emulator) };
}

async function playStep(stage: Stage, script: Script, step: ScriptStep): Promise<readonly string[]> {
  const { dir } = stage.person;
  if (step.roles !== undefined) writeFile(dir, 'environments/osaka/security/roles.yaml', manyRoles(step.roles));
  for (const [path, text] of Object.entries(step.write ?? {})) {
    if (text === null) rmSync(join(dir, path), { recursive: true });
    else writeFile(dir, path, text);
  }
  for (const [path, text] of Object.entries(step.append ?? {})) appendFileSync(join(dir, path), text);
  if (step.faults !== undefined) await post(stage.emulator, '/faults', 'PUT', { rules: step.faults });
  if (step.get !== undefined) expectSaid(JSON.stringify(await stage.crm.get(step.get.replace('{id}', stage.made[0] ?? ''))), step);
  if (step.show !== undefined) return showFile(stage, step.show);
  if (step.run === undefined) return [];
  const ended = await runInProcess(stage.person, wordsOf(step.run.replaceAll('plan.', `${dir}/plan.`)), '', stage.person.env, () => new Date());
  const said = `${ended.stdout}\n${ended.stderr}`;
  expect(ended.code, `orgcast ${step.run}\n${said}`).toBe(step.exit ?? 0);
  expectSaid(said, step);
  if (step.writes !== undefined) expect((await countWrites(stage.emulator)) - stage.writesBefore).toBe(step.writes);
  if (script.canary !== undefined) expect(said).not.toContain(script.canary);
  return [`$ orgcast ${step.run}`, ...linesOf(stage, `${ended.stdout}${ended.stderr}`), `exit ${ended.code}`, ''];
}

function expectSaid(said: string, { says = [], never = [] }: ScriptStep): void {
  for (const words of says) expect(said).toContain(words);
  for (const words of never) expect(said).not.toContain(words);
}

/** No file of the repository, not of what is kept beside it either, holds the secret. */
function expectNowhere(dir: string, secret: string): void {
  expect([...filesOf(dir)].filter(([, text]) => text.includes(secret)).map(([path]) => path)).toEqual([]);
}

function showFile(stage: Stage, { path, bytes }: { readonly path: string; readonly bytes: number }): readonly string[] {
  const text = readFileSync(join(stage.person.dir, path), 'utf8');
  expect(Buffer.byteLength(text), path).toBeLessThanOrEqual(bytes);
  return [`$ head ${path}`, ...linesOf(stage, text).slice(0, 30), ''];
}

function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

/** What was printed, without what differs from run to run: times, digests, places and numbers of requests. Long outputs are cut in the middle. */
function linesOf({ folder, emulator }: Stage, printed: string): readonly string[] {
  const text = printed
    .replaceAll(folder, '<folder>')
    .replaceAll(emulator.url, '<crm>')
    .replaceAll(/sha256:[0-9a-f]+…?/g, 'sha256:…')
    .replaceAll(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?/g, '<time>')
    .replaceAll(/\b\d{17,19}\b/g, '<id>')
    .replaceAll(/UND_ERR_SOCKET|ECONNRESET/g, '<lost>')
    .replaceAll(/^ *\d+\/\d+ steps \(.*\n/gm, '')
    .replaceAll(/\d[\d,]* requests to the CRM, \d[\d,]* API credits/g, 'N requests to the CRM, N API credits')
    .replaceAll(/\b\d+ (?:ms|seconds?|s)\b/g, '<duration>');
  const lines = text.trimEnd().split('\n');
  return lines.length <= 80 ? lines : [...lines.slice(0, 40), `… ${lines.length - 60} lines`, ...lines.slice(-20)];
}

function manyRoles(count: number): string {
  const roles = Array.from(
    { length: count },
    (_one, index) => `Role ${String(index + 1).padStart(4, '0')}:\n  reporting_to: CEO\n  description: The role of branch ${index + 1}\n`,
  );
  return `CEO:\n  share_with_peers: true\nManager:\n  reporting_to: CEO\n${roles.join('')}`;
}

function writeFile(dir: string, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

async function post(emulator: RunningEmulator, path: string, method: string, body: JsonObject): Promise<void> {
  const response = await fetch(`${emulator.url}/__emulator${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
}

/** Requests other than reads that the emulator has answered for its orgs. */
async function countWrites(emulator: RunningEmulator): Promise<number> {
  const { orgs } = (await (await fetch(`${emulator.url}/__emulator/stats`)).json()) as { orgs: Record<string, OrgUse> };
  const endpoints = Object.values(orgs).flatMap((org) => Object.entries(org.endpoints));
  return endpoints.filter(([name]) => !name.startsWith('GET ')).reduce((sum, [, use]) => sum + use.requests, 0);
}
