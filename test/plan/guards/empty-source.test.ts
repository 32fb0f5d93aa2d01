import { expect, test } from 'vitest';
import { emptySource } from '../../../cli/plan/guards/empty-source.ts';
import { isTold } from '../../../cli/plan/told.ts';
import { kindsByName, snapshotOf } from '../world.ts';
import { deletionsOf, judge, many, step } from './world.ts';

const roles = many('role', 4);
const other = many('profile', 1);

test('files without any element block every deletion', () => {
  const [verdict] = judge(emptySource, { live: roles, steps: deletionsOf(roles) });
  expect(verdict).toMatchObject({ severity: 'error', message: expect.stringContaining('no element at all') });
  expect(verdict?.blocks).toHaveLength(4);
});

test('a kind that lost more than half is refused, against the last apply where there was one, else against the org', () => {
  const steps = deletionsOf(roles.slice(1));
  const desired = [...roles.slice(0, 1), ...other];
  const [verdict] = judge(emptySource, { live: roles, desired, steps });
  expect(verdict).toMatchObject({ severity: 'error', message: expect.stringContaining('1 of kind role, where the org has 4') });
  expect(verdict?.blocks).toEqual(steps.map(({ id }) => id));
  expect(judge(emptySource, { live: roles, desired, steps, input: { base: snapshotOf(...roles.slice(0, 2)) } })).toEqual([]);
  expect(judge(emptySource, { live: roles, desired, steps, input: { base: snapshotOf(...roles) } })[0]?.message).toContain('the last apply left 4');
});

test('half of them, elements named in a consent, and elements of a rollback may go', () => {
  const halved = { live: roles, desired: [...roles.slice(0, 2), ...other], steps: deletionsOf(roles.slice(2)) };
  expect(judge(emptySource, halved)).toEqual([]);
  const steps = deletionsOf(roles);
  const named = { consents: new Set(steps.slice(0, 2).map(({ ref }) => `delete ${ref}` as const)) };
  expect(judge(emptySource, { live: roles, desired: other, steps, input: named })).toEqual([]);
  expect(judge(emptySource, { live: roles, desired: other, steps })).toHaveLength(1);
  expect(judge(emptySource, { live: roles, steps, input: { exact: new Set(steps.map(({ ref }) => ref)) } })).toEqual([]);
});

test('without deletions nothing is said', () => {
  expect(judge(emptySource, { live: roles, steps: [] })).toEqual([]);
  expect(judge(emptySource, { live: roles, steps: [step('create', 'role', 'x')] })).toEqual([]);
});

test('deletions by hand count, blocked ones and those of kinds that only people set do not', () => {
  const steps = deletionsOf(roles);
  const as = (mode: 'manual' | 'blocked') => judge(emptySource, { live: roles, steps: steps.map((one) => ({ ...one, mode })) });
  expect(as('manual')).toHaveLength(1);
  expect(as('blocked')).toEqual([]);
  const told = [...kindsByName.values()].filter((kind) => isTold(kindsByName, kind.name)).map(({ name }) => name);
  expect(told.length).toBeGreaterThan(0);
  const elements = told.flatMap((name) => many(name, 4));
  expect(judge(emptySource, { live: elements, steps: deletionsOf(elements) })).toEqual([]);
});

test('each kind is judged by its own elements, and the line to write names one of them', () => {
  const desired = [...many('profile', 4), ...roles.slice(0, 1)];
  const live = [...roles, ...many('profile', 5)];
  const steps = [...deletionsOf(roles.slice(1)), ...deletionsOf(many('profile', 1, 4))];
  const verdicts = judge(emptySource, { live, desired, steps });
  expect(verdicts.map(({ blocks }) => blocks)).toEqual([deletionsOf(roles.slice(1)).map(({ id }) => id)]);
  expect(verdicts[0]?.fix).toContain('"orgcast: delete role:role1"');
  expect(verdicts[0]?.message).toContain('and 3 would be deleted');
});
