import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText } from '../../cli/model/canonical.ts';
import type { Json } from '../../cli/model/json.ts';
import { listDifferences } from '../../cli/report/difference.ts';

test('every line of a long text that differs is told, with the words that differ', () => {
  const before = 'Registered through the form of the school fair.\nCalled back within two days.\nWishes to begin in April.\nNo prospectus.';
  const after = 'Registered through the form of the spring fair.\nCalled back within two days.\nWishes to begin in October.\nNo prospectus.\nNew.';
  expect(listDifferences(before, after)).toEqual([
    { place: '', before: '…form of the school fair."', after: '…form of the spring fair."' },
    { place: '', before: '…to begin in April."', after: '…to begin in October."' },
    { place: '', after: '"New."' },
  ]);
});

test('two places in one long line are two differences, also where a script has no blanks', () => {
  const ja = '春の学校説明会のフォームから登録。資料は郵送を希望し、二日以内に折り返しの電話を希望。';
  expect(listDifferences(ja, ja.replace('春', '秋').replace('電話', 'メール'))).toEqual([
    { place: '', before: '"春の学校説明会のフォームから…', after: '"秋の学校説明会のフォームから…' },
    { place: '', before: '…し、二日以内に折り返しの電話を希望。"', after: '…し、二日以内に折り返しのメールを希望。"' },
  ]);
});

test('members of objects are told by their path, of lists by what came and went', () => {
  const before = { a: { b: 1, same: [1, 2] }, gone: true, list: ['x', 'y', 'z'], secret: { secret: 'OLD' } };
  const after = { a: { b: 2, same: [1, 2] }, list: ['x', 'z', 'w'], secret: { secret: 'NEW' }, came: 'é' };
  expect(listDifferences(before, after)).toEqual([
    { place: 'a.b', before: '1', after: '2' },
    { place: 'gone', before: 'true' },
    { place: 'list', before: '"y"' },
    { place: 'list', after: '"w"' },
    { place: 'secret', before: 'secret OLD', after: 'secret NEW' },
    { place: 'came', after: '"é"' },
  ]);
});

test('another order of the same members is told by who moved', () => {
  expect(listDifferences(['New', 'Won', 'Lost', 'Open'], ['New', 'Lost', 'Open', 'Won'])).toEqual([{ place: '"Won"', before: '#2', after: '#4' }]);
});

const json = fc.jsonValue({ depthSize: 'small', stringUnit: 'grapheme' }) as fc.Arbitrary<Json>;

test('values that differ have a difference, each with two sides that do not look alike; equal values have none', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const differences = listDifferences(before, after);
      expect(differences.length === 0).toBe(canonicalText(before) === canonicalText(after));
      for (const one of differences) expect(one.before).not.toBe(one.after);
      expect(listDifferences(before, JSON.parse(JSON.stringify(before)) as Json)).toEqual([]);
    }),
  );
});
