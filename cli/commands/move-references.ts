import { namesInValues } from '../kinds/kind.ts';
import type { KnownNodes } from '../kinds/references.ts';
import { findReferences } from '../kinds/references.ts';
import { elementSchema } from '../kinds/schema.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import { renameReferences } from '../plan/rename-references.ts';
import { kindsByName } from './context.ts';

const kindNames: ReadonlySet<string> = new Set(namesInValues(kindsByName.values()));

/** An element whose references to renamed elements say the new names, and the addresses that it refers to as it is. */
export function moveReferences(
  element: Element,
  renames: ReadonlyMap<Ref, Ref>,
  known?: KnownNodes,
): { readonly element: Element; readonly refs: readonly Ref[] } {
  const kind = kindsByName.get(element.kind);
  if (kind === undefined) return { element, refs: [] };
  const module = kind.scope === 'module' ? moduleOfKey(element.key) : '';
  const found = findReferences(elementSchema(schemas, kind.schema, kind.file.holds), element.attributes, module, kindNames, known);
  const refs = found.map((reference) => reference.ref);
  return { element: renames.size === 0 ? element : { ...element, attributes: renameReferences(element.attributes, found, renames) }, refs };
}
