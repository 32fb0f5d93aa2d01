import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** How many facts the list about real orgs has. */
const last = 40;

/** Numbers that tests name as `fact N:`, in every test file but this one. */
function readNamed(): ReadonlySet<number> {
  const root = dirname(import.meta.dirname);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'));
  const texts = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => path !== import.meta.filename);
  return new Set(
    texts.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/(?:test|describe)\(\s*['"`]fact (\d+):/g)].map((found) => Number(found[1]))),
  );
}

test('every fact about real orgs has a test that names its number', () => {
  const numbers = Array.from({ length: last }, (_, index) => index + 1);
  expect([...readNamed()].sort((one, other) => one - other)).toEqual(numbers);
});
