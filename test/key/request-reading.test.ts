import { describe, expect, test } from 'vitest';
import { bundleDigest } from '../../cli/key/bundle.ts';
import { judgePeople } from '../../cli/key/check-people.ts';
import { formatRequest, isEditionName, readRequest, verifyRequest } from '../../cli/key/request.ts';
import { judgeTree } from '../../cli/key/request-paths.ts';
import type { RequestClaim } from '../../cli/model/copy-key.ts';
import { approver, issueKey, mergedRequest, sender } from './world.ts';

const { request } = mergedRequest();
if (request === undefined) throw new Error('the honest request has no request.json');
const { claim, signature } = request;

/** The text that would be written for a claim with other members, undefined ones left out. */
const textWith = (changes: Readonly<Record<string, unknown>>): string =>
  formatRequest({ claim: { ...claim, ...changes } as RequestClaim, signature });

describe('readRequest', () => {
  test('reads what is written, with and without what may be left out', () => {
    expect(readRequest(formatRequest(request))).toEqual(request);
    for (const rollback of [0, 7]) expect(readRequest(textWith({ rollback }))?.claim.rollback).toBe(rollback);
    expect(readRequest(textWith({ headRepository: 99 }))?.claim.headRepository).toBe(99);
    const told = textWith({ sourceEdition: 'enterprise', sourceDataCenter: 'jp' });
    expect(readRequest(told)?.claim).toStrictEqual({ ...claim, sourceEdition: 'enterprise', sourceDataCenter: 'jp' });
    expect(readRequest(formatRequest(request))?.claim).toStrictEqual(claim);
  });

  test('takes a text of 10,000 characters and none that is longer', () => {
    const room = 10_000 - formatRequest({ claim, signature: '' }).length;
    const written = (length: number) => formatRequest({ claim, signature: 'A'.repeat(length) });
    expect(written(room)).toHaveLength(10_000);
    expect(readRequest(written(room))?.signature).toHaveLength(room);
    expect(readRequest(written(room + 1))).toBeUndefined();
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['kid', ['a'.repeat(16), '234567abcdefghyz'], ['a'.repeat(15), 'a'.repeat(17), `${'a'.repeat(15)}1`, `${'a'.repeat(15)}8`, 'A'.repeat(16)]],
    [
      'bundle',
      [`sha256:${'0'.repeat(64)}`, `sha256:${'9af0'.repeat(16)}`],
      [`sha256:${'0'.repeat(63)}`, `sha256:${'0'.repeat(65)}`, `sha256:${'g'.repeat(64)}`, `sha256:${'A'.repeat(64)}`, `xsha256:${'0'.repeat(64)}`],
    ],
    [
      'branch',
      [`copy/o/${'a'.repeat(16)}`, `copy/head-office_2.x/${'7'.repeat(16)}`],
      [
        ...[`copy//${'a'.repeat(16)}`, `copy/a/b/${'a'.repeat(16)}`, `copy/a b/${'a'.repeat(16)}`, `copy/o/${'a'.repeat(15)}`],
        ...[`copy/o/${'a'.repeat(17)}`, `copy/o/${'1'.repeat(16)}`, `xcopy/o/${'a'.repeat(16)}`, `main`, `copy/o/${'a'.repeat(16)}/x`],
      ],
    ],
    [
      'baseCommit',
      ['0'.repeat(40), 'f'.repeat(64)],
      ['0'.repeat(39), '0'.repeat(41), '0'.repeat(63), '0'.repeat(65), 'g'.repeat(40), 'g'.repeat(64), 'A'.repeat(40), `x${'0'.repeat(64)}`],
    ],
    [
      'source',
      ['1', '9'.repeat(20), 'template:sales-1.x_y@1.0.0-rc+b', 'template:a@1'],
      ['9'.repeat(21), '1a', 'a1', 'template:@1', 'template:a@', 'template:a b@1', 'template:a@1 ', 'xtemplate:a@1', 'template:a', '1\n'],
    ],
    ['sourceEdition', ['a', 'z'.repeat(40)], ['a'.repeat(41), 'Free', 'a1', '1a', 'a b']],
    ['sourceDataCenter', ['jp', 'com', 'comx'], ['j', 'comxx', 'JP', 'j1', '1jp']],
  ])('takes %s in its form only', (name, good, bad) => {
    for (const value of good) expect(readRequest(textWith({ [name]: value }))?.claim, value).toMatchObject({ [name]: value });
    for (const value of bad) expect(readRequest(textWith({ [name]: value })), value).toBeUndefined();
  });

  test('an edition can be stated when it has the form of one', () => {
    expect(['free', 'z'.repeat(40)].map(isEditionName)).toEqual([true, true]);
    expect(['', 'Free', 'a b', 'z'.repeat(41)].map(isEditionName)).toEqual([false, false, false, false]);
  });

  test.each(['kid', 'bundle', 'branch', 'baseCommit', 'sender', 'source'])('takes none without %s, or with another type there', (name) => {
    for (const value of [undefined, null, 1.5, '', 'x', [], {}, true])
      expect(readRequest(textWith({ [name]: value })), String(value)).toBeUndefined();
  });

  test.each(['headRepository', 'rollback'])('takes no odd %s', (name) => {
    for (const value of [null, -1, 1.5, 2 ** 53, '1', {}]) expect(readRequest(textWith({ [name]: value })), String(value)).toBeUndefined();
  });

  test.each(['sourceEdition', 'sourceDataCenter'])('takes no odd %s', (name) => {
    for (const value of [null, 1, '', '../x', {}]) expect(readRequest(textWith({ [name]: value })), String(value)).toBeUndefined();
  });

  test('takes no repository 0, nothing without a signature, no other spelling, and nothing that is long or no JSON', () => {
    expect(readRequest(textWith({ headRepository: 0 }))).toBeUndefined();
    expect(readRequest(formatRequest({ claim, signature: undefined as never }))).toBeUndefined();
    expect(readRequest(JSON.stringify(request))).toBeUndefined();
    expect(readRequest('{')).toBeUndefined();
    expect(readRequest(`${' '.repeat(10_001)}${formatRequest(request)}`)).toBeUndefined();
    expect(readRequest(formatRequest({ claim, signature: 'A'.repeat(10_001) }))).toBeUndefined();
  });
});

