import { text } from '../../../model/json.ts';
import { bodyItems, isReply, requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, requestError, success, writeReply } from '../route.ts';
import { assignmentRules, writeAssignmentRule } from './assignment-write.ts';
import { attempt } from './refusal.ts';

/** Why a request about the rules of a module is refused as a whole (assignment_rules.json); the module when it is not. */
function demandModule(context: RouteContext): Doc | Reply {
  const name = requiredParameter(context.query, 'module');
  return typeof name === 'string' ? checkModule(context, name) : name;
}

function checkModule(context: RouteContext, name: string): Doc | Reply {
  const { store, org } = context;
  const module = findModule(store, org.name, name);
  if (module === undefined) return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  const owned = ['default', 'custom'].includes(text(module, 'generated_type') ?? 'default') && module['api_supported'] !== false;
  return owned ? module : requestError(400, 'NOT_SUPPORTED', 'Module not supported in assignment rules', { param_name: 'module' });
}

/** The answer of an edition without assignment rules; undefined in others. Which edition that is, no source tells. */
function whyLacking({ org }: RouteContext): Reply | undefined {
  return org.edition === 'free' ? requestError(400, 'FEATURE_NOT_SUPPORTED', 'Assignment rules not supported for current edition') : undefined;
}

function isAnswer(found: Doc | Reply): found is Reply {
  return !('id' in found);
}

function list(context: RouteContext): Reply {
  const lacking = whyLacking(context);
  if (lacking !== undefined) return lacking;
  const name = context.query.get('module');
  const module = name === null ? undefined : checkModule(context, name);
  if (module !== undefined && isAnswer(module)) return module;
  const rules = context.store.list(context.org.name, assignmentRules);
  const shown = rules.filter((rule) => module === undefined || text(rule['module'], 'id') === module.id);
  return listReply(
    assignmentRules,
    shown.map(({ rule_entries: _entries, ...rule }): Doc => ({ ...rule, id: String(rule['id']) })),
  );
}

/** What is done with one rule of the module that the request names. */
function withRule(context: RouteContext, work: (module: Doc, rule: Doc | undefined) => Reply): Reply {
  const module = whyLacking(context) ?? demandModule(context);
  if (isAnswer(module)) return module;
  const rule = context.store.get(context.org.name, assignmentRules, context.params['id'] ?? '');
  return work(module, rule !== undefined && text(rule['module'], 'id') === module.id ? rule : undefined);
}

const unknownRule = (): Reply => requestError(400, 'INVALID_DATA', 'Invalid assignment rule id', { resource_path_index: 3 });

function read(context: RouteContext): Reply {
  return withRule(context, (_module, rule) => listReply(assignmentRules, rule === undefined ? [] : [rule]));
}

function create(context: RouteContext): Reply {
  const module = whyLacking(context) ?? demandModule(context);
  if (isAnswer(module)) return module;
  const items = bodyItems(context.body, assignmentRules, 1);
  if (isReply(items)) return items;
  return writeReply(assignmentRules, [attempt(() => writeAssignmentRule(context, module, items[0] ?? {}))], true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, assignmentRules, 1);
  if (isReply(items)) return items;
  return withRule(context, (module, rule) =>
    rule === undefined
      ? unknownRule()
      : writeReply(assignmentRules, [attempt(() => writeAssignmentRule(context, module, items[0] ?? {}, rule))], false),
  );
}

function remove(context: RouteContext): Reply {
  return withRule(context, (_module, rule) => {
    if (rule === undefined) return unknownRule();
    context.store.remove(context.org.name, assignmentRules, rule.id);
    return writeReply(assignmentRules, [success(rule.id, 'deleted successfully')], false);
  });
}

const scope = (verb: string): string => `ZohoCRM.settings.assignment_rules.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };
const path = '/settings/automation/assignment_rules';
const one = `${path}/{id}`;

/** `/settings/automation/assignment_rules` (assignment_rules.json; writes by the file's edition of 2026-09). */
export const assignmentRuleRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
