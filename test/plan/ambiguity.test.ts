import { expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { Candidate } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const rule = (key: string, type: string): Short => [
  'workflow_rule',
  `Deals/${key}`,
  { name: 'Sync', execute_when: { type }, conditions: [{ instant_actions: [{ type: 'add_tags', name: 'x' }] }] },
];
const candidates: readonly Candidate[] = [
  { key: 'Deals/Sync', id: '11', touch: { at: '2026-01-02T03:04:05Z' } },
  { key: 'Deals/Sync (2)', id: '12', touch: {} },
];
const live = liveOf([deals, rule('Sync', 'create'), rule('Sync (2)', 'edit')], {
  ambiguous: new Map<Ref, readonly Candidate[]>(candidates.map((one) => [`workflow_rule:${one.key}`, candidates])),
});

test('a name that several elements have is refused where it would change one of them, with the list of them', () => {
  const made = makePlan(inputOf(live, snapshotOf(deals, rule('Sync', 'create_or_edit'))));
  expect(made.steps.map((step) => [step.mode, step.id])).toEqual([['blocked', 'update workflow_rule:Deals/Sync']]);
  expect(made.findings).toContainEqual(
    expect.objectContaining({
      code: 'plan.ambiguous',
      severity: 'error',
      element: 'workflow_rule:Deals/Sync',
      message: expect.stringContaining('Deals/Sync (id 11, changed 2026-01-02T03:04:05Z); Deals/Sync (2) (id 12)'),
    }),
  );
});

test('is no matter where nothing differs', () => {
  expect(makePlan(inputOf(live, snapshotOf(deals, rule('Sync', 'create'))))).toMatchObject({ steps: [], findings: [] });
});
