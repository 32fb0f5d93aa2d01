import type { Dirent } from 'node:fs';
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { decodeUtf8, temporarySuffix } from './text-file.ts';

/** Files larger than this are not read (security: threat 14). */
const defaultMaxBytes = 1_048_576;

/** A folder's files as texts by path relative to it, with `/` between parts, in order of path; and what was not read. */
export interface Tree {
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** True when a path is a regular file, not a link to one. */
export function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** What to read of a folder. */
export interface TreeOptions {
  readonly maxFileBytes?: number;
  /** path that findings name in front of a file's own, e.g. `environments/hq` */
  readonly folder?: string;
}

/**
 * Reads every regular file below a folder; a folder that is not there is empty. Links are never followed: each is an error, as is a file that is too large or
 * not UTF-8. What begins with a dot is passed over. Reads are synchronous because for small files that is four times faster.
 */
export function readTree(directory: string, { maxFileBytes = defaultMaxBytes, folder = '' }: TreeOptions = {}): Tree {
  const reading: Reading = { directory, maxFileBytes, folder, texts: new Map(), findings: [] };
  if (statSync(directory, { throwIfNoEntry: false }) !== undefined) readFolder(reading, '');
  return { files: new Map([...reading.texts].sort(([a], [b]) => (a < b ? -1 : 1))), findings: reading.findings };
}

interface Reading {
  readonly directory: string;
  readonly maxFileBytes: number;
  readonly folder: string;
  readonly texts: Map<string, string>;
  readonly findings: Finding[];
}

function readFolder(reading: Reading, prefix: string): void {
  const entries = readdirSync(join(reading.directory, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name.endsWith(temporarySuffix)) continue;
    readEntry(reading, `${prefix}${entry.name}`, entry);
  }
}

function readEntry(reading: Reading, path: string, entry: Dirent): void {
  if (entry.isDirectory()) readFolder(reading, `${path}/`);
  else if (entry.isFile()) readOne(reading, path);
  else refuse(reading, path, 'disk.not-file', `${path} is a link or a device, which is never followed.`, 'Replace it by a file.');
}

function readOne(reading: Reading, path: string): void {
  const bytes = readFileSync(join(reading.directory, path));
  if (bytes.length > reading.maxFileBytes) {
    refuse(
      reading,
      path,
      'yaml.too-large',
      `The file is larger than ${reading.maxFileBytes / 1024} KiB.`,
      'Remove what does not belong into configuration.',
    );
    return;
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) refuse(reading, path, 'disk.encoding', 'The file is not text in UTF-8.', 'Save it as UTF-8.');
  else reading.texts.set(path, text);
}

function refuse(reading: Reading, path: string, code: string, message: string, fix: string): void {
  const file = reading.folder === '' ? path : `${reading.folder}/${path}`;
  reading.findings.push({ code, severity: 'error', message, fix, file, line: 1, column: 1 });
}
