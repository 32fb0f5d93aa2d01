import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';

/** True when both are the same value, in whatever order objects name their members; two absent values are the same. */
export function isSameValue(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (isList(one)) return isList(other) && one.length === other.length && one.every((member, index) => isSameValue(member, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && isSameValue(one[name], property(other, name)))
  );
}
