import type { Write } from '../model/crm-call.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property } from '../model/json.ts';
import { reshapeAction, wireAction } from './actions.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf } from './options.ts';

/** A workflow rule (OpenAPI workflow_rules.json). Names are not unique, so the key is ours; rules are made inactive and switched on last. */
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
  frozen: [],
  deferred: ['active'],
  holdsRecords: false,
  setupPage: '/settings/workflow-rules',
  leaveOut: (document) => ((property(document, 'source') ?? 'crm') === 'crm' ? undefined : 'extension'),
  reshape: reshapeRule,
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
    description: step.after['description'] ?? null,
    module,
    execute_when: wireTrigger(step.wire, module),
    conditions: listOf(step.wire, 'conditions').map((condition, index) => wireCondition(condition, index + 1)),
    status: { active: create ? false : step.after['active'] !== false, delete_schedule_action: false },
  };
  if (create)
    return [
      { method: 'POST', path: '/settings/automation/workflow_rules', envelope: 'workflow_rules', batch: 1, items: [{ body, captures: step.ref }] },
    ];
  return [
    { method: 'PUT', path: '/settings/automation/workflow_rules/{id}', target: step.ref, envelope: 'workflow_rules', batch: 1, items: [{ body }] },
  ];
}

function wireTrigger(wire: JsonObject, module: JsonObject): JsonObject {
  const trigger = property(wire, 'execute_when');
  const details = property(trigger, 'details');
  return { ...(isObject(trigger) ? trigger : {}), details: { trigger_module: module, ...(isObject(details) ? details : {}) } };
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
