import { describe, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { deedOf, findTold } from '../../cli/plan/deed.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { findSetupPage } from '../../cli/plan/setup-page.ts';
import { believeTicks, completeTold, tickOf } from '../../cli/plan/told.ts';
import type { Short } from './world.ts';
import { inputOf, kindOf, kindsByName, liveOf, recordOf, snapshotOf } from './world.ts';

const home = 'https://crm.zoho.com/crm/org700000001';
const module: Short = ['module', 'Deals', { singular_label: 'Deal', plural_label: 'Deals' }];
const field: Short = ['field', 'Deals.Limit', { field_label: 'Limit', data_type: 'integer' }];
const rule = (value: number): Short => [
  'validation_rule',
  'Deals/Big',
  { purpose: 'p', settings: { Limit: value }, uses: { fields: ['Deals.Limit'] } },
];
const ref: Ref = 'validation_rule:Deals/Big';
const org: LiveSnapshot = { ...liveOf([module, field]), setup: home };
const plan = (desired: readonly Short[], base?: readonly Short[], live: LiveSnapshot = org) =>
  makePlan(inputOf(live, snapshotOf(...desired), base === undefined ? {} : { base: snapshotOf(...base) }));

describe('what only people set', () => {
  test('is asked for when it is new, after what it needs', () => {
    const { steps } = plan([module, field, rule(5)], [module], { ...liveOf([module]), setup: home });
    expect(steps.map(({ id, mode }) => [id, mode])).toEqual([
      ['create field:Deals.Limit', 'api'],
      [`create ${ref}`, 'manual'],
    ]);
    expect(steps[1]).toMatchObject({ dependsOn: ['create field:Deals.Limit'], setup: { url: `${home}/settings/modules/Deals/layouts`, near: true } });
  });

  test('is asked for again as long as nobody ticked it, applied or not', () => {
    expect(plan([module, field, rule(5)], [module, field]).steps.map(({ id }) => id)).toEqual([`create ${ref}`]);
  });

  test('is no longer once it is ticked, and a change of the file is another question', () => {
    expect(plan([module, field, rule(5)], [module, field, rule(5)])).toMatchObject({ steps: [], summary: { unchanged: 3 } });
    const { steps } = plan([module, field, rule(7)], [module, field, rule(5)]);
    expect(steps).toMatchObject([
      { id: `update ${ref} (by hand)`, mode: 'manual', changes: [{ path: ['settings', 'Limit'], before: 5, after: 7, side: 'ours' }] },
    ]);
  });

  test('is exactly what the file says: a setting that is gone is to be taken away', () => {
    const [name, key, attributes] = rule(5);
    const { steps } = plan([module, field, [name, key, { purpose: 'p', uses: attributes['uses'] ?? null }]], [module, field, rule(5)]);
    expect(steps).toMatchObject([{ changes: [{ path: ['settings'], before: { Limit: 5 } }] }]);
  });

  test('is to be deleted when its file is gone, without leave to prune, and is no sign of an empty folder', () => {
    const { steps, findings } = plan([module, field], [module, field, rule(5)]);
    expect(steps).toMatchObject([{ id: `delete ${ref}`, mode: 'manual', risk: 'deletes' }]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('holds back what needs it', () => {
    const widget: Short = ['widget', 'Quote', { purpose: 'p' }];
    const button: Short = ['custom_button', 'Deals/Quote', { purpose: 'p', uses: { widgets: ['Quote'] } }];
    const { steps } = plan([module, widget, button], [module]);
    expect(steps.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
      ['create widget:Quote', []],
      ['create custom_button:Deals/Quote', ['create widget:Quote']],
    ]);
  });

  test('is nothing that a reading of the org takes away', () => {
    const base = snapshotOf(module, rule(5), ['role', 'Gone', {}]);
    const live = completeTold(org, base, kindsByName);
    expect([...live.elements.keys()]).toEqual(['module:Deals', 'field:Deals.Limit', ref]);
    expect(completeTold(org, undefined, kindsByName)).toBe(org);
  });
});

describe('ticks', () => {
  const [, , five] = rule(5);
  const base = snapshotOf(module);

  test('are believed for what was told, and for nothing else', () => {
    const told = [{ ref, attributes: five }];
    expect(believeTicks(base, told, new Set([tickOf(ref, five)])).elements.get(ref)?.attributes).toEqual(five);
    expect(believeTicks(base, told, new Set([tickOf(ref, rule(7)[2])]))).toBe(base);
    expect(believeTicks(base, [], new Set([tickOf(ref, five)]))).toBe(base);
  });

  test('of a delete take it away', () => {
    const there = snapshotOf(module, rule(5));
    expect([...believeTicks(there, [{ ref, attributes: null }], new Set([tickOf(ref, null)])).elements.keys()]).toEqual(['module:Deals']);
  });

  test('are known by what is told alone, in whatever order a file says it', () => {
    expect(tickOf(ref, { purpose: 'p', active: true })).toBe(tickOf(ref, { active: true, purpose: 'p' }));
    expect(tickOf(ref, five)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('are asked for by the receipt of a step that is left, and by no other', () => {
    const planned = plan([module, field, rule(5)], [module, field]);
    const desired = snapshotOf(module, field, rule(5));
    const told = findTold(recordOf(planned), [{ id: `create ${ref}`, status: 'manual', attempts: 0 }], desired, kindsByName);
    expect(told).toEqual([{ ref, attributes: five }]);
    expect(findTold(recordOf(planned), [{ id: `create ${ref}`, status: 'done', attempts: 0 }], desired, kindsByName)).toEqual([]);
    const [step] = planned.steps;
    if (step === undefined) throw new Error('no step');
    expect(deedOf(step, desired, kindsByName)).toMatchObject({ action: 'create', tick: tickOf(ref, five), values: [{ path: ['purpose'] }, {}, {}] });
  });
});

test('a page is linked where its address is known, else the way into the setup, and that is said', () => {
  expect(findSetupPage(kindOf('widget'), 'Quote', home)).toEqual({ url: `${home}/settings/widgets`, menu: kindOf('widget').byHand?.menu });
  expect(findSetupPage(kindOf('layout'), 'Deals/Standard', home)).toEqual({ url: `${home}/settings/modules/Deals/layouts` });
  expect(findSetupPage(kindOf('workflow_rule'), 'Deals/Big', home)).toEqual({ url: `${home}/settings/modules`, near: true });
  expect(findSetupPage(kindOf('validation_rule'), 'Sp ace/Big', home)).toMatchObject({
    url: `${home}/settings/modules/Sp%20ace/layouts`,
    near: true,
  });
});
