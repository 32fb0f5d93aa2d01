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
