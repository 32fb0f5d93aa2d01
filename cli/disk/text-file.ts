import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';

/** What every temporary file of ours ends in, so that a later run knows and removes what an interrupted one left. */
export const temporarySuffix = '.orgcast-tmp';

/** Operations that a test may make fail; those of node:fs by default. */
export interface FileOperations {
  readonly rename: (from: string, to: string) => void;
  /** writes a whole buffer; must throw when it cannot */
  readonly write: (descriptor: number, bytes: Uint8Array) => void;
}

/** The real operations. */
export const fileOperations: FileOperations = { rename: renameSync, write: writeWhole };

/** The text of a file in UTF-8; undefined when there is none. Throws a `Failure` for a symbolic link, for what is not a file and for bytes that are not UTF-8. */
export function readTextFile(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile())
    throw new Failure(`${path} is not a regular file.`, { code: 'disk.not-file', kind: 'invalid', place: path, fix: 'Replace it by a file.' });
  const text = decodeUtf8(readFileSync(path));
  if (text === undefined)
    throw new Failure(`${path} is not text in UTF-8.`, { code: 'disk.encoding', kind: 'invalid', place: path, fix: 'Save it as UTF-8.' });
  return text;
}

/** Bytes as text; undefined when they are not UTF-8. A byte order mark stays part of the text, for the reader to refuse. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/**
 * Replaces a file's text so that a reader, or a run after a crash, finds the old text or the new one and never a part: writes beside it, flushes, renames.
 * `mode` is the new file's permission bits (default 0o666 less the umask). Folders are made as needed. Throws a `Failure` with the system's reason.
 */
export function writeTextFileAtomic(path: string, text: string, { mode, operations = fileOperations }: WriteOptions = {}): void {
  const temporary = writeBeside(path, text, mode, operations);
  try {
    flushFile(temporary);
    operations.rename(temporary, path);
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw describeFailure(path, error);
  }
}

/** How a file is written. */
export interface WriteOptions {
  readonly mode?: number;
  readonly operations?: FileOperations;
}

/** Writes a text to a temporary file beside `path` and gives its name, to be flushed before it is renamed; on failure nothing is left and a `Failure` is thrown. */
export function writeBeside(path: string, text: string, mode: number | undefined, operations: FileOperations): string {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(temporary, { force: true });
    // `wx` refuses to follow a link that somebody put there in the meantime.
    const descriptor = openSync(temporary, 'wx', mode ?? 0o666);
    try {
      if (mode !== undefined) fchmodSync(descriptor, mode);
      operations.write(descriptor, Buffer.from(text, 'utf8'));
    } finally {
      closeSync(descriptor);
    }
    return temporary;
  } catch (error) {
    removeQuietly(temporary);
    throw describeFailure(path, error);
  }
}

// A hash keeps the name short, and different for every file of a folder.
function temporaryName(name: string): string {
  return `.${createHash('sha256').update(name).digest('hex').slice(0, 16)}${temporarySuffix}`;
}

function flushFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Most files that are open at once. */
const mostOpen = 100;

/** Makes what was written to files survive a crash. Many at once, since a disk does many flushes in the time of one. Throws a `Failure` that names the file. */
export async function flushFiles(paths: readonly string[]): Promise<void> {
  for (let start = 0; start < paths.length; start += mostOpen) await Promise.all(paths.slice(start, start + mostOpen).map(syncFile));
}

async function syncFile(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
  } catch (error) {
    throw describeFailure(path, error);
  }
}

/** Makes a rename within a folder survive a crash; a system that cannot flush folders (Windows) is left to its own ways. */
export function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!['EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'ENOTSUP'].includes(codeOf(error))) throw error;
  }
}

/** The system's error as a failure that names the file. A `Failure` passes unchanged. */
export function describeFailure(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(`${path} could not be written: ${reason}.`, {
    code: 'disk.write',
    kind: 'failure',
    place: path,
    fix: 'Check permissions and free space, then run the command again; nothing was half-written.',
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder may be gone or closed to us; the failure that led here says so.
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(descriptor, bytes, at);
}
