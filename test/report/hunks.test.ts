import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findHunks } from '../../cli/report/hunks.ts';

const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 });

/** The other sequence, made from the one by putting the hunks in. */
function rebuild(before: readonly string[], hunks: ReturnType<typeof findHunks>): string[] {
  const built: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    built.push(...before.slice(at, hunk.beforeAt));
    expect(built.length).toBe(hunk.afterAt);
    expect(before.slice(hunk.beforeAt, hunk.beforeAt + hunk.before.length)).toEqual(hunk.before);
    built.push(...hunk.after);
    at = hunk.beforeAt + hunk.before.length;
  }
  return [...built, ...before.slice(at)];
}

test('what parts, put into the one, gives the other, and nothing that is alike is told', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const hunks = findHunks(before, after);
      expect(rebuild(before, hunks)).toEqual(after);
      for (const hunk of hunks) expect(hunk.before.length + hunk.after.length).toBeGreaterThan(0);
      expect(findHunks(before, before)).toEqual([]);
    }),
  );
});

test('as much as can be stays in common', () => {
  expect(findHunks(['a', 'b', 'c', 'd'], ['a', 'c', 'x', 'd'])).toEqual([
    { beforeAt: 1, before: ['b'], afterAt: 1, after: [] },
    { beforeAt: 3, before: [], afterAt: 2, after: ['x'] },
  ]);
});

test('sequences that are too long to compare part in one place between their common ends', () => {
  const before = Array.from({ length: 2_000 }, (_, index) => `a${index}`);
  const after = before.toReversed();
  const hunks = findHunks(['start', ...before, 'end'], ['start', ...after, 'end']);
  expect(hunks).toEqual([{ beforeAt: 1, before, afterAt: 1, after }]);
});
