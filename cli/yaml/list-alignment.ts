import { canonicalText } from '../model/canonical.ts';
import type { Json } from '../model/json.ts';

/** Which member of an old list a member of the new one continues; undefined for a new one. Indices rise. */
export type Alignment = readonly (number | undefined)[];

/**
 * Aligns two lists so that as much as can be is kept: equal members first (those that stand once in both lists, in the longest common order), then,
 * between two of those, the remaining members in pairs from the start.
 */
export function alignLists(before: readonly Json[], after: readonly Json[]): Alignment {
  const result: (number | undefined)[] = after.map(() => undefined);
  const anchors = [...longestRise(commonMembers(before, after)), { old: before.length, now: after.length }];
  let old = 0;
  let now = 0;
  for (const anchor of anchors) {
    while (now < anchor.now && old < anchor.old) {
      result[now] = old;
      now += 1;
      old += 1;
    }
    if (anchor.now < after.length) result[anchor.now] = anchor.old;
    now = anchor.now + 1;
    old = anchor.old + 1;
  }
  return result;
}

interface Match {
  readonly old: number;
  readonly now: number;
}

function commonMembers(before: readonly Json[], after: readonly Json[]): readonly Match[] {
  const places = new Map<string, number[]>();
  for (const [at, member] of before.entries()) {
    const text = canonicalText(member);
    const known = places.get(text);
    if (known === undefined) places.set(text, [at]);
    else known.push(at);
  }
  // The nth occurrence in one list goes with the nth in the other.
  return after.flatMap((member, now) => {
    const old = places.get(canonicalText(member))?.shift();
    return old === undefined ? [] : [{ old, now }];
  });
}

/** The longest run of matches whose old places rise, by patience sorting. */
function longestRise(matches: readonly Match[]): readonly Match[] {
  const tops: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [at, match] of matches.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[tops[middle] ?? 0]?.old ?? 0) < match.old) low = middle + 1;
      else high = middle;
    }
    previous[at] = tops[low - 1];
    tops[low] = at;
  }
  const rise: Match[] = [];
  for (let at = tops.at(-1); at !== undefined; at = previous[at]) {
    const match = matches[at];
    if (match !== undefined) rise.push(match);
  }
  return rise.reverse();
}
