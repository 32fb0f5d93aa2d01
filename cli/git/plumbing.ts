import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Failure } from '../model/failure.ts';
import { gitFailure } from './git-failure.ts';
import type { Repository } from './repository.ts';

/** How a git process ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** true when it was stopped because it had said enough */
  readonly stopped: boolean;
}

/** What git is given to read, and when it has said enough. */
export interface GitInput {
  readonly stdin?: string | Buffer;
  /** sees stdout as it comes; git is stopped as soon as this answers true, and what it said so far is the result, with `stopped` */
  readonly isEnough?: (chunk: Buffer) => boolean;
}

/** Runs git with what simple-git cannot do: bytes on stdin, and an exit code that is an answer. Rejects only when git cannot be started. */
export async function runGit(repository: Repository, args: readonly string[], { stdin, isEnough }: GitInput = {}): Promise<GitResult> {
  const { promise, resolve, reject } = Promise.withResolvers<GitResult>();
  const child = spawn('git', args, { cwd: repository.dir, env: repository.environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let stopped = false;
  child.stdout.on('data', (chunk: Buffer) => {
    if (stopped) return;
    stdout.push(chunk);
    stopped = isEnough?.(chunk) === true;
    if (stopped) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A folder that is not there and a git that is not there give the same ENOENT.
  const place = existsSync(repository.dir) ? '' : `${repository.dir} does not exist: `;
  child.on('error', (error) => reject(gitFailure(`${place}${error.message}`, repository)));
  const answer = (code: number | null): GitResult => ({
    code: code ?? 1,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString('utf8'),
    stopped,
  });
  child.on('close', (code) => resolve(answer(code)));
  // A git that ends before it has read everything says why on stderr; the broken pipe adds nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin ?? '');
  return promise;
}

/** Runs git and answers its stdout; a Failure `git.…` when it does not exit with 0. */
export async function readGit(repository: Repository, args: readonly string[], stdin?: string | Buffer): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit(repository, args, stdin === undefined ? {} : { stdin });
  if (code !== 0) throw gitFailure(stderr, repository);
  return stdout;
}

/** Most bytes of a list that git prints. */
const mostListed = 64 * 1024 * 1024;

/**
 * The entries of a list that git prints with a zero byte after each (`-z`). Folders that hold each other several times list as more files than there are
 * atoms, so that git is stopped at `most` entries: Failure `git.too-large`.
 */
export async function listGit(repository: Repository, args: readonly string[], most: number): Promise<readonly string[]> {
  let [entries, bytes] = [0, 0];
  const isEnough = (chunk: Buffer): boolean => {
    bytes += chunk.length;
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, at + 1)) entries += 1;
    return entries > most || bytes > mostListed;
  };
  const { code, stdout, stderr, stopped } = await runGit(repository, args, { isEnough });
  if (stopped || entries > most) {
    throw new Failure(`A commit lists more than ${most} files`, {
      code: 'git.too-large',
      kind: 'invalid',
      place: repository.remote,
      fix: 'Split the environment, or take out what is no configuration.',
    });
  }
  if (code !== 0) throw gitFailure(stderr, repository);
  return stdout.toString('utf8').split('\0').slice(0, -1);
}
