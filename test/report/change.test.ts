import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupSteps, listChanges } from '../../cli/report/change.ts';
import { makeStep } from './samples.ts';

test('no step is lost or shown twice by grouping, and a kind keeps the order of the plan', () => {
  const step = fc.record({
    action: fc.constantFrom('create', 'update', 'delete'),
    kind: fc.constantFrom('field', 'layout', 'role'),
    mode: fc.constantFrom('api', 'manual'),
    key: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(step), (parts) => {
      const steps = parts.map(makeStep);
      const groups = groupSteps(steps);
      const shown = groups.flatMap((group) => group.kinds.flatMap((kind) => kind.steps));
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length).toBe(steps.length);
      for (const { name, kinds } of groups) {
        for (const { kind, steps: members } of kinds) {
          expect(members).toEqual(steps.filter((member) => member.kind === kind && (member.mode === 'manual' ? 'manual' : member.action) === name));
        }
      }
    }),
  );
});

test('a change of a whole new element is told attribute by attribute, that of an old one as it is', () => {
  const whole = { path: [], after: { a: 1, b: { c: 2 } } };
  expect(listChanges(makeStep({ action: 'create', kind: 'field', key: 'k', changes: [whole] }))).toEqual([
    { path: ['a'], after: 1 },
    { path: ['b'], after: { c: 2 } },
  ]);
  const both = { path: [], before: { a: 1 }, after: { a: 2 } };
  expect(listChanges(makeStep({ action: 'update', kind: 'field', key: 'k', changes: [both] }))).toEqual([both]);
  expect(listChanges(makeStep({ action: 'delete', kind: 'field', key: 'k', changes: [whole] }))).toEqual([]);
});
