import type { Write } from '../model/crm-call.ts';
import { refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';

const path = '/settings/territories';

/** Key of the territory at the top, which every org with territories has and calls by its own name. */
const top = 'Organization';

/** Rules that put records into a territory by themselves: in lists only where they are asked for. */
const criteria = ['account_rule_criteria', 'lead_rule_criteria', 'deal_rule_criteria'];

/**
 * A territory (OpenAPI territories.json). People switch territories on, which brings the one at the top: that one is only there to be referred to. Who works in a territory
 * is people, not configuration, beside its manager.
 */
export const territoryKind: Kind = {
  name: 'territory',
  title: { en: 'Territory', ja: 'テリトリー' },
  schema: 'territory',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/territories.yaml', holds: 'map' },
  identity: 'name',
  envelope: 'territories',
  list: {
    method: 'GET',
    path,
    query: { include: criteria.join(',') },
    per: 'org',
    paged: true,
    off: ['TERRITORY_NOT_ENABLED', 'TERRITORY_DISABLED', 'FEATURE_NOT_ENABLED'],
  },
  create: { method: 'POST', path, batch: 100, credits: 1 },
  update: { method: 'PUT', path, batch: 100, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  frozen: [],
  given: ['reporting_to', 'permission_type'],
  deferred: [],
  holdsRecords: true,
  editions: ['enterprise', 'ultimate'],
  setupPage: '/settings/territories',
  nameOf: (document) => (isTop(document) ? top : text(document, 'name')),
  reshape: (document) => (isTop(document) ? {} : document),
  manualCreate: (key) => (key === top ? 'somebody has to switch territories on in the setup, which makes it' : undefined),
  isSystem: (key) => key === top,
  manualRemove: (key) => (key === top ? 'the territory at the top stays as long as the org has territories' : undefined),
  removeEffect: () => 'its records and users belong to it no longer, and its forecasts go',
  writes: writeTerritory,
};

function isTop(document: JsonObject): boolean {
  return !isObject(document['reporting_to']);
}

/** Of a change what differs; what goes is null. Its name is said where it changes: a key may be another (a second "Organization" has the key "Organization (2)"). */
function writeTerritory(step: StepFacts): readonly Write[] {
  if (step.key === top) return [];
  const shared = { path, envelope: 'territories', batch: 100 };
  if (step.before === undefined) return [{ ...shared, method: 'POST', items: [{ body: { name: step.key, ...step.wire }, captures: step.ref }] }];
  const after = Object.fromEntries([...step.changed].map((name) => [name, name === 'name' ? step.key : (step.wire[name] ?? null)]));
  const body: JsonObject = { id: { $id: refOf('territory', step.key) }, ...after };
  return [{ ...shared, method: 'PUT', items: [{ body }], idempotent: true }];
}
