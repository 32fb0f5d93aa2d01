import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import { isExtensionName } from './field-facts.ts';
import type { Kind } from './kind.ts';
import { isMadeModule, listedModules } from './modules-with.ts';

/**
 * A list of related records on a record's page (OpenAPI related_lists.json). It comes and goes with its lookup field or the feature it belongs to; order, label and
 * whether it is shown can be read, and are set by hand.
 */
export const relatedListKind: Kind = {
  name: 'related_list',
  title: { en: 'Related list', ja: '関連リスト' },
  schema: 'related-list',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/related-lists.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'related_lists',
  list: {
    method: 'GET',
    path: '/settings/related_lists',
    per: 'module',
    paged: false,
    off: ['INVALID_MODULE', 'NOT_SUPPORTED'],
    among: (module, fields) => listedModules.has(module) || isMadeModule(module, fields),
  },
  frozen: [],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/modules/{module}/layouts',
  leaveOut: whyListIsLeftOut,
  reshape: (document) => ({
    ...document,
    display_label: document['display_label'] === document['name'] ? null : (document['display_label'] ?? null),
  }),
  follows: true,
  isSystem: () => true,
};

function whyListIsLeftOut(document: JsonObject): LeftOutReason | undefined {
  const names = [text(document, 'api_name') ?? '', text(document['module'], 'api_name') ?? ''];
  if (names.some(isExtensionName)) return 'extension';
  return document['status'] === 'scheduled_for_deletion' ? 'going' : undefined;
}
