import { expect, test } from 'vitest';
import type { LiveSnapshot } from '../../../cli/model/snapshot.ts';
import { unreadableDelete } from '../../../cli/plan/guards/unreadable-delete.ts';
import { judge, step } from './world.ts';

const steps = [
  step('delete', 'field', 'Deals.A'),
  step('delete', 'field', 'Leads.A'),
  step('delete', 'role', 'CEO'),
  step('update', 'field', 'Deals.B'),
];
const told = (unreadable: LiveSnapshot['unreadable']) => judge(unreadableDelete, { steps, org: { unreadable } });
const blocked = (...unreadable: LiveSnapshot['unreadable']) => told(unreadable).flatMap((verdict) => verdict.blocks ?? []);

test('nothing goes of a kind that could not be read, nor of a module whose part could not', () => {
  expect(blocked({ kind: 'field', reason: 'cut' })).toEqual(['delete field:Deals.A', 'delete field:Leads.A']);
  expect(blocked({ kind: 'field', module: 'Leads', reason: 'cut' })).toEqual(['delete field:Leads.A']);
});

test('what was read may go', () => {
  expect(told([])).toEqual([]);
  expect(
    told([
      { kind: 'profile', reason: 'cut' },
      { kind: 'field', module: 'Cases', reason: 'cut' },
    ]),
  ).toEqual([]);
});

test('what is kept is told with the reason, as a warning', () => {
  const toldOf = (module?: string) =>
    judge(unreadableDelete, { steps: steps.slice(0, 1), org: { unreadable: [{ kind: 'field', reason: 'cut', ...(module && { module }) }] } })[0];
  expect(toldOf()).toMatchObject({ severity: 'warning', element: 'field:Deals.A', message: expect.stringContaining('since field could not') });
  expect(toldOf('Deals')?.message).toContain('since field of Deals could not be read whole: cut.');
});
