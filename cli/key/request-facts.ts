import type { SignedGrant, SignedRequest, SpentRecord } from '../model/copy-key.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { PullFacts } from '../model/request.ts';
import type { TreeEntry } from './request-paths.ts';

/** What git tells of a request's commits and trees. All of it is read as objects; nothing of a request is ever checked out. */
export interface CommitFacts {
  /** parents of the head commit */
  readonly headParents: readonly string[];
  /** true when the claim's base commit is the commit that `policy` was read from, or one before it on the base branch */
  readonly baseWasOnBranch: boolean;
  /** paths that differ between the claim's base commit and the head */
  readonly changedPaths: readonly string[];
  /** all files below `environments/<target>/` at the head */
  readonly entries: readonly TreeEntry[];
  /** digest of the bundle at the head (`bundleDigest`) */
  readonly headDigest: string;
  /** set after the merge */
  readonly merged?: MergedFacts;
}

/** What git tells of the commit that a merge left on the base branch. */
export interface MergedFacts {
  /** the commit that the job runs for */
  readonly commit: string;
  /** first parent of that commit: what the base branch was before, where `policy` must come from */
  readonly parent: string;
  /** paths that differ between that parent and the commit */
  readonly changedPaths: readonly string[];
  /** digest of the bundle at the commit */
  readonly digest: string;
}

/** Everything that the judgement of a request needs, as plain values from git, the forge, the ledger and the org. */
export interface RequestFacts {
  /** `org.yaml` of the commit before the merge (of the base branch's tip while the request is open), never of the request */
  readonly policy: OrgPolicy;
  /** commit that `policy` was read from */
  readonly policyCommit: string;
  /** numeric id of the repository that this runs in */
  readonly repository: number;
  readonly pull: PullFacts;
  /** `request.json` at the head, undefined when absent or malformed */
  readonly request: SignedRequest | undefined;
  /** the ledger's grant of the request's kid, undefined when there is none */
  readonly grant: SignedGrant | undefined;
  readonly spent: SpentRecord | undefined;
  readonly commits: CommitFacts;
  /** numeric ids of those of its people who may write in the repository; needed where the policy lists no approvers */
  readonly writers?: ReadonlySet<number>;
  /** the forge's clock, seconds since 1970 UTC */
  readonly now: number;
  /** zgid that the live org answered; undefined where it was not asked */
  readonly liveOrg?: string;
}
