import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, measureWidth, padStartToWidth, padToWidth } from '../../cli/report/display-width.ts';
import { layOutTable } from '../../cli/report/table.ts';

test.each([
  ['abc', 3],
  ['商談', 4],
  ['ｶﾞ', 2],
  ['が', 2],
  ['e\u0301', 1],
  ['か\u3099', 2],
  ['👩‍💻', 2],
  ['🇯🇵', 2],
  ['→ …', 3],
  ['', 0],
])('%s takes %i cells', (text, width) => {
  expect(measureWidth(text)).toBe(width);
});

test('cuts between characters and marks the cut', () => {
  expect(cutToWidth('商談の段階', 10)).toBe('商談の段階');
  expect(cutToWidth('商談の段階', 9)).toBe('商談の段…');
  expect(cutToWidth('商談の段階', 8)).toBe('商談の…');
  expect(cutToWidth('👩‍💻👩‍💻', 3)).toBe('👩‍💻…');
  expect(cutToWidth('one two', 5)).toBe('one…');
});

test('what is cut fits, what is padded fills', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
      expect(measureWidth(cutToWidth(text, width))).toBeLessThanOrEqual(width);
      expect(measureWidth(padToWidth(text, width))).toBe(Math.max(width, measureWidth(text)));
      expect(padStartToWidth(text, width).endsWith(text)).toBe(true);
    }),
  );
});

test('a table stands in columns in any script', () => {
  const lines = layOutTable(
    [{ title: '状態' }, { title: 'n', align: 'right' }, { title: 'note' }],
    [
      ['完了', '1', ''],
      ['x', '12', '備考'],
    ],
    (line) => line,
  );
  expect(lines).toEqual(['状態   n  note', '完了   1', 'x     12  備考']);
});
