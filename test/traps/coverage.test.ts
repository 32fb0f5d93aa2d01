import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** How many facts the list of traps has. */
const last = 40;

/** Facts that concern no kind of ours, or no side of ours, and why. */
const leftOut: Readonly<Record<number, string>> = {
  20: 'one version is asked (v8), so two inventories never meet; that an older one is no drift matters to drift alone',
  35: 'custom views are not among the kinds',
  40: 'only the endpoint of v8 is used; an org without it is tested with the client: the kind is then unknown, not empty',
};

/** Numbers that tests name as `trap N:`, in every test file but this one. */
function readCovered(): ReadonlySet<number> {
  const root = dirname(import.meta.dirname);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'));
  const texts = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => path !== import.meta.filename);
  return new Set(
    texts.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/(?:test|describe)\(\s*['"`]trap (\d+):/g)].map((found) => Number(found[1]))),
  );
}

test('every trap of real orgs has a test that names its number, or a reason to have none', () => {
  const covered = readCovered();
  const numbers = Array.from({ length: last }, (_, index) => index + 1);
  expect(numbers.filter((number) => !covered.has(number) && leftOut[number] === undefined)).toEqual([]);
  expect(numbers.filter((number) => covered.has(number) && leftOut[number] !== undefined)).toEqual([]);
  expect([...covered].filter((number) => number < 1 || number > last)).toEqual([]);
  expect(covered.size + Object.keys(leftOut).length).toBe(last);
});
