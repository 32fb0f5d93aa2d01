/** Requests at once before the edition is known. */
export const defaultConcurrency = 10;

/** Concurrent calls per app and org by edition (Zoho "API limits"; zoho-one's Standard and CRM Plus Starter count as Standard, the lower one). */
const byEdition: Readonly<Record<string, number>> = {
  free: 5,
  standard: 10,
  crmplusstarter: 10,
  zohoonestandard: 10,
  professional: 15,
  enterprise: 20,
  zohooneenterprise: 20,
  ultimate: 25,
  crmplus: 25,
};

/** Requests at once that an edition (`license_details.paid_type` of `GET /org`) permits; the default for one we do not know. */
export function concurrencyOf(edition: string): number {
  return Object.hasOwn(byEdition, edition) ? (byEdition[edition] ?? defaultConcurrency) : defaultConcurrency;
}
