import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCell, encodeCodeSpan, encodeMarkdown } from '../../../cli/report/encode/markdown.ts';
import { nastyLabels } from '../nasty.ts';

const split = '\u200b';

/** What a reader sees of encoded text: entities and the tags we write resolved. Back-quoted code is literal. */
function render(encoded: string): string {
  if (/^`[^`]+`$/.test(encoded)) return encoded.slice(1, -1);
  return encoded
    .replace(/<\/?(?:code|span)>/g, '')
    .replace(/&#x([0-9a-f]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(split, '');
}

/** Running text in which nothing of Markdown or HTML is left: entities, our span around a dollar sign, and harmless characters. */
function findLiveMarkup(encoded: string): string[] {
  const bare = encoded.replaceAll('<span>$</span>', '').replace(/&#x[0-9a-f]+;/g, '·');
  return (
    bare.match(
      /[&<>"'\\`*{}[\]|~^#@!$\p{Cc}\u202e\u2066-\u2069]|^[-+=\s]|^\d+[.)]|:\/\/|\bwww\.|\bGH-\d|(?<![a-z\d])_|_(?![a-z\d])|:(?:[\w+-]*[a-z_+-][\w+-]*|100|1234):/giu,
    ) ?? []
  );
}

describe('encodeMarkdown', () => {
  test.each(Object.entries(nastyLabels))('leaves no live markup: %s', (_, label) => {
    expect(findLiveMarkup(encodeMarkdown(label))).toEqual([]);
  });

  test('splits what GitHub links after rendering', () => {
    expect(encodeMarkdown('@team')).toBe('&#x40;&#x200b;team');
    expect(encodeMarkdown('fixes #1')).toBe('fixes &#x23;&#x200b;1');
    expect(encodeMarkdown('GH-7')).toBe('GH&#x200b;-7');
    expect(encodeMarkdown('https://a.example')).toBe('https:&#x200b;//a.example');
    expect(encodeMarkdown('GET_ALL at 09:30:00, :100:, :+1:')).toBe('GET_ALL at 09:30:00, :&#x200b;100:, :&#x200b;+1:');
    expect(encodeMarkdown('$x$')).toBe('<span>$</span>x<span>$</span>');
  });

  test('leaves harmless text as it is', () => {
    for (const text of ['Deals', '商談の段階 (新規)', 'Größe, élève: 5 % - ok', 'a = b; c/d']) expect(encodeMarkdown(text)).toBe(text);
  });

  test('any text renders as itself, hidden characters spelled out', () => {
    const visible = fc.string({ unit: fc.constantFrom(...'ab 1#@:/-`|<>&$_*[]()!\\日本w.GHgh') });
    fc.assert(fc.property(visible, (text) => void expect(render(encodeMarkdown(text))).toBe(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(findLiveMarkup(encodeMarkdown(text))).toEqual([])));
  });
});

describe('encodeCell', () => {
  test.each(Object.entries(nastyLabels))('stays one cell on one line: %s', (_, label) => {
    expect(encodeCell(label)).not.toMatch(/[|\r\n]/);
    expect(encodeCell(label)).not.toBe('');
  });
});

describe('encodeCodeSpan', () => {
  test.each(Object.entries(nastyLabels))('holds no way out of the code: %s', (_, label) => {
    const encoded = encodeCodeSpan(label);
    const inner = /^`([^`]*)`$/.exec(encoded)?.[1];
    if (inner === undefined) {
      expect(encoded).toMatch(/^<code>.+<\/code>$/u);
      expect(findLiveMarkup(`·${encoded.slice('<code>'.length, -'</code>'.length)}`)).toEqual([]);
    } else {
      expect(inner).not.toMatch(/[`|\\<>&#@$\n\r]|^\s|\s$/u);
    }
    expect(encoded).not.toMatch(/[|\r\n]|<!--/);
  });

  test('uses back quotes for ordinary keys', () => {
    expect(encodeCodeSpan('Deals.Stage')).toBe('`Deals.Stage`');
    expect(encodeCodeSpan('Deals/大口 商談')).toBe('`Deals/大口 商談`');
    expect(encodeCodeSpan('"a" → 5')).toBe('`"a" → 5`');
    expect(encodeCodeSpan('a|b')).toBe('<code>a&#x7c;b</code>');
    expect(encodeCodeSpan('')).toBe('<code>&#x20;</code>');
  });

  test('any text renders as itself', () => {
    const visible = fc.string({ unit: fc.constantFrom(...'ab 1#@:/-`|<>&$_*[]()!\\日本'), minLength: 1 });
    fc.assert(fc.property(visible, (text) => void expect(render(encodeCodeSpan(text))).toBe(text)));
  });
});
