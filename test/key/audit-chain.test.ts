import { describe, expect, test } from 'vitest';
import { judgeChain, judgeName, judgeTrail } from '../../cli/key/audit-chain.ts';
import type { ClonedRecord } from '../../cli/model/audit.ts';
import type { Finding } from '../../cli/model/finding.ts';
import type { JsonObject } from '../../cli/model/json.ts';

const folder = 'receipt/osaka/';

function recordOf(name: string, header: JsonObject = {}, commit = `commit of ${name}`): ClonedRecord {
  return { name, commit, madeAs: name, header, files: new Map() };
}

/** Receipts that follow each other. */
function chainOf(...numbers: readonly number[]): ClonedRecord[] {
  return numbers.map((number) => {
    const previous = number === 1 ? null : { number: number - 1, commit: `commit of ${folder}${number - 1}` };
    return recordOf(`${folder}${number}`, { previous });
  });
}

const told = (findings: readonly Finding[]) => findings.map(({ code, message }) => `${code} ${message}`);

describe('a chain of receipts', () => {
  test('that is whole, or empty, is in order', () => {
    expect(judgeChain(folder, chainOf(1, 2, 3))).toEqual([]);
    expect(judgeChain(folder, [])).toEqual([]);
  });

  test('with gaps says which are missing, once', () => {
    expect(told(judgeChain(folder, chainOf(2)))).toEqual([`audit.chain refs/tags/orgcast/${folder}1 is not there: the receipt was deleted.`]);
    expect(told(judgeChain(folder, chainOf(1, 2, 4)))).toEqual([`audit.chain refs/tags/orgcast/${folder}3 is not there: the receipt was deleted.`]);
    expect(told(judgeChain(folder, chainOf(1, 900_000_000)))).toEqual([
      `audit.chain refs/tags/orgcast/${folder}2 and those up to 899999999 are not there: receipts were deleted.`,
    ]);
  });

  test('names the receipt that was altered, as an error with what to do', () => {
    const [one, two] = chainOf(1, 2);
    const findings = judgeChain(folder, [{ ...(one ?? recordOf('')), commit: 'another' }, two ?? recordOf('')]);
    expect(findings).toMatchObject([{ code: 'audit.chain', severity: 'error', fix: expect.stringContaining('another clone') }]);
    expect(told(findings)[0]).toContain(
      `${folder}1 is not as the chain says: ${folder}2 follows ${folder}1 (commit of re), and that tag is another now`,
    );
  });

  test('in which a receipt says that it is the first and is not', () => {
    const findings = judgeChain(folder, [...chainOf(1), recordOf(`${folder}2`, { previous: null })]);
    expect(told(findings)).toEqual([`audit.chain refs/tags/orgcast/${folder}2 says that no receipt was before it, and there is one.`]);
  });

  test('may begin with receipts from before there was one, and not go on with such', () => {
    const old = recordOf(`${folder}1`);
    const next = recordOf(`${folder}2`, { previous: { number: 1, commit: old.commit } });
    expect(judgeChain(folder, [old, next])).toMatchObject([
      { code: 'audit.unchained', severity: 'note', message: expect.stringContaining('1 to 1') },
    ]);
    expect(told(judgeChain(folder, [...chainOf(1), recordOf(`${folder}2`)]))).toEqual([
      expect.stringContaining('says that no receipt was before it'),
    ]);
  });
});

