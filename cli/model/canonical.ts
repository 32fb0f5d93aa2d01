import { createHash } from 'node:crypto';
import type { Json } from './json.ts';
import { isList, isObject } from './json.ts';

/**
 * One text for equal values: object keys sorted by UTF-16 code unit, no white space, numbers and strings as `JSON.stringify` writes them
 * (the order and number form of RFC 8785). Used for digests and signatures, so the form must never change.
 */
export function canonicalText(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical text, as `sha256:` and 64 hexadecimal digits. */
export function digestValue(value: Json): string {
  return digestText(canonicalText(value));
}

/** SHA-256 of a text in UTF-8, as `sha256:` and 64 hexadecimal digits. */
export function digestText(value: string): string {
  return `sha256:${createHash('sha256').update(value, 'utf8').digest('hex')}`;
}
