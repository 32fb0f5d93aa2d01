import type { Json } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { PlannedFix } from './fix-text.ts';

/** The value of a document after fixes, worked out without its text; undefined when one of them does not fit the value. */
export function fixValue(value: Json, fixes: readonly PlannedFix[]): Json | undefined {
  let fixed: Json | undefined = value;
  // Deeper places and later members first, so that no fix moves what another one means.
  for (const fix of fixes.toSorted(compareDepth)) if (fixed !== undefined) fixed = fixAt(fixed, fix.edit.path, fix);
  return fixed;
}

function compareDepth({ edit: a }: PlannedFix, { edit: b }: PlannedFix): number {
  return b.path.length - a.path.length || Number(b.path.at(-1)) - Number(a.path.at(-1)) || 0;
}

function fixAt(value: Json, path: readonly (string | number)[], fix: PlannedFix): Json | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return fix.edit.what === 'head' ? value : undefined;
  if (rest.length > 0) {
    const member = isList(value) ? value[Number(part)] : isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    const fixed = member === undefined ? undefined : fixAt(member, rest, fix);
    return fixed === undefined ? undefined : fixEntry(value, part, () => fixed);
  }
  const { edit } = fix;
  if (edit.what === 'rename') return renameEntry(value, part, edit.name);
  if (edit.what === 'add')
    return isObject(value) && !Object.hasOwn(value, part) ? Object.fromEntries([...Object.entries(value), [part, edit.value]]) : undefined;
  return edit.what === 'head' ? undefined : fixEntry(value, part, () => fix.written);
}

/** A list or object with one member replaced, or taken out where the replacement is undefined; undefined when there is no such member. */
function fixEntry(value: Json, part: string | number, replace: () => Json | undefined): Json | undefined {
  const next = replace();
  const kept = next === undefined ? [] : [next];
  if (isList(value)) return Number(part) < value.length ? value.toSpliced(Number(part), 1, ...kept) : undefined;
  if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (name === part ? kept.map((member) => [name, member]) : [[name, one]])));
}

function renameEntry(value: Json, part: string | number, name: string): Json | undefined {
  if (!isObject(value) || !Object.hasOwn(value, part) || Object.hasOwn(value, name)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key === part ? name : key, one]));
}
