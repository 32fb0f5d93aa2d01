import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './run-git.ts';
import { GitError } from './run-git.ts';

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

/** Those of the given object names that the repository does not have. */
export async function missingObjects(bare: BareRepository, shas: readonly string[]): Promise<string[]> {
  if (shas.length === 0) return [];
  const input = shas.map((sha) => `${sha}\n`).join('');
  const lines = (await bare.ask(['cat-file', '--batch-check=%(objectname)'], { input })).split('\n');
  return lines.filter((line) => line.endsWith(' missing')).map((line) => line.slice(0, line.indexOf(' ')));
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

/** True for a path that a tree may hold: relative, no empty, `.`, `..` or `.git` part (in any letter case), no NUL. */
export function isTreePath(path: string): boolean {
  return !path.includes('\0') && path.split('/').every((part) => !['', '.', '..', '.git'].includes(part.toLowerCase()));
}

/**
 * Writes a tree from entries on top of a base tree (or of nothing), through an index of its own. The paths must be tree paths
 * and the objects must exist.
 */
export async function writeTree(bare: BareRepository, base: string | undefined, entries: readonly NewTreeEntry[]): Promise<string> {
  const folder = await mkdtemp(join(bare.dir, 'index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    await bare.ask(base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { env });
    for (const { path, mode, sha } of entries) {
      const isTree = mode === '040000';
      if (isTree || sha === null) await removePath(bare, path, env);
      if (isTree && sha) await graftTree(bare, path, sha, env);
    }
    const files = entries.filter((entry) => entry.mode !== '040000' && entry.sha !== null);
    const blobs = await writeContents(bare, folder, files);
    await updateIndex(
      bare,
      files.map((file, at) => `${file.mode} ${blobs[at]}\t${file.path}`),
      env,
    );
    return await bare.ask(['write-tree'], { env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The object name of every entry; contents become blobs by one git process for all of them. */
async function writeContents(bare: BareRepository, folder: string, files: readonly NewTreeEntry[]): Promise<string[]> {
  const paths: string[] = [];
  for (const [at, file] of files.entries()) {
    if (file.sha) continue;
    paths.push(join(folder, String(at)));
    await writeFile(join(folder, String(at)), file.content ?? '');
  }
  if (paths.length === 0) return files.map((file) => file.sha ?? '');
  const names = await bare.ask(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: paths.map((path) => `${path}\n`).join('') });
  const written = names.split('\n').values();
  return files.map((file) => file.sha ?? written.next().value ?? '');
}

/** Takes a file, or all files below a folder, out of the index. */
async function removePath(bare: BareRepository, path: string, env: Record<string, string>): Promise<void> {
  const below = (await bare.ask(['ls-files', '-z', '--', `:(literal)${path}`], { env })).split('\0').filter(Boolean);
  await updateIndex(
    bare,
    below.map((found) => `0 ${'0'.repeat(40)}\t${found}`),
    env,
  );
}

/** Puts all files of a tree below a path. (`read-tree --prefix` would want a work tree.) */
async function graftTree(bare: BareRepository, path: string, tree: string, env: Record<string, string>): Promise<void> {
  const files = (await readTree(bare, tree, { recursive: true })).filter((entry) => entry.type !== 'tree');
  await updateIndex(
    bare,
    files.map((file) => `${file.mode} ${file.sha}\t${path}/${file.path}`),
    env,
  );
}

async function updateIndex(bare: BareRepository, lines: readonly string[], env: Record<string, string>): Promise<void> {
  if (lines.length === 0) return;
  const args = ['update-index', '-z', '--index-info'];
  const outcome = await bare.run(args, { env, input: lines.map((line) => `${line}\0`).join('') });
  // git only warns ("Ignoring path …") about a path that it does not take.
  if (outcome.code !== 0 || outcome.stderr !== '') throw new GitError(args, outcome);
}
