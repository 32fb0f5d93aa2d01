import type { Kind } from './kind.ts';

/**
 * A word that records of a module are marked with (OpenAPI tags.json). Only modules with a field of tags have any (Zoho "Create Tags", supported modules; facts: samples 22);
 * there is no list for the whole org.
 */
export const tagKind: Kind = {
  name: 'tag',
  title: { en: 'Tag', ja: 'タグ' },
  schema: 'tag',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/tags.yaml', holds: 'map' },
  identity: 'name',
  envelope: 'tags',
  list: {
    method: 'GET',
    path: '/settings/tags',
    per: 'module',
    paged: false,
    off: ['INVALID_MODULE'],
    among: (_module, fields) => fields.some((field) => field.name === 'Tag'),
  },
  create: { method: 'POST', path: '/settings/tags', query: { module: '{module}' }, batch: 1, credits: 1 },
  update: { method: 'PUT', path: '/settings/tags', query: { module: '{module}' }, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/tags/{id}', batch: 1, credits: 1 },
  frozen: [],
  deferred: [],
  whole: true,
  holdsRecords: true,
  setupPage: '/settings/modules/{module}/tags',
  removeEffect: () => 'records lose it',
};
