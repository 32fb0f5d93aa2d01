import type { Kind } from '../../kinds/kind.ts';

/** What an edition allows, as far as a source says. */
interface EditionFacts {
  readonly title: string;
  /** custom modules of an org (Zoho's comparison of editions, by way of third parties) */
  readonly customModules?: number;
  /** API credits in any 24 hours before those that each user adds (Zoho's page "API limits") */
  readonly dailyCredits: number;
  /** true for what is sold as more than the CRM: no source says which kinds its CRM has */
  readonly bundle?: true;
}

const base = 50_000;

/**
 * Editions by `license_details.paid_type` (OpenAPI org.json). Bundles have the credits of an edition (Zoho's page "API limits"); no source says what else they
 * allow, so the org is left to refuse.
 */
const editions: ReadonlyMap<string, EditionFacts> = new Map([
  ['free', { title: 'Free', dailyCredits: 5000 }],
  ['standard', { title: 'Standard', customModules: 10, dailyCredits: base }],
  ['professional', { title: 'Professional', customModules: 25, dailyCredits: base }],
  ['enterprise', { title: 'Enterprise', customModules: 200, dailyCredits: base }],
  ['ultimate', { title: 'Ultimate', customModules: 500, dailyCredits: base }],
  ['crmplus', { title: 'CRM Plus', dailyCredits: base, bundle: true }],
  ['zohooneenterprise', { title: 'Zoho One', dailyCredits: base, bundle: true }],
]);

/** What the edition of an org allows; undefined for one that no source describes. */
export function findEdition(paidType: string): EditionFacts | undefined {
  return editions.get(paidType.toLowerCase());
}

/** The org's edition where it is known not to have a kind; undefined where it has it, and where nobody described the edition or it is a bundle. */
export function findLackingEdition(kind: Kind | undefined, paidType: string): EditionFacts | undefined {
  const edition = findEdition(paidType);
  if (kind?.editions === undefined || edition === undefined || edition.bundle === true) return undefined;
  return kind.editions.some((name) => name === paidType.toLowerCase()) ? undefined : edition;
}
