import type { Kind } from '../kinds/kind.ts';
import { isOnlyOne, isReadable } from '../kinds/kind.ts';
import { isMadeForField } from '../kinds/module.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Change } from '../model/plan.ts';
import { authorityOf } from './authority.ts';
import type { Proposal, ProposeInput } from './proposal.ts';
import { whyNotOffered } from './proposal.ts';
import { findRemains } from './remains.ts';
import { findLackingCalls } from './side-calls.ts';

/**
 * Proposals to delete what the files do not have: of kinds that may be pruned, and of what is to be exact. Never what is protected, ignored, deployed once or the
 * product's own, and nothing of a kind that was not read whole. What goes along with another element gets no step of its own.
 */
export function proposeDeletes(input: ProposeInput, others: readonly Proposal[]): readonly Proposal[] {
  const going = new Map([...input.live.elements].filter(([ref, element]) => mayGo(input, ref, element)));
  if (going.size === 0) return [];
  const own = new Map([...going].filter(([ref, element]) => !goesAlong(input, going, ref, element)));
  const remains = findRemains(input, { going: own, along: new Set([...going.keys()].filter((ref) => !own.has(ref))), others });
  return [...own].map(([ref, element]) => {
    const manual = whyDeleteIsManual(input, element);
    const blocked = remains.blocked.get(ref);
    return {
      action: 'delete',
      ref,
      element,
      before: element.attributes,
      changes: changesOf(element),
      needs: [],
      follows: remains.follows.get(ref) ?? [],
      ...(manual === undefined ? {} : { manual }),
      ...(blocked === undefined ? {} : { blocked }),
    };
  });
}

/** What goes, an attribute a change, so that an approval covers just that. */
function changesOf(element: Element): readonly Change[] {
  return Object.entries(element.attributes).map(([name, before]) => ({ path: [name], before }));
}

function mayGo(input: ProposeInput, ref: Ref, element: Element): boolean {
  const kind = input.kinds.get(element.kind);
  if (kind === undefined || kind.factsOnly === true || input.desired.elements.has(ref)) return false;
  const exact = input.exact.has(ref);
  // What only people set is taken away by people only, and nothing but the file's absence tells them.
  if (isReadable(kind) && !exact && (!isPruned(input, ref, element.kind) || input.selected.deploysOnce(ref))) return false;
  if (input.selected.protects(ref) || input.selected.ignores(ref) || isOfProduct(kind, element)) return false;
  return !isUnread(input, element);
}

function isPruned(input: ProposeInput, ref: Ref, kind: string): boolean {
  if (!input.rules.prune.has(kind)) return false;
  const authority = authorityOf(input, ref);
  return authority === 'authoritative' || (authority === 'managed' && input.owned.has(ref));
}

function isOfProduct(kind: Kind, { key, attributes }: Element): boolean {
  return isOnlyOne(kind) || kind.isSystem?.(key, attributes) === true || kind.arrives?.(key, attributes) === true;
}

/** What stands in a module that Zoho made for a field, as behind a multi-select lookup, comes and goes with that field. */
function standsInMadeModule(input: ProposeInput, element: Element): boolean {
  const module = input.live.elements.get(refOf('module', moduleOfKey(element.key)));
  return module !== undefined && isMadeForField(module.attributes);
}

/** A module counts as unread also when a part of it is. */
function isUnread(input: ProposeInput, element: Element): boolean {
  const module = moduleOfKey(element.key);
  return input.live.unreadable.some(
    (one) =>
      (one.kind === element.kind && (one.module === undefined || one.module === module)) || (element.kind === 'module' && one.module === element.key),
  );
}

/** Fields and layouts are listed by module and go with it, as user types do with their portal; the other side of a lookup goes with the one that is deleted. */
function goesAlong(input: ProposeInput, going: ReadonlyMap<Ref, Element>, ref: Ref, element: Element): boolean {
  const kind = input.kinds.get(element.kind);
  if (kind?.list?.per === 'portal' && going.has(refOf('portal', moduleOfKey(element.key)))) return true;
  const hangsOnModule = kind?.list !== undefined && (kind.list.per === 'module' || kind.list.per === 'layout');
  if (hangsOnModule && (going.has(refOf('module', moduleOfKey(element.key))) || standsInMadeModule(input, element))) return true;
  const bringer = kind?.arrivesWith?.(element.key, element.attributes, (other) => going.get(other)?.attributes);
  return bringer !== undefined && bringer !== ref && going.has(bringer);
}

function whyDeleteIsManual(input: ProposeInput, { kind: name, key, attributes }: Element): string | undefined {
  const kind = input.kinds.get(name);
  const reason = kind?.manualRemove?.(key, attributes);
  if (kind === undefined || reason !== undefined) return reason;
  if (kind.remove === undefined) return kind.byHand?.why.en ?? 'this kind cannot be deleted through the API';
  const step = { key, before: attributes, after: undefined, changed: new Set<string>() };
  return whyNotOffered(input, kind.remove) ?? findLackingCalls(input, kind, step)[0]?.why;
}
