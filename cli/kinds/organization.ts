import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { Kind } from './kind.ts';

/** Facts of the org itself (OpenAPI org.json). Shown in the environment, never sent and never planned. */
export const organizationKind: Kind = {
  name: 'organization',
  title: { en: 'Organization', ja: '組織' },
  schema: 'organization',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/company.yaml', holds: 'one' },
  identity: 'name',
  single: true,
  envelope: 'org',
  list: { method: 'GET', path: '/org', per: 'org', paged: false },
  frozen: [],
  deferred: [],
  factsOnly: true,
  holdsRecords: true,
  setupPage: '/settings/company-details',
  reshape: reshapeOrganization,
};

function reshapeOrganization(document: JsonObject): JsonObject {
  const license = property(document, 'license_details');
  const hierarchy = property(document, 'hierarchy_preferences');
  return {
    ...document,
    edition: text(license, 'paid_type') ?? null,
    multi_currency: document['mc_status'] ?? null,
    hierarchy: text(hierarchy, 'type') ?? null,
  };
}
