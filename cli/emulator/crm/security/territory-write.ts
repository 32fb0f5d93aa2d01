import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { readCriteria } from '../automation/criteria.ts';
import { createReferences } from '../automation/references.ts';
import { demandMembers, demandObject, refuse } from '../automation/refusal.ts';
import { duplicateData, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { deriveApiName } from '../metadata/api-name.ts';
import type { RouteContext } from '../route.ts';
import { itemError } from '../route.ts';
import { nameUser } from './author.ts';
import { lineOf } from './role-tree.ts';

const collection = 'territories';

/** Members that hold rules, with the module whose fields they compare. */
const ruleModules = { account_rule_criteria: 'Accounts', lead_rule_criteria: 'Leads', deal_rule_criteria: 'Deals' } as const;

const rules = [
  { name: 'name', type: 'string', maxLength: 50 },
  { name: 'description', type: 'string', nullable: true, maxLength: 100 },
  { name: 'permission_type', type: 'string', oneOf: ['read_only', 'read_write_delete'] },
  { name: 'reporting_to', type: 'object' },
  { name: 'manager', type: 'object', nullable: true },
] as const;

/** The rules of a territory, null where it has none. */
export function criteriaMembers(territory: JsonObject): Readonly<Record<keyof typeof ruleModules, Json>> {
  const of = (name: keyof typeof ruleModules): Json => territory[name] ?? null;
  return {
    account_rule_criteria: of('account_rule_criteria'),
    lead_rule_criteria: of('lead_rule_criteria'),
    deal_rule_criteria: of('deal_rule_criteria'),
  };
}

/** A territory as it is once an item of a call is done; what the item does not name stays. Refusals by territories.json and Zoho "Add Territories". */
export function readTerritory(context: RouteContext, item: JsonObject, path: string, before?: Doc): JsonObject {
  const isNew = before === undefined;
  demandMembers(
    item,
    rules.map((rule) => ({ ...rule, required: isNew && ['name', 'permission_type', 'reporting_to'].includes(rule.name) })),
    path,
  );
  checkName(context, item, path, before);
  const parent = 'reporting_to' in item ? readParent(context, item, path, before) : (before?.['reporting_to'] ?? null);
  const manager = 'manager' in item ? readManager(context, item, path) : (before?.['manager'] ?? null);
  const own = { name: item['name'] ?? before?.['name'] ?? '', permission_type: item['permission_type'] ?? before?.['permission_type'] ?? '' };
  const description = ('description' in item ? item['description'] : before?.['description']) ?? null;
  const taken = new Set(context.store.list(context.org.name, collection).map((doc) => text(doc, 'api_name') ?? ''));
  const api_name = text(before, 'api_name') ?? deriveApiName(text(item, 'name') ?? '', taken);
  return { ...before, ...own, api_name, description, reporting_to: parent, manager, ...readRules(context, item, path, before) };
}

function checkName({ store, org }: RouteContext, item: JsonObject, path: string, before?: Doc): void {
  const name = text(item, 'name');
  if (name === undefined) return;
  if (/[\^~`#%&*()+={}[\]|\\;",'!<>]/.test(name)) refuse(itemError('INVALID_DATA', 'Special Characters in Territory Name', locate(path, 'name')));
  if (store.list(org.name, collection).some((doc) => doc['name'] === name && doc.id !== before?.id)) refuse(duplicateData(path, 'name'));
}

/** The territory above: one of the org, and none below. Of the one at the top nothing changes but its name. */
function readParent({ store, org }: RouteContext, item: JsonObject, path: string, before?: Doc): JsonObject {
  const territories = store.list(org.name, collection);
  const id = text(demandObject(item, 'reporting_to', path), 'id');
  if (id === undefined) refuse(mandatoryNotFound(`${path}.reporting_to`, 'id'));
  const found = territories.find((doc) => doc.id === id);
  const isBelow = before !== undefined && lineOf(territories, id).includes(before.id);
  const isTop = before !== undefined && !isObject(before['reporting_to']);
  if (found === undefined || isBelow || isTop)
    refuse(itemError('INVALID_DATA', 'Given Reporting To Territory value is invalid', locate(`${path}.reporting_to`, 'id')));
  return { name: found['name'] ?? '', id: found.id };
}

function readManager({ store, org }: RouteContext, item: JsonObject, path: string): JsonObject | null {
  if (item['manager'] === null) return null;
  const user = store.get(org.name, 'users', text(item['manager'], 'id') ?? '');
  return user === undefined ? refuse(itemError('INVALID_DATA', 'invalid data', locate(`${path}.manager`, 'id'))) : nameUser(user);
}

function readRules(context: RouteContext, item: JsonObject, path: string, before?: Doc): JsonObject {
  const refs = createReferences(context);
  const entries = Object.entries(ruleModules).map(([name, module]): [string, Json] => [
    name,
    name in item ? readCriteria({ refs, module, typed: false }, item[name], path, name) : (before?.[name] ?? null),
  ]);
  return Object.fromEntries(entries);
}
