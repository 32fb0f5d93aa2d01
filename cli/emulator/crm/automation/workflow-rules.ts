import { text } from '../../../model/json.ts';
import { bodyItems, isReply, mandatoryNotFound, unknownResource } from '../checks.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, requestError, writeReply } from '../route.ts';
import { listPage, queryIds } from './listing.ts';
import { attempt, writeOne } from './refusal.ts';
import { orderRules, reorderRules } from './rule-order.ts';
import { showRule, showRuleLine } from './rule-view.ts';
import { createRule, removeRule, updateRule } from './rule-write.ts';

const envelope = 'workflow_rules';

function listRules(context: RouteContext): Reply {
  const { store, org, query } = context;
  const module = query.get('module');
  if (module !== null && findModule(store, org.name, module) === undefined)
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  const active = query.get('status_active');
  const trigger = query.get('execute_on');
  const rules = orderRules(store.list(org.name, envelope)).filter((rule) => {
    const matchesModule = module === null || text(rule['module'], 'api_name') === module || text(rule['module'], 'id') === module;
    const matchesTrigger = trigger === null || text(rule['execute_when'], 'type') === trigger;
    return matchesModule && matchesTrigger && (active === null || String(rule['_active'] === true) === active);
  });
  return listPage(envelope, rules, query, showRuleLine);
}

function readRule({ store, org, params }: RouteContext): Reply {
  const rule = store.get(org.name, envelope, params['id'] ?? '');
  return listReply(envelope, rule === undefined ? [] : [showRule(store, org.name, rule)]);
}

function createRules(context: RouteContext): Reply {
  const items = bodyItems(context.body, envelope, 1);
  if (isReply(items)) return items;
  if (context.org.edition === 'free')
    return requestError(403, 'NO_PERMISSION', 'feature not available in this edition', { permissions: ['Crm_Implied_Manage_Automation'] });
  return writeOne(envelope, true, () => createRule(context, items[0] ?? {}));
}

function updateRules(context: RouteContext): Reply {
  const items = bodyItems(context.body, envelope, 1);
  if (isReply(items)) return items;
  const id = context.params['id'] ?? text(items[0], 'id');
  if (id === undefined) return writeReply(envelope, [mandatoryNotFound('$.workflow_rules[0]', 'id')], false);
  const rule = context.store.get(context.org.name, envelope, id);
  return rule === undefined ? unknownResource() : writeOne(envelope, false, () => updateRule(context, rule, items[0] ?? {}));
}

function deleteRule(context: RouteContext): Reply {
  const rule = context.store.get(context.org.name, envelope, context.params['id'] ?? '');
  if (rule === undefined) return unknownResource();
  return writeOne(envelope, false, () => removeRule(context, rule.id));
}

function deleteRules(context: RouteContext): Reply {
  const ids = queryIds(context.query);
  if (!Array.isArray(ids)) return ids;
  const results = ids.map((id) => attempt(() => removeRule(context, id)));
  return writeReply(envelope, results, false);
}

const scope = (verb: string) => `ZohoCRM.settings.workflow_rules.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };
const path = '/settings/automation/workflow_rules';

/** `/settings/automation/workflow_rules` (workflow_rules.json). */
export const workflowRuleRoutes: readonly Route[] = [
  { method: 'GET', path, scope: scope('READ'), ...cost, handle: listRules },
  { method: 'POST', path, scope: scope('CREATE'), ...cost, handle: createRules },
  { method: 'PUT', path, scope: scope('UPDATE'), ...cost, handle: updateRules },
  { method: 'DELETE', path, scope: scope('DELETE'), ...cost, handle: deleteRules },
  { method: 'GET', path: `${path}/{id}`, scope: scope('READ'), ...cost, handle: readRule },
  { method: 'PUT', path: `${path}/{id}`, scope: scope('UPDATE'), ...cost, handle: updateRules },
  { method: 'DELETE', path: `${path}/{id}`, scope: scope('DELETE'), ...cost, handle: deleteRule },
  { method: 'PUT', path: `${path}/actions/reorder`, scope: scope('UPDATE'), ...cost, handle: reorderRules },
];
