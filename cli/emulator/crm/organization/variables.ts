import type { Json, JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, demandObject, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, locate, mandatoryNotFound, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { isDate } from './fiscal-year.ts';
import { pickMembers } from './single.ts';
import { findGroup } from './variable-groups.ts';

const name = 'variables';

/** Most variables that one call makes (variables.json). */
const batch = 2;

/** Types that a variable can be made of, those of requests and those that answers show (variables.json; Zoho "Get Variables"). */
const types: readonly string[] = ['text', 'integer', 'boolean', 'date', 'float', 'textarea', 'long', 'datetime', 'percent', 'decimal', 'currency'];

const members = [
  { name: 'api_name', type: 'string', maxLength: 100 },
  { name: 'name', type: 'string', maxLength: 50 },
  { name: 'description', type: 'string', nullable: true, maxLength: 250 },
  { name: 'type', type: 'string' },
] as const;

/** What a change can say (Zoho "Update Variables"); type and group stay. */
const changeable = ['api_name', 'name', 'description'];

function list({ store, org, query }: RouteContext): Reply {
  const group = query.get('group');
  const found = group === null ? undefined : findGroup(store, org.name, group);
  if (group !== null && found === undefined) return requestError(400, 'INVALID_DATA', 'Invalid data', { param_name: 'group' });
  return listReply(
    name,
    store.list(org.name, name).filter((doc) => found === undefined || text(doc['variable_group'], 'id') === found.id),
  );
}

function find({ store, org, params }: RouteContext): Doc | undefined {
  const given = params['variable'] ?? '';
  return store.get(org.name, name, given) ?? store.named(org.name, name, given);
}

function read(context: RouteContext): Reply {
  const found = find(context);
  return found === undefined ? unknownResource() : listReply(name, [found]);
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, batch);
  if (isReply(items)) return items;
  const results = items.map((item, index) => attempt(() => makeVariable(context, item, `$.${name}[${index}]`)));
  return writeReply(name, results, true);
}

function makeVariable(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const { store, org } = context;
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: rule.name !== 'description' })),
    path,
  );
  if (!types.includes(text(item, 'type') ?? ''))
    refuse(itemError('PATTERN_NOT_MATCHED', 'Please check whether the input values are correct', locate(path, 'type')));
  const groupId = text(demandObject(item, 'variable_group', path), 'id');
  if (groupId === undefined) refuse(mandatoryNotFound(`${path}.variable_group`, 'id'));
  const group = findGroup(store, org.name, groupId);
  if (group === undefined) refuse(itemError('INVALID_DATA', 'the id given seems to be invalid', locate(`${path}.variable_group`, 'id')));
  checkNames(context, item, path);
  const id = store.nextId(org.name);
  const own = { ...pickMembers(item, [...changeable, 'type']), description: item['description'] ?? null };
  const value = readValue(item['value'], text(item, 'type') ?? '', path);
  const variable_group = { api_name: group['api_name'] ?? '', id: group.id };
  store.put(org.name, name, { id, read_only: false, source: 'crm', ...own, value, variable_group });
  return success(id, 'variable added');
}

/** Api names follow the pattern of the file, and neither they nor names are there twice. */
function checkNames({ store, org }: RouteContext, item: JsonObject, path: string, before?: Doc): void {
  const apiName = text(item, 'api_name');
  if (apiName !== undefined && !/^[a-zA-Z]+\w*[a-zA-Z0-9]*$/.test(apiName))
    refuse(invalidData(path, 'api_name', { regex: '^[a-zA-Z]+\\w*[a-zA-Z0-9]*$' }));
  const others = store.list(org.name, name).filter((doc) => doc.id !== before?.id);
  for (const member of ['api_name', 'name'])
    if (item[member] !== undefined && others.some((doc) => doc[member] === item[member])) refuse(duplicateData(path, member));
}

const forms: Readonly<Record<string, (value: string) => boolean>> = {
  integer: (value) => /^-?\d{1,9}$/.test(value),
  long: (value) => /^-?\d{1,18}$/.test(value),
  boolean: (value) => value === 'true' || value === 'false',
  date: isDate,
  float: isNumber,
  percent: isNumber,
  decimal: isNumber,
  currency: isNumber,
};

function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

/** A value as kept, which is as text; none is empty. */
function readValue(given: Json | undefined, type: string, path: string): string {
  const value = given === undefined || given === null ? '' : String(given);
  if (value !== '' && forms[type]?.(value) === false) refuse(invalidData(path, 'value', { expected_data_type: type }));
  if (value.length > (type === 'textarea' ? 32_000 : 255)) refuse(invalidData(path, 'value', { maximum_length: type === 'textarea' ? 32_000 : 255 }));
  return value;
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = find(context);
  if (before === undefined) return unknownResource();
  return writeReply(name, [attempt(() => changeVariable(context, items[0] ?? {}, before))], false);
}

function changeVariable(context: RouteContext, item: JsonObject, before: Doc): JsonObject {
  const { store, org } = context;
  const path = `$.${name}[0]`;
  demandMembers(item, members, path);
  checkNames(context, item, path, before);
  const value = 'value' in item ? { value: readValue(item['value'], text(before, 'type') ?? '', path) } : {};
  store.put(org.name, name, { ...before, ...pickMembers(item, changeable), ...value, id: before.id });
  return success(before.id, 'variable updated');
}

function remove(context: RouteContext): Reply {
  const found = find(context);
  if (found === undefined) return unknownResource();
  context.store.remove(context.org.name, name, found.id);
  return writeReply(name, [success(found.id, 'variable deleted')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/variables', '/settings/variables/{variable}'];
const scope = (verb: string): string => `ZohoCRM.settings.variables.${verb}`;

/** `/settings/variables` (variables.json). Values come back in clear text, secrets included. */
export const variableRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
