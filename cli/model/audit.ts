import type { Finding } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { Receipt } from './receipt.ts';

/** A record of the ledger as a clone holds it. */
export interface ClonedRecord {
  readonly name: string;
  readonly commit: string;
  /** the name that it was published under, as its commit says */
  readonly madeAs: string;
  readonly header: JsonObject;
  /** path → text, of the files that an audit reads */
  readonly files: ReadonlyMap<string, string>;
}

/** What an audit rebuilds of one apply, from git alone. User ids are numeric, times seconds since 1970 UTC. */
export interface AuditEntry {
  /** number of the receipt */
  readonly number: number;
  readonly receipt: Receipt;
  /** null for an apply of an org's own saved plan, which nobody sends */
  readonly sent: AuditSent | null;
  readonly approved: AuditApproved | null;
  /** records of the plan that was approved */
  readonly plans: readonly string[];
  /** number of the workflow's run that redeemed the key */
  readonly run: string | null;
}

/** Who sent, as the copy key's holder signed it. */
export interface AuditSent {
  readonly kid: string;
  readonly sender: number;
  readonly source: string;
}

/** Who approved. */
export interface AuditApproved {
  readonly mergeSha: string;
  readonly mergedBy: number | null;
  readonly mergedAt: number | null;
  readonly reviewers: readonly number[];
  /** public halves of the identities that signed the plan */
  readonly signedBy: readonly string[];
}

/** An audit: every apply of an org, oldest first, and what does not fit. */
export interface Audit {
  readonly org: string;
  readonly entries: readonly AuditEntry[];
  readonly findings: readonly Finding[];
}
