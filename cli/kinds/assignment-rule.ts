import { canonicalText } from '../model/canonical.ts';
import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf } from './options.ts';

const path = '/settings/automation/assignment_rules';
const envelope = 'assignment_rules';
const query = { module: '{module}' };

/**
 * Whom records go to (OpenAPI assignment_rules.json, which only reads; the edition of 2026-09 also writes). A change goes by the places of the entries, which are tried in
 * order. There is no status: a rule does nothing until an import, a web form or a workflow rule names it, so that it is not made off and switched on last as others are.
 */
export const assignmentRuleKind: Kind = {
  name: 'assignment_rule',
  title: { en: 'Assignment rule', ja: '割り当てルール' },
  schema: 'assignment-rule',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/assignment-rules/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope,
  list: { method: 'GET', path, per: 'org', paged: false, off: ['FEATURE_NOT_SUPPORTED'] },
  detail: { method: 'GET', path: `${path}/{id}`, query },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  frozen: [],
  given: ['name', 'api_name', 'default_assignee'],
  deferred: [],
  holdsRecords: false,
  editions: ['standard', 'professional', 'enterprise', 'ultimate'],
  setupPage: '/settings/assignment-rules',
  reshape: reshapeRule,
  partIds: (document, key) => entriesOf(document).map((entry, index) => [entryRef(key, index), text(entry, 'id') ?? ''] as const),
  writes: writeRule,
};

/** Entries are known by their places, which is how a plan sees them too. */
function entryRef(key: string, index: number): Ref {
  return refOf('assignment_entry', `${key}#${index}`);
}

/** The entries in the order in which they are tried, which the answer need not have: places and ids have to come from the same list. */
function entriesOf(document: JsonObject): readonly JsonObject[] {
  return objects(document, 'rule_entries').toSorted((one, other) => Number(one['sequence_number'] ?? 0) - Number(other['sequence_number'] ?? 0));
}

function reshapeRule(document: JsonObject): JsonObject {
  return {
    ...document,
    default_assignee: reshapeAssignee(document['default_assignee']),
    rule_entries: entriesOf(document).map(reshapeEntry),
  };
}

/** Whoever is logged in stands by a name of the product's; older versions have the user itself without a `resource`. */
function reshapeAssignee(assignee: Json | undefined): Json {
  const resource = property(assignee, 'resource') ?? assignee ?? null;
  const current = text(resource, 'api_name') ?? '';
  return current.startsWith('${') ? { api_name: current } : resource;
}

function reshapeEntry(entry: JsonObject): JsonObject {
  const assigned = entry['assign_to'];
  const one = property(assigned, 'resource');
  const resources = isObject(one) ? [one] : objects(assigned, 'resources');
  const [followUp] = objects(entry, 'followup_actions').flatMap((action) => objects(action, 'resources'));
  return {
    criteria: entry['criteria'] ?? null,
    assign_to: { type: text(assigned, 'type') ?? null, resources: resources.map(withoutType), criteria: property(assigned, 'criteria') ?? null },
    user_availability_based_on: entry['user_availability_based_on'] ?? null,
    task: followUp ?? null,
  };
}

function withoutType({ type: _type, ...resource }: JsonObject): JsonObject {
  return resource;
}

function writeRule(step: StepFacts): readonly Write[] {
  const shared = { envelope, batch: 1, query: { module: step.module } } as const;
  const entries = listOf(step.wire, 'rule_entries');
  const own = Object.fromEntries(['api_name', 'description'].flatMap((name) => (step.after[name] === undefined ? [] : [[name, step.after[name]]])));
  const assignee = { type: 'user', resource: property(step.wire, 'default_assignee') ?? null };
  if (step.before === undefined) {
    const body = { name: step.after['name'] ?? step.key, ...own, default_assignee: assignee, rule_entries: entries.map(sayEntry) } as JsonObject;
    return [{ ...shared, method: 'POST', path, items: [{ body, captures: step.ref }] }];
  }
  const said: JsonObject = { name: step.after['name'] ?? step.key, description: '', ...own, default_assignee: assignee };
  const changed = Object.fromEntries(Object.entries(said).filter(([name]) => step.changed.has(name)));
  const body = { ...changed, ...(step.changed.has('rule_entries') ? { rule_entries: changeEntries(step, entries) } : {}) };
  return [{ ...shared, method: 'PUT', path: `${path}/{id}`, target: step.ref, items: [{ body }] }];
}

/** An entry at a place that had another one changes it; places beyond the last go, and new ones are added. */
function changeEntries(step: StepFacts, entries: readonly Json[]): readonly Json[] {
  const [before, after] = [listOf(step.before ?? {}, 'rule_entries'), listOf(step.after, 'rule_entries')];
  const idOf = (index: number): JsonObject => ({ id: { $id: entryRef(step.key, index) } });
  const said = entries.flatMap((entry, index): readonly Json[] => {
    if (index >= before.length) return [sayEntry(entry)];
    return canonicalText(before[index] ?? null) === canonicalText(after[index] ?? null) ? [] : [{ ...idOf(index), ...sayEntry(entry) }];
  });
  const gone = [...before.keys()].slice(after.length).map((index): Json => ({ ...idOf(index), _delete: null }));
  return [...said, ...gone];
}

function sayEntry(entry: Json): JsonObject {
  const task = property(entry, 'task');
  return {
    criteria: property(entry, 'criteria') ?? null,
    assign_to: sayAssigned(property(entry, 'assign_to')),
    user_availability_based_on: property(entry, 'user_availability_based_on') ?? null,
    followup_actions: isObject(task) ? [{ type: 'tasks', resources: [task] }] : null,
  };
}

function sayAssigned(assigned: Json | undefined): JsonObject {
  const type = text(assigned, 'type') ?? 'users';
  const resources = isObject(assigned) ? listOf(assigned, 'resources') : [];
  if (type === 'zia_suggested_users') return { type };
  if (type === 'criteria') return { type, criteria: property(assigned, 'criteria') ?? null };
  return type === 'users' ? { type, resources } : { type, resource: resources[0] ?? null };
}
