import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';

/** What an org's licence permits its API clients. */
export interface Allowance {
  /** requests at once */
  readonly concurrency: number;
  /** API credits in any 24 hours; undefined where no ceiling is known */
  readonly credits: number | undefined;
}

/** Requests at once before the edition is known. */
export const defaultConcurrency = 10;

/** Concurrency and credits (base, more for each user, ceiling) of an edition. */
interface EditionShare {
  readonly concurrency: number;
  readonly base: number;
  readonly perUser: number;
  readonly ceiling: number;
}

const standard: EditionShare = { concurrency: 10, base: 50_000, perUser: 250, ceiling: 100_000 };
const enterprise: EditionShare = { concurrency: 20, base: 50_000, perUser: 1000, ceiling: 5_000_000 };
const ultimate: EditionShare = { concurrency: 25, base: 50_000, perUser: 2000, ceiling: Number.POSITIVE_INFINITY };

/** Zoho "API limits": credits of 24 hours, and calls at once of an app and org. zoho-one's Standard and CRM Plus Starter count as Standard, the lower one. */
const byEdition: ReadonlyMap<string, EditionShare> = new Map([
  ['free', { concurrency: 5, base: 5000, perUser: 0, ceiling: 5000 }],
  ['standard', standard],
  ['crmplusstarter', standard],
  ['zohoonestandard', standard],
  ['professional', { concurrency: 15, base: 50_000, perUser: 500, ceiling: 3_000_000 }],
  ['enterprise', enterprise],
  ['zohooneenterprise', enterprise],
  ['ultimate', ultimate],
  ['crmplus', ultimate],
]);

/** What the org's own facts (`license_details` of `GET /org`: edition and users bought) permit; careful values for an edition we do not know. */
export function allowanceOf(org: JsonObject): Allowance {
  const license = property(org, 'license_details');
  const share = byEdition.get(text(license, 'paid_type') ?? '');
  if (share === undefined) return { concurrency: defaultConcurrency, credits: undefined };
  const users = Number(property(license, 'users_license_purchased') ?? 0);
  const credits = Math.min(share.ceiling, share.base + share.perUser * (Number.isFinite(users) ? users : 0));
  return { concurrency: share.concurrency, credits };
}
