import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../../cli/model/plan.ts';
import { orderSteps } from '../../cli/plan/order.ts';
import { makeStep } from '../../cli/plan/step.ts';

function stepAfter(name: string, needs: readonly string[]): Step {
  const element = { kind: 'role', key: name, attributes: {} };
  return makeStep({ action: 'create', ref: `role:${name}`, element, changes: [], after: {}, dependsOn: needs.map(idOf) });
}

const idOf = (name: string): string => `create role:${name}`;
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Dependencies that only point to earlier letters, so that there is no ring, and the steps in any order. */
const withoutRing = fc
  .record(Object.fromEntries(letters.map((name, index) => [name, fc.subarray(letters.slice(0, index))])))
  .chain((needs) =>
    fc.shuffledSubarray(letters, { minLength: letters.length }).map((names) => names.map((name) => stepAfter(name, needs[name] ?? []))),
  );

test('every step comes after those it depends on, whatever order they are given in', () => {
  fc.assert(
    fc.property(withoutRing, (steps) => {
      const ordered = orderSteps(steps);
      if ('cycle' in ordered) throw new Error(`a ring where none is: ${ordered.cycle.join()}`);
      const places = new Map(ordered.steps.map((step, index) => [step.id, index]));
      expect([...places.keys()].sort()).toEqual(steps.map((step) => step.id).sort());
      for (const step of steps) for (const need of step.dependsOn) expect(places.get(need)).toBeLessThan(places.get(step.id) ?? 0);
      expect(orderSteps([...steps].reverse())).toEqual(ordered);
    }),
  );
});

test('steps that wait for each other are named, and those that wait for them; the others are not', () => {
  const ring = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2 });
  fc.assert(
    fc.property(ring, (names) => {
      const inRing = names.map((name, index) => stepAfter(name, [names[(index + 1) % names.length] ?? '']));
      const steps = [...inRing, stepAfter('waits', [names[0] ?? '']), stepAfter('free', [])];
      expect(orderSteps(steps)).toEqual({ cycle: [...names, 'waits'].map(idOf).sort() });
    }),
  );
});

test('a dependency that is no step of the plan is no reason to wait', () => {
  const step = stepAfter('a', ['gone']);
  expect(orderSteps([step])).toEqual({ steps: [step] });
});

test('ten thousand steps in a chain are no trouble', () => {
  const chain = Array.from({ length: 10_000 }, (_, index) => stepAfter(`s${index}`, index === 0 ? [] : [`s${index - 1}`]));
  const ordered = orderSteps([...chain].reverse());
  expect('steps' in ordered && ordered.steps[9999]?.key).toBe('s9999');
});
