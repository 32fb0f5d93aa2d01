import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import failureSchema from '../../schemas/output/failure.schema.json' with { type: 'json' };
import findingSchema from '../../schemas/output/finding.schema.json' with { type: 'json' };
import type { Ended, Person } from './pipeline.ts';
import { filesOf, repository } from './pipeline.ts';
import type { Stage } from './story-stage.ts';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(findingSchema);
const isFailure = ajv.compile(failureSchema);

/** How a command line must fail. */
export interface Expected {
  readonly code: number;
  /** code of the failure */
  readonly error: string;
  /** what the sentence says of the place or the next step */
  readonly says?: RegExp;
}

/** The failure that `--json` printed, and that stderr told in a sentence: code, place, what to do, no stack, no secret. */
export function expectFailure(ended: Ended, expected: Expected, secrets: readonly string[] = []): JsonObject {
  const told = `${ended.stdout}\n${ended.stderr}`;
  expect(ended.code, told).toBe(expected.code);
  expect(told).not.toMatch(/^\s+at .*[:(]/m);
  expect(told).not.toContain('bug in orgcast');
  for (const secret of secrets) expect(told).not.toContain(secret);
  const sentence = ended.stderr.split('\n').find((line) => line.startsWith('error ')) ?? '';
  expect(sentence, told).toMatch(/^error \S+ .*\S: .*[.!?]$/);
  expect(sentence.split(/[ :]/)[1], told).toBe(expected.error);
  if (expected.says !== undefined) expect(sentence).toMatch(expected.says);
  const document = JSON.parse(ended.stdout) as { error: JsonObject };
  expect(isFailure(document), JSON.stringify(isFailure.errors)).toBe(true);
  expect(document.error).toMatchObject({ code: expected.error, exitCode: expected.code });
  expect(document.error['fix'], told).not.toBeNull();
  expect(document.error['place'], told).not.toBeNull();
  return document.error;
}

/** A command line that must fail, and how. Every credential there is is given, but for what `env` says. */
export interface Case extends Expected {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>> | (() => Readonly<Record<string, string | undefined>>);
  readonly input?: string | (() => Promise<string>);
}

/** Runs a case for a person and checks that nothing changed by it. */
export async function refuse(stage: Stage, person: Person, given: Case): Promise<void> {
  const changes = typeof given.env === 'function' ? given.env() : (given.env ?? {});
  const env = { ...stage.credentials(), ...changes };
  const input = typeof given.input === 'function' ? await given.input() : given.input;
  const before = await photograph(stage, person);
  const ended = await runWith(stage, person, given.args, env, input);
  const secrets = Object.entries({ ...person.env, ...env }).flatMap(([name, value]) =>
    /SECRET|TOKEN/.test(name) && value !== undefined && value.trim() !== '' ? [value] : [],
  );
  expectFailure(ended, given, secrets);
  expect(await photograph(stage, person)).toEqual(before);
}

/** Runs the program with `--json` and those variables beside the person's own; undefined takes one away. */
export function runWith(
  stage: Stage,
  person: Person,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  input?: string,
): Promise<Ended> {
  const kept = Object.fromEntries(Object.entries({ ...person.env, ...env }).filter(([, value]) => value !== undefined)) as Record<string, string>;
  return stage.pipeline.orgcast({ ...person, env: kept }, ['--json', ...args], input === undefined ? {} : { input });
}

/** An address on which nobody listens. */
export async function findClosedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Everything that a refused command must leave alone: a person's files, the repository's refs, the orgs. */
export async function photograph(stage: Stage, person: Person): Promise<JsonObject> {
  const bare = join(stage.pipeline.folder, `emulator/git/repositories/${repository}.git`);
  const refs = await stage.pipeline.git(person, '--git-dir', bare, 'for-each-ref');
  const files = Object.fromEntries([...filesOf(person.dir)].filter(([path]) => !path.startsWith('.git/') && !path.startsWith('.orgcast/')));
  const orgs: Record<string, JsonObject> = {};
  for (const name of ['head-office', 'osaka']) orgs[name] = await stateOf(stage, name);
  // A job's lock is taken and given back; where pull requests point is the forge's own bookkeeping.
  return { refs: refs.split('\n').filter((line) => !/refs\/(orgcast\/lock|pull)\//.test(line)), files, orgs };
}

async function stateOf(stage: Stage, name: string): Promise<JsonObject> {
  const answer = await fetch(`${stage.pipeline.emulator.url}/__emulator/orgs/${name}/state`);
  return (await answer.json()) as JsonObject;
}

/** Moves the emulator's clock by that many hours, for CRM and Git host alike. */
export async function moveClock(stage: Stage, hours: number): Promise<void> {
  const body = JSON.stringify({ offset: hours * 3600 });
  const answer = await fetch(`${stage.pipeline.emulator.url}/__emulator/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (!answer.ok) throw new Error(`the clock does not move: ${await answer.text()}`);
}
