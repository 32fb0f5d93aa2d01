import type { Pair } from 'yaml';
import { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { FindingEdit } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { layOutList, layOutMap, removalOf } from './line-layout.ts';
import { printEntries } from './print-document.ts';
import type { TextEdit } from './text-edit.ts';
import { indentLines, lineStart } from './text-edit.ts';

/** An edit with the part of the text that it replaces. */
export interface PlannedFix {
  readonly edit: FindingEdit;
  readonly replacement: TextEdit;
  /** the value that then stands at the place; undefined when none does, or the edit is not about a value */
  readonly written: Json | undefined;
}

type Collection = YAMLMap | YAMLSeq;

/** Works out what an edit replaces in a text; undefined when it finds no place, or one that cannot be edited. `root` is the text's parsed document. */
export function planFix(text: string, root: unknown, edit: FindingEdit): PlannedFix | undefined {
  if (edit.what === 'head') return { edit, replacement: { start: 0, end: 0, text: `${edit.line}\n` }, written: undefined };
  const parent = nodeAt(root, edit.path.slice(0, -1));
  const part = edit.path.at(-1);
  if (part === undefined || !(parent instanceof YAMLMap || parent instanceof YAMLSeq)) return undefined;
  const index = indexOf(parent, part);
  const replacement =
    edit.what === 'add' ? (index === -1 ? planAdd(text, parent, String(part), edit.value) : undefined) : planChange(text, parent, index, edit);
  if (replacement === undefined) return undefined;
  const written = edit.what === 'set' ? edit.value : edit.what === 'quote' ? sourceOf(text, memberOf(parent, index)) : undefined;
  return { edit, replacement, written };
}

function planChange(text: string, parent: Collection, index: number, edit: FindingEdit): TextEdit | undefined {
  if (index === -1) return undefined;
  if (edit.what === 'remove') return planRemove(text, parent, index);
  const flow = parent.flow === true;
  if (edit.what === 'rename') return parent instanceof YAMLMap ? replaceScalar(parent.items[index]?.key, printText(edit.name, flow)) : undefined;
  const member = memberOf(parent, index);
  if (edit.what === 'set') return replaceScalar(member, typeof edit.value === 'string' ? printText(edit.value, flow) : String(edit.value));
  const source = sourceOf(text, member);
  return edit.what === 'quote' && source !== undefined ? replaceScalar(member, JSON.stringify(source)) : undefined;
}

function nodeAt(root: unknown, path: readonly (string | number)[]): unknown {
  let node = root;
  for (const part of path) node = node instanceof YAMLMap || node instanceof YAMLSeq ? memberOf(node, indexOf(node, part)) : undefined;
  return node;
}

function indexOf(node: Collection, part: string | number): number {
  if (node instanceof YAMLSeq) return Object.hasOwn(node.items, part) ? Number(part) : -1;
  return node.items.findIndex(({ key }: Pair) => key instanceof Scalar && String(key.value ?? '') === String(part));
}

function memberOf(node: Collection, index: number): unknown {
  return node instanceof YAMLMap ? node.items[index]?.value : node.items[index];
}

/** A scalar as it is written, where it stands on one line without quotes. */
function sourceOf(text: string, node: unknown): string | undefined {
  if (!(node instanceof Scalar) || !node.range || node.type !== Scalar.PLAIN) return undefined;
  const source = text.slice(node.range[0], node.range[1]);
  return source === '' || source.includes('\n') ? undefined : source;
}

/** Replaces a text or number on one line; a comment behind it stays. */
function replaceScalar(node: unknown, printed: string | undefined): TextEdit | undefined {
  if (!(node instanceof Scalar) || !node.range || node.range[0] === node.range[1] || printed === undefined) return undefined;
  if (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL) return undefined;
  return { start: node.range[0], end: node.range[1], text: printed };
}

/** A text as a scalar of one line; within brackets in quotes unless it is a plain word. */
function printText(value: string, flow: boolean): string | undefined {
  const printed = printEntries([{ name: 'x', value, schema: undefined }]).slice(3, -1);
  if (printed.includes('\n') || printed === '') return undefined;
  return flow && /[,[\]{}]/.test(printed) && !/^["']/.test(printed) ? JSON.stringify(value) : printed;
}

function planRemove(text: string, parent: Collection, index: number): TextEdit | undefined {
  if (parent.flow === true) return planFlowRemove(parent, index);
  const layout = parent instanceof YAMLMap ? layOutMap(text, parent) : layOutList(text, parent);
  const lines = layout?.lines[index];
  if (layout === undefined || lines === undefined) return undefined;
  // What is left without members would read as nothing at all.
  if (layout.lines.length === 1) return { start: lines.start, end: lines.end, text: parent instanceof YAMLMap ? '{}\n' : '[]\n' };
  // The first entry behind a dash shares its line: the next one takes its place.
  if (layout.compact && index === 0) return { start: lines.start, end: layout.lines[1]?.start ?? lines.end, text: '' };
  return removalOf(text, lines);
}

function planFlowRemove(parent: Collection, index: number): TextEdit | undefined {
  const spans = parent.items.map((item) =>
    spanOf(parent instanceof YAMLMap ? (item as Pair).key : item, parent instanceof YAMLMap ? (item as Pair).value : item),
  );
  const [own, next, previous] = [spans[index], spans[index + 1], spans[index - 1]];
  if (own === undefined) return undefined;
  if (next !== undefined) return { start: own.start, end: next.start, text: '' };
  return { start: previous?.end ?? own.start, end: own.end, text: '' };
}

function spanOf(first: unknown, last: unknown): { start: number; end: number } | undefined {
  const [start, end] = [rangeOf(first), rangeOf(last) ?? rangeOf(first)];
  return start === undefined || end === undefined ? undefined : { start: start[0], end: Math.max(start[1], end[1]) };
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq ? (node.range ?? undefined) : undefined;
}

/** A new entry goes in front of the others of its mapping. */
function planAdd(text: string, parent: Collection, name: string, value: Json): TextEdit | undefined {
  if (!(parent instanceof YAMLMap) || !parent.range) return undefined;
  const printed = printEntries([{ name, value, schema: undefined }]);
  if (parent.flow === true) {
    const start = parent.range[0] + 1;
    const entry = `${printText(name, true) ?? name}: ${typeof value === 'string' ? (printText(value, true) ?? '') : String(value)}`;
    return { start, end: start, text: parent.items.length > 0 ? `${entry}, ` : entry };
  }
  const first = layOutMap(text, parent)?.lines[0];
  if (first === undefined) return undefined;
  const line = lineStart(text, first.start);
  const column = first.start - line;
  // Behind a dash the new entry takes the place of the first one, which moves to a line of its own.
  if (text.slice(line, first.start).trim() !== '')
    return { start: first.start, end: first.start, text: indentLines(printed, column).trimStart() + ' '.repeat(column) };
  return { start: first.lead, end: first.lead, text: indentLines(printed, column) };
}
