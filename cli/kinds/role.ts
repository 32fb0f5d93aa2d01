import { refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Kind } from './kind.ts';

/** A role of the hierarchy (OpenAPI roles.json). Names are unique; a parent has to exist before its children. */
export const roleKind: Kind = {
  name: 'role',
  title: { en: 'Role', ja: '役職' },
  schema: 'role',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/roles.yaml', holds: 'map' },
  identity: 'name',
  envelope: 'roles',
  list: { method: 'GET', path: '/settings/roles', per: 'org', paged: false },
  create: { method: 'POST', path: '/settings/roles', batch: 100, credits: 1 },
  update: { method: 'PUT', path: '/settings/roles', batch: 100, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/roles/{id}', batch: 1, credits: 1 },
  frozen: [],
  given: ['reporting_to'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/roles',
  isSystem: (_key, attributes) => text(attributes, 'reporting_to') === undefined,
  manualRemove: (_key, attributes) => (text(attributes, 'reporting_to') === undefined ? 'the role at the top cannot be deleted' : undefined),
  removeEffect: (_key, attributes) => `its users and the roles below it go to the role ${text(attributes, 'reporting_to') ?? ''}`,
  removeWrites: (step) => {
    const heir = refOf('role', text(step.before, 'reporting_to') ?? '');
    const path = '/settings/roles/{id}';
    return [
      { method: 'DELETE', path, target: step.ref, query: { transfer_to_id: { $id: heir } }, envelope: 'roles', batch: 1, items: [{ body: {} }] },
    ];
  },
  writes: (step) => {
    // The spec requires name, reporting_to, description and share_with_peers together, whatever changes.
    const all = { description: null, share_with_peers: false, ...step.wire, name: step.key, reporting_to: step.wire['reporting_to'] ?? { id: null } };
    const body = (step.before === undefined ? all : { id: { $id: step.ref }, ...all }) as JsonObject;
    const shared = { path: '/settings/roles', envelope: 'roles', batch: 100 };
    if (step.before === undefined) return [{ ...shared, method: 'POST', items: [{ body, captures: step.ref }] }];
    return [{ ...shared, method: 'PUT', items: [{ body }], idempotent: true }];
  },
};
