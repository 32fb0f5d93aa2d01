import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApplyPorts, Reading } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import type { Outcome } from '../../cli/apply/run-pass.ts';
import type { Plan, Step } from '../../cli/model/plan.ts';
import type { End } from './steps.ts';
import { approve, ignore, planWith, scriptedPerform, stepOf } from './steps.ts';

/** Ports with scripted outcomes, whose readings are given one after the other (the last for ever). */
function portsOf(readings: readonly (Plan | string)[], outcomes: Readonly<Record<string, Outcome>> = {}, end?: End) {
  const { calls, perform } = scriptedPerform(outcomes, end);
  const passes: number[] = [];
  const pauses: number[] = [];
  let read = 0;
  const ports: ApplyPorts = {
    replan: () => {
      read += 1;
      const reading = readings[Math.min(read, readings.length) - 1] ?? planWith([]);
      return Promise.resolve<Reading>(typeof reading === 'string' ? { unread: reading } : { plan: reading });
    },
    perform,
    startPass: (pass) => passes.push(pass),
    endPass: () => Promise.resolve(),
    watch: ignore,
    pause: (turn) => Promise.resolve(void pauses.push(turn)),
    idOf: (ref) => `id of ${ref}`,
  };
  return { ports, calls, passes, pauses };
}

const a = stepOf('a');
const b = stepOf('b', ['a']);

describe('passes', () => {
  test('end when nothing is left', async () => {
    const { ports, passes } = portsOf([planWith([])]);
    const result = await runApply(approve(planWith([a, b])), planWith([a, b]), ports);
    expect(passes).toEqual([1]);
    expect(result.steps).toEqual([
      { id: a.id, status: 'done', attempts: 1 },
      { id: b.id, status: 'done', attempts: 1 },
    ]);
  });

  test('go on while each leaves another plan, and the id of what was made is kept', async () => {
    const { ports, passes } = portsOf([planWith([b]), planWith([])], { a: { status: 'done', created: '11' }, b: { status: 'done', created: '12' } });
    const result = await runApply(approve(planWith([a, b])), planWith([a, b]), ports);
    expect(passes).toEqual([1, 2]);
    expect(result.steps).toEqual([
      { id: a.id, status: 'done', attempts: 1, created: '11' },
      { id: b.id, status: 'done', attempts: 2, created: '12' },
    ]);
  });

  test('end when one changes nothing', async () => {
    const { ports, passes } = portsOf([planWith([a, b])]);
    const result = await runApply(approve(planWith([a, b])), planWith([a, b]), ports);
    expect(passes).toEqual([1]);
    expect(result.steps.map((step) => [step.status, step.error])).toEqual([
      ['failed', 'the CRM took the change, but reading back shows another value: description'],
      ['failed', 'the CRM took the change, but reading back shows another value: description'],
    ]);
  });

  test('end though the CRM never settles', async () => {
    const plans = Array.from({ length: 30 }, (_, index) => planWith([stepOf(`a${index % 2}`), a]));
    const { ports, passes } = portsOf(plans);
    await runApply(approve(planWith([a])), planWith([a]), ports);
    expect(passes.length).toBe(8);
  });

  test('are none when there are only steps by hand', async () => {
    const byHand = planWith([stepOf('a', [], 'no create')]);
    const { ports, passes, calls } = portsOf([byHand]);
    const result = await runApply(approve(byHand), byHand, ports);
    expect({ passes, calls }).toEqual({ passes: [], calls: [] });
    expect(result.steps).toEqual([{ id: a.id, status: 'manual', attempts: 0, error: 'no create' }]);
  });

  test('stop when a fresh plan is refused: nothing more is written', async () => {
    const { ports, calls } = portsOf([]);
    const stale = { ...ports, replan: () => Promise.reject(new Error('stale')) };
    await expect(runApply(approve(planWith([a, b])), planWith([a, b]), stale)).rejects.toThrow('stale');
    expect(calls).toEqual([['a'], ['b']]);
  });
});

describe('what nobody knows the end of', () => {
  const unclear: Outcome = { status: 'failed', error: 'unclear whether it was done: dropped', unclear: true };

  test('is read back after a pause before it is sent again, a bounded number of times', async () => {
    const { ports, calls, pauses } = portsOf([planWith([a])], { a: unclear });
    const result = await runApply(approve(planWith([a])), planWith([a]), ports);
    expect(calls).toEqual([['a'], ['a'], ['a'], ['a']]);
    expect(pauses).toEqual([1, 2, 3, 4]);
    expect(result.steps).toEqual([{ id: a.id, status: 'failed', attempts: 4, error: unclear.error }]);
  });

  test('is not sent again when it arrived, and the org names its id', async () => {
    const { ports, calls } = portsOf([planWith([])], { a: unclear });
    const result = await runApply(approve(planWith([a])), planWith([a]), ports);
    expect(calls).toEqual([['a']]);
    expect(result.steps).toEqual([{ id: a.id, status: 'done', attempts: 1, created: 'id of role:a' }]);
  });

  test('of an interrupted run counts with this one', async () => {
    const { ports, calls } = portsOf([planWith([])], { b: { status: 'done', created: '12' } });
    const earlier = new Map([[a.ref, { attempts: 2, unclear: true as const }]]);
    const result = await runApply(approve(planWith([a, b])), planWith([b]), ports, earlier);
    expect(calls).toEqual([['b']]);
    expect(result.steps).toEqual([
      { id: a.id, status: 'done', attempts: 2, created: 'id of role:a' },
      { id: b.id, status: 'done', attempts: 1, created: '12' },
    ]);
  });
});

