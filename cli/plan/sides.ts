import type { SchemaNode } from '../kinds/schema.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList } from '../model/json.ts';
import type { Change, Side } from '../model/plan.ts';
import { orderName, valueAt } from './diff.ts';
import { isSameValue } from './same-value.ts';

/**
 * Tells for every change who moved since the last apply, by comparing at its path. `base` is the element as applied last, in the form of `withDefaults`, and empty
 * when it was not there; undefined when nobody knows, and then nothing is said.
 */
export function tellSides(schema: SchemaNode, base: JsonObject | undefined, changes: readonly Change[]): readonly Change[] {
  if (base === undefined) return changes;
  const indexes = new WeakMap();
  return changes.map((change) => ({ ...change, side: sideOf(change, valueAt(schema, base, change.path, indexes)) }));
}

function sideOf({ path, before, after }: Change, base: Json | undefined): Side {
  if (isSameValue(base, before)) return 'ours';
  if (isSameValue(base, after)) return 'theirs';
  if (path.at(-1) !== orderName) return 'both';
  if (isSameOrder(base, before)) return 'ours';
  return isSameOrder(base, after) ? 'theirs' : 'both';
}

/** Orders are compared among the members that both have: which members there are is told by changes of their own. */
function isSameOrder(one: Json | undefined, other: Json | undefined): boolean {
  const [first, second] = [new Set(isList(one) ? one : []), new Set(isList(other) ? other : [])];
  return canonicalText([...first].filter((name) => second.has(name))) === canonicalText([...second].filter((name) => first.has(name)));
}