describe('a receipt that follows', () => {
  const one = `${folder}1`;
  const codes = (...receipts: ClonedRecord[]) => told(judgeChain(folder, receipts));
  /** The finding that a receipt says it follows another one, by what stands about that one. */
  const broken = (name: string, follower: string, followed: string, stands: string) => [
    `audit.chain refs/tags/orgcast/${name} is not as the chain says: ${follower} follows ${folder}${followed}, and ${stands}.`,
  ];
  const gone = 'that one is not there';

  test('none though it is the first and says so of another one', () => {
    const first = (previous: JsonObject) => codes(recordOf(one, { previous }));
    expect(first({ number: 5, commit: 'c5' })).toEqual(broken(one, one, '5 (c5)', gone));
    expect(first({ number: 1, commit: 'c1' })).toEqual(broken(one, one, '1 (c1)', gone));
    expect(first({ number: 0, commit: 'c0' })).toEqual(broken(one, one, '0 (c0)', gone));
  });

  test('another one than that before it', () => {
    const second = (previous: JsonObject) => codes(...chainOf(1), recordOf(`${folder}2`, { previous }));
    const right = `commit of ${one}`;
    expect(second({ number: 1, commit: right })).toEqual([]);
    expect(second({ number: 0, commit: right })).toEqual(broken(`${folder}2`, `${folder}2`, '0 (commit of re)', gone));
    expect(second({ number: 2, commit: 'c' })).toEqual(broken(`${folder}2`, `${folder}2`, '2 (c)', gone));
    expect(second({ number: 3, commit: 'c' })).toEqual(broken(`${folder}2`, `${folder}2`, '3 (c)', gone));
    expect(second({ number: 1, commit: 'c' })).toEqual(broken(one, `${folder}2`, '1 (c)', 'that tag is commit of re now: it was moved or altered'));
    expect(second({ commit: 'c' })).toEqual(broken(`${folder}2`, `${folder}2`, 'undefined (c)', gone));
    expect(second({ number: '1', commit: right })).toHaveLength(1);
  });

  test('one that is missing is told of the gap alone, if its number is one', () => {
    const third = (previous: JsonObject) => codes(...chainOf(1), recordOf(`${folder}3`, { previous }));
    const gap = `audit.chain refs/tags/orgcast/${folder}2 is not there: the receipt was deleted.`;
    expect(third({ number: 2, commit: 'c' })).toEqual([gap]);
    expect(third({ number: '2', commit: 'c' })).toEqual([gap, ...broken(`${folder}3`, `${folder}3`, '2 (c)', gone)]);
    expect(codes(recordOf(`${folder}2`, { previous: { number: 1, commit: 'c' } }))).toHaveLength(1);
  });

  test('is from before the chain, as are all', () => {
    const old = recordOf(one);
    expect(judgeChain(folder, [old, recordOf(`${folder}2`)])).toEqual([
      {
        code: 'audit.unchained',
        severity: 'note',
        message: `refs/tags/orgcast/${folder}1 to 2 are from before receipts were a chain; nothing tells whether they are as they were.`,
      },
    ]);
    expect(codes(old, recordOf(`${folder}2`, { previous: null }))).toEqual([
      expect.stringMatching(/^audit\.unchained /),
      `audit.chain refs/tags/orgcast/${folder}2 says that no receipt was before it, and there is one.`,
    ]);
  });
});

test('commits and names are told in short', () => {
  const [old, other] = ['0123456789abcdef', 'fedcba9876543210'];
  const receipt = recordOf(`${folder}1`, { records: { 'grant/k': old } });
  expect(told(judgeTrail(receipt, new Map([['grant/k', recordOf('grant/k', {}, other)]])))).toEqual([
    `audit.altered refs/tags/orgcast/grant/k is fedcba987654, and ${folder}1 rests on 0123456789ab: it was moved or altered.`,
  ]);
  const chain = [recordOf(`${folder}1`, { previous: null }, old), recordOf(`${folder}2`, { previous: { number: 1, commit: other } })];
  expect(told(judgeChain(folder, chain))[0]).toContain('(fedcba987654), and that tag is 0123456789ab now');
  expect(told(judgeName({ ...recordOf('spent/k'), madeAs: 'm'.repeat(101) }))).toEqual([
    `audit.altered refs/tags/orgcast/spent/k holds what was published as "${'m'.repeat(100)}": the tag was moved.`,
  ]);
});

test('a receipt rests on records that are there and what they were', () => {
  const spent = recordOf('spent/k');
  const receipt = recordOf(`${folder}1`, { records: { 'spent/k': spent.commit, 'grant/k': 'g' } });
  const ledger = new Map([['spent/k', spent]]);
  expect(told(judgeTrail(receipt, ledger))).toEqual([
    `audit.gap refs/tags/orgcast/grant/k is not there, and ${folder}1 rests on it: it was deleted.`,
  ]);
  ledger.set('grant/k', recordOf('grant/k', {}, 'h'));
  expect(told(judgeTrail(receipt, ledger))).toEqual([
    `audit.altered refs/tags/orgcast/grant/k is h, and ${folder}1 rests on g: it was moved or altered.`,
  ]);
  ledger.set('grant/k', recordOf('grant/k', {}, 'g'));
  expect(judgeTrail(receipt, ledger)).toEqual([]);
  for (const records of [null, ['x'], 'x', 1]) expect(judgeTrail(recordOf(`${folder}1`, { records }), ledger)).toEqual([]);
});

test('a tag is the record that was published under its name', () => {
  expect(judgeName(recordOf('spent/k'))).toEqual([]);
  expect(judgeName({ ...recordOf('spent/k'), madeAs: 'spent/l' })).toMatchObject([
    { code: 'audit.altered', message: expect.stringContaining('"spent/l"') },
  ]);
});
