import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import { isExtensionName } from './field-facts.ts';
import type { Kind, StepFacts } from './kind.ts';

const path = '/settings/data_sharing';

/** Who sees the records of a module that are somebody else's (OpenAPI data_sharing.json). It comes and goes with its module, has no id, and is said by the module's. */
export const dataSharingKind: Kind = {
  name: 'data_sharing',
  title: { en: 'Default data sharing', ja: 'データ共有の初期設定' },
  schema: 'data-sharing',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/data-sharing.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'data_sharing',
  list: { method: 'GET', path, per: 'org', paged: false },
  create: { method: 'PUT', path, batch: 100, credits: 1 },
  update: { method: 'PUT', path, batch: 100, credits: 1 },
  frozen: [],
  given: ['share_type'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/data-sharing',
  nameOf: (document) => text(document['module'], 'api_name'),
  leaveOut: (document) => (isExtensionName(text(document['module'], 'api_name') ?? '') ? 'extension' : undefined),
  partIds: (document, key) => {
    const id = text(document['module'], 'id');
    return id === undefined ? [] : [[moduleRef(key), id]];
  },
  needs: (key) => [refOf('module', key)],
  isSystem: () => true,
  manualRemove: () => 'it goes with its module',
  writes: writeSharing,
};

/** Address of the id of a module that is shared, which need not be one of those that files have ("Emails" of the documented sample). */
function moduleRef(key: string): Ref {
  return refOf('shared_module', key);
}

function writeSharing({ key, after, known }: StepFacts): readonly Write[] {
  const id = { $id: known(moduleRef(key)) ? moduleRef(key) : refOf('module', key) };
  const body: JsonObject = { share_type: after['share_type'] ?? 'private', module: { api_name: key, id } };
  return [{ method: 'PUT', path, envelope: 'data_sharing', batch: 100, items: [{ body }], idempotent: true }];
}
