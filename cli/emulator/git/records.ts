import type { JsonObject } from '../../model/json.ts';

/** What a user may do in a repository, weakest first. */
export type Permission = 'read' | 'write' | 'admin';

/** An account of the Git host. Organizations own repositories and have no token. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  readonly token: string | null;
}

/** A hosted repository; its objects live in a bare repository on disk. Times are ISO 8601 in UTC, as everywhere in these records. */
export interface Repository {
  readonly id: number;
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly private: boolean;
  readonly createdAt: string;
  /** the repository that this one is a fork of; absent: it is none */
  readonly parentId?: number;
}

/** A user's explicit permission in a repository; `id` is the user's id. */
export interface Collaborator {
  readonly id: number;
  readonly permission: Permission;
}

/** How a pull request landed: `before` is the base branch's commit before, `commits` everything that the merge added to the base branch. */
export interface Merge {
  readonly sha: string;
  readonly before: string;
  readonly byId: number;
  readonly at: string;
  readonly commits: readonly string[];
}

/** The last trial merge of an open pull request: `sha` is null when the two commits conflict. */
export interface Trial {
  readonly head: string;
  readonly base: string;
  readonly sha: string | null;
}

/** A pull request. `intent` is the merge that was about to move the base branch, kept so that a killed server can finish its bookkeeping. */
export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly draft: boolean;
  readonly state: 'open' | 'closed';
  readonly userId: number;
  /** the fork that the head branch is in; absent: the repository itself */
  readonly headRepositoryId?: number;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly merge: Merge | null;
  readonly intent: Merge | null;
  readonly trial: Trial | null;
}

/** A comment in the conversation of a pull request. */
export interface Comment {
  readonly id: number;
  readonly number: number;
  readonly userId: number;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The states a review can have. */
export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

/** A review of a pull request at one commit of it. */
export interface Review {
  readonly id: number;
  readonly number: number;
  readonly userId: number;
  readonly state: ReviewState;
  readonly body: string;
  readonly commitSha: string;
  readonly submittedAt: string | null;
}

/** A commit status. */
export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creatorId: number;
  readonly createdAt: string;
}

/** A deployment; `payload` is what its creator sent, as JSON text. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: string;
  readonly creatorId: number;
  readonly createdAt: string;
}

/** One state that a deployment went through. */
export interface DeploymentStatus {
  readonly id: number;
  readonly deploymentId: number;
  readonly state: string;
  readonly description: string | null;
  readonly logUrl: string | null;
  readonly environmentUrl: string | null;
  readonly creatorId: number;
  readonly createdAt: string;
}

/** A deployment environment of a repository; without `protection` anybody's branch may deploy to it. */
export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  readonly protection?: EnvironmentProtection;
}

/** What stands before a deployment to an environment. */
export interface EnvironmentProtection {
  readonly waitTimer: number;
  readonly preventSelfReview: boolean;
  /** accounts of which one must approve each deployment */
  readonly reviewerIds: readonly number[];
  /** from which branches: `protected` ones, those whose names match `patterns`, or any */
  readonly branches: 'any' | 'protected' | 'patterns';
  readonly patterns: readonly { readonly id: number; readonly name: string; readonly type: 'branch' | 'tag' }[];
}

/** A ruleset as GitHub keeps it: rules for the refs of a target that match. Conditions are fnmatch patterns of whole ref names, `~ALL` or `~DEFAULT_BRANCH`. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: 'branch' | 'tag';
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** as they were sent: `type` and, for some, `parameters` */
  readonly rules: readonly JsonObject[];
  /** kept and shown; here they let nobody past a rule */
  readonly bypassActors: readonly JsonObject[];
}

/** Settings of a repository that only its administrators change. */
export interface RepositorySettings {
  readonly rulesets: readonly Ruleset[];
  readonly actionsEnabled: boolean;
  readonly allowedActions: string;
  readonly defaultRights: 'read' | 'write';
  readonly actionsMayApprove: boolean;
  /** names of repository secrets; the values are thrown away, since nothing here may read them */
  readonly secrets: readonly string[];
}