test('a request holds for the grant of its own id only, whatever key that grant names', () => {
  const { grant } = issueKey();
  expect(verifyRequest(request, grant)).toBe(true);
  expect(verifyRequest(request, { ...grant, kid: 'a'.repeat(16) })).toBe(false);
});

describe('judgePeople', () => {
  const judge = (pull: object, merge: object) => {
    const facts = mergedRequest({ pull: {}, merge });
    return judgePeople({ ...facts, pull: { ...facts.pull, ...pull } }, claim).map(({ code, message }) => `${code}: ${message}`);
  };

  test('the sender may not merge, nor may who opened the request in the place of the sender', () => {
    expect(judge({}, { mergedBy: sender })).toEqual([expect.stringMatching(/^request\.self-approval: /)]);
    expect(judge({ author: approver }, { mergedBy: approver })).toEqual([
      expect.stringMatching(/^request\.sender: /),
      expect.stringMatching(/^request\.self-approval: /),
    ]);
    expect(judge({ author: approver }, { mergedBy: sender })).toContainEqual(expect.stringMatching(/^request\.self-approval: /));
  });

  test('nobody known, a stranger and a bot are no approvers, and the finding says who it was', () => {
    expect(judge({ author: null }, { mergedBy: null })).toContainEqual(expect.stringMatching(/^request\.approver: .* by an unknown user, /));
    expect(judge({}, { mergedBy: 4711 })).toEqual([expect.stringMatching(/^request\.approver: .* by user 4711, /)]);
    expect(judge({}, { mergedBy: 4711, merger: { login: 'x', bot: true } })).toEqual([
      expect.stringMatching(/^request\.approver: .* by the bot 4711, /),
    ]);
    expect(judge({}, { mergedBy: 4711, merger: { login: 'x', bot: false } })).toEqual([expect.stringMatching(/by user 4711, /)]);
    expect(judge({}, { mergedBy: approver })).toEqual([]);
  });

  test('nobody is an approver where none are listed and nobody is known to write', () => {
    const facts = mergedRequest({ policy: { approvers: [] } });
    expect(judgePeople(facts, claim).map(({ code }) => code)).toEqual(['request.approver']);
    expect(judgePeople({ ...facts, writers: new Set([approver]) }, claim)).toEqual([]);
  });
});

describe('limits of a tree', () => {
  const codes = (...paths: string[]) => judgeTree(paths.map((path) => ({ path, mode: '100644' }))).map(({ code }) => code);

  test('are kept to the letter', () => {
    expect(codes(Array.from({ length: 16 }, () => 'd').join('/'))).toEqual([]);
    expect(codes(Array.from({ length: 17 }, () => 'd').join('/'))).toEqual(['request.name']);
    expect(codes('x'.repeat(255))).toEqual([]);
    expect(codes('x'.repeat(256))).toEqual(['request.name']);
    const long = Array.from({ length: 5 }, () => 'y'.repeat(204)).join('/');
    expect(codes(long.padEnd(1_024, 'z'))).toEqual([]);
    expect(codes(long.padEnd(1_025, 'z'))).toEqual(['request.name']);
    expect(codes(...Array.from({ length: 50_000 }, (_, index) => `${index}`))).toEqual([]);
  });

  test.each(['a/./b', 'a/../b', 'a//b', '', '.', '..'])('%j leaves its folder', (path) =>
    expect(judgeTree([{ path, mode: '100644' }])[0]?.message).toMatch(/leaves its folder\.$/),
  );

  test('a name that only holds what git reads is a name', () => expect(codes('a.git', 'my.gitignore', 'xgit~1')).toEqual([]));

  test('what is shown of a path is safe and short', () => {
    const [found] = judgeTree([{ path: `a\u202e${'b'.repeat(300)}`, mode: '100644' }]);
    expect(found).toMatchObject({ file: `a\\u{202e}${'b'.repeat(191)}…`, message: expect.stringMatching(/^a\\u\{202e\}b{191}… \S/) });
    expect(judgeTree([{ path: `:${'b'.repeat(194)}`, mode: '100644' }])[0]?.file).toBe(`\\u{3a}${'b'.repeat(194)}`);
    const [many] = judgeTree(Array.from({ length: 50_001 }, (_, index) => ({ path: `${index}`, mode: '100644' })));
    expect(many).toMatchObject({ code: 'request.size', message: 'The request has 50001 files, more than 50000.' });
    expect(many).not.toHaveProperty('file');
  });
});

test('a digest does not depend on the order of files, and does on their names', () => {
  const files: readonly (readonly [string, string])[] = [
    ['b', '1'],
    ['a', '2'],
    ['c', '3'],
  ];
  const digest = bundleDigest(new Map(files));
  expect(bundleDigest(new Map(files.toReversed()))).toBe(digest);
  expect(bundleDigest(new Map([files[2] ?? ['', ''], files[0] ?? ['', ''], files[1] ?? ['', '']]))).toBe(digest);
  expect(
    bundleDigest(
      new Map([
        ['b', '2'],
        ['a', '1'],
        ['c', '3'],
      ]),
    ),
  ).not.toBe(digest);
});
