import { lstatSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { FileOperations } from './text-file.ts';
import { describeFailure, fileOperations, flushFiles, flushFolder, temporarySuffix, writeBeside } from './text-file.ts';

/** What writing a tree did, in files. */
export interface TreeChanges {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** What else to do, and with what. */
export interface WriteTreeOptions {
  /** paths of files that go, relative to the folder; those that are not there are passed over */
  readonly remove?: Iterable<string>;
  readonly operations?: FileOperations;
}

/**
 * Makes the files below a folder say what `texts` says (by path relative to it, `/` between parts); files that say it already are not touched, others stay.
 * Everything new is first written and flushed beside its target, then renamed, and only then do files go: whatever fails or kills the process before the
 * renames leaves the folder as it was, and no file is ever half-written. A rename that fails is undone together with those before it.
 * Throws a `Failure` for a path that leads out of the folder or through a link, and for what the system refuses.
 */
export async function writeTree(
  directory: string,
  texts: ReadonlyMap<string, string>,
  { remove = [], operations = fileOperations }: WriteTreeOptions = {},
): Promise<TreeChanges> {
  const gone = [...new Set(remove)].filter((path) => !texts.has(path));
  for (const path of [...texts.keys(), ...gone]) checkPath(directory, path);
  removeLeftovers(directory);
  const changes = findChanges(directory, texts);
  replaceAll(await stageAll(directory, changes, operations), operations);
  const kept = caseVariants(directory, gone, texts);
  const removed = gone.filter((path) => !kept.has(path) && removeFile(directory, path)).length;
  return { written: changes.length, unchanged: texts.size - changes.length, removed };
}

interface FileChange {
  readonly path: string;
  readonly text: string;
  /** undefined for a new file */
  readonly before: Buffer | undefined;
}

interface Staged {
  readonly target: string;
  readonly temporary: string;
  readonly before: Buffer | undefined;
}

function findChanges(directory: string, texts: ReadonlyMap<string, string>): readonly FileChange[] {
  const changes: FileChange[] = [];
  for (const [path, text] of texts) {
    const before = readBytes(join(directory, path));
    if (before === undefined || !before.equals(Buffer.from(text, 'utf8'))) changes.push({ path, text, before });
  }
  return changes;
}

async function stageAll(directory: string, changes: readonly FileChange[], operations: FileOperations): Promise<readonly Staged[]> {
  const staged: Staged[] = [];
  try {
    for (const { path, text, before } of changes) {
      const target = join(directory, path);
      staged.push({ target, temporary: writeBeside(target, text, undefined, operations), before });
    }
    await flushFiles(staged.map(({ temporary }) => temporary));
    return staged;
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const { path } of changes) removeEmptyFolders(directory, path);
    throw error;
  }
}

function replaceAll(staged: readonly Staged[], operations: FileOperations): void {
  const done: Staged[] = [];
  try {
    for (const file of staged) {
      operations.rename(file.temporary, file.target);
      done.push(file);
    }
    for (const folder of new Set(staged.map(({ target }) => dirname(target)))) flushFolder(folder);
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const { target, before } of done) restore(target, before);
    throw describeFailure(staged[done.length]?.target ?? '', error);
  }
}

function restore(target: string, before: Buffer | undefined): void {
  if (before === undefined) rmSync(target, { force: true });
  else fileOperations.rename(writeBeside(target, before.toString('utf8'), undefined, fileOperations), target);
}

/** On a disk that ignores case a name to remove may be another spelling of one just written: then it is the same file, and stays. */
function caseVariants(directory: string, gone: readonly string[], texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const written = new Map([...texts.keys()].map((path) => [path.toLowerCase(), path]));
  return new Set(
    gone.filter((path) => {
      const twin = written.get(path.toLowerCase());
      const stat = twin === undefined ? undefined : lstatSync(join(directory, path), { throwIfNoEntry: false });
      const other = lstatSync(join(directory, twin ?? path), { throwIfNoEntry: false });
      return stat !== undefined && stat.ino === other?.ino && stat.dev === other.dev;
    }),
  );
}

function removeFile(directory: string, path: string): boolean {
  const target = join(directory, path);
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return false;
  try {
    rmSync(target);
  } catch (error) {
    throw describeFailure(target, error);
  }
  removeEmptyFolders(directory, path);
  return true;
}

function removeEmptyFolders(directory: string, path: string): void {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(directory, folder));
    } catch {
      // Not empty, or already gone: then the ones above stay as well.
      return;
    }
  }
}

/** A path must stay below the folder, and no part of it that exists may be a link. */
function checkPath(directory: string, path: string): void {
  const parts = path.split('/');
  const odd = parts.some(
    (part) => part === '' || part === '.' || part === '..' || part.includes('\\') || part.includes('\0') || part.toLowerCase() === '.git',
  );
  if (odd) throw refusePath(path, 'leads out of its folder');
  for (let length = 1; length <= parts.length; length += 1) {
    const stat = lstatSync(join(directory, ...parts.slice(0, length)), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isSymbolicLink()) throw refusePath(path, 'leads through a link');
    if (length === parts.length ? !stat.isFile() : !stat.isDirectory()) throw refusePath(path, 'is blocked by something else of that name');
  }
}

function refusePath(path: string, why: string): Failure {
  return new Failure(`The path ${JSON.stringify(path)} ${why}.`, {
    code: 'disk.path',
    kind: 'refused',
    place: path,
    fix: 'Remove what stands in the way, or rename the element.',
  });
}

function readBytes(path: string): Buffer | undefined {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path);
}

/** Removes temporary files of ours that an interrupted run left below a folder. Links are not followed. */
export function removeLeftovers(directory: string): void {
  if (lstatSync(directory, { throwIfNoEntry: false }) === undefined) return;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') removeLeftovers(path);
    else if (entry.isFile() && entry.name.endsWith(temporarySuffix)) rmSync(path, { force: true });
  }
}
