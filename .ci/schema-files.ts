import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A schema of `schemas/` as parsed. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

const suffix = '.schema.json';

/** Schemas of one folder (not of folders in it) by file name without `.schema.json`, in order of name. Every one needs an `$id` that ends in its file name. */
export function readSchemas(folder: string): Map<string, Schema> {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  return new Map(files.sort().map((file) => [file.slice(0, -suffix.length), readSchema(join(folder, file), file)]));
}

function readSchema(path: string, file: string): Schema {
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;
  if (typeof schema.$id !== 'string' || !schema.$id.endsWith(file)) throw new Error(`${path}: $id must end in ${file}`);
  return schema;
}

/** Names of annotations that are ours, `x-…`, wherever they stand; ajv must be told of them. */
export function annotationsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const member of value) annotationsOf(member, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (name.startsWith('x-')) found.add(name);
      else annotationsOf(member, found);
    }
  }
  return found;
}
