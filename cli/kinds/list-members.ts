import type { Ref } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { Reference } from './references.ts';

/** The path of the list member that a reference is, or is the name of (`{field: X, required: true}`); undefined when it stands elsewhere. */
export function memberPath(reference: Reference): readonly (string | number)[] | undefined {
  const last = reference.path.at(-1);
  const previous = reference.path.at(-2);
  if (typeof last === 'number') return reference.path;
  return last === 'field' && typeof previous === 'number' ? reference.path.slice(0, -1) : undefined;
}

/** Attributes without the list members that refer to something in `gone`; the very same object when there are none. */
export function dropMembers(attributes: JsonObject, references: readonly Reference[], gone: (ref: Ref) => boolean): JsonObject {
  const paths = references.filter((one) => gone(one.ref)).map(memberPath);
  const drop = new Set(paths.flatMap((path) => (path === undefined ? [] : [JSON.stringify(path)])));
  return drop.size === 0 ? attributes : (filterMembers(attributes, [], drop) as JsonObject);
}

function filterMembers(value: Json, path: readonly (string | number)[], drop: ReadonlySet<string>): Json {
  if (isList(value))
    return value.flatMap((item, index) => (drop.has(JSON.stringify([...path, index])) ? [] : [filterMembers(item, [...path, index], drop)]));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filterMembers(member, [...path, name], drop)]));
}
