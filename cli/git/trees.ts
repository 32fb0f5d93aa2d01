import { Failure } from '../model/failure.ts';
import { revParse } from './history.ts';
import { listGit, readGit } from './plumbing.ts';
import type { Repository } from './repository.ts';
import { corrupt } from './tree-difference.ts';

/** One file of a commit. Submodules have mode `160000` and no text; a symbolic link (`120000`) has its goal as text. */
export interface TreeFile {
  readonly path: string;
  readonly mode: string;
  readonly text: string;
}

/** How much is read before it counts as an attack. */
export interface TreeLimits {
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
}

const usualLimits: TreeLimits = { files: 50_000, fileBytes: 4 * 1024 * 1024, totalBytes: 256 * 1024 * 1024 };

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly object: string;
  readonly size: number;
  readonly path: string;
}

/**
 * All files of a commit whose path is `prefix` or lies below it (`''`: all), as texts, without checking anything out. Failures: `git.no-commit`,
 * `git.too-large` beyond the limits (judged before a byte is read), `git.not-text` for a file that is not UTF-8.
 */
export async function readTreeAt(
  repository: Repository,
  commit: string,
  prefix: string,
  limits: TreeLimits = usualLimits,
): Promise<readonly TreeFile[]> {
  const sha = await revParse(repository, commit);
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', sha, ...(prefix === '' ? [] : ['--', prefix])];
  const entries = (await listGit(repository, args, limits.files)).map(parseEntry);
  requireLimits(entries, limits, sha);
  const blobs = entries.filter(({ type }) => type === 'blob');
  const request = blobs.map(({ object }) => `${object}\n`).join('');
  const contents = blobs.length === 0 ? [] : splitBatch(await readGit(repository, ['cat-file', '--batch'], request), blobs);
  const texts = new Map(blobs.map(({ path }, index) => [path, decode(contents[index], path, sha)]));
  return entries.map(({ path, mode }) => ({ path, mode, text: texts.get(path) ?? '' }));
}

/** Reads one line of `ls-tree -l`: `<mode> <type> <object> <size, padded, or ->`, a tab, the path. */
function parseEntry(line: string): Entry {
  const tab = line.indexOf('\t');
  const [mode = '', type = '', object = '', size = '-'] = line.slice(0, tab).split(/ +/);
  // git says BAD where the object is not there.
  if (!/^(?:-|\d+)$/.test(size)) throw corrupt(line);
  return { mode, type, object, size: size === '-' ? 0 : Number(size), path: line.slice(tab + 1) };
}

function requireLimits(entries: readonly Entry[], limits: TreeLimits, commit: string): void {
  const large = entries.find(({ size }) => size > limits.fileBytes);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (large === undefined && total <= limits.totalBytes && entries.length <= limits.files) return;
  const what = large === undefined ? `${entries.length} files, ${total} bytes` : `${JSON.stringify(large.path)}, ${large.size} bytes`;
  throw new Failure(`Commit ${commit} is too large to read: ${what}.`, {
    code: 'git.too-large',
    kind: 'invalid',
    place: commit,
    fix: 'Split the environment, or take out what is no configuration.',
  });
}

/** Splits the output of `cat-file --batch`: for each object a line `<object> <type> <size>`, the bytes, a line feed. */
function splitBatch(output: Buffer, blobs: readonly Entry[]): Buffer[] {
  let offset = 0;
  return blobs.map(({ object, size }) => {
    const start = output.indexOf(0x0a, offset) + 1;
    const header = output.toString('latin1', offset, start - 1);
    if (header !== `${object} blob ${size}`) throw corrupt(header);
    offset = start + size + 1;
    return output.subarray(start, start + size);
  });
}

function decode(content: Buffer | undefined, path: string, commit: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    throw new Failure(`${JSON.stringify(path)} in commit ${commit} is not UTF-8 text.`, {
      code: 'git.not-text',
      kind: 'invalid',
      place: path,
      fix: 'Save the file as UTF-8.',
      cause: error,
    });
  }
}
