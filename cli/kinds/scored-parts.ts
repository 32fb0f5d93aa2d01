import { canonicalText } from '../model/canonical.ts';
import type { JsonObject } from '../model/json.ts';

/** What becomes of the members of a list to which the CRM can only add at the end; numbers are places in the list before (`from`, `gone`) and after (`to`, `added`). */
interface PartChanges {
  /** stay where they are; `differs` when they say something else than before */
  readonly kept: readonly { readonly from: number; readonly to: number; readonly differs: boolean }[];
  readonly gone: readonly number[];
  readonly added: readonly number[];
}

/**
 * How a list becomes another one when members can go, change and be added at the end: the longest beginning of the new list that the old one has in that order stays,
 * the rest of the old one goes, the rest of the new one is added. Members are the same when they agree in the attribute `by`.
 */
export function changeParts(before: readonly JsonObject[], after: readonly JsonObject[], by: string): PartChanges {
  const kept: { from: number; to: number; differs: boolean }[] = [];
  let start = 0;
  for (const [to, member] of after.entries()) {
    const from = before.findIndex((other, index) => index >= start && same(other[by], member[by]));
    if (from < 0) break;
    kept.push({ from, to, differs: !same(before[from], member) });
    start = from + 1;
  }
  const stays = new Set(kept.map(({ from }) => from));
  return {
    kept,
    gone: [...before.keys()].filter((index) => !stays.has(index)),
    added: [...after.keys()].slice(kept.length),
  };
}

function same(one: JsonObject[string] | undefined, other: JsonObject[string] | undefined): boolean {
  return canonicalText(one ?? null) === canonicalText(other ?? null);
}
