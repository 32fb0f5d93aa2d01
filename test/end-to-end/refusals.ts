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
