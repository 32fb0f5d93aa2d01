import type { RunningEmulator } from '../../emulator/listen.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { objects, property, text } from '../../model/json.ts';
import type { CommandContext } from '../context.ts';
import type { Cast } from './cast.ts';
import { cloneFor, pushAll, repositoryName } from './cast.ts';
import { changeHeadOffice, logIn, setUpHeadOffice } from './head-office.ts';
import type { Narrator } from './narration.ts';
import type { Actor, Ended } from './stage.ts';
import { eventVariables, runGit, runOrgcast } from './stage.ts';

/** What the chapters share. */
export interface Scene {
  readonly context: CommandContext;
  readonly emulator: RunningEmulator;
  readonly cast: Cast;
  readonly folder: string;
  readonly narrator: Narrator;
}

/** Runs a command, shows it, and notes whether it ended as it had to. */
async function perform(
  scene: Scene,
  actor: Actor,
  args: readonly string[],
  options: { code?: number; input?: string; shown?: string; lines?: number; env?: Record<string, string> } = {},
): Promise<Ended> {
  const who = options.env === undefined ? actor : { ...actor, env: { ...actor.env, ...options.env } };
  const ended = await runOrgcast(scene.context, who, args, options.input);
  scene.narrator.show(actor.name, options.shown ?? `orgcast ${args.join(' ')}`, ended, options.lines);
  const code = options.code ?? 0;
  if (ended.code !== code) scene.narrator.expect(`ends with exit code ${code}`, false, `it ended with ${ended.code}\n${ended.stderr}`);
  return ended;
}

/** init and first exports: both orgs become folders of YAML. */
export async function setUpRepository(scene: Scene): Promise<void> {
  const { cast, emulator, narrator } = scene;
  narrator.chapter('Two orgs become a repository');
  const headOffice = emulator.orgs.find((org) => org.name === 'head-office');
  if (headOffice !== undefined) await setUpHeadOffice(await logIn(headOffice));
  await cloneFor(cast.kenji, emulator);
  await runGit(cast.kenji, ['switch', '--quiet', '--create', 'main']).catch(() => '');
  await perform(scene, cast.kenji, ['init', '--org', 'head-office', '--org', 'osaka']);
  await perform(scene, cast.kenji, ['export', 'osaka']);
  await pushAll(cast.kenji, 'Set up the pipeline; export osaka');
  await cloneFor(cast.hana, emulator);
  await perform(scene, cast.hana, ['export', 'head-office']);
  await pushAll(cast.hana, 'Export head-office');
  const again = await perform(scene, cast.hana, ['export', 'head-office', '--check']);
  narrator.expect('exporting again changes no file', again.code === 0);
}

/** The head office changes its CRM; the change is a small diff, and the files are in order. */
export async function changeSource(scene: Scene): Promise<void> {
  const { cast, emulator, narrator } = scene;
  narrator.chapter('The head office changes its CRM');
  const headOffice = emulator.orgs.find((org) => org.name === 'head-office');
  if (headOffice !== undefined) await changeHeadOffice(await logIn(headOffice));
  narrator.say('In the CRM somebody adds a workflow rule that marks a visit as reported.');
  await perform(scene, cast.hana, ['export', 'head-office'], { lines: 3 });
  const status = await runGit(cast.hana, ['status', '--short', '--untracked-files=all']);
  for (const line of status.trimEnd().split('\n')) narrator.say(`  git: ${line}`);
  await pushAll(cast.hana, 'A visit with a report is done');
  const valid = await perform(scene, cast.hana, ['validate', 'head-office']);
  narrator.expect('the files have no error', valid.code === 0);
}

/** The branch makes a key; the head office sends with it. Answers key and number of the pull request. */
export async function sendWithKey(scene: Scene): Promise<{ key: string; number: number }> {
  const { cast, narrator } = scene;
  narrator.chapter('Osaka makes a copy key, the head office sends with it');
  const made = await perform(scene, cast.kenji, ['key', 'create', 'osaka'], { lines: 0 });
  const key = made.stdout.trim();
  narrator.say(`The key (${key.slice(0, 10)}…, 24 hours) goes to Hana by hand; it never enters the repository.`);
  const sent = await perform(scene, cast.hana, ['--json', 'send', '--key', '-', '--from', 'head-office'], {
    input: key,
    shown: 'orgcast send --key - --from head-office',
    lines: 0,
  });
  const view = parse(sent.stdout);
  const number = property(view, 'number');
  narrator.say(`Request #${String(number)}: ${text(view, 'url') ?? ''}`);
  narrator.expect('a pull request is open', typeof number === 'number', sent.stderr);
  return { key, number: typeof number === 'number' ? number : 0 };
}

