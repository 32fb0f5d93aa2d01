import type { JudgedPromise, Observation, Verdict, Words } from '../model/promise.ts';
import type { Known, Setup } from '../model/setup.ts';

/** One promise: what it says, how it is judged, and how it is made to hold. One a file; all of them are listed in all.ts. */
export interface SetupPromise extends Pick<JudgedPromise, 'code' | 'promise' | 'fix'> {
  /** page of the repository's settings where it is set, below the repository's address, e.g. `settings/rules` */
  readonly page?: string;
  /** what is seen, place by place; nothing where there is nothing to promise about */
  judge(setup: Setup): readonly Observation[];
}

/** An observation that all is well, with what was seen. */
export function good(place: string, en: string, ja: string): Observation {
  return { place, verdict: 'holds', says: { en, ja } };
}

/** An observation that the promise does not hold. */
export function bad(place: string, en: string, ja: string): Observation {
  return { place, verdict: 'broken', says: { en, ja } };
}

/** An observation that something could not be read. */
export function notKnown(place: string, why: string): Observation {
  return { place, verdict: 'unknown', says: { en: `not known: ${why}`, ja: `不明: ${why}` } };
}

/** Judges what is known; what is not is said to be so. */
export function whenKnown<T>(place: string, fact: Known<T>, judge: (value: T) => Observation | readonly Observation[]): readonly Observation[] {
  if (!fact.known) return [notKnown(place, fact.why)];
  return [judge(fact.value)].flat();
}

/** One of two observations by a condition. */
export function either(holds: boolean, place: string, yes: Words, no: Words): Observation {
  return { place, verdict: holds ? 'holds' : 'broken', says: holds ? yes : no };
}

/** The worst of some verdicts. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('broken') ? 'broken' : verdicts.includes('unknown') ? 'unknown' : 'holds';
}
