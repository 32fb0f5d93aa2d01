/** One place where two sequences part: `before` stands at `beforeAt` of the one, `after` at `afterAt` of the other; either may be empty. */
export interface Hunk {
  readonly beforeAt: number;
  readonly before: readonly string[];
  readonly afterAt: number;
  readonly after: readonly string[];
}

/** Most cells of the table that is filled in; above it what is between the common ends counts as one place, so that no input takes long. */
const mostCells = 1_000_000;

/** All places where two sequences part, in order, with as much in common as possible (longest common subsequence between the common ends). */
export function findHunks(before: readonly string[], after: readonly string[]): Hunk[] {
  const start = countAlike(before, after, (list, index) => list[index]);
  const rest = Math.min(before.length, after.length) - start;
  const end = Math.min(
    rest,
    countAlike(before, after, (list, index) => list[list.length - 1 - index]),
  );
  const [a, b] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const pairs = (a.length + 1) * (b.length + 1) > mostCells ? [] : matchMembers(a, b);
  return cutBetween(a, b, pairs).map((hunk) => ({ ...hunk, beforeAt: hunk.beforeAt + start, afterAt: hunk.afterAt + start }));
}

function countAlike(a: readonly string[], b: readonly string[], at: (list: readonly string[], index: number) => string | undefined): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && at(a, count) === at(b, count)) count += 1;
  return count;
}

/** Indexes of members that both have in the same order, as many as there can be. */
function matchMembers(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function cutBetween(a: readonly string[], b: readonly string[], pairs: readonly (readonly [number, number])[]): Hunk[] {
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [a.length, b.length] as const]) {
    if (nextI > i || nextJ > j) hunks.push({ beforeAt: i, before: a.slice(i, nextI), afterAt: j, after: b.slice(j, nextJ) });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return hunks;
}
