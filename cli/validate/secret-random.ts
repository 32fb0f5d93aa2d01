/** Shortest text that can be judged by chance alone. */
const shortest = 20;

/** Most characters of one run that are looked at: nothing that long is a token. */
const longest = 512;

/** Runs with a digit, and within them those of base64url and of base64. The first is met at every word of every file, and therefore fails early, and is bounded. */
const runs = /\b(?=[A-Za-z_+/-]{0,32}\d)[\w+/-]{20,}={0,2}/g;
const ofUrl = /[\w-]{20,}/g;
const ofBase64 = /^[A-Za-z0-9+/]{40,}={0,2}$/g;

/** Universally unique ids identify, they do not open anything; digests say so in front. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const digestPrefix = /\bsha(?:256|384|512)[:-]$/i;

/** Least entropy in bits a character, and least number of breaks a character. Measured on environments/ and on real orgs: none of their names has both. */
const leastEntropy = 3;
const leastBreaks = 0.23;

/** Runs of characters that look drawn by lot: `[start, end)`. */
export function findRandomRuns(text: string): readonly (readonly [number, number])[] {
  if (text.length < shortest) return [];
  return [...text.matchAll(runs)].flatMap((run) =>
    [...run[0].matchAll(ofUrl), ...run[0].matchAll(ofBase64)].flatMap((part) => {
      const start = run.index + part.index;
      const isDigest = digestPrefix.test(text.slice(Math.max(0, start - 7), start));
      return !isDigest && isRandom(part[0]) ? [[start, start + part[0].length] as const] : [];
    }),
  );
}

/** True for a text of letters and digits that neither words nor numbers make up. */
export function isRandom(run: string): boolean {
  if (run.length < shortest || run.length > longest || uuid.test(run)) return false;
  if (!/\d/.test(run) || !/[A-Za-z]/.test(run)) return false;
  return countBreaks(run) / run.length >= leastBreaks && measureEntropy(run) >= leastEntropy;
}

/** How often letters, cases and digits change where no sign stands between and no word begins with a capital: names of several words have few of these. */
function countBreaks(run: string): number {
  const pieces = (text: string): number => text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g)?.length ?? 0;
  return run
    .split(/[_+/=-]+/)
    .filter((part) => part !== '')
    .reduce((sum, part) => sum + pieces(part) - 1, 0);
}

/** Shannon's entropy of a text's characters, in bits a character. */
export function measureEntropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
