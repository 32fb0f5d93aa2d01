import { canonicalText } from '../model/canonical.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import { orderName } from './diff.ts';

/**
 * True when a change does the rest of an approved one that adds something as a whole, such as a section with its fields: a run may have made a part of it only. The
 * rest adds what the approved value holds in that place, or puts what it holds in its order.
 */
export function isRestOf(approved: Change, fresh: Change): boolean {
  const { path } = approved;
  if (approved.before !== undefined || approved.after === undefined || fresh.path.length <= path.length) return false;
  if (path.some((name, index) => fresh.path[index] !== name)) return false;
  const rest = fresh.path.slice(path.length);
  if (rest.at(-1) === orderName) return valuesAt(approved.after, rest.slice(0, -1)).some((list) => isInOrderOf(list, fresh.after));
  return fresh.before === undefined && valuesAt(approved.after, rest).some((value) => isSameValue(value, fresh.after));
}

/** Values that a path leads to: of members of lists, those that are or hold its name. */
function valuesAt(value: Json | undefined, path: readonly string[]): readonly Json[] {
  const [name, ...rest] = path;
  if (value === undefined) return [];
  if (name === undefined) return [value];
  if (!isList(value)) return valuesAt(property(value, name), rest);
  return value.filter((member) => namesOf(member).includes(name)).flatMap((member) => valuesAt(member, rest));
}

function namesOf(member: Json): readonly Json[] {
  return isObject(member) ? Object.values(member) : [member];
}

/** True when names stand in an order in which the list has those of them that it holds. */
function isInOrderOf(list: Json, names: Json | undefined): boolean {
  const held = (isList(list) ? list : []).flatMap((member) => (isList(names) ? names : []).filter((name) => namesOf(member).includes(name)));
  return isSameValue(
    held,
    (isList(names) ? names : []).filter((name) => held.includes(name)),
  );
}

/** True when an order only changes by members that come or go, which are changes of their own: those that stay stand among each other as before. */
export function isOrderKept({ path, before, after }: Change): boolean {
  if (path.at(-1) !== orderName || !isList(before) || !isList(after)) return false;
  return isSameValue(
    before.filter((name) => after.includes(name)),
    after.filter((name) => before.includes(name)),
  );
}

/**
 * True when a change takes a field out of a section of a layout that another change of the same step puts into another section: where it is to stand was approved, where
 * the org had put it meanwhile nobody could see. A field stands in one section only; what can stand in two lists is taken from neither unseen.
 */
export function isMovedAway(gone: Change, changes: readonly Change[]): boolean {
  const placeOf = ({ path }: Change): string => JSON.stringify([path.length, path[0], path.at(-2), path.at(-1)]);
  if (gone.after !== undefined || gone.before === undefined || gone.path[0] !== 'sections' || gone.path.at(-2) !== 'fields') return false;
  return changes.some((other) => other.before === undefined && other.after !== undefined && placeOf(other) === placeOf(gone));
}

function isSameValue(one: Json | undefined, other: Json | undefined): boolean {
  return one === undefined || other === undefined ? one === other : canonicalText(one) === canonicalText(other);
}
