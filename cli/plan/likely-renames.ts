import type { Kind } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { Proposal, ProposeInput } from './proposal.ts';

/** Least share of values that two elements have in common to be taken for one that was renamed. */
const leastLikeness = 0.8;

/**
 * Elements that are to be made and look like one that only the org has: perhaps it was renamed. Only said, never assumed, and only where each is the one likeness of
 * the other; what looks renamed is not deleted before somebody agrees.
 */
export function refuseLikelyRenames(
  input: ProposeInput,
  proposals: readonly Proposal[],
): { proposals: readonly Proposal[]; findings: readonly Finding[] } {
  const pairs = findPairs(input, proposals);
  const renamed = new Map(pairs.map(([from, to]) => [refOf(from.kind, from.key), to]));
  return {
    proposals: proposals.map((proposal) => {
      const to = renamed.get(proposal.ref);
      if (to === undefined || proposal.action !== 'delete' || input.consents.has(`delete ${proposal.ref}`)) return proposal;
      return { ...proposal, blocked: proposal.blocked ?? `it may have been renamed to ${to.kind}:${to.key}` };
    }),
    findings: pairs.map(([from, to]) => renameFinding(input, from, to)),
  };
}

function findPairs(input: ProposeInput, proposals: readonly Proposal[]): readonly (readonly [Element, Element])[] {
  const wanted = Map.groupBy(
    proposals.filter(({ action, element }) => action === 'create' && isKnownByName(input.kinds.get(element.kind))),
    (proposal) => groupOf(input, proposal.element),
  );
  if (wanted.size === 0) return [];
  const spare = Map.groupBy(
    [...input.live.elements].filter(([ref, element]) => !input.desired.elements.has(ref) && wanted.has(groupOf(input, element))),
    ([, element]) => groupOf(input, element),
  );
  return [...wanted].flatMap(([group, own]) => pairUp(own, spare.get(group) ?? []));
}

/** What only people set has nothing that a rename would keep. */
function isKnownByName(kind: Kind | undefined): boolean {
  return kind?.identity === 'name' && isReadable(kind);
}

/** Elements are compared within their kind and module. */
function groupOf(input: ProposeInput, { kind, key }: Element): string {
  return input.kinds.get(kind)?.scope === 'module' ? `${kind} ${moduleOfKey(key)}` : kind;
}

function pairUp(proposals: readonly Proposal[], spare: readonly (readonly [Ref, Element])[]): readonly (readonly [Element, Element])[] {
  const values = spare.map(([, element]) => [element, valuesOf(element)] as const);
  const pairs = proposals.flatMap(({ element }) => {
    const own = valuesOf(element);
    return values.flatMap(([other, theirs]) => (likeness(own, theirs) >= leastLikeness ? [[other, element] as const] : []));
  });
  const isSingle = (element: Element): boolean => pairs.filter((pair) => pair.includes(element)).length === 1;
  return pairs.filter(([from, to]) => isSingle(from) && isSingle(to));
}

/** All single values of an element with their places, its name apart. */
function valuesOf(element: Element): ReadonlySet<string> {
  const { name: _name, ...rest } = element.attributes;
  return new Set(flatten(rest, ''));
}

function flatten(value: Json, path: string): readonly string[] {
  if (isList(value)) return value.flatMap((member) => flatten(member, `${path}/`));
  if (isObject(value)) return Object.entries(value).flatMap(([name, member]) => flatten(member, `${path}/${JSON.stringify(name)}`));
  return [`${path}=${JSON.stringify(value)}`];
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  // Sizes alone often tell.
  if (smaller === 0 || (2 * smaller) / (one.size + other.size) < leastLikeness) return 0;
  let common = 0;
  for (const value of one) if (other.has(value)) common += 1;
  return (2 * common) / (one.size + other.size);
}

function renameFinding(input: ProposeInput, from: Element, to: Element): Finding {
  const entry = `- {kind: ${to.kind}, from: ${JSON.stringify(from.key)}, to: ${JSON.stringify(to.key)}}`;
  return {
    code: 'plan.likely-rename',
    severity: 'warning',
    element: `${to.kind}:${to.key}`,
    message: `${to.kind}:${to.key} is to be created and is much like ${from.kind}:${from.key}, which only the org has: it may have been renamed.`,
    fix: `If so, put it into environments/${input.org}/moved.yaml under "moved:" as the line "${entry}".`,
  };
}
