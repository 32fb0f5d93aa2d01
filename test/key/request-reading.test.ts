import { describe, expect, test } from 'vitest';
import { bundleDigest } from '../../cli/key/bundle.ts';
import { judgePeople } from '../../cli/key/check-people.ts';
import { formatRequest, readRequest } from '../../cli/key/request.ts';
import { judgeTree } from '../../cli/key/request-paths.ts';
import type { RequestClaim } from '../../cli/model/copy-key.ts';
import { approver, mergedRequest, sender } from './world.ts';

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
