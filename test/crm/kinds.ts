import type { ReadableKind } from '../../cli/kinds/kind.ts';

type Particulars = Pick<ReadableKind, 'name' | 'envelope' | 'list'> & Partial<ReadableKind>;

/** A kind with what reading needs, so that a test shows only what matters to it. */
export function defineKind(particulars: Particulars): ReadableKind {
  return {
    title: { en: particulars.name, ja: particulars.name },
    schema: particulars.name,
    scope: particulars.list.per === 'org' ? 'org' : 'module',
    separator: '/',
    file: { pattern: '{name}.yaml', holds: 'one' },
    identity: 'name',
    frozen: [],
    deferred: [],
    holdsRecords: false,
    setupPage: '/',
    ...particulars,
  };
}

export const moduleKind = defineKind({
  name: 'module',
  envelope: 'modules',
  list: { method: 'GET', path: '/settings/modules', per: 'org', paged: false },
  leaveOut: (document) => (document['source'] === 'marketplace_plugin' ? 'extension' : undefined),
});

export const fieldKind = defineKind({
  name: 'field',
  envelope: 'fields',
  list: { method: 'GET', path: '/settings/fields', per: 'module', paged: false },
  arrives: () => true,
});

export const ruleKind = defineKind({
  name: 'rule',
  envelope: 'rules',
  list: { method: 'GET', path: '/settings/automation/workflow_rules', per: 'org', paged: true },
  detail: { method: 'GET', path: '/settings/automation/workflow_rules/{id}', query: { include: 'x' } },
});
