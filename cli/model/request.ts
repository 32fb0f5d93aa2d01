/** An account of the forge, as its answers about requests name it. */
export interface ForgeAccount {
  readonly id: number;
  readonly login: string;
  /** true for an account that is a program's */
  readonly bot: boolean;
}

/** One review of a pull request. */
export interface PullReview {
  /** null when the account is gone */
  readonly user: ForgeAccount | null;
  /** `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED` or `PENDING` */
  readonly state: string;
  /** the head commit that was reviewed */
  readonly commit: string | null;
}

/** How a request was merged, as the forge says. Times are seconds since 1970 UTC on the forge's clock. */
export interface MergeFacts {
  readonly mergedAt: number;
  /** numeric user id of who merged; null when the account is gone */
  readonly mergedBy: number | null;
  /** who that is, where the forge says */
  readonly merger?: ForgeAccount;
  /** the commit that the merge left on the base branch */
  readonly sha: string;
}

/** What the forge says of a pull request (REST `GET /repos/{owner}/{repo}/pulls/{number}`). */
export interface PullFacts {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  /** numeric user id of the author; null when the account is gone */
  readonly author: number | null;
  /** numeric id of the repository that the head branch is in; null when it is gone */
  readonly headRepository: number | null;
  readonly headRef: string;
  /** description in Markdown, as anybody who may edit it wrote it */
  readonly body: string;
  readonly headSha: string;
  /** numeric id of the repository that the request wants to change */
  readonly baseRepository: number;
  readonly baseRef: string;
  /** number of commits that the request adds to its base */
  readonly commits: number;
  readonly merge: MergeFacts | undefined;
}

/** Folder of an environment in a pipeline repository. */
export function environmentFolder(target: string): string {
  return `environments/${target}`;
}

/** The file of a bundle that carries the sender's signature. */
export function requestPath(target: string): string {
  return `${environmentFolder(target)}/request.json`;
}

/** The one branch that a copy key may be sent on; git itself allows one of a name, so one open request a key. */
export function requestBranch(target: string, kid: string): string {
  return `copy/${target}/${kid}`;
}
