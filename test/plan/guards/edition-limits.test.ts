import { describe, expect, test } from 'vitest';
import { editionLimits } from '../../../cli/plan/guards/edition-limits.ts';
import { edition, judge, many, step } from './world.ts';

const create = (kind: string, count: number, after = {}) =>
  Array.from({ length: count }, (_, index) => step('create', kind, `New${index}`, { after }));

describe('custom modules', () => {
  test.each([
    ['standard', 10],
    ['professional', 25],
    ['Enterprise', 200],
    ['ultimate', 500],
  ])('%s has %i, and those beyond are blocked', (name, limit) => {
    const live = [...many('module', limit - 1), ['module', 'Deals', { generated_type: 'default' }] as const];
    const verdicts = judge(editionLimits, { live, org: edition(name), steps: create('module', 3) });
    expect(verdicts.flatMap(({ blocks }) => blocks)).toEqual(['create module:New1', 'create module:New2']);
    expect(verdicts[0]?.message).toMatch(new RegExp(`${limit} of the ${name} edition`, 'i'));
    expect(verdicts[0]?.severity).toBe('warning');
  });

  test('an edition that nobody described is left to the org', () => {
    expect(judge(editionLimits, { live: many('module', 900), org: edition('zohoonestandard'), steps: create('module', 3) })).toEqual([]);
  });

  test('a module by hand takes no room of ours', () => {
    const steps = create('module', 1).map((one) => ({ ...one, mode: 'manual' as const }));
    expect(judge(editionLimits, { live: many('module', 10), org: edition('standard'), steps })).toEqual([]);
  });
});

test('an org that is full already blocks every new one', () => {
  const verdicts = judge(editionLimits, { live: many('profile', 27), steps: create('profile', 2) });
  expect(verdicts.flatMap(({ blocks }) => blocks)).toEqual(['create profile:New0', 'create profile:New1']);
  expect(judge(editionLimits, { live: many('profile', 23), steps: create('profile', 2) })).toEqual([]);
});

describe('actions that run functions', () => {
  const calling = { conditions: [{ instant_actions: [{ type: 'functions', name: 'score' }] }] };

  test('are blocked below Enterprise', () => {
    const steps = [step('create', 'workflow_rule', 'Deals/Score', { after: calling }), step('create', 'workflow_rule', 'Deals/Tag', { after: {} })];
    expect(judge(editionLimits, { org: edition('professional'), steps }).map(({ blocks }) => blocks)).toEqual([['create workflow_rule:Deals/Score']]);
    expect(judge(editionLimits, { org: edition('enterprise'), steps })).toEqual([]);
  });

  test('of a rule that has one already are no news', () => {
    const steps = [step('update', 'workflow_rule', 'Deals/Score', { before: calling, after: calling })];
    expect(judge(editionLimits, { org: edition('standard'), steps })).toEqual([]);
  });
});
