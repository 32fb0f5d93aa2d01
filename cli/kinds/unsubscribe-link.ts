import type { JsonObject } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';

const path = '/settings/unsubscribe_links';

/** The link that every org has, which cannot be deleted (Zoho "Delete Unsubscribe Links", NOT_ALLOWED). */
const usual = 'Default';

/** What people see who want no more e-mails (OpenAPI unsubscribe_links.json). Names are unique. */
export const unsubscribeLinkKind: Kind = {
  name: 'unsubscribe_link',
  title: { en: 'Unsubscribe link', ja: '配信停止リンク' },
  schema: 'unsubscribe-link',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/unsubscribe-links/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'unsubscribe_links',
  list: { method: 'GET', path, per: 'org', paged: false },
  create: { method: 'POST', path, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  frozen: [],
  given: ['name'],
  deferred: [],
  whole: true,
  holdsRecords: false,
  setupPage: '/settings/unsubscribe-links',
  isSystem: (key) => key === usual,
  removeEffect: () => 'e-mails that use it get the default link',
  body: sayLink,
};

/** What a choice leaves without a meaning is not said; a change says the id besides. */
function sayLink(said: JsonObject, step: StepFacts): JsonObject {
  const link = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  return step.before === undefined ? link : { id: { $id: step.ref }, ...link };
}
