import { expect, test } from 'vitest';
import type { Finding } from '../../cli/model/finding.ts';
import { toSarif } from '../../cli/report/sarif.ts';
import { expectGolden } from './golden.ts';
import { sampleFindings } from './samples.ts';

test('findings as a log for code scanning', () => {
  expectGolden('findings.sarif', `${JSON.stringify(toSarif(sampleFindings, '0.1.0'), null, 2)}\n`);
});

test('no findings is a run without results, which closes earlier alerts', () => {
  expect(toSarif([], '0.1.0')).toMatchObject({ runs: [{ results: [] }] });
});

test('paths are relative URI references whatever they are called', () => {
  const uriOf = (file: string): unknown => {
    const text = JSON.stringify(toSarif([{ code: 'a', severity: 'note', message: 'm', file, line: 1 }], '0.1.0'));
    return /"uri":"([^"]*)"/.exec(text)?.[1];
  };
  expect(uriOf('environments/osaka/a b/100%#?.yaml')).toBe('environments/osaka/a%20b/100%25%23%3F.yaml');
  expect(uriOf('商談:1.yaml')).toBe('%E5%95%86%E8%AB%87%3A1.yaml');
  expect(uriOf('a\\b.yaml')).toBe('a/b.yaml');
});

test('a message makes no links', () => {
  const text = JSON.stringify(toSarif([{ code: 'a', severity: 'error', message: 'see [this](https://evil.example)' }], '0.1.0'));
  expect(text).toContain('see \\\\[this\\\\](https://evil.example)');
});

test('a correction is a replacement of what stands there; findings without one have no fixes', () => {
  const finding: Finding = { code: 'a', severity: 'error', message: 'm', fix: 'Write b.', file: '商談.yaml', line: 2, column: 3 };
  const at = (column: number) => ({ file: '商談.yaml', line: 2, column });
  const replacement = { start: at(3), end: at(4), text: 'b' };
  const log = toSarif([finding, { ...finding, code: 'b' }], '0.1.0', new Map([[finding, replacement]]));
  const change = {
    artifactLocation: { uri: '%E5%95%86%E8%AB%87.yaml', uriBaseId: '%SRCROOT%' },
    replacements: [{ deletedRegion: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 4 }, insertedContent: { text: 'b' } }],
  };
  const [first, second] = (log as { runs: [{ results: readonly [object, object] }] }).runs[0].results;
  expect(first).toMatchObject({ fixes: [{ description: { text: 'Write b.' }, artifactChanges: [change] }] });
  expect(second).not.toHaveProperty('fixes');
});
