import type { Reference } from '../kinds/references.ts';
import type { Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';

/** Attributes in which references to renamed elements say the new names; the very same object when there are none. */
export function renameReferences(attributes: JsonObject, references: readonly Reference[], renames: ReadonlyMap<Ref, Ref>): JsonObject {
  return references.reduce((value, { ref, path }) => {
    const to = renames.get(ref);
    return to === undefined ? value : (replaceAt(value, path, splitRef(ref).key, splitRef(to).key) as JsonObject);
  }, attributes);
}

/** Replaces a text, or the name of a property whose value is no such text, at a path. */
function replaceAt(value: Json, path: readonly (string | number)[], from: string, to: string): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value === from ? to : value;
  if (isList(value)) return value.map((member, index) => (index === step ? replaceAt(member, rest, from, to) : member));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name !== step) return [name, member];
      return rest.length === 0 && name === from && member !== from ? [to, member] : [name, replaceAt(member, rest, from, to)];
    }),
  );
}
