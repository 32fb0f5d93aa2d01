import { isObject } from '../model/json.ts';
import type { Change, Side, Step } from '../model/plan.ts';
import type { Message } from './language.ts';
import { planMessages } from './messages/plan.ts';

/** The steps of one kind within a group, in the plan's order. */
export interface KindGroup {
  readonly kind: string;
  readonly steps: readonly Step[];
}

/** What people want to tell apart in a plan. Steps that the API cannot do are one group whatever they do, and so are those that nobody does yet. */
export type GroupName = 'delete' | 'blocked' | 'create' | 'update' | 'manual';

/** The steps of a group, by kind in the order in which the plan first names a kind. */
export interface StepGroup {
  readonly name: GroupName;
  readonly kinds: readonly KindGroup[];
}

/** Start of the reason of a step that waits for another one. */
const waitingPrefix = 'waits for: ';

/** What a group's title is followed by. */
export const groupNotes: Readonly<Partial<Record<GroupName, Message>>> = { manual: planMessages.manualNote, blocked: planMessages.blockedNote };

/** Signs in front of a step's key, as diffs use them. */
export const actionSigns = { create: '+', update: '~', delete: '-' } as const;

/** A plan's steps for reading: delete, blocked, create, update, by hand; groups without steps are left out. */
export function groupSteps(steps: readonly Step[]): StepGroup[] {
  const names: readonly GroupName[] = ['delete', 'blocked', 'create', 'update', 'manual'];
  return names
    .map((name) => ({ name, kinds: groupByKind(steps.filter((step) => groupOf(step) === name)) }))
    .filter((group) => group.kinds.length > 0);
}

/** A step's changes, one per attribute: a change of the whole element is taken apart; a deleted element has none worth listing. */
export function listChanges(step: Pick<Step, 'action' | 'changes'>): readonly Change[] {
  if (step.action === 'delete') return [];
  return step.changes.flatMap((change) => (change.path.length === 0 ? takeApart(change) : [change]));
}

/** What is shown of a step's changes: those shown, the number of the others, and who moved where it is the same for all. */
export interface ChosenChanges {
  readonly shown: readonly Change[];
  readonly left: number;
  /** true when nothing of a value may be cut short */
  readonly whole: boolean;
  /** set when all changes have this side; the changes shown then tell none */
  readonly side?: Side;
}

/**
 * The first `limit` changes of a harmless step, and all that the org moved; every change of a step that is dangerous, that nobody does yet, or that
 * a person does, who needs every value. */
export function chooseChanges(step: Step, limit: number): ChosenChanges {
  const changes = listChanges(step);
  const whole = step.risk !== 'none' || isHeldBack(step) || step.setup !== undefined;
  const shown = changes.filter((change, index) => whole || index < limit || change.side === 'theirs' || change.side === 'both');
  const left = changes.length - shown.length;
  const side = step.changes[0]?.side;
  const alone = step.action !== 'delete' && changes.length < 2; // its own line tells it
  if (side === undefined || alone || step.changes.some((change) => change.side !== side)) return { shown, left, whole };
  return { shown: shown.map(({ side: _, ...change }) => change), left, whole, side };
}

/** True for the second half of an element that a reference cycle split in two. */
export function isFinish(step: Step): boolean {
  return step.id.endsWith(' (finish)');
}

/** True for a step that nobody does yet: a blocked one, or one that waits for a step that is blocked or done by hand. */
export function isHeldBack(step: Pick<Step, 'mode' | 'reason'>): boolean {
  return step.mode === 'blocked' || step.reason?.startsWith(waitingPrefix) === true;
}

function groupOf(step: Step): GroupName {
  if (isHeldBack(step)) return 'blocked';
  return step.mode === 'manual' ? 'manual' : step.action;
}

function groupByKind(steps: readonly Step[]): KindGroup[] {
  return [...Map.groupBy(steps, (step) => step.kind)].map(([kind, members]) => ({ kind, steps: members }));
}

function takeApart(change: Change): Change[] {
  const { before, after, ...rest } = change;
  if (isObject(after) && before === undefined) return Object.entries(after).map(([name, value]) => ({ ...rest, path: [name], after: value }));
  return [change];
}
