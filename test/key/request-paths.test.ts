import { describe, expect, test } from 'vitest';
import { judgeChangedPaths, judgeTree } from '../../cli/key/request-paths.ts';

const folder = 'environments/osaka';
const file = (path: string, mode = '100644') => ({ path: `${folder}/${path}`, mode });

describe('judgeTree', () => {
  test('takes plain files with names of any script', () => {
    const names = [
      'request.json',
      'org.yaml',
      'modules/商談/module.yaml',
      'automation/workflow-rules/Deals/Größe %2F 10.yaml',
      'a.b-c_d/(1).yaml',
      '.editor',
    ];
    expect(judgeTree(names.map((name) => file(name)))).toEqual([]);
  });

  test.each([
    ['a symbolic link', '120000'],
    ['a submodule', '160000'],
    ['an executable', '100755'],
    ['an old group-writable file', '100664'],
  ])('refuses %s', (_what, mode) => {
    expect(judgeTree([file('a.yaml', mode)])).toMatchObject([{ code: 'request.mode', file: `${folder}/a.yaml` }]);
  });

  test.each([
    '../../.github/workflows/x.yml',
    './a',
    'a//b',
    '.git/config',
    'x/.GIT/hooks',
    '.gitattributes',
    '.gitmodules',
    'git~1/x',
    '.g\u200Cit/config',
    'a\\b',
    'c:x',
    'a\nb',
    'a\u202Egpj',
    'con.yaml',
    'NUL',
    'lpt1.txt',
    'x.',
    'x ',
    ' x',
    'a|b',
    'a?b',
    `${'x'.repeat(256)}`,
    `${'d/'.repeat(20)}x`,
    `${`${'y'.repeat(200)}/`.repeat(6)}x`,
    ...['\u0000', '\u0085', '\u200b', '\u2028', '\u2029', '\ufeff', '\ud800', '\ufffd', '\\', ':', '*', '?', '"', '<', '>', '|'].map(
      (sign) => `a${sign}b`,
    ),
    ...['prn', 'AUX.txt', 'com0', 'COM9.a.b', 'lpt0', 'LPT9'],
    ...['.git', '.GITignore', 'a/.git', 'a/.Gitx/b', 'GIT~0', 'git~9'],
  ])('refuses the name %j', (name) => {
    const findings = judgeTree([file(name)]);
    expect(findings).toMatchObject([{ code: 'request.name', severity: 'error' }]);
    expect(findings[0]?.message).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
  });

  test.each([
    ...['con1', 'icon', 'conx.yaml', 'com', 'com10', 'coma', 'lpt', 'lpt10', 'nul_', 'xnul', 'aux-1.yaml', 'a.con'],
    ...['git', 'gi~1', 'git~x', 'a b', 'a. b', '...a', "a'b", 'a+b', 'a;b,c=d@e#f$g%h&i[j]{k}~l!m^n`o'],
  ])('takes the name %j', (name) => expect(judgeTree([file(name)])).toEqual([]));

  test('refuses names that are one file on some machines', () => {
    expect(judgeTree([file('\u1e9e.yaml'), file('\u00df.yaml')]).map(({ code }) => code)).toEqual(['request.name']);
    expect(judgeTree([file('A.yaml'), file('a.yaml')]).map(({ code }) => code)).toEqual(['request.name']);
    expect(judgeTree([file('caf\u00e9'), file('cafe\u0301')]).map(({ code }) => code)).toEqual(['request.name']);
  });

  test('refuses more files than anybody configures', () => {
    expect(judgeTree(Array.from({ length: 50_001 }, (_, index) => file(`${index}`))).map(({ code }) => code)).toEqual(['request.size']);
  });
});

describe('judgeChangedPaths', () => {
  test.each(['environments/osaka', 'environments/osaka2/x', 'environments/OSAKA/x', 'README.md', '', 'environments/osaka/../kyoto/x'])(
    '%j',
    (path) => {
      const found = judgeChangedPaths('osaka', [path, `${folder}/request.json`]);
      // A path that climbs out begins like one of the bundle; the judgement of the tree refuses it.
      if (path.includes('..')) expect(judgeTree([{ path, mode: '100644' }])).toMatchObject([{ code: 'request.name' }]);
      else expect(found).toMatchObject([{ code: 'request.paths' }]);
    },
  );
});
