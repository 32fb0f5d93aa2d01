import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) ([STRIDE]) \| (.+) \| (.+) \| (.+) \|$/gm)].map(
  ([, number, , threat = '', mitigation = '', tests = '']) => ({
    number: Number(number),
    threat,
    mitigation,
    tests: [...tests.matchAll(/`(test\/[\w./-]+)`: "(.+?)"(?=<br>|$)/g)].map(([, file = '', title = '']) => ({ file, title })),
    cells: tests.split('<br>').length,
  }),
);

test('there is a row a threat, each with words and tests', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  for (const { number, threat, mitigation, tests, cells } of rows) {
    expect(threat, `${number}`).toMatch(/\.$/);
    expect(mitigation, `${number}`).toMatch(/\.$/);
    expect(tests.length, `${number}`).toBeGreaterThan(0);
    expect(tests.length, `${number}`).toBe(cells);
  }
});

describe.each(rows.flatMap(({ number, tests }) => tests.map((one) => ({ number, ...one }))))('threat $number', ({ file, title }) => {
  test(`${file}: ${title}`, () => {
    expect(existsSync(join(root, file)), file).toBe(true);
    const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
    expect(source.includes(title), title).toBe(true);
  });
});

test('what is not promised and how to report are said, without addresses that may not exist', () => {
  for (const heading of ['## What is promised', '## What is not promised', '## Supported versions', '## Reporting a hole'])
    expect(page).toContain(heading);
  expect(page).not.toMatch(/\S+@\S+\.\S+|https?:\/\//);
});
