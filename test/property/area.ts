import type fc from 'fast-check';
import type { Draft } from './draft.ts';

/** A generator of drafts that belong together. */
export interface Area {
  /** kinds that its drafts are of, all of them and no other */
  readonly kinds: readonly string[];
  readonly drafts: fc.Arbitrary<readonly Draft[]>;
  /** how often pairs of orgs draw from it, compared with others; default 1 */
  readonly weight?: number;
}

/** The area of a kind whose drafts come one by one. */
export function areaOf(kind: string, drafts: fc.Arbitrary<Draft>, weight = 1): Area {
  return { kinds: [kind], drafts: drafts.map((draft) => [draft]), weight };
}
