import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { describeFailure, flushFolder } from './text-file.ts';

/** Numbers of a series of folders (`<folder>/1`, `<folder>/2`, …), ascending; none when there is no such folder. */
export function listNumbers(folder: string): readonly number[] {
  try {
    const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    return names
      .filter((name) => /^[1-9]\d{0,8}$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Keeps texts as the next of a series and answers its number. Readers, and a run after a crash, find all of it or nothing; of several writers at once each gets a
 * number of its own. Durable when it returns. Throws a `Failure` with the system's reason.
 */
export function appendNumbered(folder: string, files: ReadonlyMap<string, string>): number {
  let temporary: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    temporary = mkdtempSync(join(folder, '.new-'));
    for (const [name, content] of files) writeFlushed(join(temporary, name), content);
    flushFolder(temporary);
    const number = claimNumber(folder, temporary, (listNumbers(folder).at(-1) ?? 0) + 1);
    flushFolder(folder);
    return number;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    throw describeFailure(folder, error);
  }
}

/** A rename onto a folder that holds files fails, so every number is given once. */
function claimNumber(folder: string, temporary: string, first: number): number {
  for (let number = first; number < first + 100; number += 1) {
    try {
      renameSync(temporary, join(folder, String(number)));
      return number;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error))) throw error;
    }
  }
  throw new Failure(`${folder} takes no further entry.`, { code: 'disk.write', kind: 'failure', place: folder, fix: 'Look at its permissions.' });
}

function writeFlushed(path: string, content: string): void {
  const descriptor = openSync(path, 'wx');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
