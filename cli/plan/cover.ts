import { canonicalText } from '../model/canonical.ts';
import type { Ref } from '../model/element.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { Change, RecordedPlan, RecordedStep, Step } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isMovedAway, isOrderKept, isRestOf } from './cover-rest.ts';
import { orderName } from './diff.ts';

/** A step of a fresh plan that was not approved, and why. */
export interface Uncovered {
  readonly id: string;
  readonly reason: string;
}

/**
 * Steps of a fresh plan that were not approved. An approved create covers whatever brings that element to the same wanted attributes, since what an
 * interrupted run left of it is ours. An approved update covers the same changes, all or some, from the values that the approver saw, and the rest of
 * what is added as a whole; another start means that the org has moved since. An approved delete covers deleting what the approver saw, or what is left of it. What was blocked covers nothing, and what
 * was to be deleted by hand no delete. Steps by hand and blocked ones write nothing and need no cover.
 */
export function findUncovered(approved: RecordedPlan, fresh: readonly Step[], desired: Snapshot): readonly Uncovered[] {
  const byElement = new Map<Ref, RecordedStep[]>();
  for (const step of approved.steps) {
    const ref: Ref = `${step.kind}:${step.key}`;
    byElement.set(ref, [...(byElement.get(ref) ?? []), step]);
  }
  return fresh.flatMap((step) => {
    const reason = step.mode === 'api' ? whyUncovered(byElement.get(step.ref) ?? [], step, desired) : undefined;
    return reason === undefined ? [] : [{ id: step.id, reason }];
  });
}

/**
 * Steps that were approved to be done and that nobody may do now, because the org has moved since: it changed what we change, or a limit was reached. Asked before a
 * plan is begun; what is in the way of one that was begun blocks its element only.
 */
export function findNewlyBlocked(approved: RecordedPlan, fresh: readonly Step[]): readonly Uncovered[] {
  const agreed = new Set(approved.steps.filter(({ mode }) => mode === 'api').map(({ action, kind, key }) => `${action} ${kind}:${key}`));
  const blocked = fresh.filter(({ mode, action, ref }) => mode === 'blocked' && agreed.has(`${action} ${ref}`));
  return blocked.map(({ id, reason }) => ({ id, reason: `it was approved and is blocked now: ${reason ?? 'it must not be done'}` }));
}

function whyUncovered(shown: readonly RecordedStep[], step: Step, desired: Snapshot): string | undefined {
  if (shown.length === 0) return 'the approved plan does not touch this element';
  const approved = shown.filter((other) => other.mode !== 'blocked');
  if (approved.length === 0) return `the approved plan blocks it: ${shown[0]?.reason ?? 'it must not be done'}`;
  if (step.action === 'delete') return whyDeleteDiffers(approved, step);
  const created = approved.find((other) => other.action === 'create');
  if (created !== undefined) return whyWantedDiffers(created, desired.elements.get(step.ref)?.attributes ?? {});
  if (step.action !== 'update') return `the approved plan does not ${step.action} this element`;
  const agreed = approved.flatMap((other) => other.changes);
  const changed = step.changes.find((change) => !isAgreed(agreed, change, step.changes));
  return changed === undefined ? undefined : `${changed.path.join('.')} is not what was approved, or the org has changed since`;
}

/** True for an approved change, for the rest of one, and for what only comes along with such a one. */
function isAgreed(agreed: readonly Change[], change: Change, together: readonly Change[]): boolean {
  if (agreed.some((one) => isSameChange(one, change) || isRestOf(one, change)) || isOrderKept(change)) return true;
  return isMovedAway(change, together);
}

/** What goes has to be within what the approver saw go. */
function whyDeleteDiffers(approved: readonly RecordedStep[], step: Step): string | undefined {
  const deleted = approved.find((other) => other.action === 'delete' && other.mode === 'api');
  if (deleted === undefined) return 'the approved plan does not delete this element';
  const seen = (change: Change): Json | undefined => deleted.changes.find((one) => one.path[0] === change.path[0])?.before;
  const unseen = step.changes.find((change) => !isWithin(change.before, seen(change)));
  return unseen === undefined ? undefined : `${unseen.path.join('.')} of what is deleted is not what was approved, or the org has changed since`;
}

/** True when a value holds nothing that the other does not hold in the same place. */
function isWithin(value: Json | undefined, other: Json | undefined): boolean {
  if (isObject(value) && isObject(other)) return Object.entries(value).every(([name, member]) => isWithin(member, property(other, name)));
  if (isList(value) && isList(other)) return value.every((member) => other.some((one) => isWithin(member, one)));
  return isSame(value, other);
}

/** The attributes an approved create sets, against those wanted now: they are the same when the approved files are. */
function whyWantedDiffers(created: RecordedStep, wanted: { readonly [name: string]: Json }): string | undefined {
  const approved = Object.fromEntries(created.changes.map((change) => [change.path[0] ?? '', change.after ?? null]));
  return canonicalText(approved) === canonicalText(wanted) ? undefined : 'the wanted attributes are not those that were approved';
}

/**
 * An order counts by how the approved members end up among each other: which members there are is compared one by one, a half-done order of ours is no move of
 * the org, and what came along meanwhile (the field that a multi-select lookup makes over there) only keeps its place.
 */
function isSameChange(one: Change, other: Change): boolean {
  if (canonicalText([...one.path]) !== canonicalText([...other.path])) return false;
  if (other.path.at(-1) === orderName) return isSameOrder(one.after, other.after);
  return isSame(one.before, other.before) && isSame(one.after, other.after);
}

function isSameOrder(approved: Json | undefined, fresh: Json | undefined): boolean {
  const [first, second] = [isList(approved) ? approved : [], isList(fresh) ? fresh : []];
  const shared = (list: readonly Json[], among: readonly Json[]) => list.filter((name) => among.includes(name));
  return canonicalText(shared(first, second)) === canonicalText(shared(second, first));
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === undefined || other === undefined ? one === other : canonicalText(one) === canonicalText(other);
}
