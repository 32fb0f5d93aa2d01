/** A sentence in every language. */
export interface Words {
  readonly en: string;
  readonly ja: string;
}

/** `unknown`: what decides it cannot be read with the credentials at hand, so that nobody may rely on it. */
export type Verdict = 'holds' | 'broken' | 'unknown';

/** What was seen at one place: an org, a branch, a file or a setting. */
export interface Observation {
  readonly place: string;
  readonly verdict: Verdict;
  readonly says: Words;
}

/** A promise of SECURITY.md as it stands in one repository. */
export interface JudgedPromise {
  /** stable code, `doctor.…` */
  readonly code: string;
  /** what is promised, one sentence */
  readonly promise: Words;
  /** broken as soon as it is broken at one place, else unknown as soon as one is not known */
  readonly verdict: Verdict;
  readonly observations: readonly Observation[];
  /** how to make it hold */
  readonly fix: Words;
  /** the page where that is set; null where it is no setting of the forge */
  readonly url: string | null;
}
