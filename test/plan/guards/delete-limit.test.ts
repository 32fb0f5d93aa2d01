import { expect, test } from 'vitest';
import { deleteLimit } from '../../../cli/plan/guards/delete-limit.ts';
import { deletionsOf, judge, many, step } from './world.ts';

const rules = { deleteLimit: { count: 3, percent: 30 } };

test('more deletions than allowed block all of them, and say how to go on', () => {
  const live = many('role', 9);
  const steps = [...deletionsOf(live.slice(0, 4)), step('create', 'role', 'New')];
  const [verdict, ...others] = judge(deleteLimit, { live, desired: live.slice(4), rules, steps });
  expect(others).toEqual([]);
  expect(verdict).toMatchObject({ severity: 'error', message: 'The plan deletes 4 elements; org.yaml allows 3.' });
  expect(verdict?.fix).toContain('raise delete_limit in org.yaml');
  expect(verdict?.blocks).toEqual(deletionsOf(live.slice(0, 4)).map(({ id }) => id));
});

test('as many as allowed are no finding, nor are deletions by hand or those of a rollback', () => {
  const live = many('role', 9);
  expect(judge(deleteLimit, { live, rules, steps: deletionsOf(live.slice(0, 3)) })).toEqual([]);
  expect(judge(deleteLimit, { live, rules, steps: deletionsOf(live).map((one) => ({ ...one, mode: 'manual' as const })) })).toEqual([]);
  const exact = new Set(deletionsOf(live).map(({ ref }) => ref));
  expect(judge(deleteLimit, { live, rules, input: { exact }, steps: deletionsOf(live) })).toEqual([]);
});

test("a kind's share counts from ten elements on, and blocks every deletion of the plan", () => {
  const roles = many('role', 10);
  const profiles = many('profile', 9);
  const share = { deleteLimit: { count: 100, percent: 30 } };
  const inShare = [...deletionsOf(roles.slice(0, 3)), ...deletionsOf(profiles.slice(0, 8))];
  expect(judge(deleteLimit, { live: [...roles, ...profiles], rules: share, steps: inShare })).toEqual([]);
  const steps = [...deletionsOf(roles.slice(0, 4)), ...deletionsOf(profiles.slice(0, 1))];
  const verdicts = judge(deleteLimit, { live: [...roles, ...profiles], rules: share, steps });
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]).toMatchObject({ severity: 'error', message: expect.stringContaining('4 of 10 elements of kind role') });
  expect(verdicts[0]?.blocks).toHaveLength(5);
});
