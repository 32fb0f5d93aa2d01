import { text } from '../../../model/json.ts';
import { bodyItems, isReply } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, pagedReply, requestError, success, writeReply } from '../route.ts';
import { stampChange } from '../security/author.ts';
import { queryIds } from './listing.ts';
import { attempt } from './refusal.ts';
import { demandActiveRoom } from './scoring-limits.ts';
import { createScoringRule, scoringRules, updateScoringRule } from './scoring-write.ts';

/** Most rules of one create and of one update call (scoring_rules.json). */
const batch = { create: 20, update: 10 };

/** What only the detail of a rule tells. */
const detailOnly = ['field_rules', 'signal_rules', 'has_signal_rules'];

function list({ store, org, query }: RouteContext): Reply {
  const [module, layout, name] = [query.get('module'), query.get('layout_id'), query.get('name')];
  if (module !== null && findModule(store, org.name, module) === undefined)
    return requestError(400, 'INVALID_DATA', 'Please check whether the input values are correct', { param_name: 'module' });
  const rules = store
    .list(org.name, scoringRules)
    .filter((rule) => module === null || text(rule['module'], 'api_name') === module || text(rule['module'], 'id') === module)
    .filter((rule) => layout === null || text(rule['layout'], 'id') === layout)
    .filter((rule) => name === null || rule['name'] === name);
  return pagedReply(
    scoringRules,
    rules.map((rule): Doc => ({ ...Object.fromEntries(Object.entries(rule).filter(([member]) => !detailOnly.includes(member))), id: rule.id })),
    query,
  );
}

function read({ store, org, params }: RouteContext): Reply {
  const rule = store.get(org.name, scoringRules, params['id'] ?? '');
  return listReply(scoringRules, rule === undefined ? [] : [rule]);
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, scoringRules, batch.create);
  if (isReply(items)) return items;
  if (context.org.edition === 'free')
    return requestError(403, 'NO_PERMISSION', 'feature not available in this edition', { permissions: ['Crm_Implied_Manage_Automation'] });
  const results = items.map((item, index) => attempt(() => createScoringRule(context, item, `$.${scoringRules}[${index}]`)));
  return writeReply(scoringRules, results, true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, scoringRules, batch.update);
  if (isReply(items)) return items;
  const results = items.map((item, index) => {
    const path = `$.${scoringRules}[${index}]`;
    const rule = context.store.get(context.org.name, scoringRules, text(item, 'id') ?? '');
    if (rule === undefined) return itemError('INVALID_DATA', 'The id given seems to be invalid', { api_name: 'id', json_path: `${path}.id` });
    return attempt(() => updateScoringRule(context, rule, item, path));
  });
  return writeReply(scoringRules, results, false);
}

function updateOne(context: RouteContext): Reply {
  const items = bodyItems(context.body, scoringRules, 1);
  if (isReply(items)) return items;
  const rule = find(context);
  if (rule === undefined) return unknownRule();
  return writeReply(scoringRules, [attempt(() => updateScoringRule(context, rule, items[0] ?? {}, `$.${scoringRules}[0]`))], false);
}

function find({ store, org, params }: RouteContext): Doc | undefined {
  return store.get(org.name, scoringRules, params['id'] ?? '');
}

function unknownRule(): Reply {
  return requestError(400, 'INVALID_DATA', 'The id given seems to be invalid', { resource_path_index: 3 });
}

/** A rule that runs may be switched on again, and one that does not may be switched off: neither file nor pages have an error for it. */
function switchRule(context: RouteContext, active: boolean): Reply {
  const rule = find(context);
  if (rule === undefined) return unknownRule();
  const result = attempt(() => {
    if (active && rule['active'] !== true) demandActiveRoom(context, rule, `$.${scoringRules}[0]`);
    context.store.put(context.org.name, scoringRules, { ...rule, active, ...stampChange(context.user, context.now()) });
    return success(rule.id, `scoring rule ${active ? 'activated' : 'deactivated'} successfully`);
  });
  return writeReply(scoringRules, [result], false);
}

function removeRule({ store, org }: RouteContext, id: string): void {
  store.remove(org.name, scoringRules, id);
}

function remove(context: RouteContext): Reply {
  const rule = find(context);
  if (rule === undefined) return unknownRule();
  removeRule(context, rule.id);
  return writeReply(scoringRules, [success(rule.id, 'scoring rule deleted successfully')], false);
}

function removeMany(context: RouteContext): Reply {
  const ids = queryIds(context.query);
  if (!Array.isArray(ids)) return ids;
  const results = ids.map((id) => {
    if (context.store.get(context.org.name, scoringRules, id) === undefined)
      return itemError('INVALID_DATA', 'The id given seems to be invalid', { id });
    removeRule(context, id);
    return success(id, 'scoring rule deleted successfully');
  });
  return writeReply(scoringRules, results, false);
}

const scope = (verb: string): string => `ZohoCRM.settings.scoring_rules.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };
const path = '/settings/automation/scoring_rules';
const one = `${path}/{id}`;
const activation = `${one}/actions/activate`;

/** `/settings/automation/scoring_rules` (scoring_rules.json; the scope of activation by Zoho's page "Update Scoring Rule Status"). */
export const scoringRuleRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'PUT', path, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path, scope: scope('DELETE'), handle: removeMany },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: updateOne },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
  { ...cost, method: 'PUT', path: activation, scope: scope('UPDATE'), handle: (context) => switchRule(context, true) },
  { ...cost, method: 'DELETE', path: activation, scope: scope('UPDATE'), handle: (context) => switchRule(context, false) },
];
