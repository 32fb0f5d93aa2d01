import { Failure } from '../model/failure.ts';
import { readGit } from './plumbing.ts';
import type { Repository } from './repository.ts';

/** How far two trees are compared before it counts as an attack: paths that differ, and folders within folders. */
export interface DifferenceLimits {
  readonly paths: number;
  readonly depth: number;
}

const usualLimits: DifferenceLimits = { paths: 100_000, depth: 64 };

/** One folder on both sides; undefined where it is not there. */
interface Pair {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Entries of a folder by name; a tree made by hand may have a name more than once. */
type Folder = ReadonlyMap<string, readonly Entry[]>;

interface Entry {
  readonly mode: string;
  readonly object: string;
}

/**
 * Paths that differ between two trees, as `git diff-tree -r` lists them, level by level and only as far as they differ: git itself gathers all paths before it
 * prints one, which folders that hold each other twice make a thousand million. Failure `git.too-large` beyond the limits.
 */
export async function compareTrees(
  repository: Repository,
  before: string,
  after: string,
  limits: DifferenceLimits = usualLimits,
): Promise<readonly string[]> {
  const changed = new Set<string>();
  let level: readonly Pair[] = before === after ? [] : [{ path: '', before, after }];
  for (let depth = 0; level.length > 0; depth += 1) {
    const folders = await readFolders(repository, new Set(level.flatMap((pair) => [pair.before, pair.after].filter((id) => id !== undefined))));
    const next: Pair[] = [];
    for (const pair of level) {
      comparePair(pair, folders, changed, next);
      if (changed.size + next.length > limits.paths || depth > limits.depth) throw tooLarge(repository, limits);
    }
    level = next;
  }
  return [...changed].sort();
}

function comparePair({ path, before, after }: Pair, folders: ReadonlyMap<string, Folder>, changed: Set<string>, next: Pair[]): void {
  const [one, other] = [folders.get(before ?? ''), folders.get(after ?? '')];
  for (const name of new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])) {
    const at = path === '' ? name : `${path}/${name}`;
    const [left, right] = [one?.get(name) ?? [], other?.get(name) ?? []];
    if (left.length === 1 && right.length === 1 && left[0]?.mode === right[0]?.mode && left[0]?.object === right[0]?.object) continue;
    for (let turn = 0; turn < Math.max(left.length, right.length); turn += 1) {
      const [was, is] = [folderOf(left[turn]), folderOf(right[turn])];
      if (was !== undefined || is !== undefined) next.push({ path: at, before: was, after: is });
      if ((left[turn] !== undefined && was === undefined) || (right[turn] !== undefined && is === undefined)) changed.add(at);
    }
  }
}

function folderOf(entry: Entry | undefined): string | undefined {
  return entry !== undefined && /^0?40000$/.test(entry.mode) ? entry.object : undefined;
}

async function readFolders(repository: Repository, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Folder>> {
  const wanted = [...ids];
  const output = await readGit(repository, ['cat-file', '--batch'], wanted.map((id) => `${id}\n`).join(''));
  const folders = new Map<string, Folder>();
  let offset = 0;
  for (const id of wanted) {
    const start = output.indexOf(0x0a, offset) + 1;
    const header = output.toString('latin1', offset, start - 1);
    const [, size] = /^[0-9a-f]+ tree (\d+)$/.exec(header) ?? [];
    if (size === undefined) throw corrupt(header);
    offset = start + Number(size) + 1;
    folders.set(id, parseFolder(output.subarray(start, start + Number(size)), id.length / 2));
  }
  return folders;
}

/** Reads a tree object: for each entry the mode, a blank, the name, a zero byte, and the id in bytes. */
function parseFolder(bytes: Buffer, idBytes: number): Folder {
  const folder = new Map<string, Entry[]>();
  for (let at = 0; at < bytes.length; ) {
    const [blank, zero] = [bytes.indexOf(0x20, at), bytes.indexOf(0, at)];
    if (blank < 0 || zero < blank || zero + 1 + idBytes > bytes.length) throw corrupt('an entry without a name');
    const name = bytes.toString('utf8', blank + 1, zero);
    const entry = { mode: bytes.toString('latin1', at, blank), object: bytes.toString('hex', zero + 1, zero + 1 + idBytes) };
    folder.set(name, [...(folder.get(name) ?? []), entry]);
    at = zero + 1 + idBytes;
  }
  return folder;
}

function tooLarge(repository: Repository, { paths, depth }: DifferenceLimits): Failure {
  return new Failure(`Two commits differ in more than ${paths} paths, or deeper than ${depth} folders`, {
    code: 'git.too-large',
    kind: 'invalid',
    place: repository.dir,
    fix: 'Split the change, or take out what is no configuration.',
  });
}

/** A tree that calls a folder a file, names what is not there, or is none; git itself writes none such. */
export function corrupt(what: string): Failure {
  return new Failure(`A tree of the commit does not say what is in it: ${what.slice(0, 100)}`, {
    code: 'git.corrupt',
    kind: 'invalid',
    fix: 'Make the commit again with git; its objects are broken.',
  });
}
