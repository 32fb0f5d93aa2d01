import { expect, test } from 'vitest';
import { lastAdministrator } from '../../../cli/plan/guards/last-administrator.ts';
import { change, judge, step } from './world.ts';

const customize = 'Crm_Implied_Customize_Zoho_CRM';
const profile = (enabled: boolean) => ({ permissions: { org: { [customize]: enabled } } });

test('whatever takes rights from the Administrator profile refuses the plan', () => {
  const steps = [
    step('delete', 'profile', 'Administrator'),
    step('update', 'profile', 'Administrator', { mode: 'manual', changes: [change('permissions', undefined, { org: { [customize]: false } })] }),
    step('update', 'module', 'Deals', { changes: [change('profiles/Administrator', 'Administrator', undefined)] }),
  ];
  for (const one of steps) {
    const verdicts = judge(lastAdministrator, { live: [['profile', 'Other', profile(true)]], steps: [one] });
    expect(verdicts[0]).toMatchObject({ severity: 'error', element: one.ref, blocks: [one.id] });
  }
});

test('a plan after which no profile can customize the org is refused', () => {
  const live = [
    ['profile', '管理者', profile(true)],
    ['profile', 'Sales', profile(false)],
  ] as const;
  const steps = [step('update', 'profile', '管理者', { after: profile(false) }), step('update', 'profile', 'Sales', { after: profile(false) })];
  const verdicts = judge(lastAdministrator, { live, steps });
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]).toMatchObject({ severity: 'error', blocks: ['update profile:管理者'], message: expect.stringContaining(customize) });
  const handedOn = [steps[0] ?? step('delete', 'profile', 'x'), step('update', 'profile', 'Sales', { after: profile(true) })];
  expect(judge(lastAdministrator, { live, steps: handedOn })).toEqual([]);
  expect(judge(lastAdministrator, { live, steps: [step('delete', 'profile', '管理者')] })).toHaveLength(1);
});

test('while the Administrator profile is there, others may lose the right; other changes of it pass', () => {
  const live = [
    ['profile', 'Administrator', {}],
    ['profile', 'Sales', profile(true)],
  ] as const;
  const steps = [
    step('update', 'profile', 'Sales', { after: profile(false), changes: [change(`permissions/org/${customize}`, true, false)] }),
    step('update', 'profile', 'Administrator', { mode: 'manual', changes: [change('description', 'a', 'b')] }),
    step('update', 'module', 'Deals', { changes: [change('profiles/Sales', 'Sales', undefined)] }),
  ];
  expect(judge(lastAdministrator, { live, steps })).toEqual([]);
});

const manage = 'Crm_Implied_Manage_Users';
const holder = (right: string, has = true) => ({ permissions: { org: { [right]: has } } });

test('either right is kept', () => {
  for (const right of [customize, manage]) {
    const steps = [step('update', 'profile', 'Boss', { after: holder(right, false) })];
    const verdicts = judge(lastAdministrator, { live: [['profile', 'Boss', holder(right)]], steps });
    expect(verdicts).toMatchObject([{ blocks: ['update profile:Boss'], message: expect.stringContaining(right) }]);
  }
});

test('only profiles have rights, and only what is done by API is reckoned with', () => {
  const live = [
    ['profile', 'Boss', profile(true)],
    ['role', 'CEO', profile(true)],
  ] as const;
  const lost = step('update', 'profile', 'Boss', { after: profile(false) });
  const blocked = (...steps: ReturnType<typeof step>[]) => judge(lastAdministrator, { live, steps }).flatMap(({ blocks }) => blocks);
  expect(blocked(lost)).toEqual([lost.id]);
  expect(blocked(lost, step('create', 'role', 'New', { after: profile(true) }))).toEqual([lost.id]);
  expect(blocked(lost, step('create', 'profile', 'New', { after: profile(true), mode: 'manual' }))).toEqual([lost.id]);
  expect(blocked(lost, step('create', 'profile', 'New', { after: profile(true) }))).toEqual([]);
  expect(blocked({ ...lost, mode: 'manual' })).toEqual([]);
  expect(blocked(step('delete', 'role', 'CEO'))).toEqual([]);
  expect(blocked(step('update', 'profile', 'Boss'))).toEqual(['update profile:Boss']);
  expect(judge(lastAdministrator, { live: [['role', 'CEO', profile(true)]], steps: [step('delete', 'role', 'CEO')] })).toEqual([]);
  expect(judge(lastAdministrator, { live: [['profile', 'Sales', profile(false)]], steps: [step('delete', 'profile', 'Sales')] })).toEqual([]);
});

test('the Administrator profile and its modules: what takes rights, and what does not', () => {
  const live = [['profile', 'Administrator', {}]] as const;
  const count = (kind: string, key: string, ...changes: ReturnType<typeof change>[]) =>
    judge(lastAdministrator, { live, steps: [step('update', kind, key, { changes })] }).length;
  expect(count('profile', 'Administrator', change('permissions/org/x', true, false))).toBe(1);
  expect(count('profile', 'Administrator', change('permissions', {}, { Deals: { View: { deep: false, other: true } } }))).toBe(1);
  expect(count('profile', 'Administrator', change('permissions', {}, { Deals: { View: true } }))).toBe(0);
  expect(count('profile', 'Administrator', change('permissions/org/x', false, undefined))).toBe(0);
  expect(count('profile', 'Administrator', change('description', true, false))).toBe(0);
  expect(count('profile', 'Administrator', change('description', 'a', 'b'), change('permissions/org/x', true, false))).toBe(1);
  expect(count('profile', 'Other', change('permissions/org/x', true, false))).toBe(0);
  expect(count('role', 'Administrator', change('permissions/org/x', true, false))).toBe(0);
  expect(count('module', 'Deals', change('profiles/Administrator', undefined, 'Administrator'))).toBe(0);
  expect(count('module', 'Deals', change('owners/Administrator', 'Administrator', undefined))).toBe(0);
  expect(count('layout', 'Deals/A', change('profiles/Administrator', 'Administrator', undefined))).toBe(0);
  expect(count('module', 'Deals', change('x', 1, 2), change('profiles/Administrator', 'Administrator', undefined))).toBe(1);
  const deleted = judge(lastAdministrator, {
    live: [...live, ['profile', 'Sales', profile(false)]],
    steps: [step('delete', 'profile', 'Administrator')],
  });
  expect(deleted.map(({ message }) => message)).toEqual([
    expect.stringContaining('takes rights'),
    expect.stringContaining(customize),
    expect.stringContaining(manage),
  ]);
  const gone = [step('delete', 'module', 'Deals', { changes: [change('profiles/Administrator', 'Administrator', undefined)] })];
  expect(judge(lastAdministrator, { live, steps: gone })).toEqual([]);
});
