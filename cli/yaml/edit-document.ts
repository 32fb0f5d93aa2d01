import type { Pair } from 'yaml';
import { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import { equalJson } from './json-equality.ts';
import type { Entry, Typed } from './key-order.ts';
import { orderEntries, typeMembers } from './key-order.ts';
import type { Layout, Lines } from './line-layout.ts';
import { layOutList, layOutMap, removalOf } from './line-layout.ts';
import { alignLists } from './list-alignment.ts';
import { printEntries, printList } from './print-document.ts';
import { parseNodes, readDocument } from './read-document.ts';
import type { TextEdit } from './text-edit.ts';
import { applyEdits, indentLines } from './text-edit.ts';

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

function keyOf(pair: Pair): string {
  return pair.key instanceof Scalar ? String(pair.key.value) : '';
}

function removeLines({ text, edits }: Editing, lines: Lines | undefined): void {
  if (lines !== undefined) edits.push(removalOf(text, lines));
}

function insertLines(editing: Editing, layout: Layout, after: number, printed: string): void {
  const place = after === -1 ? layout.lines[0]?.lead : layout.lines[after]?.end;
  if (place !== undefined) replaceText(editing, place, place, indentLines(printed, layout.column));
}

function replaceText(editing: Editing, start: number, end: number, text: string): void {
  editing.edits.push({ start, end, text: editing.newline === '\n' ? text : text.replaceAll('\n', editing.newline) });
}
