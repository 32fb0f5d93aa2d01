import type { Kind } from './kind.ts';
import { leaveOutForeign } from './origin.ts';

/** Group that the product brings and that nobody can change (OpenAPI variable_groups.json, CANNOT_PERFORM_ACTION). */
const general = 'General';

/** A group of variables (OpenAPI variable_groups.json). The API changes groups, and neither makes nor deletes them. */
export const variableGroupKind: Kind = {
  name: 'variable_group',
  title: { en: 'Variable group', ja: '変数グループ' },
  schema: 'variable-group',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/variable-groups.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'variable_groups',
  list: { method: 'GET', path: '/settings/variable_groups', per: 'org', paged: false },
  update: { method: 'PUT', path: '/settings/variable_groups', batch: 10, credits: 1 },
  frozen: [],
  given: ['name'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/variables',
  leaveOut: leaveOutForeign,
  manualCreate: () => 'groups of variables cannot be created through the API',
  manualUpdate: (key) => (key === general ? 'the group that every org has cannot be changed' : undefined),
  isSystem: (key) => key === general,
};
