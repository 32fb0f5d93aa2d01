import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome, Perform } from '../../cli/apply/run-pass.ts';
import { runPass } from '../../cli/apply/run-pass.ts';
import { ignore, scriptedPerform, stepOf } from './steps.ts';

const failed: Outcome = { status: 'failed', error: 'INVALID_DATA' };

test('what waits for nothing is done together, by kind and action, and the rest after it', async () => {
  const { calls, perform } = scriptedPerform();
  const steps = [stepOf('a'), stepOf('profile:p'), stepOf('b'), stepOf('c', ['a', 'profile:p']), stepOf('d', ['c'])];
  const { outcomes } = await runPass(steps, perform, ignore);
  expect(calls).toEqual([['a', 'b'], ['p'], ['c'], ['d']]);
  expect([...outcomes.values()].every((outcome) => outcome.status === 'done')).toBe(true);
});

test('what depends on a failure is skipped with the reason, at any distance, and everything else goes on', async () => {
  const { calls, perform } = scriptedPerform({ a: failed });
  const steps = [stepOf('a'), stepOf('b', ['a']), stepOf('c', ['b']), stepOf('x'), stepOf('y', ['x'])];
  const seen: string[] = [];
  const { outcomes } = await runPass(steps, perform, (step, outcome) => seen.push(`${step.key} ${outcome.status}`));
  expect(outcomes.get('create role:b')).toEqual({ status: 'skipped', error: 'needs "create role:a", which was not done' });
  expect(outcomes.get('create role:c')).toEqual({ status: 'skipped', error: 'needs "create role:b", which was not done' });
  expect(calls).toEqual([['a', 'x'], ['y']]);
  expect(seen.sort()).toEqual(['a failed', 'b skipped', 'c skipped', 'x done', 'y done']);
});

test('steps by hand are passed over, and what waits for one is not tried', async () => {
  const { calls, perform } = scriptedPerform();
  const { outcomes } = await runPass([stepOf('a', [], 'no create'), stepOf('b', ['a']), stepOf('c')], perform, ignore);
  expect(outcomes.get('create role:a')).toEqual({ status: 'manual', error: 'no create' });
  expect(outcomes.get('create role:b')?.status).toBe('skipped');
  expect(calls).toEqual([['c']]);
});

test('blocked steps are passed over with their reason, and what waits for one is not tried', async () => {
  const { calls, perform } = scriptedPerform();
  const blocked = { ...stepOf('a'), mode: 'blocked' as const, reason: 'nobody agreed' };
  const { outcomes } = await runPass([blocked, stepOf('b', ['a']), stepOf('c')], perform, ignore);
  expect(outcomes.get('create role:a')).toEqual({ status: 'skipped', error: 'nobody agreed' });
  expect(outcomes.get('create role:b')).toEqual({ status: 'skipped', error: 'needs "create role:a", which was not done' });
  expect(calls).toEqual([['c']]);
});

test('when nothing more can be sent, everything that was not told is skipped with the reason', async () => {
  const { calls, perform } = scriptedPerform({}, { at: 'b', reason: 'credits are used up' });
  const steps = [stepOf('a'), stepOf('b'), stepOf('c', ['a']), stepOf('profile:p'), stepOf('m', [], 'no create')];
  const { outcomes, ended } = await runPass(steps, perform, ignore);
  expect(ended).toBe('credits are used up');
  expect(calls).toEqual([['a', 'b']]);
  expect(outcomes.get('create role:a')).toEqual({ status: 'done' });
  for (const id of ['create role:b', 'create role:c', 'create profile:p']) expect(outcomes.get(id)).toEqual({ status: 'skipped', error: ended });
  expect(outcomes.get('create role:m')?.status).toBe('manual');
});

test('a dependency that is no step of the plan is no reason to wait', async () => {
  const { perform } = scriptedPerform();
  expect((await runPass([stepOf('a', ['gone'])], perform, ignore)).outcomes.get('create role:a')).toEqual({ status: 'done' });
});

test('steps that wait for each other end the pass, skipped', async () => {
  const { calls, perform } = scriptedPerform();
  const { outcomes } = await runPass([stepOf('a', ['b']), stepOf('b', ['a']), stepOf('c')], perform, ignore);
  expect(calls).toEqual([['c']]);
  expect(outcomes.get('create role:a')).toEqual({ status: 'skipped', error: 'waits for a step that waits for it' });
});

test('a step without a result has failed, not vanished', async () => {
  const { outcomes } = await runPass([stepOf('a')], () => Promise.resolve(undefined), ignore);
  expect(outcomes.get('create role:a')).toEqual({ status: 'failed', error: 'no result for this step' });
});

test('an error of ours is not taken for a failed step', async () => {
  await expect(runPass([stepOf('a')], () => Promise.reject(new TypeError('bug')), ignore)).rejects.toThrow('bug');
});

test('of any steps each is told once, and none is performed before what it needs was done', async () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const graph = fc.record(Object.fromEntries(letters.map((name, index) => [name, fc.subarray(letters.slice(0, index))])));
  await fc.assert(
    fc.asyncProperty(graph, fc.subarray(letters), fc.subarray(letters), async (needs, failing, byHand) => {
      const steps = letters.map((name) => stepOf(name, needs[name] ?? [], byHand.includes(name) ? 'by hand' : undefined));
      const done = new Set<string>();
      const told: string[] = [];
      const perform: Perform = (group, tell) => {
        for (const step of group) expect(step.dependsOn.every((id) => done.has(id))).toBe(true);
        for (const step of group) tell(step, failing.includes(step.key) ? failed : { status: 'done' });
        return Promise.resolve(undefined);
      };
      const { outcomes } = await runPass(steps, perform, (step, outcome) => {
        told.push(step.id);
        if (outcome.status === 'done') done.add(step.id);
      });
      expect(told.sort()).toEqual(steps.map((step) => step.id).sort());
      const expected = new Map<string, boolean>();
      for (const name of letters)
        expected.set(name, !byHand.includes(name) && !failing.includes(name) && (needs[name] ?? []).every((need) => expected.get(need)));
      for (const step of steps) expect(outcomes.get(step.id)?.status === 'done').toBe(expected.get(step.key));
    }),
  );
});
