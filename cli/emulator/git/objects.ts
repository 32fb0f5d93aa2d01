import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './run-git.ts';

/** One entry of a tree to be written. `sha` null removes the path; `content` makes the blob on the way. */
export interface NewTreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha?: string | null;
  readonly content?: string;
}

/** One entry of a tree that was read; `size` is that of a blob in bytes. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | undefined;
}

/** Writes a blob and gives its object name. */
export function writeBlob(bare: BareRepository, content: string | Uint8Array): Promise<string> {
  return bare.ask(['hash-object', '-w', '--stdin'], { input: content });
}

/** The bytes of a blob, or undefined when the object is absent or no blob. */
export async function readBlob(bare: BareRepository, sha: string): Promise<Buffer | undefined> {
  const outcome = await bare.run(['cat-file', 'blob', sha]);
  return outcome.code === 0 ? outcome.stdout : undefined;
}

/** The type of an object (`blob`, `tree`, `commit`, `tag`), or undefined when it is absent. */
export async function objectType(bare: BareRepository, sha: string): Promise<string | undefined> {
  const outcome = await bare.run(['cat-file', '-t', sha]);
  return outcome.code === 0 ? outcome.stdout.toString().trim() : undefined;
}

/** The tree that a commit or tree name stands for, or undefined. */
export async function treeOf(bare: BareRepository, sha: string): Promise<string | undefined> {
  const outcome = await bare.run(['rev-parse', '--verify', '--quiet', `${sha}^{tree}`]);
  return outcome.code === 0 ? outcome.stdout.toString().trim() : undefined;
}

/** The entries of a tree, or, given a path, the entry of that path alone; `recursive` goes into folders and lists them too. */
export async function readTree(bare: BareRepository, tree: string, options: { recursive?: boolean; path?: string } = {}): Promise<TreeEntry[]> {
  const path = options.path === undefined ? [] : ['--', `:(literal)${options.path}`];
  const output = await bare.ask(['ls-tree', '-z', '--long', ...(options.recursive ? ['-r', '-t'] : []), tree, ...path], {
    env: { GIT_LITERAL_PATHSPECS: '0' },
  });
  return output
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', sha = '', size = '-'] = line.slice(0, tab).split(/ +/);
      return { mode, type, sha, size: size === '-' ? undefined : Number(size), path: line.slice(tab + 1) };
    });
}

/**
 * Writes a tree from entries on top of a base tree (or of nothing), through an index of its own. Rejects with GitError for a path or object that
 * git does not accept, such as `../x`, `.git/config` or an absent blob.
 */
export async function writeTree(bare: BareRepository, base: string | undefined, entries: readonly NewTreeEntry[]): Promise<string> {
  const folder = await mkdtemp(join(bare.dir, 'index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    await bare.ask(base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { env });
    for (const entry of entries) if (entry.mode === '040000' && entry.sha) await graftTree(bare, entry.path, entry.sha, env);
    const lines: string[] = [];
    for (const entry of entries) if (entry.mode !== '040000') lines.push(...(await indexLines(bare, entry, env)));
    await bare.ask(['update-index', '-z', '--index-info'], { env, input: lines.map((line) => `${line}\0`).join('') });
    return await bare.ask(['write-tree'], { env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function graftTree(bare: BareRepository, path: string, sha: string, env: Record<string, string>): Promise<void> {
  await bare.ask(['rm', '-r', '--cached', '--quiet', '--ignore-unmatch', '--', `:(literal)${path}`], { env });
  await bare.ask(['read-tree', `--prefix=${path}/`, sha], { env });
}

/** What `update-index --index-info` reads for one entry; a removed folder needs a line for each file in it. */
async function indexLines(bare: BareRepository, entry: NewTreeEntry, env: Record<string, string>): Promise<string[]> {
  if (entry.sha === null) {
    const below = await bare.ask(['ls-files', '-z', '--', `:(literal)${entry.path}`], { env });
    return below
      .split('\0')
      .filter(Boolean)
      .map((path) => `0 ${'0'.repeat(40)}\t${path}`);
  }
  const sha = entry.sha ?? (await writeBlob(bare, entry.content ?? ''));
  return [`${entry.mode} ${sha}\t${entry.path}`];
}
