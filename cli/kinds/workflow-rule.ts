import type { Write } from '../model/crm-call.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import { reshapeAction, tagsToAdd, wireAction } from './actions.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf } from './options.ts';
import { leaveOutForeign } from './origin.ts';

/**
 * A workflow rule (OpenAPI workflow_rules.json). Names are not unique, so the key is ours. A create takes no status, and a new rule is on: one that is to run is made last,
 * when all else is there, one to stay off is switched off at once.
 */
export const workflowRuleKind: Kind = {
  name: 'workflow_rule',
  title: { en: 'Workflow rule', ja: 'ワークフロールール' },
  schema: 'workflow-rule',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/workflow-rules/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'workflow_rules',
  list: { method: 'GET', path: '/settings/automation/workflow_rules', per: 'org', paged: true },
  detail: { method: 'GET', path: '/settings/automation/workflow_rules/{id}' },
  create: { method: 'POST', path: '/settings/automation/workflow_rules', batch: 1, credits: 1 },
  update: { method: 'PUT', path: '/settings/automation/workflow_rules/{id}', batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/automation/workflow_rules/{id}', batch: 1, credits: 1 },
  besides: [
    // A new rule is on until the call that switches it off.
    {
      method: 'PUT',
      path: '/settings/automation/workflow_rules/{id}',
      sets: ({ before, after }) => (before === undefined && after?.['active'] === false ? ['active'] : []),
    },
  ],
  frozen: [],
  deferred: ['active'],
  holdsRecords: false,
  setupPage: '/settings/workflow-rules',
  leaveOut: leaveOutForeign,
  reshape: reshapeRule,
  needs: tagsToAdd,
  writes: writeRule,
};

function reshapeRule(document: JsonObject): JsonObject {
  return {
    ...document,
    active: property(property(document, 'status'), 'active') === true,
    execute_when: reshapeTrigger(document),
    conditions: objects(document, 'conditions').map(reshapeCondition),
  };
}

function reshapeTrigger(document: JsonObject): Json {
  const trigger = property(document, 'execute_when');
  if (!isObject(trigger)) return null;
  const details = property(trigger, 'details');
  if (!isObject(details)) return trigger;
  const own = property(property(details, 'trigger_module'), 'api_name') === property(property(document, 'module'), 'api_name');
  return { ...trigger, details: own ? { ...details, trigger_module: null } : details };
}

function reshapeCondition(condition: JsonObject): JsonObject {
  const criteria = property(condition, 'criteria_details');
  return {
    criteria: property(criteria, 'criteria') ?? null,
    relational_criteria: property(criteria, 'relational_criteria') ?? null,
    instant_actions: objects(property(condition, 'instant_actions'), 'actions').map(reshapeAction),
    scheduled_actions: objects(condition, 'scheduled_actions').map((scheduled) => ({
      execute_after: scheduled['execute_after'] ?? null,
      actions: objects(scheduled, 'actions').map(reshapeAction),
    })),
  };
}

function writeRule(step: StepFacts): readonly Write[] {
  const create = step.before === undefined;
  const module = { api_name: step.module };
  const body: JsonObject = {
    name: step.after['name'] ?? step.key,
    // What is to be nothing is null in a create and an empty text in a change (OpenAPI workflow_rules.json).
    description: step.after['description'] ?? (create ? null : ''),
    module,
    execute_when: wireTrigger(step.wire, module),
    conditions: listOf(step.wire, 'conditions').map((condition, index) => wireCondition(condition, index + 1)),
  };
  const active = step.after['active'] !== false;
  const status = { active, delete_schedule_action: false };
  const last = active && (create || step.before?.['active'] === false) ? { last: true as const } : {};
  if (!create) return [{ ...updateWrite(step, { ...body, status }), ...last }];
  const path = '/settings/automation/workflow_rules';
  const made: Write = { method: 'POST', path, envelope: 'workflow_rules', batch: 1, items: [{ body, captures: step.ref }], ...last };
  return active ? [made] : [made, updateWrite(step, { status })];
}

function updateWrite(step: StepFacts, body: JsonObject): Write {
  const path = '/settings/automation/workflow_rules/{id}';
  const write: Write = { method: 'PUT', path, target: step.ref, envelope: 'workflow_rules', batch: 1, items: [{ body }] };
  // Conditions and the actions inlined in them get new ids with every save.
  return 'conditions' in body ? write : { ...write, idempotent: true };
}

/** Triggers whose details take a member that files spell out with its default (OpenAPI workflow_rules.json); sent with others it is refused. */
const particularMembers: Readonly<Record<string, RegExp>> = {
  repeat: /edit$|section_update$|field_update$|^date_or_datetime$/,
  match_all: /field_update$/,
};

function wireTrigger(wire: JsonObject, module: JsonObject): JsonObject {
  const trigger = property(wire, 'execute_when');
  const details = property(trigger, 'details');
  const type = text(trigger, 'type') ?? '';
  const taken = Object.entries(isObject(details) ? details : {}).filter(([name]) => particularMembers[name]?.test(type) !== false);
  return { ...(isObject(trigger) ? trigger : {}), details: { trigger_module: module, ...Object.fromEntries(taken) } };
}

function wireCondition(condition: Json, sequence: number): JsonObject {
  const scheduled = objects(condition, 'scheduled_actions').map((one) => ({ ...one, actions: listOf(one, 'actions').map(wireAction) }));
  const relational = property(condition, 'relational_criteria');
  return {
    sequence_number: sequence,
    instant_actions: { actions: (isObject(condition) ? listOf(condition, 'instant_actions') : []).map(wireAction) },
    scheduled_actions: scheduled.length > 0 ? scheduled : null,
    criteria_details: { criteria: property(condition, 'criteria') ?? null, ...(isObject(relational) ? { relational_criteria: relational } : {}) },
  };
}
