const head = '0123456789012345678901234567890123456789';
const kid = 'abcdefgh23456722';

/** One tag of every series of the ledger, and some that a later version may add, to see whether rules cover all of it. */
export const ledgerRefs: readonly string[] = [
  `grant/${kid}`,
  `spent/${kid}`,
  `request/${kid}/1`,
  `plan/${kid}/${head}/1`,
  `shown/${kid}/${head}/1`,
  `review/${kid}/${head}/1`,
  `run/osaka/${kid}/1`,
  'receipt/osaka/1',
  'later',
  'later/than/any/of/these',
].map((name) => `refs/tags/orgcast/${name}`);
