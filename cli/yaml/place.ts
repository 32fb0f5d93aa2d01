import type { Pair } from 'yaml';
import { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Place } from '../model/finding.ts';
import { parseNodes } from './read-document.ts';

/** Answers places in one file; parses its text only when first asked. */
export interface FileLocator {
  /** line and column of an offset in UTF-16 code units */
  at(offset: number): Place;
  /** place of the key or the value at a path of keys and list indices; of the nearest one above when there is none */
  find(path: readonly (string | number)[], what: 'key' | 'value'): Place;
}

/** Makes a locator for a file's text, which is parsed when first needed unless the top of its parsed nodes is given. */
export function createLocator(file: string, text: string, parsed?: unknown): FileLocator {
  let root: { readonly node: unknown } | undefined = parsed === undefined ? undefined : { node: parsed };
  const names: Names = new Map();
  let starts: readonly number[] | undefined;
  const at = (offset: number): Place => {
    starts ??= lineStarts(text);
    const line = lastAtMost(starts, offset);
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  const find = (path: readonly (string | number)[], what: 'key' | 'value'): Place => {
    root ??= { node: rootOf(text) };
    return at(findOffset(root.node, path, what, names));
  };
  return { at, find };
}

function rootOf(text: string): unknown {
  const documents = parseNodes(text);
  return Array.isArray(documents) ? documents[0]?.contents : undefined;
}

/** Pairs by key of the mappings that were asked for, since each of a thousand findings may ask for another key of the same mapping. */
type Names = Map<YAMLMap, ReadonlyMap<string, Pair>>;

function findOffset(root: unknown, path: readonly (string | number)[], what: 'key' | 'value', names: Names): number {
  let node = root;
  let offset = offsetOf(root) ?? 0;
  for (const [depth, part] of path.entries()) {
    const step = descend(node, part, names);
    if (step === undefined) return offset;
    const value = offsetOf(step.value);
    const wantsKey = what === 'key' || depth < path.length - 1;
    offset = (wantsKey ? step.key : value) ?? value ?? step.key ?? offset;
    node = step.value;
  }
  return offset;
}

function descend(node: unknown, part: string | number, names: Names): { key: number | undefined; value: unknown } | undefined {
  if (node instanceof YAMLSeq) {
    const item = node.items[Number(part)];
    return item === undefined ? undefined : { key: offsetOf(item), value: item };
  }
  if (!(node instanceof YAMLMap)) return undefined;
  const pairs = names.get(node) ?? indexPairs(node);
  names.set(node, pairs);
  const pair = pairs.get(String(part));
  return pair === undefined ? undefined : { key: offsetOf(pair.key), value: pair.value };
}

/** The pairs of a mapping by key; of a key that stands twice the first. */
function indexPairs(node: YAMLMap): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const pair of node.items) {
    const name = pair.key instanceof Scalar ? String(pair.key.value ?? '') : undefined;
    if (name !== undefined && !pairs.has(name)) pairs.set(name, pair);
  }
  return pairs;
}

function offsetOf(node: unknown): number | undefined {
  return node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq ? node.range?.[0] : undefined;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
