import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Kind, PartIds, StepFacts } from './kind.ts';
import { isMadeModule } from './modules-with.ts';
import { listOf } from './options.ts';

const path = '/settings/record_locking_configurations';
const query = { module: '{module}' };

/** The feature that a configuration is of; the vendor knows no other, and a module has one at most. */
const feature = 'record_locking';

/** Standard modules whose records can be locked (Zoho "Add Record Locking Configuration", v8), besides those that people made. */
const lockable: ReadonlySet<string> = new Set(
  'Leads Contacts Accounts Deals Quotes Sales_Orders Purchase_Orders Invoices Vendors Price_Books Cases Solutions Tasks Products'.split(' '),
);

/**
 * When records of a module are locked, for whom, and against what (OpenAPI record_locking_configurations.json). A module has at most one. Custom buttons have ids that no
 * API tells, so that which of them are locked is set by hand. That a change's list of rules is the whole list is our reading [?].
 */
export const recordLockingKind: Kind = {
  name: 'record_locking',
  title: { en: 'Record locking', ja: 'データのロック' },
  schema: 'record-locking',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/record-locking.yaml', holds: 'map' },
  identity: 'name',
  envelope: 'record_locking_configurations',
  list: {
    method: 'GET',
    path,
    per: 'module',
    paged: false,
    off: ['INVALID_MODULE', 'NOT_SUPPORTED', 'FEATURE_NOT_SUPPORTED'],
    among: (module, fields) => lockable.has(module) || isMadeModule(module, fields),
  },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  frozen: ['restricted_custom_buttons'],
  unsettable: ['restricted_custom_buttons'],
  given: ['lock_type'],
  deferred: [],
  whole: true,
  // A rule that a change adds has no id yet, so that sending it again might add it twice.
  once: true,
  holdsRecords: false,
  setupPage: '/settings/record-locking',
  nameOf: (document) => text(document, 'feature_type') ?? feature,
  leaveOut: (document) => (document['system_defined'] === true ? 'product' : undefined),
  reshape: (document) => ({
    ...document,
    restricted_custom_buttons: objects(document, 'restricted_custom_buttons').flatMap((button) => text(button, 'name') ?? []),
    excluded_fields: objects(document, 'excluded_fields').flatMap((field) => text(field, 'api_name') ?? []),
  }),
  partIds: (document, key) => objects(document, 'locking_rules').flatMap((rule) => ruleId(rule, key)),
  body: sayLocking,
};

function ruleRef(key: string, name: string): Ref {
  return refOf('locking_rule', `${key}#${name}`);
}

function ruleId(rule: JsonObject, key: string): PartIds {
  const [id, name] = [text(rule, 'id'), text(rule, 'name')];
  return id === undefined || name === undefined ? [] : [[ruleRef(key, name), id]];
}

/** What a configuration says in full: lists of ids, rules with the ids that they have, nothing as an empty list. */
function sayLocking(said: JsonObject, step: StepFacts): JsonObject {
  const { restricted_custom_buttons: _buttons, ...rest } = said;
  const rules = objects(step.wire, 'locking_rules').map((rule): Json => {
    const ref = ruleRef(step.key, text(rule, 'name') ?? '');
    const known = step.before !== undefined && step.known(ref);
    return { ...rule, ...(known ? { id: { $id: ref } } : {}) };
  });
  const fields = listOf(step.after, 'excluded_fields').map((name): Json => ({ id: { $id: refOf('field', `${step.module}.${String(name)}`) } }));
  return {
    ...rest,
    ...(step.before === undefined ? {} : { id: { $id: step.ref } }),
    feature_type: feature,
    restricted_actions: [...listOf(step.after, 'restricted_actions')],
    restricted_communications: [...listOf(step.after, 'restricted_communications')],
    excluded_fields: fields,
    lock_excluded_profiles: listOf(step.wire, 'lock_excluded_profiles')
      .filter(isObject)
      .map((profile): Json => ({ id: property(profile, 'id') ?? null })),
    locking_rules: rules,
  };
}
