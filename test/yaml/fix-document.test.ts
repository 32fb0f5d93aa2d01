import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingEdit } from '../../cli/model/finding.ts';
import type { Json } from '../../cli/model/json.ts';
import { isList, isObject } from '../../cli/model/json.ts';
import { fixDocument, locateFixes } from '../../cli/yaml/fix-document.ts';
import { orderEntries } from '../../cli/yaml/key-order.ts';
import { printEntries } from '../../cli/yaml/print-document.ts';
import { readDocument } from '../../cli/yaml/read-document.ts';

type Path = readonly (string | number)[];
type Change = FindingEdit extends infer E ? (E extends FindingEdit ? Omit<E, 'file' | 'path'> : never) : never;
const at = (path: Path, change: Change) => ({ file: 'x.yaml', path, ...change }) as FindingEdit;
const fix = (text: string, ...edits: readonly FindingEdit[]) => fixDocument(text, edits)?.text;

const text = `# 商談 fields
Stage:   # the heart
  field_lable: '段階'   # renamed by hand
  length: 012 # odd

  pick_list_values:
    - 見込み # first

    # never again
    - 見込み
    - {actual_value: A, display_value: あ}
`;

describe('an edit', () => {
  test.each<readonly [string, FindingEdit, string, string]>([
    ['renames a key', at(['Stage', 'field_lable'], { what: 'rename', name: 'field_label' }), 'field_lable', 'field_label'],
    ['sets a text', at(['Stage', 'field_lable'], { what: 'set', value: 'ステージ' }), "'段階'", 'ステージ'],
    ['quotes what is written there', at(['Stage', 'length'], { what: 'quote' }), '012', '"012"'],
    ['sets a number', at(['Stage', 'length'], { what: 'set', value: 12 }), '012', '12'],
    ['removes a member with its comment', at(['Stage', 'pick_list_values', 1], { what: 'remove' }), '\n    # never again\n    - 見込み\n', '\n'],
    ['removes an entry within braces', at(['Stage', 'pick_list_values', 2, 'actual_value'], { what: 'remove' }), 'actual_value: A, ', ''],
    ['removes the last one within braces', at(['Stage', 'pick_list_values', 2, 'display_value'], { what: 'remove' }), ', display_value: あ', ''],
    ['adds an entry', at(['Stage', 'data_type'], { what: 'add', value: 'picklist' }), '  field_lable', '  data_type: picklist\n  field_lable'],
    ['adds an entry within braces', at(['Stage', 'pick_list_values', 2, 'type'], { what: 'add', value: 'a, b' }), '{', '{type: "a, b", '],
    [
      'puts a line in front',
      at([], { what: 'head', line: '# yaml-language-server: $schema=x' }),
      '# 商談',
      '# yaml-language-server: $schema=x\n# 商談',
    ],
  ])('%s, and nothing else', (_name, edit, before, after) => {
    expect(fix(text, edit)).toBe(text.replace(before, after));
    const windows = text.replaceAll('\n', '\r\n');
    expect(fix(windows, edit)).toBe(text.replace(before, after).replaceAll('\n', '\r\n'));
  });

  test('leaves an empty mapping or list where it takes the only member', () => {
    expect(fix('a:\n  b: # empty\nc: 1\n', at(['a', 'b'], { what: 'remove' }))).toBe('a:\n  {}\nc: 1\n');
    expect(fix('a:\n  - x\n', at(['a', 0], { what: 'remove' }))).toBe('a:\n  []\n');
  });

  test('behind a dash lets the next entry take the place', () => {
    expect(fix('- a: 1\n  b: 2 # kept\n', at([0, 'a'], { what: 'remove' }))).toBe('- b: 2 # kept\n');
    expect(fix('- b: 2 # kept\n', at([0, 'a'], { what: 'add', value: 1 }))).toBe('- a: 1\n  b: 2 # kept\n');
  });

  test.each<readonly [string, string, FindingEdit]>([
    ['a place that is not there', 'a: 1\n', at(['b'], { what: 'remove' })],
    ['a name that is taken', 'a: 1\nb: 2\n', at(['a'], { what: 'rename', name: 'b' })],
    ['an entry that is there', 'a: 1\n', at(['a'], { what: 'add', value: 2 })],
    ['a text of several lines', 'a: |\n  x\n  y\n', at(['a'], { what: 'set', value: 'z' })],
    ['a mapping that is to be a text', 'a:\n  b: 1\n', at(['a'], { what: 'set', value: 'z' })],
    ['a text in quotes that is to be quoted', 'a: "1"\n', at(['a'], { what: 'quote' })],
    ['a file with a doubt', 'a: 1\na: 2\nb: 3\n', at(['b'], { what: 'set', value: 4 })],
    ['a file that is not YAML', 'a: [\n', at(['a'], { what: 'remove' })],
    ['an entry of several on one line', '? a\n: 1\n? b\n: 2\n', at(['a'], { what: 'remove' })],
  ])('is refused for %s, and so is all that goes with it', (_name, before, edit) => {
    expect(fixDocument(before, [edit, at([], { what: 'head', line: '# x' })])).toBeUndefined();
  });
});

