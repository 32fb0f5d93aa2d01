import fc from 'fast-check';
import type { Fate } from './draft.ts';

/** Two values of one sort, often the same. */
export function versions<T>(values: fc.Arbitrary<T>): fc.Arbitrary<readonly [T, T]> {
  return fc.tuple(values, values, fc.boolean()).map(([first, second, same]): readonly [T, T] => [first, same ? first : second]);
}

/** What becomes of an element; most stay or change. */
export const arbitraryFate: fc.Arbitrary<Fate> = fc.constantFrom('changes', 'stays', 'comes', 'goes', 'changes');

/** A name that stays, or that another one takes the place of. */
export function renamed(names: readonly string[], others: readonly string[]): fc.Arbitrary<readonly [string, string]> {
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...others), fc.integer({ min: 0, max: 2 }))
    .map(([name, other, chance]): readonly [string, string] => [name, chance === 0 ? other : name]);
}
