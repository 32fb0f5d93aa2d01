import type { Grant, KeyStatus } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import type { Unreadable } from '../model/snapshot.ts';

/** A copy key as `key show` and `key list` tell it: what the target published and how it stands. */
export interface KeyView {
  readonly grant: Grant;
  readonly status: KeyStatus;
  /** `owner/name` of the repository that requests go to, when known; the grant itself holds only its number */
  readonly repositoryName?: string;
}

/** What a kind, or an org as probed, can do through the API. */
export interface CoverageRow {
  readonly kind: string;
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  /** `manual` when nothing of the kind can be written through the API */
  readonly mode: 'api' | 'manual';
  /** why something cannot be done, in words */
  readonly reason: string | null;
}

/** The matrix of `coverage`; `org` is null when no org was probed. */
export interface CoverageView {
  readonly org: string | null;
  readonly kinds: readonly CoverageRow[];
}

/** What an export read and wrote. File lists hold paths relative to the repository. */
export interface ExportView {
  readonly org: string;
  readonly elements: Readonly<Record<string, number>>;
  readonly files: { readonly written: readonly string[]; readonly unchanged: number; readonly removed: readonly string[] };
  readonly requests: number;
  readonly credits: number;
  readonly unreadable: readonly Unreadable[];
  readonly findings: readonly Finding[];
}

/** What a validation looked at and found. */
export interface ValidateView {
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly elements: number;
}

/** A request that was opened or updated. `digest` is the bundle's; `plan` is null when the sender could not plan against the target. */
export interface SendView {
  readonly url: string;
  readonly number: number;
  readonly branch: string;
  readonly kid: string;
  readonly digest: string;
  readonly plan: Plan | null;
}

/** What a check of a request concluded. */
export interface CheckView {
  readonly org: string;
  /** number of the pull request */
  readonly number: number;
  /** null when the request is too broken to tell */
  readonly kid: string | null;
  /** digest of the bundle; null when the request is too broken to tell */
  readonly digest: string | null;
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
  readonly plan: Plan | null;
}

/** What `init` made. Paths are relative to the repository. */
export interface InitView {
  readonly files: { readonly written: readonly string[]; readonly unchanged: readonly string[] };
  /** an org's public identity key, base64url; null when it had one already elsewhere */
  readonly orgs: readonly { readonly org: string; readonly identityKey: string | null }[];
}
