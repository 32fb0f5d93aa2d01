import { describe, expect, test } from 'vitest';
import { usualRules } from '../../cli/model/org.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { writePlanPage } from '../../cli/report/html/plan.ts';
import { toPlanJson } from '../../cli/report/json/plan.ts';
import { writePlanComment } from '../../cli/report/markdown/plan.ts';
import { formatPlan } from '../../cli/report/text/plan.ts';
import { contextIn, terminalIn } from '../report/samples.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

describe('one flipped permission among five hundred changed labels', () => {
  const fields = (label: string) =>
    Array.from({ length: 500 }, (_, index): Short => ['field', `Deals.F${index}`, { data_type: 'text', field_label: `${label} ${index}` }]);
  const profile = (enabled: boolean): Short => ['profile', 'Sales', { name: 'Sales', permissions: { Deals: { View: true, Export: enabled } } }];
  const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
  const live = liveOf([deals, ...fields('old'), profile(false)], { partIds: ['permission:Deals/View', 'permission:Deals/Export'] });
  const plan = makePlan(inputOf(live, snapshotOf(deals, ...fields('new'), profile(true))));

  test('is the one step with a risk, in the plan as programs read it', () => {
    const { steps } = toPlanJson(plan) as unknown as { steps: { id: string; risk: string; risks: string[] }[] };
    expect(steps).toHaveLength(501);
    expect(steps.filter((step) => step.risk !== 'none')).toMatchObject([{ id: 'update profile:Sales', risk: 'rights', risks: ['rights'] }]);
  });

  test.each([
    ['text, en', formatPlan(plan, terminalIn('en'))],
    ['text, ja', formatPlan(plan, terminalIn('ja'))],
    ['comment, en', writePlanComment(plan, contextIn('en'), { rest: 'summary' })],
    ['comment, ja', writePlanComment(plan, contextIn('ja'), { rest: 'summary' })],
    ['page, en', writePlanPage(plan, contextIn('en'))],
    ['page, ja', writePlanPage(plan, contextIn('ja'))],
  ])('is told before any of them: %s', (_medium, told) => {
    const words = told.replace(/<[^>]*>/g, '').replaceAll('\\', '');
    const permission = words.indexOf('permissions.Deals.Export');
    expect(permission).toBeGreaterThan(-1);
    expect(words.slice(0, permission)).not.toContain('Deals.F');
    expect(words.slice(0, permission)).toMatch(/raises rights|権限が強まります/);
  });
});

test('a bundle that misses nine modules of ten is shown, and refused as a whole', () => {
  const modules = Array.from({ length: 50 }, (_, index): Short => ['module', `M${index}`, { plural_label: `M${index}`, generated_type: 'custom' }]);
  const rules = { ...usualRules, authority: { usual: 'authoritative' as const, kinds: new Map() }, prune: new Set(['module']) };
  const plan = makePlan(inputOf(liveOf(modules), snapshotOf(...modules.slice(0, 5)), { rules }));
  const deletes = plan.steps.filter((step) => step.action === 'delete');
  expect(deletes).toHaveLength(45);
  expect(deletes.every((step) => step.risk === 'deletes')).toBe(true);
  expect(plan.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code)).toContain('guard.empty-source');
  expect(formatPlan(plan, terminalIn('en'))).toContain('This plan is refused');
});
