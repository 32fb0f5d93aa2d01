import type { Finding } from './finding.ts';
import type { OrgPolicy } from './org.ts';

/** A fact that could be read, or why it could not. What is not known is never taken for good. */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** Rules that are in force for a branch, all rulesets together. */
export interface BranchRules {
  /** names of rules: `pull_request`, `non_fast_forward`, `deletion` … */
  readonly types: ReadonlySet<string>;
  /** parameters of the `pull_request` rules, the strictest of each */
  readonly reviews: {
    readonly count: number;
    readonly codeOwners: boolean;
    readonly dismissStale: boolean;
    readonly lastPush: boolean;
  };
  /** numbers of the rulesets that they come from */
  readonly rulesets: ReadonlySet<number>;
}

/** A ruleset of the repository, or one of its organization that holds here. */
export interface RulesetFacts {
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly active: boolean;
  /** fnmatch patterns of whole ref names, or `~ALL` and `~DEFAULT_BRANCH` */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly types: ReadonlySet<string>;
  /** who may pass the rules, in the forge's words; told to administrators only */
  readonly bypass: Known<readonly string[]>;
}

/** A deployment environment. */
export interface EnvironmentFacts {
  readonly name: string;
  /** `any` branch may deploy, `protected` ones, or those whose names match `patterns` */
  readonly branches: 'any' | 'protected' | 'patterns';
  readonly patterns: Known<readonly { readonly name: string; readonly type: string }[]>;
  /** numeric ids of users of whom one must approve each deployment; `teams` counts the teams among them */
  readonly reviewers: readonly number[];
  readonly teams: number;
}

/** Somebody with an account of the forge. */
export interface AccountFacts {
  readonly id: number;
  readonly login: string;
}

/** What the forge says of a repository's settings. */
export interface RepositorySettings {
  readonly id: number;
  readonly fullName: string;
  readonly url: string;
  readonly defaultBranch: string;
  /** whose token this is, and what it may do here */
  readonly viewer: AccountFacts & { readonly role: 'admin' | 'write' | 'read' };
  readonly branches: ReadonlyMap<string, Known<BranchRules>>;
  readonly rulesets: Known<readonly RulesetFacts[]>;
  readonly environments: Known<readonly EnvironmentFacts[]>;
  /** what the forge finds wrong in CODEOWNERS, one sentence each */
  readonly ownerErrors: Known<readonly string[]>;
  readonly actionsEnabled: Known<boolean>;
  /** what a workflow's own token may do when the workflow does not say */
  readonly jobTokens: Known<{ readonly rights: string; readonly mayApprove: boolean }>;
  /** names of repository secrets, the organization's included that the repository sees */
  readonly secrets: Known<readonly string[]>;
  /** users who may push and merge, programs left out */
  readonly writers: Known<readonly AccountFacts[]>;
}

/** A private half of an org's identity on this machine; the half itself is not held here. */
export interface IdentityFile {
  readonly file: string;
  /** undefined when the file holds no key */
  readonly publicKey: string | undefined;
  /** permission bits */
  readonly mode: number;
}

/** An org as its policy, this machine and the org itself tell. */
export interface OrgSetup {
  readonly policy: OrgPolicy;
  /** whether `policy` is that of the base branch; else it is that of the working copy */
  readonly published: boolean;
  readonly identities: readonly IdentityFile[];
  /** what `GET /org` says */
  readonly zgid: Known<string>;
  /** scopes that reading and writing need, and those of them that the token lacks */
  readonly scopes: Known<{ readonly needed: number; readonly missing: readonly string[] }>;
  /** what speaks against the org as a target */
  readonly eligibility: Known<readonly Finding[]>;
}

/** Everything that the promises are judged by. */
export interface Setup {
  readonly settings: RepositorySettings;
  /** files of the default branch that decide who may do what, by path; undefined: it has none */
  readonly owners: { readonly path: string; readonly text: string } | undefined;
  /** for each workflow that this version ships: what the default branch has */
  readonly workflows: readonly { readonly path: string; readonly state: 'same' | 'differs' | 'missing' }[];
  /** for each path that must stay out of git, whether git ignores it in the working copy */
  readonly ignored: Known<readonly { readonly path: string; readonly ignored: boolean }[]>;
  readonly orgs: readonly OrgSetup[];
}
