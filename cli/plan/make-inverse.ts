import type { Ref } from '../model/element.ts';
import type { Consent } from '../model/identity.ts';
import type { Plan } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { findDrift } from './drift.ts';
import { makePlan } from './make-plan.ts';
import type { PlanInput } from './proposal.ts';

/**
 * What a way back needs to know besides the two states: `moved` as it was declared for the apply that is undone; `touched` narrows it to elements that an apply did
 * something to.
 */
export type InverseParts = Omit<PlanInput, 'desired' | 'live' | 'base' | 'exact' | 'consents'> & { readonly touched?: ReadonlySet<Ref> };

/**
 * The plan from the org after an apply back to the org before it: every element that differs becomes exactly what it was, whatever the rules of its kind; all others
 * are left alone. What cannot be undone is a step by hand or a blocked one, with the reason.
 */
export function makeInverse(before: Snapshot, after: LiveSnapshot, parts: InverseParts): Plan {
  const { touched, ...input } = parts;
  const exact = findTouched(before, after, parts);
  const consents = new Set([...exact].flatMap((ref): readonly Consent[] => [`delete ${ref}`, `overwrite ${ref}`]));
  const desired = { elements: new Map([...before.elements].filter(([ref]) => exact.has(ref))) };
  const moved = input.moved.map(({ from, to }) => ({ from: to, to: from }));
  // What is exact goes whatever may be pruned, and nothing else may.
  return makePlan({ ...input, rules: { ...input.rules, prune: new Set() }, desired, live: after, exact, consents, moved });
}

function findTouched(before: Snapshot, after: LiveSnapshot, { touched, kinds, schemas }: InverseParts): ReadonlySet<Ref> {
  const differing = findDrift(before, after, { kinds, schemas, rules: { ignore: [], deployOnce: [], protect: [] } }).map((drift) => drift.ref);
  return new Set(differing.filter((ref) => touched?.has(ref) !== false));
}
