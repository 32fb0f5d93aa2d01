/** One tag of every series of the ledger, to see whether rules cover them all. */
export const ledgerRefs: readonly string[] = [
  'grant/abcdefgh23456722',
  'spent/abcdefgh23456722',
  'holder/abcdefgh23456722',
  'plan/abcdefgh23456722/0123456789012345678901234567890123456789/1',
  'review/abcdefgh23456722/0123456789012345678901234567890123456789/1',
  'receipt/osaka/1',
].map((name) => `refs/tags/orgcast/${name}`);
