/** The 24 hours of a copy key, in seconds (Zoho "Using Copy Customization"). Half open: issued <= merged < issued + 86,400. */
export const keyLifetimeSeconds = 86_400;

/** How long after the merge a job may still redeem, in seconds (queues and approval gates are slow). */
export const redeemWindowSeconds = 72 * 3600;

/** What the target publishes when it makes a copy key: signed by the target's identity, kept in the ledger. Times are seconds since 1970 UTC. */
export interface Grant {
  readonly kid: string;
  /** environment name of the target */
  readonly target: string;
  /** zgid of the target */
  readonly org: string;
  /** numeric id of the repository that the request must be in */
  readonly repo: number;
  readonly base: string;
  /** public half of the key, base64url of 32 raw bytes */
  readonly pub: string;
  readonly iat: number;
  readonly exp: number;
}

/** A grant with the signature of the target's identity (base64url) over its canonical text with the grant prefix. */
export interface SignedGrant {
  readonly grant: Grant;
  readonly signature: string;
}

/** What a sender signs with the private half of the copy key: it binds one bundle to one branch, base, sender and source. */
export interface RequestClaim {
  readonly kid: string;
  /** digest of the bundle's files */
  readonly bundle: string;
  readonly branch: string;
  readonly baseCommit: string;
  /** numeric forge user id of the sender */
  readonly sender: number;
  /** zgid of the source org, or `template:<name>@<version>` */
  readonly source: string;
  /** numeric id of the fork that the branch is in; absent: it is in the target's repository itself */
  readonly headRepository?: number;
  /** number of the receipt that the target goes back to, 0 for before the first; absent: the bundle is sent, not a way back */
  readonly rollback?: number;
  /** edition of the source org as the sender read it (`editionOf`), no more than the sender's word; absent for what has no source org */
  readonly sourceEdition?: string;
  /** data centre of the source org, the sender's word too */
  readonly sourceDataCenter?: string;
}

/** `request.json` of a bundle. */
export interface SignedRequest {
  readonly claim: RequestClaim;
  readonly signature: string;
}

/** The ledger's record that a key is spent (redeemed or revoked). The first one wins; it is never changed. */
export interface SpentRecord {
  readonly kind: 'redeemed' | 'revoked';
  readonly kid: string;
  readonly pr: number | null;
  readonly mergeSha: string | null;
  readonly digest: string | null;
  readonly run: string | null;
  readonly nonce: string;
  /** who approved, as the forge said when the key was redeemed; absent for a revoked key */
  readonly approval?: ApprovalNote;
}

/** Who approved a request, kept with the key that it spent, so that a clone tells it without the forge. User ids are numeric, times seconds since 1970 UTC. */
export interface ApprovalNote {
  /** null when the account was gone */
  readonly mergedBy: number | null;
  readonly mergedAt: number;
  /** approvers whose review approved the head commit */
  readonly reviewers: readonly number[];
}

/** State of a copy key as the ledger and the forge's clock tell. */
export type KeyStatus = 'active' | 'expired' | 'revoked' | 'spent';