describe('a run that ends before its time', () => {
  test('leaves a receipt of what was done, by reading back once more', async () => {
    const { ports, passes } = portsOf([planWith([b])], { a: { status: 'done', created: '11' } }, { at: 'b', reason: 'the budget is used up' });
    const result = await runApply(approve(planWith([a, b])), planWith([a, b]), ports);
    expect(passes).toEqual([1]);
    expect(result).toEqual({
      ended: 'the budget is used up',
      steps: [
        { id: a.id, status: 'done', attempts: 1, created: '11' },
        { id: b.id, status: 'skipped', attempts: 0, error: 'the budget is used up' },
      ],
    });
  });

  test('calls nothing done that could not be read back, and keeps what was created', async () => {
    const { ports } = portsOf(['no answer'], { a: { status: 'done', created: '11' } });
    const result = await runApply(approve(planWith([a, b])), planWith([a, b]), ports);
    expect(result.unread).toBe(true);
    expect(result.ended).toBe('no answer');
    const error = 'the CRM took the change, but it could not be read back: no answer';
    expect(result.steps).toEqual([
      { id: a.id, status: 'failed', attempts: 1, created: '11', error },
      { id: b.id, status: 'failed', attempts: 1, error },
    ]);
  });
});

describe('the receipt', () => {
  test('tells of the approved steps, whatever is left to do now', async () => {
    const { ports } = portsOf([planWith([])]);
    const byHand = stepOf('m', [], 'no create');
    const approved = approve(planWith([a, b, byHand]));
    expect(
      (await runApply(approved, planWith([b, byHand]), portsOf([planWith([byHand])]).ports)).steps.map((step) => [step.id, step.status]),
    ).toEqual([
      [a.id, 'done'],
      [b.id, 'done'],
      [byHand.id, 'manual'],
    ]);
    expect((await runApply(approved, planWith([]), ports)).steps.map((step) => [step.status, step.attempts])).toEqual([
      ['done', 0],
      ['done', 0],
      ['done', 0],
    ]);
  });

  test('leaves no create to a person that only could not be judged', async () => {
    const unreadable = planWith([stepOf('a', [], 'this kind could not be read completely')]);
    const result = await runApply(approve(planWith([a])), unreadable, portsOf([unreadable]).ports);
    expect(result.steps).toEqual([{ id: a.id, status: 'skipped', attempts: 0, error: 'this kind could not be read completely' }]);
  });

  test('counts as done what the org shows, whatever the CRM answered', async () => {
    const { ports } = portsOf([planWith([])], { a: { status: 'failed', error: 'connection lost' } });
    const result = await runApply(approve(planWith([a])), planWith([a]), ports);
    expect(result.steps).toEqual([{ id: a.id, status: 'done', attempts: 1 }]);
  });

  test('says why a step failed and why others were skipped', async () => {
    const { ports } = portsOf([planWith([a, b])], { a: { status: 'failed', error: 'INVALID_DATA: name' } });
    const result = await runApply(approve(planWith([a, b])), planWith([a, b]), ports);
    expect(result.steps).toEqual([
      { id: a.id, status: 'failed', attempts: 1, error: 'INVALID_DATA: name' },
      { id: b.id, status: 'skipped', attempts: 0, error: 'needs "create role:a", which was not done' },
    ]);
  });

  test('names every step of the first plan once, in any course of events', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const plans = fc.array(fc.subarray(names), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(plans, fc.subarray(names), fc.subarray(names), async (left, failing, byHand) => {
        const make = (name: string): Step => stepOf(name, name === 'd' ? ['a'] : [], byHand.includes(name) ? 'by hand' : undefined);
        const outcomes = Object.fromEntries(failing.map((name): [string, Outcome] => [name, { status: 'failed', error: 'no' }]));
        const { ports, passes } = portsOf(
          left.map((some) => planWith(some.map(make))),
          outcomes,
        );
        const first = planWith(names.map(make));
        const result = await runApply(approve(first), first, ports);
        expect(result.steps.map((step) => step.id)).toEqual(first.steps.map((step) => step.id));
        expect(passes.length).toBeLessThanOrEqual(8);
        const last = left[Math.min(Math.max(passes.length, 1), left.length) - 1] ?? [];
        const open = new Set((passes.length === 0 ? names : last).map((name) => make(name).id));
        for (const step of result.steps) {
          expect(step.status === 'done').toBe(!open.has(step.id));
          if (step.status !== 'done') expect(step.error).not.toBe('');
          if (byHand.some((name) => step.id.endsWith(`:${name}`))) expect(step.attempts).toBe(0);
        }
      }),
    );
  });
});
