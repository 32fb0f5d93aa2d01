import { expect, test } from 'vitest';
import { reservedNames } from '../../../cli/plan/guards/reserved-names.ts';
import { change, judge, step } from './world.ts';

const module = (key: string, plural_label: string) => step('create', 'module', key, { after: { plural_label } });

test.each([
  ['an api name of the system', module('Settings', 'Preferences'), 'api name Settings'],
  ['a label of the system', module('Roles2', 'Roles'), '"Roles"'],
  ['a label that is too long', module('Long', 'x'.repeat(26)), '25 characters'],
  ['a character that no profile has', step('create', 'profile', 'R&D', { after: { name: 'R&D' } }), 'character'],
])('%s is not tried', (_name, one, words) => {
  const verdicts = judge(reservedNames, { steps: [one] });
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]).toMatchObject({ severity: 'warning', element: one.ref, blocks: [one.id] });
  expect(verdicts[0]?.message).toContain(words);
  expect(verdicts[0]?.fix).toBeDefined();
});

test('a new label of a module that is there counts, an old one does not', () => {
  const after = { plural_label: 'General' };
  const renamed = step('update', 'module', 'Deals', { after, changes: [change('plural_label', 'Deals', 'General')] });
  expect(judge(reservedNames, { steps: [renamed] })[0]).toMatchObject({ path: 'plural_label', blocks: [renamed.id] });
  const other = step('update', 'module', 'Deals', { after, changes: [change('profiles/Sales', undefined, 'Sales')] });
  expect(judge(reservedNames, { steps: [other] })).toEqual([]);
});

test('ordinary names, what goes, and what a person makes pass', () => {
  const steps = [
    module('Contracts', '契約書'),
    module('C25', '契'.repeat(25)),
    step('create', 'profile', '営業部 - 東京', { after: { name: '営業部 - 東京' } }),
    step('delete', 'module', 'Settings'),
    step('delete', 'profile', 'R&D', { before: { name: 'R&D' }, changes: [change('name', 'R&D', undefined)] }),
    { ...module('Settings', 'x'), mode: 'manual' as const },
    step('create', 'field', 'Deals.Status', { after: { data_type: 'text' } }),
  ];
  expect(judge(reservedNames, { steps })).toEqual([]);
});

test('what is refused says at which attribute, where it is one', () => {
  const path = (...parts: Parameters<typeof step>) => judge(reservedNames, { steps: [step(...parts)] }).map((verdict) => verdict.path ?? '-');
  expect(path('create', 'module', 'Settings', { after: {} })).toEqual(['-']);
  expect(judge(reservedNames, { steps: [step('create', 'module', 'Settings')] })[0]).not.toHaveProperty('path');
  expect(path('update', 'module', 'Settings', { after: {} })).toEqual([]);
  expect(path('create', 'module', 'A', { after: { singular_label: 'Role' } })).toEqual(['singular_label']);
  expect(path('create', 'module', 'A', { after: { plural_label: 'Fine', singular_label: 'x'.repeat(26) } })).toEqual(['singular_label']);
  expect(path('create', 'module', 'A', { after: { plural_label: '😀'.repeat(25) } })).toEqual([]);
  expect(path('create', 'profile', 'R&D', { after: {} })).toEqual(['name']);
  expect(path('update', 'profile', 'R&D', { changes: [change('name', 'R', 'R&D')] })).toEqual(['name']);
  expect(path('update', 'profile', 'R&D', { changes: [change('description', 'a', 'b')] })).toEqual([]);
  expect(path('create', 'role', 'R&D', { after: {} })).toEqual([]);
  expect(
    path('update', 'module', 'A', { after: { plural_label: 'Roles' }, changes: [change('x', 1, 2), change('plural_label', 'A', 'Roles')] }),
  ).toEqual(['plural_label']);
});
