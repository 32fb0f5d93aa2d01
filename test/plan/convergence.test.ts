import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { splitRef } from '../../cli/model/element.ts';
import type { Consent } from '../../cli/model/identity.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

const writable = kinds.filter((kind) => kind.factsOnly !== true);
const rules = {
  ...usualRules,
  authority: { usual: 'authoritative' as const, kinds: new Map() },
  prune: new Set(writable.map((kind) => kind.name)),
  deleteLimit: { count: 1000, percent: 100 },
};

/** The org as it would be once every step was done, by whomever. */
function after(live: LiveSnapshot, input: PlanInput): LiveSnapshot {
  const elements = new Map<Ref, Element>(live.elements);
  for (const step of makePlan(input).steps) {
    if (step.action === 'delete') elements.delete(step.ref);
    else elements.set(step.ref, { ...splitRef(step.ref), attributes: step.after ?? {} });
  }
  return liveOf([...elements.values()].map((one): Short => [one.kind, one.key, one.attributes]));
}

const consentsFor = (...snapshots: readonly Snapshot[]) =>
  new Set(snapshots.flatMap((one) => [...one.elements.keys()]).flatMap((ref): Consent[] => [`delete ${ref}`, `overwrite ${ref}`]));

describe.each(writable.map((kind) => [kind.name, kind] as const))('elements of kind %s', (_name, kind) => {
  const key = (name: string) => (kind.scope === 'module' ? `Deals${kind.separator}${name}` : name);
  const org = fc.uniqueArray(
    fc.tuple(fc.constantFrom('A', 'B', 'C'), arbitraryAttributes(kind)).map(([name, attributes]): Short => [kind.name, key(name), attributes]),
    { selector: ([, one]) => one },
  );

  test('need no second plan, whatever was applied before, whatever the files say', () => {
    fc.assert(
      fc.property(org, org, org, (base, live, desired) => {
        const [wanted, applied] = [snapshotOf(...desired), snapshotOf(...base)];
        const there = liveOf(live);
        const parts = { rules, base: applied, consents: consentsFor(wanted, applied, there) };
        const first = makePlan(inputOf(there, wanted, parts));
        expect(new Set(first.steps.map((step) => step.id)).size).toBe(first.steps.length);
        const second = makePlan(inputOf(after(there, inputOf(there, wanted, parts)), wanted, parts));
        // What keeps an element from going (the product's own, one that others refer to) keeps it the second time too.
        expect(second.steps.filter((step) => !first.steps.some((other) => other.ref === step.ref && other.mode !== 'api'))).toEqual([]);
      }),
    );
  });
});
