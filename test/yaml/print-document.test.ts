import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { equalJson } from '../../cli/yaml/json-equality.ts';
import { compareCodePoints, orderEntries } from '../../cli/yaml/key-order.ts';
import { printEntries } from '../../cli/yaml/print-document.ts';
import { readDocument } from '../../cli/yaml/read-document.ts';

const print = (value: JsonObject) => printEntries(orderEntries(value, undefined));
// biome-ignore format: one line reads best
const pieces = ['a', '1', '0', ':', '-', '.', '#', ' ', '\t', '\n', '\r', '"', "'", '\\', '{', ']', '&', '*', '!', '|', '>', '%', '@', '`', '?', ',', '~', '<<', 'yes', 'NO', 'null', 'true', '0x1', '1e3', '12:30', '2024-01-02', '---', '\u3000', '\u00a0', '\u0085', '\u2028', '\ufeff', '\u202e', 'é', '😀', '\ud800', '${!Leads.Email}', '\n\n', '  ', '\x01', '\x7f', '０', '①', '（'];
const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);
const values = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    texts,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('printed YAML', () => {
  test('reads back as it was, without a problem', () => {
    fc.assert(
      fc.property(fc.dictionary(texts, values, { maxKeys: 4 }), (value) => {
        const read = readDocument(print(value));
        expect(read.problems).toEqual([]);
        expect(equalJson(read.value ?? null, value)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  test('keeps its texts in a YAML 1.1 reader', () => {
    fc.assert(
      fc.property(texts, texts, (key, text) => {
        const [pair] = [...parse(print({ [key]: text }), { version: '1.1', schema: 'yaml-1.1', mapAsMap: true })];
        expect(pair).toEqual([key, text]);
      }),
      { numRuns: 1500 },
    );
  });

  test('quotes what a reader would retype, and nothing else', () => {
    const list = [
      'Yes',
      'N',
      '01',
      '09/10/2024',
      '2025年01月',
      '1/2',
      '％',
      '%',
      'True',
      '2024-01-02',
      '12:30',
      '①',
      '（自費）',
      '全角\u3000空白',
      '  two',
      'tab\t',
      '${!Leads.Email}',
    ];
    expect(print({ list })).toBe(`list:
  - "Yes"
  - "N"
  - "01"
  - 09/10/2024
  - 2025年01月
  - 1/2
  - ％
  - "%"
  - "True"
  - "2024-01-02"
  - "12:30"
  - ①
  - （自費）
  - 全角\u3000空白
  - "  two"
  - "tab\\t"
  - \${!Leads.Email}
`);
  });

  test('writes texts of several lines as they are', () => {
    expect(print({ a: 'one\n  two\n', b: 'x\ny', c: 'trailing \nspace' })).toBe('a: |\n  one\n    two\nb: |-\n  x\n  y\nc: "trailing\\ \\nspace"\n');
  });

  test('orders keys by code point, integers included', () => {
    expect(print({ '10': 1, '2': 2, '\u{10000}': 3, '\uff5e': 4, Z: 5, a: 6 })).toBe('"10": 1\n"2": 2\nZ: 5\na: 6\n～: 4\n\u{10000}: 3\n');
  });

  test('code point order is the order of the code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const points = (text: string) => Array.from(text, (character) => (character.codePointAt(0) ?? 0).toString(16).padStart(6, '0')).join('');
        expect(Math.sign(compareCodePoints(a, b))).toBe(points(a) < points(b) ? -1 : points(a) > points(b) ? 1 : 0);
      }),
    );
  });
});
