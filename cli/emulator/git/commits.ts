import type { BareRepository } from './run-git.ts';

/** Who wrote or committed something, and when: ISO 8601 in UTC. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** A commit as git has it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** What a new commit is made of. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

const fields = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'];

/** The commits that `git rev-list` gives for these arguments, in its order. */
export async function listCommits(bare: BareRepository, ...range: string[]): Promise<Commit[]> {
  const parts = (await bare.ask(['log', '-z', `--format=${fields.join('%x00')}`, ...range, '--'])).split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + fields.length <= parts.length; at += fields.length) commits.push(readCommit(parts.slice(at, at + fields.length)));
  return commits;
}

function readCommit(parts: readonly string[]): Commit {
  const [sha = '', tree = '', parents = '', name = '', email = '', at, byName = '', byEmail = '', byAt, message = ''] = parts;
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name, email, date: readSeconds(at) },
    committer: { name: byName, email: byEmail, date: readSeconds(byAt) },
    message: message.replace(/\n+$/, ''),
  };
}

function readSeconds(seconds: string | undefined): string {
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The commit of this object name; the caller knows that it is one. */
export async function readCommitOf(bare: BareRepository, sha: string): Promise<Commit> {
  const [commit] = await listCommits(bare, '--no-walk', sha);
  if (!commit) throw new Error(`commit ${sha} is missing`);
  return commit;
}

/** The object names that `git rev-list` gives for these arguments. */
export async function listShas(bare: BareRepository, ...range: string[]): Promise<string[]> {
  return (await bare.ask(['rev-list', ...range, '--'])).split('\n').filter(Boolean);
}

/** Writes a commit object and gives its object name; no ref moves. */
export function writeCommit(bare: BareRepository, commit: NewCommit): Promise<string> {
  const env = { ...signatureEnvironment('AUTHOR', commit.author), ...signatureEnvironment('COMMITTER', commit.committer) };
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  return bare.ask(['commit-tree', commit.tree, ...parents], { input: commit.message, env });
}

function signatureEnvironment(role: 'AUTHOR' | 'COMMITTER', signature: Signature): Record<string, string> {
  const seconds = Math.floor(Date.parse(signature.date) / 1000);
  return {
    [`GIT_${role}_NAME`]: signature.name || 'unknown',
    [`GIT_${role}_EMAIL`]: signature.email,
    [`GIT_${role}_DATE`]: `@${seconds} +0000`,
  };
}
