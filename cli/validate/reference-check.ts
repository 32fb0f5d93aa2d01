import type { Kind } from '../kinds/kind.ts';
import { namesInValues } from '../kinds/kind.ts';
import type { KnownNodes, Reference } from '../kinds/references.ts';
import { findReferences } from '../kinds/references.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey, nameOfKey, splitRef } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { correctKey, correctName, elementsOf, makeFinding, mayBeUnread, quote, spendOnNames, suggest } from './check.ts';
import { findTwin } from './near-names.ts';

/** Findings of references (`x-ref`, `x-ref-keys`, and `{kind: key}` in open values) to elements that are not there; code `ref.missing`. */
export function* checkReferences(context: CheckContext): Generator<Finding> {
  const known: KnownNodes = new Map();
  const groups: Groups = new Map();
  const names = new Set(namesInValues(context.kindByName.values()));
  for (const element of context.snapshot.elements.values()) {
    const kind = context.kindByName.get(element.kind);
    if (kind === undefined) continue;
    const module = kind.scope === 'module' ? moduleOfKey(element.key) : element.key;
    const references = findReferences(elementSchema(context.schemas, kind.schema, kind.file.holds), element.attributes, module, names, known);
    for (const reference of references) if (isMissing(context, reference)) yield describeMissing(context, groups, element, reference);
  }
}

/** Kinds without a descriptor (users, email templates) are never in files; in an open value an object is a reference when it says nothing else. */
function isMissing(context: CheckContext, reference: Reference): boolean {
  const { ref, optional, as } = reference;
  if ((optional && as !== 'open') || context.snapshot.elements.has(ref) || context.exists?.(ref) === true) return false;
  const { kind, key } = splitRef(ref);
  const target = context.kindByName.get(kind);
  return target !== undefined && !mayBeUnread(context, kind, target.scope === 'module' ? moduleOfKey(key) : '', key);
}

/** Elements that a reference may mean, by kind and module, gathered once: each of a thousand missing ones would look through all elements. */
type Groups = Map<string, readonly Element[]>;

function describeMissing(context: CheckContext, groups: Groups, element: Element, reference: Reference): Finding {
  const { kind, key } = splitRef(reference.ref);
  const target = context.kindByName.get(kind);
  const title = target === undefined ? kind : context.lang === 'en' ? target.title.en : target.title.ja;
  const { near, twin } = target === undefined ? { near: [], twin: undefined } : findCandidates(context, groups, target, reference, key);
  return makeFinding(context, 'ref.missing', element, {
    path: reference.path,
    what: reference.as === 'key' ? 'key' : 'value',
    near,
    values: { title, key: quote(key) },
    correction: (reference.as === 'key' ? correctKey : correctName)(element.attributes, reference.path, twin),
  });
}

/** Keys like a missing one, and the one that alone can be meant; a name that is the label of an element counts as like it. */
function findCandidates(
  context: CheckContext,
  groups: Groups,
  target: Kind,
  { inModule, written }: Reference,
  key: string,
): { near: readonly string[]; twin: string | undefined } {
  const module = inModule ? moduleOfKey(key) : undefined;
  const group = JSON.stringify([target.name, module ?? null]);
  const candidates = groups.get(group) ?? elementsOf(context, target.name).filter((one) => module === undefined || moduleOfKey(one.key) === module);
  groups.set(group, candidates);
  if (!spendOnNames(context, written, candidates.length)) return { near: [], twin: undefined };
  const nameOf = (element: Element) => (inModule ? nameOfKey(element.key) : element.key);
  const labelled = candidates.filter(({ attributes }) =>
    ['field_label', 'display_label', 'plural_label', 'name'].some((label) => text(attributes, label) === written),
  );
  const names = candidates.map(nameOf);
  if (labelled.length === 0) return { near: suggest(written, names), twin: findTwin(written, names) };
  const near = labelled.slice(0, 3).map(nameOf);
  return { near, twin: near.length === 1 ? near[0] : undefined };
}
