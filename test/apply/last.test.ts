import { expect, test } from 'vitest';
import type { Outcome, Perform } from '../../cli/apply/run-pass.ts';
import { runPass } from '../../cli/apply/run-pass.ts';
import { stepOf } from './steps.ts';

const steps = [stepOf('rule'), stepOf('other'), stepOf('user', ['rule'])];

/** Performs all steps at once, of which `rule` leaves something for last; then does that as told. */
function performer(left: Outcome | undefined, ended?: string) {
  const calls: string[] = [];
  const now: Perform = (some, tell) => {
    for (const step of some) {
      calls.push(step.key);
      tell(step, step.key === 'rule' ? { status: 'done', created: '7', waits: true } : { status: 'done' });
    }
    return Promise.resolve(undefined);
  };
  const last: Perform['last'] = (order, tell) => {
    calls.push('last');
    const rule = order.find((step) => step.key === 'rule');
    if (rule !== undefined && left !== undefined) tell(rule, left);
    return Promise.resolve(ended);
  };
  return { calls, perform: Object.assign(now, { last }) };
}

async function run(left: Outcome | undefined, ended?: string) {
  const seen: string[] = [];
  const { calls, perform } = performer(left, ended);
  const result = await runPass(steps, perform, (step, outcome) => seen.push(`${step.key} ${outcome.status}`));
  return { calls, seen, result };
}

test('what a step leaves for last is done when all else is, and only then is the step told', async () => {
  const { calls, seen, result } = await run({ status: 'done', created: '7' });
  expect(calls).toEqual(['rule', 'other', 'user', 'last']);
  expect(seen).toEqual(['other done', 'user done', 'rule done']);
  expect(result.outcomes.get('create role:rule')).toEqual({ status: 'done', created: '7' });
});

test('a step fails when its last part does, and what depends on it was done all the same', async () => {
  const { seen, result } = await run({ status: 'failed', error: 'LIMIT_EXCEEDED', created: '7' });
  expect(seen).toEqual(['other done', 'user done', 'rule failed']);
  expect(result.ended).toBeUndefined();
});

test('a run that ends before the last part leaves the step undone, with what it created', async () => {
  const { seen, result } = await run(undefined, 'credits are used up');
  expect(seen).toEqual(['other done', 'user done', 'rule failed']);
  expect(result).toMatchObject({ ended: 'credits are used up' });
  expect(result.outcomes.get('create role:rule')).toEqual({ status: 'failed', error: 'credits are used up', created: '7' });
});

test('a run that ends before everything else is done switches nothing on', async () => {
  const { calls, perform } = performer({ status: 'done' });
  const stopping: Perform = Object.assign(
    (some: Parameters<Perform>[0], tell: Parameters<Perform>[1]) =>
      perform(some, tell).then(() => (some.some((step) => step.key === 'user') ? 'the run was stopped' : undefined)),
    { last: perform.last },
  );
  const { outcomes, ended } = await runPass(steps, stopping, () => undefined);
  expect(ended).toBe('the run was stopped');
  expect(calls).not.toContain('last');
  expect(outcomes.get('create role:rule')).toEqual({ status: 'failed', error: 'the run was stopped', created: '7' });
});
