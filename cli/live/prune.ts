import type { Kind } from '../kinds/kind.ts';
import { namesInValues } from '../kinds/kind.ts';
import { dropMembers, memberPath } from '../kinds/list-members.ts';
import type { Reference } from '../kinds/references.ts';
import { findReferences } from '../kinds/references.ts';
import type { Schemas } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Element, Ref } from '../model/element.ts';
import type { LeftOut } from '../model/snapshot.ts';
import { moduleOf } from './keys.ts';

/** Elements that files can hold without a loose end, and what had to be left out for that. */
export interface Pruned {
  readonly elements: ReadonlyMap<Ref, Element>;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Takes references to left-out elements out of lists (a layout no longer shows an extension's field); an element that cannot be without such a reference (a
 * field update of that field) is left out as well. Repeats until nothing refers to what is not there.
 */
export function pruneLeftOut(elements: ReadonlyMap<Ref, Element>, leftOut: readonly LeftOut[], kinds: readonly Kind[], schemas: Schemas): Pruned {
  if (leftOut.length === 0) return { elements, leftOut };
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const names = new Set(namesInValues(kinds));
  const references = new Map([...elements].map(([ref, element]) => [ref, referencesOf(element, byName, names, schemas)]));
  // What was left out may have the name of what is there: the draft of a cadence, a view named like one of the product's.
  const gone = new Set<Ref>(leftOut.map((one): Ref => `${one.kind}:${one.key}`).filter((ref) => !elements.has(ref)));
  const added: LeftOut[] = [];
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const [ref, element] of elements) {
      const loose = references.get(ref)?.find((one) => gone.has(one.ref) && !gone.has(ref) && memberPath(one) === undefined);
      if (loose === undefined) continue;
      gone.add(ref);
      added.push({ kind: element.kind, key: element.key, reason: 'refers-left-out' });
    }
  }
  const kept = [...elements]
    .filter(([ref]) => !gone.has(ref))
    .map(
      ([ref, element]) =>
        [ref, { ...element, attributes: dropMembers(element.attributes, references.get(ref) ?? [], (one) => gone.has(one)) }] as const,
    );
  return { elements: new Map(kept), leftOut: [...leftOut, ...added] };
}

function referencesOf(element: Element, kinds: ReadonlyMap<string, Kind>, names: ReadonlySet<string>, schemas: Schemas): readonly Reference[] {
  const kind = kinds.get(element.kind);
  if (kind === undefined) return [];
  return findReferences(elementSchema(schemas, kind.schema, kind.file.holds), element.attributes, moduleOf(kind, element.key), names).filter(
    (one) => !one.optional,
  );
}
