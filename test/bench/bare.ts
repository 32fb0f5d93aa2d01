// The least that could do the job: `bare.ts parse FOLDER` reads and parses every YAML file, `bare.ts hash FOLDER` reads and hashes every file.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [what = '', folder = ''] = process.argv.slice(2);
const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
for (const file of files) {
  if (what === 'hash') createHash('sha256').update(readFileSync(file)).digest();
  else if (file.endsWith('.yaml')) parse(readFileSync(file, 'utf8'));
}
if (files.length === 0) throw new Error(`no file in ${folder}`);
