import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import type { CommandContext } from '../context.ts';

/** Somebody of the story, or the CI job, who works in a folder with credentials of their own. */
export interface Actor {
  readonly name: string;
  /** folder of their clone */
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a program printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `orgcast` as its users do: a process of its own, in the actor's folder, with the actor's variables. */
export function runOrgcast(context: CommandContext, actor: Actor, args: readonly string[], input = ''): Promise<Ended> {
  const [program = '', ...leading] = context.world.self;
  return run(program, [...leading, '--lang', context.text.lang, ...args], actor, input);
}

/** Runs git in the actor's folder. The token travels in the environment, never in a URL or an argument. */
export async function runGit(actor: Actor, args: readonly string[]): Promise<string> {
  const ended = await run('git', args, actor, '');
  if (ended.code === 0) return ended.stdout;
  throw new Failure(`git ${args[0] ?? ''} failed: ${ended.stderr.trim()}`, {
    code: 'demo.git',
    kind: 'failure',
    place: actor.dir,
    fix: 'Look at what git says; run the demo again.',
  });
}

function run(program: string, args: readonly string[], actor: Actor, input: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: actor.dir, env: { ...actor.env }, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.stdin.on('error', () => undefined); // a program may end without reading what it was given
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin.end(input);
  });
}

/** Environment of an actor: nothing of the caller's but the way to programs, so that the demo neither uses nor shows what the user has. */
export function actorEnvironment(context: CommandContext, name: string, home: string, origin: string, token: string): Record<string, string> {
  const settings: readonly (readonly [string, string])[] = [
    [`http.${origin}/.extraHeader`, `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`],
    ['user.name', name],
    ['user.email', `${name}@example.com`],
    ['init.defaultBranch', 'main'],
  ];
  const config = Object.fromEntries(
    settings.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  );
  return {
    PATH: context.variable('PATH') ?? '/usr/bin:/bin',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: String(settings.length),
    ...config,
    GITHUB_TOKEN: token,
    NO_COLOR: '1',
  };
}

/** Writes the event of a workflow run where the job finds it, and answers the job's variables. */
export function eventVariables(folder: string, name: string, event: unknown, sha: string, runId: string): Record<string, string> {
  const path = join(folder, `${name}-${runId}.json`);
  writeFileSync(path, JSON.stringify(event));
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, GITHUB_SHA: sha, GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: '1' };
}
