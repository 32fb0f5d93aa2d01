import { describe, expect, test } from 'vitest';
import { decodeElements } from '../../cli/commands/environment.ts';
import { findSnapshotProblems } from '../../cli/commands/validate.ts';
import { canonicalText } from '../../cli/model/canonical.ts';
import { countFindings } from '../../cli/model/finding.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { mergeAttributes } from '../../cli/plan/merge.ts';
import { commentBytes, countBytes } from '../../cli/report/markdown/budget.ts';
import { writeRefusalComment } from '../../cli/report/markdown/refusal.ts';
import { quote } from '../../cli/validate/check.ts';
import { readDocument } from '../../cli/yaml/read-document.ts';
import { contextIn } from '../report/samples.ts';
import { hostileTexts } from './hostile-yaml.ts';

/** Texts that are odd and mean just what they say. */
const harmless: ReadonlySet<string> = new Set([
  ...[
    'empty',
    'null',
    'list',
    'scalar',
    'carriage returns',
    'words of old readers',
    'long scalar',
    'long comment',
    'long key',
    'long keys that are alike',
  ],
  ...[
    'long block scalar',
    'long folded scalar',
    'prototype keys',
    'prototype in braces',
    'prototype in a list',
    'pointer to large storage',
    'deep indent',
  ],
  ...['thousands of unknown attributes', 'thousands of elements, all wrong', 'thousands of dangling references', 'a chain of references'],
  ...['a ring of references', 'empty items', 'only blanks', 'lone surrogate escaped', 'null escaped', 'dates', 'end marker', 'latin'],
]);

describe('YAML made to hurt (threat 14)', () => {
  test.each(Object.entries(hostileTexts))('%s', (what, make) => {
    const { value, problems } = readDocument(String(make()));
    expect(problems.length).toBeLessThanOrEqual(500);
    for (const { message, fix } of problems) expect(message.length + fix.length).toBeLessThan(1_000);
    if (!harmless.has(what)) expect(problems.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^yaml\./));
    if (problems.some(({ fatal }) => fatal)) expect(value).toBeUndefined();
  });
});

describe('names that every object has (threat 15)', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const text = '__proto__:\n  polluted: yes\nconstructor:\n  prototype:\n    polluted: yes\ntoString: {}\nhasOwnProperty: {}\n';

  test('are keys like any other in YAML and JSON, at any depth, and pollute nothing', () => {
    const { value, problems } = readDocument(text);
    expect(problems).toEqual([]);
    const object = value as JsonObject;
    expect(Object.keys(object)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect('polluted' in object).toBe(false);
    expect(canonicalText(object)).toBe(canonicalText(JSON.parse(canonicalText(object))));
  });

  test('go through a merge of nested objects without becoming anybody’s prototype', () => {
    const one = JSON.parse(
      '{"__proto__": {"polluted": true}, "a": {"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}}',
    ) as JsonObject;
    const merged = mergeAttributes({ node: {}, schemas: {} } as never, { a: { b: 1 } }, one);
    expect(({} as JsonObject)['polluted']).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(Object.hasOwn(merged, '__proto__') || !('polluted' in merged)).toBe(true);
  });

  test('are refused as elements and attributes, with a place', () => {
    for (const path of ['security/roles.yaml', 'modules/Deals/fields.yaml', 'modules/Deals/module.yaml', 'moved.yaml', 'security/profiles/X.yaml']) {
      const decoded = decodeElements('osaka', new Map([[path, text]]));
      const findings = [...findSnapshotProblems(decoded, 'en')];
      expect(countFindings(findings).error, path).toBeGreaterThan(0);
      for (const { file, line } of findings) expect([file, typeof line], path).toEqual([`environments/osaka/${path}`, 'number']);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

describe('output is bounded', () => {
  test('a comment of 100,000 findings is cut, and says how many are missing', () => {
    const findings = Array.from(
      { length: 100_000 },
      (_, index) => ({ code: 'x.y', severity: 'error', message: `Wrong ${index}`, fix: 'Mend it.' }) as const,
    );
    const comment = writeRefusalComment('osaka', findings, contextIn('en'), 'summary');
    expect(countBytes(comment)).toBeLessThanOrEqual(commentBytes);
    const shown = comment.match(/Wrong \d+/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(100);
    expect(comment).toContain((100_000 - shown).toLocaleString('en'));
  });

  test('a message shows the beginning of a value of any size', () => {
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`name ${index}`, index]));
    for (const value of [wide, Object.values(wide), 'x'.repeat(1_000_000), { ['k'.repeat(1_000_000)]: 1 }, [wide, wide]]) {
      expect(quote(value)).toHaveLength(78);
      expect(quote(value)).toBe(`${JSON.stringify(value).slice(0, 77)}…`);
    }
    for (const value of [null, true, 1.5, '', 'é\u202e"', [], {}, [1, 'a', null], { a: { b: [] }, ['__proto__']: 1 }])
      expect(quote(value)).toBe(JSON.stringify(value));
  });
});

describe('floods of one mistake', () => {
  const flood = (make: (index: number) => string): string => Array.from({ length: 5_000 }, (_, index) => make(index)).join('');

  test.each([
    ['elements that are none', 'security/roles.yaml', flood((index) => `R${index}: 1\n`)],
    ['attributes that nobody knows', 'modules/Deals/module.yaml', flood((index) => `k${index}: 1\n`)],
  ])('%s are told a few hundred times', (_, path, text) => {
    const findings = findSnapshotProblems(decodeElements('osaka', new Map([[path, text]])), 'en');
    expect(findings.length).toBeGreaterThan(400);
    expect(findings.length).toBeLessThan(700);
    expect(countFindings(findings).error).toBeGreaterThan(400);
  });
});
