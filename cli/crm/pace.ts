import pLimit from 'p-limit';

/**
 * How many requests run at once. The ceiling is what the licence permits; what the org turns away with 429 halves the number at once, and as many answers as
 * there are requests raise it by one again, since others may share the org's concurrency and some calls have a lower limit of their own.
 */
export interface Pace {
  /** runs the work as soon as there is a free place */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** sets the ceiling, and goes up to it */
  setCeiling(ceiling: number): void;
  /** a mark to be taken when a request is sent, and handed back with its answer */
  mark(): number;
  /** the org turned the request of that mark away; requests sent before the last lowering lower nothing any more */
  refused(mark: number): void;
  /** the org took a request */
  accepted(): void;
  /** requests at once that are permitted now */
  current(): number;
}

/** A pace with that many requests at once and never more than the cap, whatever the ceiling. */
export function createPace(start: number, cap: number): Pace {
  let ceiling = Math.min(start, cap);
  let lowered = 0;
  let answers = 0;
  const limit = pLimit(ceiling);
  const change = (places: number): void => {
    answers = 0;
    limit.concurrency = Math.max(1, Math.min(places, ceiling));
  };
  return {
    run: (work) => limit(work),
    setCeiling(permitted) {
      ceiling = Math.max(1, Math.min(permitted, cap));
      change(ceiling);
    },
    mark: () => lowered,
    refused(mark) {
      if (mark !== lowered) return;
      lowered += 1;
      change(Math.floor(limit.concurrency / 2));
    },
    accepted() {
      answers += 1;
      if (answers >= limit.concurrency && limit.concurrency < ceiling) change(limit.concurrency + 1);
    },
    current: () => limit.concurrency,
  };
}
