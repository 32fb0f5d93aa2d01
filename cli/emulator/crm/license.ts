import type { JsonObject } from '../../model/json.ts';
import type { OrgRecord } from './org-record.ts';

/** Names of bundles in `paid_type` (org.json), by the names that people give them. */
const bundleTypes: ReadonlyMap<string, string> = new Map([
  ['zohoone', 'zohooneenterprise'],
  ['zohooneenterprise', 'zohooneenterprise'],
  ['zohoonestandard', 'zohoonestandard'],
  ['crmplus', 'crmplus'],
  ['crmplusstarter', 'crmplusstarter'],
]);

/** The `paid_type` of a bundle, however it is spelled (`Zoho One`, `zoho-one`, `zohoone`); undefined for what is none. */
export function bundleType(name: string): string | undefined {
  return bundleTypes.get(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

/** `license_details` of `GET /org` (org.json). During a trial nothing is paid, and the edition stands in `trial_type`. */
export function showLicense(org: OrgRecord): JsonObject {
  const sold = (org.bundle === null ? undefined : bundleType(org.bundle)) ?? org.edition;
  const onTrial = org.trial !== undefined;
  return {
    paid_expiry: null,
    users_license_purchased: org.userLicenses,
    trial_type: onTrial ? sold : null,
    trial_expiry: org.trial ?? null,
    paid: org.edition !== 'free' && org.type !== 'developer' && !onTrial,
    paid_type: onTrial ? 'free' : sold,
    portal_users_license_purchased: 0,
  };
}
