import type { Node } from 'yaml';
import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { Entry, Typed } from './key-order.ts';
import { orderEntries, typeMembers } from './key-order.ts';
import { escapeForbidden, needsEscapes } from './text-check.ts';

const printing = {
  lineWidth: 0,
  indentSeq: true,
  // A text in double quotes stays on one line, whatever its length.
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
};

/** Prints entries as a block mapping that YAML 1.1 and 1.2 readers understand alike; `{}` when there are none. */
export function printEntries(entries: readonly Entry[]): string {
  return printNode(toMap(entries));
}

/** Prints values as a block list; `[]` when there are none. */
export function printList(members: readonly Typed[]): string {
  return printNode(toSequence(members));
}

function printNode(node: Node): string {
  const document = new Document(node, { version: '1.2', schema: 'core', compat: 'yaml-1.1' });
  return escapeForbidden(document.toString(printing));
}

function toNode({ value, schema }: Typed): Node {
  if (isList(value)) return toSequence(typeMembers(value, schema));
  if (isObject(value)) return toMap(orderEntries(value, schema));
  return toScalar(value);
}

function toMap(entries: readonly Entry[]): YAMLMap {
  const map = new YAMLMap();
  // Pairs, not properties of an object, so that keys such as `10` and `2` keep their order.
  map.items = entries.map((entry) => new Pair(toScalar(entry.name), toNode(entry)));
  return map;
}

function toSequence(members: readonly Typed[]): YAMLSeq {
  const list = new YAMLSeq();
  list.items = members.map(toNode);
  return list;
}

function toScalar(value: Json): Scalar {
  if (typeof value !== 'string') return new Scalar(Object.is(value, -0) ? 0 : value);
  const scalar = new Scalar(value);
  const style = styleOf(value);
  if (style !== undefined) scalar.type = style;
  return scalar;
}

/** Style of a text where the printer's own choice would not be exact or not visible to a reviewer. */
function styleOf(text: string): Scalar.Type | undefined {
  if (needsEscapes(text) || text === '<<' || /^\s|\s$/.test(text.replace(/\n$/, ''))) return Scalar.QUOTE_DOUBLE;
  if (!text.includes('\n')) return undefined;
  // In a block literal white space at the end of a line is invisible and soon lost to an editor.
  return /[^\S\n](?:\n|$)|^\n|\n\n$/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
}
