import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import { cutToWidth, measureWidth } from './display-width.ts';

/** Cells of text kept before the first difference when two long values are cut. */
const lead = 8;

/** An attribute value as short text: JSON, a secret as `secret NAME`, never longer than `limit` cells. Not yet encoded for any medium. */
export function formatValue(value: Json, limit: number): string {
  return cutToWidth(writeValue(value), limit);
}

/**
 * Two values of one attribute as short texts. When both are long and begin alike, the cut shows where they part, since two equal beginnings would
 * look like no change at all.
 */
export function formatPair(before: Json, after: Json, limit: number): { before: string; after: string } {
  const [a, b] = [writeValue(before), writeValue(after)];
  const start = Math.max(0, countCommonStart(a, b) - lead);
  const needsShift = start > 0 && measureWidth(a.slice(0, start + lead + 4)) > limit / 2;
  const shift = needsShift && (measureWidth(a) > limit || measureWidth(b) > limit) ? start : 0;
  return { before: cutFrom(a, shift, limit), after: cutFrom(b, shift, limit) };
}

/** Path of attributes as people write it: `permissions.Deals.Delete`; a name with a dot or a bracket is put in quotes and brackets. */
export function formatPath(path: readonly string[]): string {
  return path.map((name, index) => (/^[^.[\]"]+$/u.test(name) ? `${index === 0 ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`)).join('');
}

/** An attribute value as text, whole: JSON, a secret as `secret NAME`. Not yet encoded for any medium. */
export function writeValue(value: Json): string {
  const secret = secretName(value);
  return secret === undefined ? JSON.stringify(value) : `secret ${secret}`;
}

function secretName(value: Json): string | undefined {
  const only = isObject(value) && Object.keys(value).length === 1 ? (value as JsonObject)['secret'] : undefined;
  return typeof only === 'string' ? only : undefined;
}

function countCommonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function cutFrom(text: string, start: number, limit: number): string {
  if (start === 0) return cutToWidth(text, limit);
  const from = /[\udc00-\udfff]/.test(text.charAt(start)) ? start - 1 : start; // not within a surrogate pair
  return cutToWidth(`…${text.slice(from)}`, limit);
}
