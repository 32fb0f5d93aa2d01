import { describe, expect, test } from 'vitest';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { edition } from './guards/world.ts';
import type { Short } from './world.ts';
import { inputOf, kindOf, liveOf, planOf, snapshotOf } from './world.ts';

const euro: Short = ['currency', 'EUR', { name: 'Euro - EUR', symbol: '€', is_base: true }];
const role: Short = ['role', 'CEO', {}];
const night: Short = ['role', 'Night', { reporting_to: 'CEO' }];

const planIn = (name: string, live: readonly Short[], ...desired: Short[]) =>
  planOf(liveOf([role, ...live], edition(name)), snapshotOf(role, ...desired));

describe('an element of a kind that the edition lacks', () => {
  test.each(['free', 'standard', 'Professional'])('is blocked in the %s edition, which is named with those that have it', (name) => {
    const plan = planIn(name, [], euro);
    expect(plan.steps.map((step) => [step.id, step.mode])).toEqual([['create currency:EUR', 'blocked']]);
    expect(plan.steps[0]?.reason).toMatch(new RegExp(`the ${name} edition of the org does not have it, which needs Enterprise or Ultimate`, 'i'));
    expect(plan.findings).toContainEqual(expect.objectContaining({ code: 'plan.edition', severity: 'warning', element: 'currency:EUR' }));
    expect(plan.summary).toMatchObject({ create: 0, blocked: 1 });
  });

  test.each(['enterprise', 'ULTIMATE', 'crmplus', 'zohooneenterprise', 'zohoonestandard', 'unheard-of', ''])('is left to an org of "%s"', (name) => {
    const plan = planIn(name, [], euro);
    expect(plan.steps.map((step) => step.mode)).toEqual(['api']);
    expect(plan.findings.map(({ code }) => code)).not.toContain('plan.edition');
  });

  test('is not changed either, and may go', () => {
    const changed: Short = ['currency', 'EUR', { ...euro[2], symbol: 'E' }];
    expect(planIn('standard', [euro], changed).steps.map((step) => [step.id, step.mode])).toEqual([['update currency:EUR', 'blocked']]);
    expect(planIn('standard', [euro], euro)).toMatchObject({ steps: [], findings: [] });
    const input = inputOf(liveOf([role, euro], edition('standard')), snapshotOf(role), { exact: new Set(['currency:EUR']) });
    expect(makePlan(input).steps.map((step) => [step.id, step.mode])).toEqual([['delete currency:EUR', 'manual']]);
  });

  test('is blocked whoever would do it, and what needs it waits', () => {
    const kinds = new Map([...inputOf(liveOf([]), snapshotOf()).kinds, ['role', { ...kindOf('role'), editions: ['ultimate'] as const }]]);
    const below: Short = ['role', 'Late', { reporting_to: 'Night' }];
    const byHand = new Map(kinds).set('role', { ...kindOf('role'), editions: ['ultimate'], manualCreate: () => 'only people make roles' });
    for (const known of [kinds, byHand]) {
      const plan = makePlan(inputOf(liveOf([role], edition('enterprise')), snapshotOf(role, night, below), { kinds: known }));
      expect(plan.steps.map((step) => [step.id, step.mode])).toEqual([
        ['create role:Night', 'blocked'],
        ['create role:Late', 'blocked'],
      ]);
    }
  });

  test('does not keep the rest from being written', () => {
    const plan = planIn('standard', [], euro, night);
    expect(plan.steps.filter((step) => step.mode === 'api').map((step) => step.id)).toEqual(['create role:Night']);
  });
});
