import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApplyPorts } from '../../cli/apply/run-apply.ts';
import { runApply } from '../../cli/apply/run-apply.ts';
import type { Outcome } from '../../cli/apply/run-pass.ts';
import type { Plan, Step } from '../../cli/model/plan.ts';
import { ignore, planWith, scriptedPerform, stepOf } from './steps.ts';

/** Ports with scripted outcomes, whose fresh plans are given one after the other (the last for ever). */
function portsOf(plans: readonly Plan[], outcomes: Readonly<Record<string, Outcome>> = {}) {
  const { calls, perform } = scriptedPerform(outcomes);
  const passes: number[] = [];
  let read = 0;
  const ports: ApplyPorts = {
    replan: () => {
      read += 1;
      return Promise.resolve(plans[Math.min(read, plans.length) - 1] ?? planWith([]));
    },
    perform,
    startPass: (pass) => passes.push(pass),
    watch: ignore,
  };
  return { ports, calls, passes };
}

const a = stepOf('a');
const b = stepOf('b', ['a']);

describe('passes', () => {
  test('end when nothing is left', async () => {
    const { ports, passes } = portsOf([planWith([])]);
    const result = await runApply(planWith([a, b]), ports);
    expect(passes).toEqual([1]);
    expect(result.left.steps).toEqual([]);
    expect(result.steps).toEqual([
      { id: a.id, status: 'done', attempts: 1 },
      { id: b.id, status: 'done', attempts: 1 },
    ]);
  });

  test('go on while each leaves another plan, and the id of what was made is kept', async () => {
    const { ports, passes } = portsOf([planWith([b]), planWith([])], { a: { status: 'done', created: '11' }, b: { status: 'done', created: '12' } });
    const result = await runApply(planWith([a, b]), ports);
    expect(passes).toEqual([1, 2]);
    expect(result.steps).toEqual([
      { id: a.id, status: 'done', attempts: 1, created: '11' },
      { id: b.id, status: 'done', attempts: 2, created: '12' },
    ]);
  });

  test('end when one changes nothing', async () => {
    const { ports, passes } = portsOf([planWith([a, b])]);
    const result = await runApply(planWith([a, b]), ports);
    expect(passes).toEqual([1]);
    expect(result.steps.map((step) => [step.status, step.error])).toEqual([
      ['failed', 'the CRM took the change, but reading back shows another value: description'],
      ['failed', 'the CRM took the change, but reading back shows another value: description'],
    ]);
  });

  test('end though the CRM never settles', async () => {
    const plans = Array.from({ length: 30 }, (_, index) => planWith([stepOf(`a${index % 2}`), a]));
    const { ports, passes } = portsOf(plans);
    await runApply(planWith([a]), ports);
    expect(passes.length).toBe(8);
  });

  test('are none when there are only steps by hand', async () => {
    const byHand = planWith([stepOf('a', [], 'no create')]);
    const { ports, passes, calls } = portsOf([byHand]);
    const result = await runApply(byHand, ports);
    expect({ passes, calls }).toEqual({ passes: [], calls: [] });
    expect(result.steps).toEqual([{ id: a.id, status: 'manual', attempts: 0, error: 'no create' }]);
  });

  test('stop when a fresh plan is refused: nothing more is written', async () => {
    const { ports, calls } = portsOf([]);
    const stale = { ...ports, replan: () => Promise.reject(new Error('stale')) };
    await expect(runApply(planWith([a, b]), stale)).rejects.toThrow('stale');
    expect(calls).toEqual([['a'], ['b']]);
  });
});

describe('the receipt', () => {
  test('counts as done what the org shows, whatever the CRM answered', async () => {
    const { ports } = portsOf([planWith([])], { a: { status: 'failed', error: 'connection lost' } });
    const result = await runApply(planWith([a]), ports);
    expect(result.steps).toEqual([{ id: a.id, status: 'done', attempts: 1 }]);
  });

  test('says why a step failed and why others were skipped', async () => {
    const { ports } = portsOf([planWith([a, b])], { a: { status: 'failed', error: 'INVALID_DATA: name' } });
    const result = await runApply(planWith([a, b]), ports);
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
        const result = await runApply(first, ports);
        expect(result.steps.map((step) => step.id)).toEqual(first.steps.map((step) => step.id));
        expect(passes.length).toBeLessThanOrEqual(8);
        const open = new Set(result.left.steps.map((step) => step.id));
        for (const step of result.steps) {
          expect(step.status === 'done').toBe(!open.has(step.id));
          if (step.status !== 'done') expect(step.error).not.toBe('');
          if (byHand.some((name) => step.id.endsWith(`:${name}`))) expect(step.attempts).toBe(0);
        }
      }),
    );
  });
});
