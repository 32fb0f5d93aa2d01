import type { Pair } from 'yaml';
import { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import { equalJson } from './json-equality.ts';
import type { Entry, Typed } from './key-order.ts';
import { orderEntries, typeMembers } from './key-order.ts';
import { alignLists } from './list-alignment.ts';
import { printEntries, printList } from './print-document.ts';
import { parseNodes, readDocument } from './read-document.ts';
import type { TextEdit } from './text-edit.ts';
import { applyEdits, commentStart, indentLines, lineEnd, lineStart } from './text-edit.ts';

/**
 * An existing text that says something else, changed only where it has to be: comments, blank lines, order and style of everything else stay byte for
 * byte. The text itself when it says the same already; undefined when it cannot be edited in place (not readable, or a layout of lines that we do
 * not edit), and has to be printed anew.
 */
export function editDocument(text: string, next: readonly Entry[]): string | undefined {
  const wanted = Object.fromEntries(next.map((entry) => [entry.name, entry.value]));
  const { value } = readDocument(text);
  if (value === undefined || !isObject(value)) return undefined;
  if (equalJson(value, wanted)) return text;
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  const documents = parseNodes(ended);
  const root = Array.isArray(documents) ? documents[0]?.contents : undefined;
  const editing: Editing = { text: ended, edits: [], newline: ended.includes('\r\n') ? '\r\n' : '\n' };
  if (!(root instanceof YAMLMap) || !editMap(editing, root, value, next)) return undefined;
  const edited = applyEdits(ended, editing.edits);
  const check = readDocument(edited).value;
  return check !== undefined && equalJson(check, wanted) ? edited : undefined;
}

interface Editing {
  readonly text: string;
  readonly edits: TextEdit[];
  readonly newline: string;
}

/** One entry of a mapping, or member of a list, as lines of the text. */
interface Lines {
  /** first of the comment lines above */
  readonly lead: number;
  /** start of the key or of the dash */
  readonly start: number;
  /** start of the line after the last one */
  readonly end: number;
}

/** Edits a block mapping; false, with nothing recorded, when its lines are not laid out one entry after the other. */
function editMap(editing: Editing, node: YAMLMap, before: Json, next: readonly Entry[]): boolean {
  const layout = layOutMap(editing.text, node);
  if (layout === undefined || next.length === 0) return false;
  const recorded = editing.edits.length;
  const wanted = new Set(next.map((entry) => entry.name));
  const at = new Map(node.items.map((pair, index) => [keyOf(pair), index]));
  const gone = node.items.flatMap((pair, index) => (wanted.has(keyOf(pair)) ? [] : [index]));
  let after = -1;
  const added = new Map<number, Entry[]>();
  for (const entry of next) {
    const index = at.get(entry.name);
    if (index === undefined) added.set(after, [...(added.get(after) ?? []), entry]);
    else {
      after = index;
      editEntry(editing, node.items[index], layout, index, property(before, entry.name) ?? null, entry);
    }
  }
  // The first entry of a mapping that starts behind a dash shares its line.
  if (layout.compact && (added.has(-1) || gone.includes(0))) {
    editing.edits.length = recorded;
    return false;
  }
  for (const index of gone) removeLines(editing, layout.lines[index]);
  for (const [index, entries] of added) insertLines(editing, layout, index, printEntries(entries));
  return true;
}

function editEntry(editing: Editing, pair: Pair | undefined, layout: Layout, index: number, before: Json, entry: Entry): void {
  if (equalJson(before, entry.value)) return;
  const lines = layout.lines[index];
  if (pair === undefined || lines === undefined || editInside(editing, pair.value, before, entry)) return;
  const printed = indentLines(printEntries([entry]), layout.column);
  if (replaceScalar(editing, pair.value, printed.slice(layout.column + printKey(entry).length))) return;
  replaceText(editing, lines.start, lines.end, printed.slice(layout.column));
}

function editInside(editing: Editing, node: unknown, before: Json, next: Typed): boolean {
  if (node instanceof YAMLMap && isObject(next.value)) return editMap(editing, node, before, orderEntries(next.value, next.schema));
  if (node instanceof YAMLSeq && isList(next.value) && isList(before)) return editList(editing, node, before, typeMembers(next.value, next.schema));
  return false;
}

/** Replaces a text or number on one line by another one, so that a comment behind it stays; false when either takes more than a line. */
function replaceScalar(editing: Editing, node: unknown, printed: string): boolean {
  if (!(node instanceof Scalar) || !node.range || node.range[0] === node.range[1]) return false;
  const [start, end] = node.range;
  if (editing.text.slice(start, end).includes('\n') || printed.indexOf('\n') !== printed.length - 1 || !printed.startsWith(' ')) return false;
  editing.edits.push({ start, end, text: printed.slice(1, -1) });
  return true;
}

function printKey(entry: Entry): string {
  return printEntries([{ ...entry, value: 0, schema: undefined }]).slice(0, -3);
}

function editList(editing: Editing, node: YAMLSeq, before: readonly Json[], next: readonly Typed[]): boolean {
  const layout = layOutList(editing.text, node);
  if (layout === undefined || next.length === 0) return false;
  const alignment = alignLists(
    before,
    next.map((member) => member.value),
  );
  const kept = new Set(alignment);
  let after = -1;
  const added = new Map<number, Typed[]>();
  for (const [now, member] of next.entries()) {
    const index = alignment[now];
    if (index === undefined) added.set(after, [...(added.get(after) ?? []), member]);
    else {
      after = index;
      editMember(editing, node.items[index], layout, index, before[index] ?? null, member);
    }
  }
  for (const [index, lines] of layout.lines.entries()) if (!kept.has(index)) removeLines(editing, lines);
  for (const [index, members] of added) insertLines(editing, layout, index, printList(members));
  return true;
}

function editMember(editing: Editing, node: unknown, layout: Layout, index: number, before: Json, member: Typed): void {
  if (equalJson(before, member.value)) return;
  const lines = layout.lines[index];
  if (lines === undefined || editInside(editing, node, before, member)) return;
  const printed = indentLines(printList([member]), layout.column);
  if (replaceScalar(editing, node, printed.slice(layout.column + 1))) return;
  replaceText(editing, lines.start, lines.end, printed.slice(layout.column));
}

interface Layout {
  readonly column: number;
  readonly lines: readonly Lines[];
  /** true when the first entry stands behind a dash */
  readonly compact: boolean;
}

function layOutMap(text: string, node: YAMLMap): Layout | undefined {
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

function layOutList(text: string, node: YAMLSeq): Layout | undefined {
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

function keyOf(pair: Pair): string {
  return pair.key instanceof Scalar ? String(pair.key.value) : '';
}

function removeLines({ text, edits }: Editing, lines: Lines | undefined): void {
  if (lines === undefined) return;
  const blankBefore = lineStart(text, lines.lead - 1);
  const blankAfter = text.slice(lines.end, lineEnd(text, lines.end)).trim() === '';
  // A blank line that stood on either side of the entry is one too many without it.
  const between = blankAfter && lines.lead > 0 && text.slice(blankBefore, lines.lead).trim() === '';
  edits.push({ start: between ? blankBefore : lines.lead, end: lines.end, text: '' });
}

function insertLines(editing: Editing, layout: Layout, after: number, printed: string): void {
  const place = after === -1 ? layout.lines[0]?.lead : layout.lines[after]?.end;
  if (place !== undefined) replaceText(editing, place, place, indentLines(printed, layout.column));
}

function replaceText(editing: Editing, start: number, end: number, text: string): void {
  editing.edits.push({ start, end, text: editing.newline === '\n' ? text : text.replaceAll('\n', editing.newline) });
}
