import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { gitFailure } from './git-failure.ts';
import type { Repository } from './repository.ts';

/** How a git process ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git with what simple-git cannot do: bytes on stdin, and an exit code that is an answer. Rejects only when git cannot be started. */
export async function runGit(repository: Repository, args: readonly string[], input?: string | Buffer): Promise<GitResult> {
  const { promise, resolve, reject } = Promise.withResolvers<GitResult>();
  const child = spawn('git', args, { cwd: repository.dir, env: repository.environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A folder that is not there and a git that is not there give the same ENOENT.
  const place = existsSync(repository.dir) ? '' : `${repository.dir} does not exist: `;
  child.on('error', (error) => reject(gitFailure(`${place}${error.message}`, repository)));
  child.on('close', (code) => resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }));
  // A git that ends before it has read everything says why on stderr; the broken pipe adds nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  return promise;
}

/** Runs git and answers its stdout; a Failure `git.…` when it does not exit with 0. */
export async function readGit(repository: Repository, args: readonly string[], input?: string | Buffer): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit(repository, args, input);
  if (code !== 0) throw gitFailure(stderr, repository);
  return stdout;
}
