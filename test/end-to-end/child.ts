import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended, Person } from './pipeline.ts';

const program = join(import.meta.dirname, '../../dist/main.js');

/** A process of the published program; `ended` has code -1 when it was killed. */
export interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Program and arguments that run the bundled program. */
export function programLine(args: readonly string[]): readonly string[] {
  if (!existsSync(program)) throw new Error('dist/main.js is missing: run "npm run build"');
  return [process.execPath, program, ...args];
}

/** Starts the bundled program for a person. */
export function startChild(person: Person, args: readonly string[], env: Record<string, string>): Child {
  const [node = '', ...rest] = programLine(args);
  return start(node, rest, person, env);
}

/** Runs any program for a person to its end. */
export function runProgramOf(name: string, args: readonly string[], person: Person, env: Record<string, string>): Promise<Ended> {
  return start(name, args, person, env).ended;
}

function start(name: string, args: readonly string[], person: Person, env: Record<string, string>): Child {
  const child = spawn(name, args, { cwd: person.dir, env: { ...person.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
  return { process: child, ended };
}

/** Runs the bundled program for a person to its end. */
export function runChild(person: Person, args: readonly string[], env: Record<string, string>): Promise<Ended> {
  return startChild(person, args, env).ended;
}
