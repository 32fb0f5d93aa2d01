import { isObject } from '../model/json.ts';
import type { Change, Step } from '../model/plan.ts';

/** The steps of one kind within a group, in the plan's order. */
export interface KindGroup {
  readonly kind: string;
  readonly steps: readonly Step[];
}

/** What people want to tell apart in a plan. Steps that the API cannot do are one group whatever they do. */
export type GroupName = 'create' | 'update' | 'delete' | 'manual';

/** The steps of a group, by kind in the order in which the plan first names a kind. */
export interface StepGroup {
  readonly name: GroupName;
  readonly kinds: readonly KindGroup[];
}

/** Signs in front of a step's key, as diffs use them. */
export const actionSigns = { create: '+', update: '~', delete: '-' } as const;

/** A plan's steps for reading: create, update, delete, by hand; groups without steps are left out. */
export function groupSteps(steps: readonly Step[]): StepGroup[] {
  const names: readonly GroupName[] = ['create', 'update', 'delete', 'manual'];
  return names
    .map((name) => ({ name, kinds: groupByKind(steps.filter((step) => groupOf(step) === name)) }))
    .filter((group) => group.kinds.length > 0);
}

/** A step's changes, one per attribute: a change of the whole element is taken apart; a deleted element has none worth listing. */
export function listChanges(step: Pick<Step, 'action' | 'changes'>): readonly Change[] {
  if (step.action === 'delete') return [];
  return step.changes.flatMap((change) => (change.path.length === 0 ? takeApart(change) : [change]));
}

/** True for the second half of an element that a reference cycle split in two. */
export function isFinish(step: Step): boolean {
  return step.id.endsWith(' (finish)');
}

function groupOf(step: Step): GroupName {
  return step.mode === 'manual' ? 'manual' : step.action;
}

function groupByKind(steps: readonly Step[]): KindGroup[] {
  return [...Map.groupBy(steps, (step) => step.kind)].map(([kind, members]) => ({ kind, steps: members }));
}

function takeApart(change: Change): Change[] {
  const { before, after } = change;
  if (isObject(after) && before === undefined) return Object.entries(after).map(([name, value]) => ({ path: [name], after: value }));
  return [change];
}
