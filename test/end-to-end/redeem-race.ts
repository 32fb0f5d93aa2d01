/** Somebody who wants to spend a key. */
export interface Contender {
  readonly kid: string;
  /** number of the request that is applied with it */
  readonly pr: number;
  readonly nonce: string;
  readonly what: 'redeem' | 'revoke';
}

/** What a contender got, and whose record is in the ledger as he sees it. */
export interface Got {
  readonly what: Contender['what'];
  readonly nonce: string;
  readonly outcome: string;
  readonly winner: string;
}

/** One round: what all contenders got, and the nonce in the ledger's record afterwards. */
export interface RaceRound {
  readonly got: readonly Got[];
  readonly recorded: string;
  readonly milliseconds: number;
}
