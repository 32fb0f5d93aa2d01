import type { Coverage } from '../kinds/coverage.ts';
import type { Grant, KeyStatus } from '../model/copy-key.ts';
import type { Ref } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { HistoryEntry } from '../model/history.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { JudgedPromise } from '../model/promise.ts';
import type { RepositorySettings } from '../model/setup.ts';
import type { Touch, Unreadable } from '../model/snapshot.ts';

/** A copy key as `key show` and `key list` tell it: what the target published and how it stands. */
export interface KeyView {
  readonly grant: Grant;
  readonly status: KeyStatus;
  /** `owner/name` of the repository that requests go to, when known; the grant itself holds only its number */
  readonly repositoryName?: string;
  /** number of the pull request that was sent with it last, once a check has accepted one */
  readonly request?: number;
  /** numeric user id of who sent that */
  readonly sender?: number;
}

/** The matrix of `coverage`; `org` is null when no org was probed. */
export interface CoverageView {
  readonly org: string | null;
  readonly kinds: readonly Coverage[];
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
  /** findings that were fixed in the files; absent when nobody asked for that */
  readonly fixed?: readonly Finding[];
}

/** A request that was opened or updated. `digest` is the bundle's; `plan` is null when the sender could not plan against the target. */
export interface SendView {
  readonly url: string;
  readonly number: number;
  readonly branch: string;
  readonly kid: string;
  readonly digest: string;
  readonly plan: Plan | null;
  /** what is told of the source's eligibility besides */
  readonly findings?: readonly Finding[];
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

/** What an approver's own look at a request concluded. Findings are those of the check and of the comparison. */
export interface ReviewView extends CheckView {
  /** the head commit that was looked at */
  readonly head: string;
  /** the plan that was recorded last for that commit; null when none was */
  readonly recorded: { readonly name: string; readonly digest: string } | null;
  /** record of the signature and the public half of the identity that signed; null when nobody did */
  readonly signed: { readonly name: string; readonly key: string } | null;
}

/** What `init` made. Paths are relative to the repository. */
export interface InitView {
  readonly files: { readonly written: readonly string[]; readonly unchanged: readonly string[] };
  /** an org's public identity key, base64url; null when it had one already elsewhere */
  readonly orgs: readonly {
    readonly org: string;
    readonly identityKey: string | null;
    /** false: the environment was there, and the key counts once org.yaml lists it */
    readonly isNew?: boolean;
  }[];
}

/** Receipts of an org, oldest first as they are kept. */
export interface HistoryView {
  readonly org: string;
  readonly entries: readonly HistoryEntry[];
}

/** What differs in one element between what was applied last and the org. `before` of a change is what was applied, `after` what the org has. */
export interface DriftItem {
  readonly ref: Ref;
  readonly kind: string;
  readonly key: string;
  readonly what: 'added' | 'removed' | 'changed';
  readonly changes: readonly Change[];
  /** who changed it last and when, where the CRM tells */
  readonly touch?: Touch;
}

/** What an org has become since the last apply. */
export interface DriftView {
  readonly org: string;
  /** the receipt that the org is compared with, and when its apply ended (ISO 8601); null when no state is kept and the files are what it is compared with */
  readonly since: { readonly number: number; readonly at: string } | null;
  readonly drift: readonly DriftItem[];
  /** what could not be read completely: nothing of it is in `drift`, and nobody knows what became of it */
  readonly unreadable?: readonly Unreadable[];
  /** address of the pull request that takes the org's change, when one was asked for */
  readonly url?: string;
}

/** What a rollback restores and what it cannot. */
export interface RollbackView {
  readonly org: string;
  /** number of the receipt after which the org was as it will be; 0 is the org before its first apply */
  readonly to: number;
  readonly plan: Plan;
  readonly cannot: readonly { readonly element: string; readonly why: string }[];
  /** address and number of the pull request, once there is one */
  readonly url?: string;
  readonly number?: number;
}

/** Which promises hold in a repository, as far as whose token it was can see. */
export interface DoctorView {
  /** `owner/name` */
  readonly repository: string;
  readonly viewer: RepositorySettings['viewer'];
  readonly promises: readonly JudgedPromise[];
}
