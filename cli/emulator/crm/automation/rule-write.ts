import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { mandatoryNotFound, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { itemError, success } from '../route.ts';
import { nameUser, stampChange, stampNew } from '../security/author.ts';
import type { ActionSetting } from './action-setting.ts';
import { apiName, createReferences, refer } from './references.ts';
import { demandMembers, demandObject, dependentMismatch, refuse } from './refusal.ts';
import { readConditions } from './rule-conditions.ts';
import { nextSequence } from './rule-order.ts';
import { readTrigger } from './triggers.ts';
import { notingIds } from './usage.ts';

const collection = 'workflow_rules';
const path = '$.workflow_rules[0]';

const members = [
  { name: 'name', type: 'string', maxLength: 100 },
  { name: 'description', type: 'string', nullable: true, maxLength: 1000 },
  { name: 'status', type: 'object' },
  { name: 'lock', type: 'object' },
] as const;

/** Stores a new rule, active whatever the request says of a `status`, which a create does not take; names may repeat. Gives the success item; refuses what workflow_rules.json does not allow. */
export function createRule(context: RouteContext, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, members, path);
  if (text(item, 'name') === undefined || item['name'] === '') refuse(mandatoryNotFound(path, 'name'));
  const refs = createReferences(context);
  const module = refs.module(demandObject(item, 'module', path), `${path}.module`);
  const setting = { context, refs, module };
  const trigger = readTrigger(context, refs, apiName(module), demandObject(item, 'execute_when', path), `${path}.execute_when`);
  const conditions = readConditions(setting, item, [], path);
  const id = store.nextId(org.name);
  const nature = { editable: true, deletable: true, deprecated: false, source: 'crm', category: 'default', last_executed_time: null };
  const rule = {
    id,
    name: item['name'] ?? '',
    description: item['description'] ?? null,
    module: refer(module),
    execute_when: trigger,
    conditions,
    lock: readLock(context, item, undefined),
    ...nature,
    ...stampNew(user, context.now()),
    _active: true,
    _sequence: nextSequence(store, org.name, apiName(module)),
  };
  store.put(org.name, collection, notingIds(rule), apiName(module));
  return success(id, 'workflow created');
}

/** Changes what the request names and leaves the rest; `conditions` are replaced as a whole. A locked rule takes only a request that unlocks it. */
export function updateRule(context: RouteContext, rule: Doc, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, members, path);
  if (item['name'] === '') refuse(mandatoryNotFound(path, 'name'));
  const unlocks = property(item['lock'], 'status') === false;
  if (isLocked(rule) && !unlocks) refuse(notAllowed('the rule is locked', { id: rule.id }));
  const refs = createReferences(context);
  const module = refs.module(rule['module'], `${path}.module`);
  if (isObject(item['module']) && refs.module(item['module'], `${path}.module`).id !== module.id)
    dependentMismatch(path, 'module', { name: 'id', path: `${path}.id` }, 'the module of a rule cannot change');
  const changed: Doc = {
    ...rule,
    name: item['name'] ?? rule['name'] ?? '',
    description: ('description' in item ? item['description'] : rule['description']) ?? null,
    ...readParts({ context, refs, module }, rule, item),
    lock: readLock(context, item, rule),
    ...stampChange(user, context.now()),
    _active: readActive(item, rule['_active'] === true),
  };
  store.put(org.name, collection, notingIds(changed));
  return success(rule.id, 'workflow updated');
}

function readParts(setting: ActionSetting, rule: Doc, item: JsonObject): JsonObject {
  const trigger = 'execute_when' in item ? demandObject(item, 'execute_when', path) : undefined;
  const conditions = 'conditions' in item ? readConditions(setting, item, objects(rule, 'conditions'), path) : undefined;
  return {
    ...(trigger === undefined
      ? {}
      : { execute_when: readTrigger(setting.context, setting.refs, apiName(setting.module), trigger, `${path}.execute_when`) }),
    ...(conditions === undefined ? {} : { conditions }),
  };
}

function readActive(item: JsonObject, before: boolean): boolean {
  const status = property(item, 'status');
  if (!isObject(status)) return before;
  demandMembers(
    status,
    [
      { name: 'active', type: 'boolean' },
      { name: 'delete_schedule_action', type: 'boolean' },
    ],
    `${path}.status`,
  );
  return status['active'] === undefined ? before : status['active'] === true;
}

function readLock({ user }: RouteContext, item: JsonObject, rule: Doc | undefined): JsonObject {
  const lock = property(item, 'lock');
  const before = property(rule, 'lock');
  if (!isObject(lock)) return isObject(before) ? before : { locked_by: null, message: null, status: false };
  demandMembers(
    lock,
    [
      { name: 'status', type: 'boolean' },
      { name: 'message', type: 'string', nullable: true },
    ],
    `${path}.lock`,
  );
  if (lock['status'] !== true) return { locked_by: null, message: null, status: false };
  return { locked_by: nameUser(user), message: lock['message'] ?? null, status: true };
}

function isLocked(rule: Doc): boolean {
  return property(rule['lock'], 'status') === true;
}

/** Deletes a rule, unless it is unknown or locked. */
export function removeRule({ store, org }: RouteContext, id: string): JsonObject {
  const rule = store.get(org.name, collection, id);
  if (rule === undefined) return itemError('INVALID_DATA', 'the id given seems to be invalid', { id });
  if (isLocked(rule)) return itemError('NOT_ALLOWED', 'the rule is locked', { id });
  store.remove(org.name, collection, id);
  return success(id, 'WorkFlow Rule deleted successfully');
}
