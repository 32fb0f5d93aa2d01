import type { Pair } from 'yaml';
import { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { TextEdit } from './text-edit.ts';
import { commentStart, lineEnd, lineStart } from './text-edit.ts';

/** One entry of a mapping, or member of a list, as lines of the text. */
export interface Lines {
  /** first of the comment lines above */
  readonly lead: number;
  /** start of the key or of the dash */
  readonly start: number;
  /** start of the line after the last one */
  readonly end: number;
}

/** A block mapping or list whose entries stand one below the other. */
export interface Layout {
  readonly column: number;
  readonly lines: readonly Lines[];
  /** true when the first entry stands behind a dash */
  readonly compact: boolean;
}

/** Lines of a mapping's entries; undefined when they are not laid out one after the other. */
export function layOutMap(text: string, node: YAMLMap): Layout | undefined {
  if (node.flow === true) return undefined;
  const starts = node.items.map((pair) => (pair.key instanceof Scalar ? (pair.key.range?.[0] ?? -1) : -1));
  const compact = /^ *- /.test(text.slice(lineStart(text, starts[0] ?? 0), starts[0]));
  return layOut(
    text,
    starts,
    node.items.map((pair) => endOfPair(text, pair)),
    compact,
  );
}

/** Lines of a list's members; undefined when they are not laid out one after the other. */
export function layOutList(text: string, node: YAMLSeq): Layout | undefined {
  if (node.flow === true) return undefined;
  const starts = node.items.map((item) => {
    const range = item instanceof Scalar || item instanceof YAMLMap || item instanceof YAMLSeq ? item.range : undefined;
    const line = range ? lineStart(text, range[0]) : 0;
    const dash = range && /^( *)- *$/.exec(text.slice(line, range[0]));
    return dash ? line + (dash[1] ?? '').length : -1;
  });
  return layOut(
    text,
    starts,
    node.items.map((item) => endOfNode(text, item)),
    false,
  );
}

function layOut(text: string, starts: readonly number[], ends: readonly number[], compact: boolean): Layout | undefined {
  const first = starts[0];
  if (first === undefined || starts.includes(-1)) return undefined;
  const column = first - lineStart(text, first);
  const lines: Lines[] = [];
  for (const [index, start] of starts.entries()) {
    const line = lineStart(text, start);
    const plain = text.slice(line, start).trim() === '' && start - line === column;
    if (!plain && !(compact && index === 0)) return undefined;
    const floor = index === 0 ? 0 : (ends[index - 1] ?? 0);
    if (line < floor) return undefined;
    lines.push({ lead: commentStart(text, line, floor), start, end: ends[index] ?? line });
  }
  return { column, lines, compact };
}

function endOfPair(text: string, pair: Pair): number {
  const own = pair.key instanceof Scalar && pair.key.range ? lineEnd(text, pair.key.range[1]) : 0;
  return Math.max(own, endOfNode(text, pair.value));
}

/** Start of the line after the last line of a node's own content; comments and blank lines that follow are not part of it. */
function endOfNode(text: string, node: unknown): number {
  if (node instanceof YAMLMap && node.flow !== true) return Math.max(0, ...node.items.slice(-1).map((pair) => endOfPair(text, pair)));
  if (node instanceof YAMLSeq && node.flow !== true) return endOfNode(text, node.items.at(-1));
  if (!(node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq) || !node.range) return 0;
  const end = node.range[1];
  return end > 0 && text[end - 1] === '\n' ? end : lineEnd(text, end);
}

/** Takes an entry away, with the comment directly above it. */
export function removalOf(text: string, lines: Lines): TextEdit {
  const blankBefore = lineStart(text, lines.lead - 1);
  const blankAfter = text.slice(lines.end, lineEnd(text, lines.end)).trim() === '';
  // A blank line that stood on either side of the entry is one too many without it.
  const between = blankAfter && lines.lead > 0 && text.slice(blankBefore, lines.lead).trim() === '';
  return { start: between ? blankBefore : lines.lead, end: lines.end, text: '' };
}
