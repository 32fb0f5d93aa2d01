import { describe, expect, test } from 'vitest';
import { readDocument } from '../../cli/yaml/read-document.ts';
import { maxFileBytes } from '../../cli/yaml/yaml-problem.ts';

const hostile: readonly [name: string, text: string, code: string, offset: number][] = [
  ['an alias', 'a: 1\nb: *a\n', 'yaml.alias', 8],
  ['an anchor', 'a: &x 1\n', 'yaml.alias', 3],
  ['an alias bomb', `a: &a [x, x]\n${'b: &b [*a, *a]\nc: &c [*b, *b]\n'.repeat(20)}`, 'yaml.alias', 3],
  ['a tag', 'a: !secret x\n', 'yaml.tag', 3],
  ['a tag without meaning', 'a: !x!y z\n', 'yaml.tag', 3],
  ['a known tag', 'a: !!binary aGk=\n', 'yaml.tag', 3],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', 'yaml.duplicate-key', 10],
  ['a merge key', 'a:\n  <<: {b: 1}\n', 'yaml.merge-key', 5],
  ['two documents', 'a: 1\n---\nb: 2\n', 'yaml.documents', 5],
  ['a directive', '%YAML 1.1\n---\na: yes\n', 'yaml.directive', 0],
  ['an id without quotes', 'id: 5843104000000424009\n', 'yaml.number', 4],
  ['a leading zero', 'a: 012\n', 'yaml.number', 3],
  ['a number that is not one', 'a: .nan\n', 'yaml.number', 3],
  ['a fraction with a zero', 'version: 1.10\n', 'yaml.number', 9],
  ['a list of 100,000 levels', '['.repeat(100_000), 'yaml.too-deep', 0],
  ['a block of 3,000 levels', '- '.repeat(3000), 'yaml.too-deep', 0],
  ['a mapping of 101 levels', Array.from({ length: 102 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'yaml.too-deep', 0],
  ['more than a mebibyte', `a: ${'x'.repeat(maxFileBytes)}\n`, 'yaml.too-large', 0],
  ['a lone carriage return', 'a: 1\rb: 2\n', 'yaml.character', 4],
  ['a byte order mark', '\ufeffa: 1\n', 'yaml.character', 0],
  ['a byte order mark inside', 'a: "\ufeff"\n', 'yaml.character', 4],
  ['a control character', 'a: "\u0007"\n', 'yaml.character', 4],
  ['a direction override', '# \u202e safe\na: 1\n', 'yaml.character', 2],
  ['a tab as indentation', 'a:\n\tb: 1\n', 'yaml.syntax', 3],
  ['a key that is a list', '? [a]\n: 1\n', 'yaml.key', 2],
  ['a bracket without end', 'a: [1, 2\n', 'yaml.syntax', 9],
  ['a colon in plain text', 'a: b: c\n', 'yaml.syntax', 3],
];

describe('hostile YAML', () => {
  test.each(hostile)('%s is refused', (_name, text, code, offset) => {
    const { problems } = readDocument(text);
    const found = problems.filter((problem) => problem.code === code);
    expect(problems.map((problem) => problem.code)).toContain(code);
    if (offset > 0) expect(found.map((problem) => problem.offset)).toContain(offset);
    for (const problem of problems) expect(problem.fix.length * problem.message.length).toBeGreaterThan(0);
  });

  test('20,000 keys twice each are counted without comparing all with all', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `k${index % 10_000}: x`).join('\n');
    const { problems } = readDocument(text);
    expect(problems.length).toBe(500);
    expect(problems.every((problem) => problem.code === 'yaml.duplicate-key')).toBe(true);
  });

  test('a flood of problems is cut off at the first', () => {
    expect(readDocument(`[${','.repeat(200_000)}`).problems.map((problem) => [problem.code, problem.offset])).toEqual([['yaml.syntax', 2]]);
  });

  test('all problems of a text are gathered', () => {
    const { problems } = readDocument('a: 012\na: 013\nb: &x 1\nc: !t 2\n');
    expect(problems.map((problem) => problem.code)).toEqual(['yaml.number', 'yaml.duplicate-key', 'yaml.number', 'yaml.alias', 'yaml.tag']);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a key %s is data and changes no prototype', (key) => {
    const { value, problems } = readDocument(`${key}:\n  polluted: true\nother: 1\n`);
    expect(problems).toEqual([]);
    expect(Object.keys(value ?? {})).toEqual([key, 'other']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('ordinary YAML', () => {
  test.each([
    ['a: yes\nb: NO\nc: on\nd: n\n', { a: 'yes', b: 'NO', c: 'on', d: 'n' }],
    ['a: 2026-11-22\nb: 12:30\nc: 1_000\nd: 0b1\n', { a: '2026-11-22', b: '12:30', c: '1_000', d: '0b1' }],
    ['1: a\ntrue: b\n~: c\n012: d\n', { '1': 'a', true: 'b', '~': 'c', '012': 'd' }],
    ['a: 0\nb: -1\nc: 1.5\nd: 1e+21\n', { a: 0, b: -1, c: 1.5, d: 1e21 }],
    ['a: ${!Leads.Email}\nb: "%"\nc: ％\n', { a: '${!Leads.Email}', b: '%', c: '％' }],
    ['a:\r\n  - x\r\n', { a: ['x'] }],
    ['a: |\n  x\n  y\n', { a: 'x\ny\n' }],
    ['a:\n', { a: null }],
    ['# only a comment\n', null],
    ['a: "😀"\n', { a: '😀' }],
  ])('%j', (text, value) => {
    expect(readDocument(text)).toMatchObject({ value, problems: [] });
  });
});
