import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, objects, property } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding } from './check.ts';

/** Findings of workflow rules in which nothing follows from any condition; code `workflow.no-action`. */
export function checkWorkflowRules(context: CheckContext): readonly Finding[] {
  return elementsOf(context, 'workflow_rule')
    .filter(({ attributes }) => isList(attributes['conditions']) && !objects(attributes, 'conditions').some(hasAction))
    .map((rule) => makeFinding(context, 'workflow.no-action', rule, { path: ['conditions'], what: 'key' }));
}

function hasAction(condition: Json): boolean {
  const later = objects(condition, 'scheduled_actions').some((delay) => hasMembers(property(delay, 'actions')));
  return later || hasMembers(property(condition, 'instant_actions'));
}

function hasMembers(list: Json | undefined): boolean {
  return isList(list) && list.length > 0;
}
