import type { Kind } from './kind.ts';

/** What a contact can be to a deal (OpenAPI contact_roles.json). Its name is its key, and its place in the list all that can be said of it. */
export const contactRoleKind: Kind = {
  name: 'contact_role',
  title: { en: 'Contact role', ja: '連絡先の役割' },
  schema: 'contact-role',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/contact-roles.yaml', holds: 'map' },
  identity: 'name',
  envelope: 'contact_roles',
  list: { method: 'GET', path: '/contacts/roles', per: 'org', paged: false },
  create: { method: 'POST', path: '/contacts/roles', batch: 100, credits: 1 },
  update: { method: 'PUT', path: '/contacts/roles', batch: 100, credits: 1 },
  remove: { method: 'DELETE', path: '/contacts/roles/{id}', batch: 1, credits: 1 },
  frozen: [],
  given: ['sequence_number'],
  deferred: [],
  whole: true,
  holdsRecords: true,
  setupPage: '/settings/contact-roles',
  removeEffect: () => 'contacts that have it in a deal lose it',
};
