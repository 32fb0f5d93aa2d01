/** Nobody mistypes a name as long as this, and comparing two of them letter by letter takes their lengths multiplied. */
const longest = 300;

/** The names most like a mistyped one, nearest first, at most three: same but for case, one within the other, or few characters apart. */
export function findNear(name: string, candidates: Iterable<string>): readonly string[] {
  if (name.length > longest) return [];
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor(name.length / 3));
  const scored: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    if (candidate.length > longest) continue;
    const other = fold(candidate);
    const part = Math.min(wanted.length, other.length) > 2 && (wanted.includes(other) || other.includes(wanted));
    if (!part && Math.abs(other.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, other);
    if (part || distance <= limit) scored.push({ candidate, distance });
  }
  return scored
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/**
 * The one name that a mistyped one can only stand for: the same but for case, width and what separates words, else one slip of the keyboard in a longer
 * name away. Undefined when there is none or more than one. A slip in digits or in other scripts than Latin may be another name, so it is none.
 */
export function findTwin(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...new Set(candidates)];
  const wanted = foldWidth(name);
  const same = all.filter((candidate) => foldWidth(candidate) === wanted);
  const found = same.length > 0 ? same : all.filter((candidate) => isSlip(name, candidate));
  return found.length === 1 ? found[0] : undefined;
}

function foldWidth(name: string): string {
  return fold(name.normalize('NFKC'));
}

/** True when a letter was left out, put in, replaced or swapped with its neighbour. */
function isSlip(name: string, other: string): boolean {
  if (Math.min(name.length, other.length) < 4) return false;
  let start = 0;
  while (start < name.length && name[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(name.length, other.length) - start && name.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [wrong, right] = [name.slice(start, name.length - end), other.slice(start, other.length - end)];
  const swapped = wrong.length === 2 && wrong[0] === right[1] && wrong[1] === right[0] && right.length === 2;
  return /^[a-z]+$/i.test(wrong + right) && ((wrong.length <= 1 && right.length <= 1) || swapped);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Characters to insert, remove or replace to turn one text into the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Uint16Array.from({ length: b.length + 1 }, (_, index) => index);
  let next = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i += 1) {
    next[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    [row, next] = [next, row];
  }
  return row[b.length] ?? 0;
}
