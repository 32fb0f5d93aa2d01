import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { editDocument } from '../../cli/yaml/edit-document.ts';
import { equalJson } from '../../cli/yaml/json-equality.ts';
import { orderEntries } from '../../cli/yaml/key-order.ts';
import { printEntries } from '../../cli/yaml/print-document.ts';
import { readDocument } from '../../cli/yaml/read-document.ts';

const edit = (text: string, value: JsonObject) => editDocument(text, orderEntries(value, undefined));
const read = (text: string) => readDocument(text).value as JsonObject;

const text = `# yaml-language-server: $schema=../fields.schema.json

# Amount is in yen.
Amount:   # see finance
    data_type: currency
    length:  16     # longest

Stage:
  data_type: 'picklist'   # quoted by hand
  pick_list_values:
  # the CRM's own
  - -None-
  - actual_value: A # first
    display_value: あ

  # only for partners
  - actual_value: B
    display_value: い
# the end
`;

describe('an existing file', () => {
  test('that says the same keeps its text', () => {
    expect(edit(text, read(text))).toBe(text);
    expect(edit(text.trimEnd(), read(text))).toBe(text.trimEnd());
  });

  test('keeps comments, blank lines and style around a changed value', () => {
    const value = { ...read(text), Amount: { data_type: 'currency', length: 18 } };
    expect(edit(text, value)).toBe(text.replace('16 ', '18 '));
  });

  test('takes a new entry at its place, indented as its neighbours are', () => {
    const value = { ...read(text), Amount: { data_type: 'currency', decimal_place: 2, length: 16 }, Owner: { data_type: 'ownerlookup' } };
    expect(edit(text, value)).toBe(
      text.replace('    length:', '    decimal_place: 2\n    length:').replace('# longest\n', '# longest\nOwner:\n  data_type: ownerlookup\n'),
    );
  });

  test('loses a vanished entry with the comment directly above it, and nothing else', () => {
    const { Amount: _gone, ...value } = read(text);
    expect(edit(text, value)).toBe(text.replace(/# Amount.*# longest\n\n/s, ''));
  });

  test('takes a list member away, adds one and changes one, and keeps the comments of the others', () => {
    const stage = read(text)['Stage'] as JsonObject;
    const members = stage['pick_list_values'] as readonly Json[];
    const changed = [...members.slice(1, 2), { actual_value: 'C', display_value: 'う' }, { actual_value: 'B', display_value: 'いい' }];
    const edited = edit(text, { ...read(text), Stage: { ...stage, pick_list_values: changed } });
    expect(edited).toContain('  - actual_value: A # first\n    display_value: あ\n');
    expect(edited).not.toContain('-None-');
    expect(edited).toContain('# the end\n');
    expect(read(edited ?? '')).toEqual({ ...read(text), Stage: { ...stage, pick_list_values: changed } });
  });

  test('with Windows line ends keeps them', () => {
    const windows = 'a: 1 # one\r\nb: 2\r\n';
    expect(edit(windows, { a: 2, aa: { x: 1 }, b: 2 })).toBe('a: 2 # one\r\naa:\r\n  x: 1\r\nb: 2\r\n');
  });

  test.each([
    ['a: {x: 1, y: 2} # flow\nb: 1 # kept\n', { a: { x: 2, y: 2 }, b: 1 }, 'b: 1 # kept\n'],
    ['a: >\n  folded\n  text\nb: 1 # kept\n', { a: 'other', b: 1 }, 'b: 1 # kept\n'],
    ['a: |\n  one\n\n# about b\nb: 1\n', { a: 'one\ntwo\n', b: 1 }, '# about b\nb: 1\n'],
    ['a:\n# about b\nb: 1\n', { a: [1], b: 1 }, '# about b\nb: 1\n'],
    ['a: []\nb: 1 # kept\n', { a: ['x'], b: 1 }, 'b: 1 # kept\n'],
    ['a: [1]\nb: 1 # kept', { b: 1 }, 'b: 1 # kept'],
    ['list:\n  - a: 1 # one\n    b: 2\n  - x # two\n', { list: [{ a: 1, b: 3 }, 'x'] }, '  - a: 1 # one\n    b: 3\n  - x # two\n'],
    ['list:\n  - a: 1\n    b: 2\n  - x # two\n', { list: [{ b: 2 }, 'x'] }, '  - x # two\n'],
    ['l:\n  - - 1\n    - 2\n  - x\nb: 1 # kept\n', { l: [[1, 3], 'x'], b: 1 }, 'b: 1 # kept\n'],
  ])('%j becomes %j', (before, value, kept) => {
    const edited = edit(before, value);
    expect(edited).toBeDefined();
    expect(edited).toContain(kept);
    expect(read(edited ?? '')).toEqual(value);
  });

  test.each(['a: [1\n', '- a\n', '', '{a: 1}\n'])('%j cannot be edited', (before) => {
    expect(edit(before, { a: 2 })).toBeUndefined();
  });
});

const leaf = fc.oneof(fc.constantFrom('a', 'b', 'x\ny', 'NO', '日本', '', ' # ', 'k: v', 1, 2, true, null), fc.string({ maxLength: 6 }));
const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '1', 'x y'), tie('json'), { maxKeys: 4 }),
  ),
})).json;
const object = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D', 'E', '10', '2'), value, { minKeys: 1, maxKeys: 6 });

/** Puts a comment behind or above some lines of a printed text where it cannot be content. */
function annotate(printed: string, marks: readonly number[]): string {
  return printed
    .split('\n')
    .map((line, at) => {
      const mark = marks[at % marks.length] ?? 0;
      const plainEntry = /^ *(- )?["\w ]+:$|^ *(- )?["\w ]+: \w+$/.test(line);
      return plainEntry && mark === 1 ? `${line} # behind ${at}` : line.startsWith('A') && mark === 2 ? `\n# above ${at}\n${line}` : line;
    })
    .join('\n');
}

describe('any edit', () => {
  test('gives the wanted value, keeps other entries byte for byte, and then has nothing to do', () => {
    fc.assert(
      fc.property(object, object, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 7 }), (before, after, marks) => {
        const existing = annotate(printEntries(orderEntries(before, undefined)), marks);
        fc.pre(equalJson(readDocument(existing).value ?? null, before));
        const edited = edit(existing, after);
        expect(edited).toBeDefined();
        expect(equalJson(readDocument(edited ?? '').value ?? null, after)).toBe(true);
        expect(edit(edited ?? '', after)).toBe(edited);
        for (const name of Object.keys(before)) {
          if (!Object.hasOwn(after, name) || !equalJson(before[name] ?? null, after[name] ?? null)) continue;
          expect(edited).toContain(entryText(existing, name));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Lines of a top-level entry, with what is indented below it. */
function entryText(text: string, name: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${name}:`) || line.startsWith(`"${name}":`));
  let end = start + 1;
  while (lines[end]?.startsWith(' ')) end += 1;
  return lines.slice(start, end).join('\n');
}
