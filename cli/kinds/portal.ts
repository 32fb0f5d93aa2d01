import type { Write } from '../model/crm-call.ts';
import type { Kind, StepFacts } from './kind.ts';

const path = '/settings/portals';

/**
 * Where people outside the company sign in (OpenAPI portals.json; Enterprise and up, say third parties). A portal has no id: its name is its address, here and on the web, and
 * has to be free among those of all orgs, it seems [?]. The API can rename one; orgcast takes that for another portal, since nothing would tell the two apart. A create
 * says the name alone, and no call says whether it is active; that a new one is, is our reading [?].
 */
export const portalKind: Kind = {
  name: 'portal',
  title: { en: 'Portal', ja: 'ポータル' },
  schema: 'portal',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/portals.yaml', holds: 'map' },
  identity: 'api_name',
  caseBlind: true,
  envelope: 'portals',
  list: { method: 'GET', path, per: 'org', paged: false },
  detail: { method: 'GET', path: `${path}/{name}` },
  create: { method: 'POST', path, batch: 100, credits: 1 },
  update: { method: 'PUT', path: `${path}/{portal}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{portal}`, batch: 1, credits: 1 },
  frozen: ['active'],
  unsettable: ['active'],
  deferred: ['saml_configuration'],
  holdsRecords: false,
  editions: ['enterprise', 'ultimate'],
  setupPage: '/settings/portals',
  manualUpdate: (_key, _before, [name], after) =>
    name === 'saml_configuration' && after === undefined ? 'single sign-on can only be taken away in the setup' : undefined,
  removeEffect: () => 'its user types go with it, and nobody outside the company can sign in there any more',
  writes: writePortal,
  removeWrites: ({ key }) => [{ method: 'DELETE', path: portalPath(key), envelope: 'portals', batch: 1, items: [{ body: {} }] }],
};

/** The address of a portal, by its name. */
export function portalPath(portal: string): string {
  return `${path}/${encodeURIComponent(portal)}`;
}

function writePortal({ before, key, wire }: StepFacts): readonly Write[] {
  const shared = { envelope: 'portals', ...(before === undefined ? {} : { idempotent: true as const }) };
  if (before === undefined) return [{ ...shared, method: 'POST', path, batch: 100, items: [{ body: { name: key } }] }];
  return [
    { ...shared, method: 'PUT', path: portalPath(key), batch: 1, items: [{ body: { saml_configuration: wire['saml_configuration'] ?? null } }] },
  ];
}
