import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Repository } from '../../cli/git/repository.ts';
import { openRepository } from '../../cli/git/repository.ts';

/** A folder that is gone when the test is over. */
export function scratchFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'orgcast-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Runs git as a person would, for set-up and for looking at the result. */
export function git(dir: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org', ...args], { cwd: dir, encoding: 'utf8' }).trim();
}

/** A bare remote with one commit on main (a README), and a clone of it. */
export function remoteAndClone(): { remote: string; clone: string; repository: Repository; base: string } {
  const folder = scratchFolder();
  const [remote, clone] = [join(folder, 'remote.git'), join(folder, 'clone')];
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  git(folder, 'init', '--quiet', '--initial-branch=main', clone);
  git(clone, 'remote', 'add', 'origin', remote);
  git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'start');
  git(clone, 'push', '--quiet', 'origin', 'main');
  return { remote, clone, repository: openRepository(clone, 'origin', { env: process.env }), base: git(clone, 'rev-parse', 'HEAD') };
}

/** A commit's content with what a test does not care about filled in. */
export function newCommit(base: string, files: Record<string, string>, removals: string[] = []) {
  const author = { name: 'Sender', email: 'sender@example.org' };
  return { base, files: new Map(Object.entries(files)), removals, message: 'send', author, date: 1_790_000_000 };
}
