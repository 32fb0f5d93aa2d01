import { randomUUID } from 'node:crypto';
import { revParse } from './history.ts';
import { readGit } from './plumbing.ts';
import type { Repository } from './repository.ts';

/** Who a commit names as author and committer. */
export interface CommitAuthor {
  readonly name: string;
  readonly email: string;
}

/** One commit on top of another. Files are UTF-8 texts of mode 100644; every other file of the base stays as it is. */
export interface NewCommit {
  readonly base: string;
  readonly files: ReadonlyMap<string, string>;
  readonly removals: readonly string[];
  readonly message: string;
  readonly author: CommitAuthor;
  /** seconds since 1970 UTC */
  readonly date: number;
}

/**
 * Writes a commit into the object store and answers its id: no ref, index or work tree is touched. Equal input gives the same id. Works through
 * `git fast-import` (git-fast-import(1)), the one plumbing command that takes many files in one process; the branch that it needs is dropped
 * again in the same stream, so it never exists.
 */
export async function commitFiles(repository: Repository, commit: NewCommit): Promise<string> {
  const branch = `refs/orgcast/import-${randomUUID()}`;
  const base = await revParse(repository, commit.base);
  const who = `${cleanName(commit.author.name)} <${cleanName(commit.author.email)}> ${commit.date} +0000`;
  const stream = [
    'feature done\n',
    `commit ${branch}\nmark :1\nauthor ${who}\ncommitter ${who}\n${data(commit.message)}from ${base}\n`,
    ...commit.removals.map((path) => `D ${quotePath(path)}\n`),
    ...[...commit.files].map(([path, text]) => `M 100644 inline ${quotePath(path)}\n${data(text)}`),
    `\nget-mark :1\nreset ${branch}\nfrom ${'0'.repeat(base.length)}\n\ndone\n`,
  ];
  const output = await readGit(repository, ['fast-import', '--quiet', '--force'], stream.join(''));
  return output.toString('utf8').trim();
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** A path in fast-import's C-style quotes; bytes above ASCII need none. */
function quotePath(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function cleanName(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, '').trim();
}
