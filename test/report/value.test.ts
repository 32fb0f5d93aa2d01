import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureWidth } from '../../cli/report/display-width.ts';
import { formatPair, formatPath, formatValue } from '../../cli/report/value.ts';

test('values are JSON, secrets only their name', () => {
  expect(formatValue('a "b"', 20)).toBe('"a \\"b\\""');
  expect(formatValue({ secret: 'TOKEN' }, 20)).toBe('secret TOKEN');
  expect(formatValue({ secret: 'TOKEN', other: 1 }, 40)).toBe('{"secret":"TOKEN","other":1}');
  expect(formatValue([1, null, true], 20)).toBe('[1,null,true]');
  expect(formatValue('x'.repeat(50), 10)).toBe('"xxxxxxxx…');
});

test('two long values are cut where they part', () => {
  const same = 'the same beginning of a long text, ';
  expect(formatPair(`${same}one end`, `${same}another end`, 30)).toEqual({ before: '…g text, one end"', after: '…g text, another end"' });
  expect(formatPair('short', 'shorter', 30)).toEqual({ before: '"short"', after: '"shorter"' });
});

test('two values that differ never look alike', () => {
  const start = fc.string({ unit: fc.constantFrom('a', '日', '👩‍💻', '"', ' '), maxLength: 80 });
  fc.assert(
    fc.property(start, fc.constantFrom('x', 'xy', 'の'), fc.constantFrom('z', '', 'は'), start, (lead, a, b, end) => {
      const pair = formatPair(lead + a + end, lead + b + end, 40);
      expect(pair.before).not.toBe(pair.after);
      expect(measureWidth(pair.before)).toBeLessThanOrEqual(40);
      expect(measureWidth(pair.after)).toBeLessThanOrEqual(40);
    }),
  );
});

test('paths tell names with dots apart', () => {
  expect(formatPath(['a', 'b c', '日本'])).toBe('a.b c.日本');
  expect(formatPath(['a', 'Next.Step', '[0]'])).toBe('a["Next.Step"]["[0]"]');
  expect(formatPath([''])).toBe('[""]');
});
