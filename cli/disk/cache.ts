import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../model/json.ts';
import { property } from '../model/json.ts';
import { writeTextFileAtomic } from './text-file.ts';

/** Results kept at most; the one used longest ago goes first. */
const maxEntries = 8;

const format = 'orgcast-cache-1';

/** What the result of looking at texts depends on: every path and text, and what did the looking. */
export function cacheKey(texts: ReadonlyMap<string, string>, tool: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([format, ...tool]));
  // Lengths go in front, so that no two sets of texts run together into the same bytes.
  for (const [path, text] of texts) hash.update(`\n${path.length} ${text.length}\n`).update(path, 'utf8').update(text, 'utf8');
  return hash.digest('hex');
}

/** The folder of cached results in a repository; safe to delete at any time. */
export function cacheFolder(repository: string): string {
  return join(repository, '.orgcast', 'cache');
}

/**
 * The value kept under a key; undefined when there is none, or when the file is not exactly what was written: another key, another format, cut, changed or
 * unreadable. A wrong cache is never worse than a missing one.
 */
export function readCache(folder: string, key: string): Json | undefined {
  try {
    const text = readFileSync(join(folder, `${key}.json`), 'utf8');
    const end = text.indexOf('\n');
    const header: Json = JSON.parse(text.slice(0, end));
    const body = text.slice(end + 1);
    const fits = property(header, 'format') === format && property(header, 'key') === key && property(header, 'digest') === digest(body);
    return fits ? (JSON.parse(body) as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value under a key, atomically, and drops what is too much. A cache that cannot be written is no failure: the next run does without. */
export function writeCache(folder: string, key: string, value: Json): void {
  const body = JSON.stringify(value);
  try {
    mkdirSync(folder, { recursive: true });
    // The cache is nobody else's business, so it does not enter the repository.
    writeTextFileAtomic(join(folder, '.gitignore'), '*\n');
    writeTextFileAtomic(join(folder, `${key}.json`), `${JSON.stringify({ format, key, digest: digest(body) })}\n${body}`);
    dropOldest(folder);
  } catch {
    // Without a cache everything is only slower.
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function dropOldest(folder: string): void {
  const entries = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { name } of entries.slice(maxEntries)) rmSync(join(folder, name), { force: true });
}
