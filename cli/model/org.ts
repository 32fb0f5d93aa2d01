/** Zoho's data centres that have an API host we know (facts: SDK 3.0.0 environments; Zoho "Multi DC support"). */
export type DataCenter = 'us' | 'eu' | 'in' | 'au' | 'jp' | 'ca' | 'sa' | 'cn';

/** Editions that Zoho describes, by `license_details.paid_type` of `GET /org` (OpenAPI org.json); bundles have names of their own. */
export type Edition = 'free' | 'standard' | 'professional' | 'enterprise' | 'ultimate';

/** Read-only facts of an org, from `GET /org` (OpenAPI org.json). */
export interface OrgFacts {
  readonly zgid: string;
  readonly type: string;
  /** `license_details.paid_type`, e.g. `enterprise` */
  readonly edition: string;
  readonly company: string;
  readonly domain: string;
  readonly timeZone: string;
  readonly currency: string;
}

/**
 * What absence from the files means. `additive`: nothing, the org keeps it · `managed`: what an apply of ours created goes, the rest stays ·
 * `authoritative`: the files say all, in elements, attributes and members of lists.
 */
export type Authority = 'additive' | 'managed' | 'authoritative';

/** Names elements, or one attribute of them. `element` is a key or a pattern of it (`*` any text); absent: all of the kind. */
export interface Selector {
  /** name of a kind; absent: every kind */
  readonly kind?: string;
  readonly element?: string;
  /** dot-separated path of an attribute, with all below it; absent: the element as a whole */
  readonly attribute?: string;
}

/** What plans for an org keep to, from org.yaml. */
export interface OrgRules {
  /** by kind; what is not named has `authority.usual` */
  readonly authority: { readonly usual: Authority; readonly kinds: ReadonlyMap<string, Authority> };
  /** kinds of which elements may be deleted at all; without it authority deletes nothing */
  readonly prune: ReadonlySet<string>;
  /** never deleted */
  readonly protect: readonly Selector[];
  /** most deletions of one plan: so many, and so many of a hundred of a kind's elements */
  readonly deleteLimit: { readonly count: number; readonly percent: number };
  /** left to the org: differences there are no differences */
  readonly ignore: readonly Selector[];
  /** created when missing, then left to the org */
  readonly deployOnce: readonly Selector[];
  /** most credits and minutes that one apply may use */
  readonly budget: { readonly credits?: number; readonly minutes?: number };
}

/** Rules of an org that sets none: nothing is taken away. */
export const usualRules: OrgRules = {
  authority: { usual: 'additive', kinds: new Map() },
  prune: new Set(),
  protect: [],
  deleteLimit: { count: 10, percent: 30 },
  ignore: [],
  deployOnce: [],
  budget: {},
};

/** What an approval has to be, from org.yaml and, for what it does not say, from orgcast.yaml; both as they were before the merge. */
export interface ApprovalRules {
  /** `merge`: who merges approves · `signed`: besides, an identity of the org must have signed the plan (`orgcast review`) */
  readonly approval: 'merge' | 'signed';
  /** reviews by approvers that approve the head commit, the sender's never counted */
  readonly minReviews: number;
  /** true: requests may come from a fork, bound to its numeric repository id */
  readonly forks: boolean;
  /** risks that one approval is enough for; a plan with any other needs a second approver */
  readonly allow: ReadonlySet<AllowedRisk>;
  /** `native-parity`: limits of Zoho's own copy feature that an apply through the API does not need refuse too */
  readonly eligibility: 'usual' | 'native-parity';
  /** `names-only`: plans that the sender can read show no value of the target */
  readonly disclose: 'values' | 'names-only';
}

/** Risks that a policy can allow with one approval: rights raised, data leaving the org, owners changed, deletions of what holds records. */
export type AllowedRisk = 'rights' | 'data-leaves' | 'owners' | 'deletes';

/** What an approval has to be where nothing is said. */
export const usualApproval: ApprovalRules = {
  approval: 'merge',
  minReviews: 0,
  forks: false,
  allow: new Set(),
  eligibility: 'usual',
  disclose: 'values',
};

/** What `environments/<org>/org.yaml` says: who the org is and the policy for requests to it. Never part of a bundle. */
export interface OrgPolicy {
  /** the environment's folder name */
  readonly name: string;
  readonly zgid: string | undefined;
  readonly dataCenter: DataCenter;
  /** public halves (Ed25519, base64url of the 32 raw bytes) that may sign this org's grants and reviews */
  readonly identityKeys: readonly string[];
  /** numeric forge user ids that may approve; empty: people who may write in the repository. Never the sender. */
  readonly approvers: readonly number[];
  /** numeric id of the forge repository that requests for this org must be in */
  readonly repositoryId: number | undefined;
  readonly baseBranch: string;
  readonly rules: OrgRules;
  readonly approval: ApprovalRules;
}