/** CI judges the request and posts its plan. */
export async function checkRequest(scene: Scene, number: number): Promise<void> {
  const { cast, emulator, narrator } = scene;
  narrator.chapter('CI checks the request and posts the plan');
  await cloneFor(cast.ci, emulator);
  const event = emulator.forge.events(repositoryName).findLast((one) => one.name === 'pull_request_target');
  const env = eventVariables(scene.folder, 'pull_request_target', event?.payload, event?.sha ?? '', '101');
  const checked = await perform(scene, cast.ci, ['check'], { env, lines: 30 });
  const comments = objects({ list: (await rest(scene, cast.kenji, 'GET', `/issues/${number}/comments`)) ?? [] }, 'list');
  narrator.expect(
    'the plan stands on the pull request',
    checked.code === 0 && comments.some((comment) => text(comment, 'body')?.includes('orgcast:plan') === true),
    checked.stderr,
  );
}

/** Osaka's administrator reads, approves and merges; answers the merge's commit. */
export async function mergeRequest(scene: Scene, number: number): Promise<string> {
  const { cast, narrator } = scene;
  narrator.chapter("Osaka's administrator reviews and merges: that is the approval");
  await rest(scene, cast.kenji, 'POST', `/pulls/${number}/reviews`, { event: 'APPROVE', body: 'Osaka takes this.' });
  const merged = await rest(scene, cast.kenji, 'PUT', `/pulls/${number}/merge`, { merge_method: 'merge' });
  const sha = text(merged, 'sha') ?? '';
  narrator.expect(`request #${number} is merged as ${sha.slice(0, 12)}`, sha !== '', JSON.stringify(merged));
  return sha;
}

/** The merge's job asks for a second approval of what raises rights, then redeems the key and applies. */
export async function applyMerge(scene: Scene, number: number): Promise<{ env: Record<string, string>; head: string }> {
  const { cast, emulator, narrator } = scene;
  narrator.chapter('The merge starts the job that redeems the key and applies');
  const event = emulator.forge.events(repositoryName).findLast((one) => one.name === 'push' && one.ref === 'refs/heads/main');
  await runGit(cast.ci, ['pull', '--quiet', 'origin', 'main']);
  const env = eventVariables(scene.folder, 'push', event?.payload, event?.sha ?? '', '102');
  const stopped = await perform(scene, cast.ci, ['apply', 'osaka'], { env, code: 4 });
  const isGate = stopped.code === 4 && stopped.stderr.includes('approval.risk');
  narrator.expect('it stops before anything is written: raised rights need a second approver', isGate, stopped.stderr);
  await rest(scene, cast.mika, 'POST', `/pulls/${number}/reviews`, { event: 'APPROVE', body: 'These rights are meant.' });
  narrator.say('Mika, the other administrator of Osaka, approves the same commit; the job is run again.');
  const applied = await perform(scene, cast.ci, ['apply', 'osaka'], { env: { ...env, GITHUB_RUN_ATTEMPT: '2' }, lines: 25 });
  narrator.expect('every step is done', applied.code === 0, applied.stderr);
  return { env, head: event?.sha ?? '' };
}

/** The branch now is what was approved; nothing happens twice; the key is worth nothing any more. */
export async function proveOutcome(scene: Scene, key: string, env: Record<string, string>): Promise<void> {
  const { cast, narrator } = scene;
  narrator.chapter('What was approved is what Osaka has, once');
  await runGit(cast.kenji, ['pull', '--quiet', 'origin', 'main']);
  await perform(scene, cast.kenji, ['export', 'osaka'], { lines: 3 });
  const changed = (await runGit(cast.kenji, ['status', '--short', '--untracked-files=all']))
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('identities.yaml'));
  narrator.expect('exporting Osaka again gives exactly the approved files', changed.length === 0, changed.join('\n'));
  const again = await perform(scene, cast.ci, ['--json', 'apply', 'osaka'], {
    env: { ...env, GITHUB_RUN_ATTEMPT: '3' },
    shown: 'orgcast apply osaka',
    lines: 0,
  });
  const steps = objects(parse(again.stdout), 'steps');
  narrator.expect('applying the same request again does nothing', again.code === 0 && steps.every(isUntried), again.stderr);
  const second = await perform(scene, cast.hana, ['send', '--key', '-', '--from', 'head-office'], {
    input: key,
    shown: 'orgcast send --key - --from head-office',
    code: 4,
  });
  narrator.expect('using the key a second time is refused', second.code === 4 && second.stderr.includes('request.spent'), second.stderr);
}

/** A call to the Git host's REST interface as a person's browser would make it. */
async function rest(scene: Scene, actor: Actor, method: string, path: string, body?: Json): Promise<Json | undefined> {
  const headers = {
    authorization: `Bearer ${actor.env['GITHUB_TOKEN'] ?? ''}`,
    accept: 'application/vnd.github+json',
    'content-type': 'application/json',
  };
  const response = await fetch(`${scene.emulator.git.apiUrl}/repos/${repositoryName}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.status === 204 ? undefined : ((await response.json()) as Json);
}

/** A step of a receipt that was found done and not written again. */
function isUntried(step: JsonObject): boolean {
  return property(step, 'status') === 'done' && property(step, 'attempts') === 0;
}

function parse(written: string): Json | undefined {
  try {
    return JSON.parse(written) as Json;
  } catch {
    return undefined;
  }
}
