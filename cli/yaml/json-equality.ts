import type { Json } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';

/** True when two values are the same; the order of an object's properties carries no meaning. */
export function equalJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((member, at) => equalJson(member, b[at] ?? null));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equalJson(a[name] ?? null, b[name] ?? null));
}