describe('several edits', () => {
  test('are made at once where they do not meet, and name those that were made', () => {
    const edits = [
      at(['Stage', 'field_lable'], { what: 'rename', name: 'field_label' }),
      at(['Stage', 'field_lable'], { what: 'rename', name: 'field_label' }),
      at(['Stage', 'length'], { what: 'quote' }),
      at(['Stage', 'pick_list_values', 0], { what: 'remove' }),
      at(['Stage', 'pick_list_values', 1], { what: 'set', value: '受注' }),
    ];
    const fixed = fixDocument(text, edits);
    expect(fixed?.made).toEqual([edits[0], edits[2], edits[3], edits[4]]);
    expect(readDocument(fixed?.text ?? '').value).toEqual({
      Stage: { field_label: '段階', length: '012', pick_list_values: ['受注', { actual_value: 'A', display_value: 'あ' }] },
    });
  });

  test('that do not go together are made one a round', () => {
    const edits = [at(['a'], { what: 'rename', name: 'c' }), at(['b'], { what: 'rename', name: 'c' })];
    expect(fixDocument('a: 1\nb: 2\n', edits)).toEqual({ text: 'c: 1\nb: 2\n', made: [edits[0]] });
  });
});

test('an edit is located by the lines and columns of what it replaces', () => {
  const edits = [at(['Stage', 'field_lable'], { what: 'rename', name: 'field_label' }), at(['Nothing'], { what: 'remove' })];
  expect(locateFixes('x.yaml', text, edits)).toEqual([
    { start: { file: 'x.yaml', line: 3, column: 3 }, end: { file: 'x.yaml', line: 3, column: 14 }, text: 'field_label' },
    undefined,
  ]);
  expect(locateFixes('x.yaml', 'a: 1\na: 2\n', [at(['a'], { what: 'remove' })])).toEqual([undefined]);
});

const leaf = fc.oneof(fc.constantFrom('a', 'x: y', 'NO', '日本', '', '# ', '12', 12, true, null), fc.string({ maxLength: 5 }));
const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', 'x y', '商談'), tie('json'), { maxKeys: 4 }),
  ),
})).json;
const object = fc.dictionary(fc.constantFrom('A', 'B', 'C', '10'), value, { minKeys: 1, maxKeys: 4 });

/** Paths of everything below a value. */
function pathsOf(json: Json, path: Path = []): readonly Path[] {
  const members = isList(json) ? json.map((member, index) => [index, member] as const) : isObject(json) ? Object.entries(json) : [];
  return members.flatMap(([part, member]) => [[...path, part], ...pathsOf(member, [...path, part])]);
}

test('any removal leaves the rest, or is refused', () => {
  fc.assert(
    fc.property(object, fc.nat(), (before, pick) => {
      const paths = pathsOf(before);
      const path = paths[pick % paths.length] ?? [];
      const printed = printEntries(orderEntries(before, undefined));
      const fixed = fixDocument(printed, [at(path, { what: 'remove' })]);
      // A list behind a dash shares its line, which is nothing that configuration has.
      const isListInList = path.some((part, depth) => typeof part === 'number' && typeof path[depth + 1] === 'number');
      if (!isListInList) expect(fixed).toBeDefined();
      if (fixed === undefined) return;
      const left = pathsOf(readDocument(fixed.text).value ?? null);
      expect(left).toHaveLength(paths.filter((one) => path.some((part, depth) => one[depth] !== part)).length);
    }),
    { numRuns: 500 },
  );
});
