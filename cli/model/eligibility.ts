import type { DataCenter } from './org.ts';

/** On which end of a copy an org stands: it sends, or it receives. */
export type EligibilitySide = 'source' | 'target';

/** `license_details` of `GET /org` (OpenAPI org.json), as told; texts in lower case, undefined where the org does not say. */
export interface LicenseFacts {
  readonly paidType: string | undefined;
  readonly paid: boolean | undefined;
  readonly trialType: string | undefined;
  /** ISO 8601 */
  readonly trialExpiry: string | undefined;
}

/** The profile of the user that the credentials belong to (OpenAPI profiles.json); undefined where the org does not say. */
export interface ProfileFacts {
  readonly name: string;
  readonly apiName: string | undefined;
  /** false for the profiles that every org comes with */
  readonly custom: boolean | undefined;
  readonly type: string | undefined;
}

/** Who the credentials belong to, or why that could not be found out. */
export type CallerFacts = { readonly profile: ProfileFacts } | { readonly unknown: string };

/** A sign that something foreign is connected to an org. */
export interface Trace {
  readonly what: 'integration' | 'extension';
  /** where the sign was seen, e.g. `layout Leads/Campaigns` */
  readonly seen: string;
}

/** Numbers of records, as far as modules tell. */
export interface RecordFacts {
  readonly counted: number;
  /** number of modules that told */
  readonly told: number;
  /** modules that did not tell */
  readonly uncounted: readonly string[];
}

/** What one reading of an org tells about whether it may send or receive. */
export interface OrgStanding {
  /** `type` of `GET /org` in lower case, empty where the org does not say */
  readonly type: string;
  readonly license: LicenseFacts;
  readonly caller?: CallerFacts;
  readonly traces?: readonly Trace[];
}

/** What is known of the org at the other end. For a target it is what the sender signed, and no more than the sender's word. */
export interface OtherOrg {
  readonly edition?: string | undefined;
  readonly dataCenter?: string | undefined;
}

/** What the rules of eligibility judge. What is absent was not asked for, and is not judged; what was asked and not told says so itself. */
export interface EligibilityFacts extends OrgStanding {
  /** the environment's name */
  readonly org: string;
  readonly dataCenter: DataCenter;
  readonly records?: RecordFacts;
  /** requests that the ledger has receipts of, the present one not counted */
  readonly receipts?: number;
  readonly other?: OtherOrg;
  /** milliseconds since 1970 UTC */
  readonly now: number;
}

/** An edition as the CRM sees it, whatever it is sold as. */
export interface EditionFacts {
  /** `free`, `standard`, `professional`, `enterprise`, `ultimate`, or as the org calls it; undefined where it does not say */
  readonly name: string | undefined;
  /** name of the bundle that the org is part of */
  readonly bundle: string | undefined;
  /** `unknown`: a trial is named, and nothing tells whether it has ended */
  readonly trial: 'none' | 'running' | 'ended' | 'unknown';
}

/** Bundles by `paid_type` (OpenAPI org.json), with the edition whose limits Zoho's page "API limits" gives them. */
const bundles: ReadonlyMap<string, { readonly title: string; readonly edition: string }> = new Map([
  ['crmplus', { title: 'CRM Plus', edition: 'ultimate' }],
  ['crmplusstarter', { title: 'CRM Plus', edition: 'standard' }],
  ['zohooneenterprise', { title: 'Zoho One', edition: 'enterprise' }],
  ['zohoonestandard', { title: 'Zoho One', edition: 'standard' }],
]);

/**
 * The edition that a licence stands for. During a trial Zoho names the edition in `trial_type` while nothing is paid (OpenAPI org.json), so that the trial's
 * edition counts until `trial_expiry`. `now` is milliseconds since 1970 UTC.
 */
export function editionOf({ paidType, paid, trialType, trialExpiry }: LicenseFacts, now: number): EditionFacts {
  const bundle = bundles.get(paidType ?? '');
  if (bundle !== undefined) return { name: bundle.edition, bundle: bundle.title, trial: 'none' };
  if (trialType === undefined || paid !== false) return { name: paidType, bundle: undefined, trial: 'none' };
  const tried = bundles.get(trialType);
  const end = trialExpiry === undefined ? Number.NaN : Date.parse(trialExpiry);
  const trial = Number.isNaN(end) ? 'unknown' : end > now ? 'running' : 'ended';
  if (trial === 'ended') return { name: paidType === trialType ? 'free' : paidType, bundle: undefined, trial };
  return { name: tried?.edition ?? trialType, bundle: tried?.title, trial };
}
