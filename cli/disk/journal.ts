import { constants, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import { describeFailure, flushFolder } from './text-file.ts';

/** A file of JSON lines that only grows. */
export interface Journal {
  /** what an earlier run left, oldest first */
  readonly earlier: readonly JsonObject[];
  /** Resolves when the entry is on disk and will survive a crash. Entries that come while others are being written share one flush. */
  append(entry: JsonObject): Promise<void>;
  /** Closes the file and leaves it. */
  close(): Promise<void>;
  /** Closes the file and removes it: what it told is kept elsewhere. */
  remove(): Promise<void>;
}

/** Opens a journal, made when absent. A last line that was cut by a crash was never promised to anybody; it is passed over. Failure `disk.write`. */
export async function openJournal(path: string): Promise<Journal> {
  const existed = existsSync(path);
  mkdirSync(dirname(path), { recursive: true });
  // Nobody may lead what is written here to another file.
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
  const file = await open(path, flags).catch((error: unknown) => Promise.reject(describeFailure(path, error)));
  if (!existed) flushFolder(dirname(path));
  const writer = makeWriter(path, file);
  const text = readText(path);
  // A torn line is ended, so that what follows stands on lines of its own.
  if (text !== '' && !text.endsWith('\n')) await writer.write('\n');
  return {
    earlier: parseLines(text),
    append: (entry) => writer.write(`${JSON.stringify(entry)}\n`),
    close: () => file.close(),
    async remove() {
      await file.close();
      rmSync(path, { force: true });
    },
  };
}

/** What a journal tells, oldest first; nothing when there is none. It is not changed. */
export function readJournal(path: string): readonly JsonObject[] {
  return parseLines(readText(path));
}

/** Whatever stands there, a torn last character included; nothing where there is no file. */
function readText(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return '';
  return readFileSync(path).toString('utf8');
}

function parseLines(text: string): readonly JsonObject[] {
  return text.split('\n').flatMap(parseLine);
}

function parseLine(line: string): readonly JsonObject[] {
  try {
    const entry: unknown = JSON.parse(line);
    return isObject(entry as JsonObject) ? [entry as JsonObject] : [];
  } catch {
    return [];
  }
}

interface Waiting {
  readonly line: string;
  resolve(): void;
  reject(error: unknown): void;
}

function makeWriter(path: string, file: FileHandle): { write(line: string): Promise<void> } {
  let waiting: Waiting[] = [];
  let busy = false;
  const flush = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await file.appendFile(batch.map(({ line }) => line).join(''), 'utf8');
        await file.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(describeFailure(path, error));
      }
    }
    busy = false;
  };
  return {
    write: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        if (!busy) void flush();
      }),
  };
}
