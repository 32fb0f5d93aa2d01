import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areas } from './areas.ts';
import { writableKinds } from './reached.ts';

describe('what generated orgs are made of', () => {
  test('every kind that can be written has a generator', () => {
    const generated = new Set(areas.flatMap((area) => area.kinds));
    const without = [...writableKinds.keys()].filter((kind) => !generated.has(kind));
    expect(without, 'kinds without a generator: write one in test/property/arbitrary-<area>.ts and name it in areas.ts').toEqual([]);
  });

  test.each(areas.map((area) => [area.kinds.join(', '), area] as const))('%s: drafts are of just these kinds', (_kinds, area) => {
    const drafted = fc.sample(area.drafts, { numRuns: 100, seed: 1 }).flat();
    expect([...new Set(drafted.map((draft) => draft.kind))].sort()).toEqual([...area.kinds].sort());
  });
});
