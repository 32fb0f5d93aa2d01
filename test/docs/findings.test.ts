import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSources } from '../architecture-source.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/findings.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \|$/gm)].map(([, code = '', means = '', fix = '']) => ({ code, means, fix }));
const documented = rows.map((row) => row.code);
const families = documented.filter((code) => code.endsWith('.*'));
const areas = [...new Set(documented.map((code) => code.split('.')[0] ?? ''))];
const literal = new RegExp(`'((?:${areas.join('|')})\\.[a-z][a-zA-Z0-9_-]*)'`, 'g');

/** Texts of the sources that look like codes: of areas that the page knows, not file names. The embedded hosts speak in codes of their own. */
const used = new Set(
  readSources(root, 'cli')
    .filter(({ path }) => !path.startsWith('cli/emulator/') && !path.includes('.gen.'))
    .flatMap(({ tree }) => [...tree.text.matchAll(literal)].map((match) => match[1] ?? ''))
    .filter((code) => !/\.(?:ya?ml|json|md|html)$/.test(code)),
);

test('every code in the sources has a row', () => {
  expect([...used].filter((code) => !documented.includes(code)).sort()).toEqual([]);
  expect(used.size).toBeGreaterThan(100);
});

test('every row is a code of the sources, once', () => {
  const isFamily = (code: string): boolean => families.some((family) => code.startsWith(family.slice(0, -1)));
  expect(documented.filter((code) => !code.endsWith('.*') && !used.has(code) && !isFamily(code)).sort()).toEqual([]);
  expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]);
});

test('every area of codes has a section', () => {
  const written = readSources(root, 'cli').flatMap(({ path, tree }) =>
    path.startsWith('cli/emulator/') ? [] : [...tree.text.matchAll(/\bcode: ?[`']([a-z]+)\.[a-z$]/g)].map((match) => match[1] ?? ''),
  );
  expect([...new Set(written)].filter((area) => !areas.includes(area))).toEqual([]);
});

test('every row says what it means and what to do, in sentences', () => {
  expect(rows.filter(({ means, fix }) => !means.endsWith('.') || !fix.endsWith('.')).map(({ code }) => code)).toEqual([]);
});
