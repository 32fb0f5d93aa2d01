import { spawn } from 'node:child_process';

/** Where programs are looked for, and the home folder that git sees (it holds no configuration). */
export interface GitSurroundings {
  readonly searchPath: string;
  readonly home: string;
}

/** How a git process ended. */
export interface GitOutcome {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What one git process gets besides its arguments. */
export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** A bare repository on disk and the way to run git on it. */
export interface BareRepository {
  readonly dir: string;
  /** Runs git and reports how it ended, whatever the exit code. */
  run(args: readonly string[], options?: GitOptions): Promise<GitOutcome>;
  /** Runs git and gives its output without the last line break; throws GitError when it fails. */
  ask(args: readonly string[], options?: GitOptions): Promise<string>;
}

/** A git process failed where it should not have. */
export class GitError extends Error {
  readonly outcome: GitOutcome;

  constructor(args: readonly string[], outcome: GitOutcome) {
    super(`git ${args[0]} ended with code ${outcome.code}: ${outcome.stderr.trim()}`);
    this.name = 'GitError';
    this.outcome = outcome;
  }
}

/** The environment of every git process: nothing of the user's configuration, no prompts, no translation. */
export function gitEnvironment(surroundings: GitSurroundings): Record<string, string> {
  return {
    PATH: surroundings.searchPath,
    HOME: surroundings.home,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Runs a program to its end without blocking the process that serves. Rejects only when the program cannot be started. */
export function runProgram(program: string, args: readonly string[], cwd: string, options: GitOptions): Promise<GitOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: options.env, stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A program that ends without reading its input closes the pipe; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }));
    child.stdin.end(options.input ?? '');
  });
}

/** The bare repository in `dir`; nothing is read or checked yet. */
export function openBareRepository(dir: string, surroundings: GitSurroundings): BareRepository {
  const run = (args: readonly string[], options: GitOptions = {}): Promise<GitOutcome> =>
    runProgram('git', ['--git-dir', dir, ...args], dir, { ...options, env: { ...gitEnvironment(surroundings), ...options.env } });
  const ask = async (args: readonly string[], options?: GitOptions): Promise<string> => {
    const outcome = await run(args, options);
    if (outcome.code !== 0) throw new GitError(args, outcome);
    return outcome.stdout.toString().replace(/\n$/, '');
  };
  return { dir, run, ask };
}
