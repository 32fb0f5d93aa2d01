import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../cli/model/json.ts';
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

describe('room', () => {
  const blocks = (world: Parameters<typeof judge>[1]) => judge(editionLimits, world).flatMap((verdict) => verdict.blocks ?? []);

  test('is not taken by modules of the system, there or to come, nor by changes', () => {
    const live = [...many('module', 10), ['module', 'Deals', { generated_type: 'default' }] as const];
    const org = edition('standard');
    expect(blocks({ live, org, steps: create('module', 2, { generated_type: 'default' }) })).toEqual([]);
    expect(blocks({ live, org, steps: create('module', 2, { generated_type: 'custom' }) })).toHaveLength(2);
    expect(blocks({ live, org, steps: [step('update', 'module', 'module0'), step('delete', 'module', 'module1')] })).toEqual([]);
    expect(blocks({ live, org, steps: create('role', 2) })).toEqual([]);
    expect(blocks({ live: many('role', 30), org, steps: create('module', 2) })).toEqual([]);
  });

  test('that is overdrawn is none, for modules and profiles', () => {
    expect(blocks({ live: many('module', 12), org: edition('standard'), steps: create('module', 5) })).toHaveLength(5);
    expect(blocks({ live: many('profile', 26), steps: create('profile', 3) })).toHaveLength(3);
    expect(blocks({ live: many('profile', 24), steps: create('profile', 3) })).toEqual(['create profile:New1', 'create profile:New2']);
    expect(blocks({ live: [...many('profile', 20), ...many('role', 20)], steps: create('profile', 3) })).toEqual([]);
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

  test.each([
    ['free', 1],
    ['standard', 1],
    ['professional', 1],
    ['enterprise', 0],
    ['ultimate', 0],
    ['crmplus', 0],
    ['unheard-of', 0],
  ])('in the %s edition: %i refused', (name, count) => {
    expect(judge(editionLimits, { org: edition(name), steps: [step('create', 'workflow_rule', 'Deals/S', { after: calling })] })).toHaveLength(count);
  });

  test('are told by their type alone, anywhere, and not where a person makes or somebody deletes the rule', () => {
    const found = (after: JsonObject, parts = {}) =>
      judge(editionLimits, { org: edition('standard'), steps: [step('update', 'workflow_rule', 'Deals/S', { before: {}, after, ...parts })] }).length;
    expect(found({ type: 'functions' })).toBe(1);
    expect(found({ a: [[{ b: { type: 'functions' } }]] })).toBe(1);
    expect(found({ a: [{ type: 'email' }, { type: 'functions' }, { type: 'tasks' }] })).toBe(1);
    expect(found({ type: 'email', name: 'functions', list: ['functions', 1, null, true] })).toBe(0);
    expect(found({ type: 'functions' }, { mode: 'manual' })).toBe(0);
    expect(judge(editionLimits, { org: edition('standard'), steps: [step('delete', 'workflow_rule', 'Deals/S', { before: calling })] })).toEqual([]);
  });

  test('of a rule that has one already are no news', () => {
    const steps = [step('update', 'workflow_rule', 'Deals/Score', { before: calling, after: calling })];
    expect(judge(editionLimits, { org: edition('standard'), steps })).toEqual([]);
  });
});
