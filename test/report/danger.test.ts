import { expect, test } from 'vitest';
import type { Change } from '../../cli/model/plan.ts';
import { describeDanger, listDangers } from '../../cli/report/danger.ts';
import { writePlanComment } from '../../cli/report/markdown/plan.ts';
import { formatPlan } from '../../cli/report/text/plan.ts';
import { contextIn, makeStep, samplePlan, terminalIn } from './samples.ts';

const medium = { text: String, code: String, value: String };

test('one raised permission among five hundred changed labels is told first, and the labels are counted', () => {
  const labels = Array.from({ length: 500 }, (_, index): Change => ({ path: ['labels', `l${index}`], before: 'a', after: 'b' }));
  const raised: Change = { path: ['permissions', 'org', 'Crm_Implied_Modify_All'], before: false, after: true };
  const step = makeStep({ action: 'update', kind: 'profile', key: 'Sales', risk: 'rights', changes: [...labels, raised] });
  expect(describeDanger(step, contextIn('en'), medium)).toBe(
    'Changes the profile Sales, which raises rights: permissions.org.Crm_Implied_Modify_All changes from false to true; 500 more changes.',
  );
  const harmless = Array.from({ length: 500 }, (_, index) =>
    makeStep({ action: 'update', kind: 'field', key: `Deals.F${index}`, changes: labels.slice(0, 1) }),
  );
  const lines = formatPlan({ ...samplePlan, steps: [...harmless, step], findings: [] }, terminalIn('en')).split('\n');
  expect(lines.findIndex((line) => line.includes('Crm_Implied_Modify_All'))).toBe(4);
});

test('what deletes comes before what raises rights, before what sends data out; the plan keeps its order within', () => {
  const step = (key: string, risk: 'none' | 'deletes' | 'rights' | 'data-leaves') => makeStep({ action: 'update', kind: 'field', key, risk });
  const steps = [step('a', 'data-leaves'), step('b', 'rights'), step('c', 'none'), step('d', 'deletes'), step('e', 'rights'), step('f', 'deletes')];
  expect(listDangers(steps).map((found) => found.key)).toEqual(['d', 'f', 'b', 'e', 'a']);
});

test.each([
  ['delete', 'deletes', 'api', 'Deletes the field K.', '項目 K を削除します。'],
  [
    'update',
    'deletes',
    'api',
    'Changes the field K, which can destroy what records hold: a.b goes (it was 1).',
    '項目 K を変更します。レコードの値が失われることがあります: a.b がなくなります (変更前は 1)。',
  ],
  [
    'delete',
    'rights',
    'manual',
    'Deletes the field K, which raises rights. To be done by hand.',
    '項目 K を削除します。権限が強まります。手作業で行います。',
  ],
] as const)('%s that %s (%s) as a sentence', (action, risk, mode, en, ja) => {
  const step = makeStep({ action, kind: 'field', key: 'K', risk, mode, changes: [{ path: ['a', 'b'], before: 1 }] });
  expect(describeDanger(step, contextIn('en'), medium)).toBe(en);
  expect(describeDanger(step, contextIn('ja'), medium)).toBe(ja);
});

test('a medium without values tells only names', () => {
  const step = makeStep({
    action: 'update',
    kind: 'webhook',
    key: 'K',
    risk: 'data-leaves',
    changes: [{ path: ['url'], before: 'https://a', after: 'https://b' }],
  });
  const told = describeDanger(step, contextIn('en'), { ...medium, value: undefined });
  expect(told).toBe('Changes the webhook K, which sends data out of the org: url changes.');
});

test('rights that are given all at once are told one by one, the rest is counted, and the step lists all of them', () => {
  const given = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`Right_${index}`, index !== 3]));
  const step = makeStep({
    action: 'create',
    kind: 'profile',
    key: 'Staff',
    risk: 'rights',
    changes: [{ path: ['permissions'], after: { Deals: given } }],
  });
  const told = describeDanger(step, contextIn('en'), medium);
  expect(told).toContain('permissions.Deals.Right_0 is true; permissions.Deals.Right_1 is true');
  expect(told).not.toContain('Right_3 ');
  expect(told).toContain('; 28 more changes.');
  const text = formatPlan({ ...samplePlan, steps: [step], findings: [] }, terminalIn('en', { width: 80 }));
  for (const name of Object.keys(given)) expect(text).toContain(`"${name}":`);
  const comment = writePlanComment({ ...samplePlan, steps: [step], findings: [] }, contextIn('en'), { rest: 'summary' });
  for (const name of Object.keys(given)) expect(comment).toContain(`"${name}":`);
});
