import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { itemError, success } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import type { ActionSetting } from './action-setting.ts';
import { readAssignee, readEntry } from './assignment-entries.ts';
import { apiName, createReferences } from './references.ts';
import { demandMembers, demandObject, demandObjects, refuse } from './refusal.ts';

/** Name of the collection and of the envelope. */
export const assignmentRules = 'assignment_rules';

/** Most rules of a module: the number of the one published error; no table by edition was found. */
const mostRules = 10;
const mostEntries = 200;

const path = `$.${assignmentRules}[0]`;
const members = [
  { name: 'name', type: 'string', maxLength: 100 },
  { name: 'api_name', type: 'string', maxLength: 100 },
  { name: 'description', type: 'string', nullable: true, maxLength: 250 },
] as const;

/** Makes a rule, or changes what the request says of the one `before`; gives the success item with the ids of the entries. */
export function writeAssignmentRule(context: RouteContext, module: Doc, item: JsonObject, before?: Doc): JsonObject {
  const { store, org, user } = context;
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: before === undefined && rule.name === 'name' })),
    path,
  );
  const rivals = store.list(org.name, assignmentRules, apiName(module)).filter((other) => other.id !== before?.id);
  if (before === undefined && rivals.length >= mostRules) refuse(limitExceeded(mostRules));
  const names = readNames(item, before, rivals);
  const setting: ActionSetting = { context, refs: createReferences(context), module };
  const assignee = readDefault(setting, item, before);
  const entries = readEntries(setting, item, before);
  const id = before?.id ?? store.nextId(org.name);
  const place = { name: text(module, 'plural_label') ?? apiName(module), id: module.id, api_name: apiName(module) };
  const own = { ...names, description: item['description'] ?? before?.['description'] ?? '', default_assignee: assignee, rule_entries: entries };
  const stamp = before === undefined ? stampNew(user, context.now()) : stampChange(user, context.now());
  store.put(org.name, assignmentRules, { ...before, id, module: place, ...own, ...stamp }, apiName(module));
  const ids = entries.map((entry): JsonObject => ({ id: entry['id'] ?? '' }));
  return success(id, before === undefined ? 'created successfully' : 'updated successfully', { rule_entries: ids });
}

function readNames(item: JsonObject, before: Doc | undefined, rivals: readonly Doc[]): JsonObject {
  const name = text(item, 'name') ?? text(before, 'name') ?? '';
  const api = text(item, 'api_name') ?? text(before, 'api_name') ?? name.replaceAll(/\W+/g, '_');
  for (const [member, value] of [
    ['name', name],
    ['api_name', api],
  ] as const) {
    if (value === '') refuse(invalidData(path, member, { minimum_length: 1 }));
    const taken = rivals.some((other) => other[member] === value);
    if (taken) refuse(itemError('DUPLICATE_DATA', `The data is already given in the ${member}`, locate(path, member)));
  }
  return { name, api_name: api };
}

function readDefault(setting: ActionSetting, item: JsonObject, before: Doc | undefined): Json {
  if (item['default_assignee'] === undefined && before !== undefined) return before['default_assignee'] ?? null;
  const at = `${path}.default_assignee`;
  const assignee = demandObject(item, 'default_assignee', path);
  const resource = isObject(assignee['resource']) ? assignee['resource'] : assignee;
  return readAssignee(setting, resource, at);
}

/** The entries after a request: one with an id changes that entry or takes it away, another is added at the end. */
function readEntries(setting: ActionSetting, item: JsonObject, before: Doc | undefined): readonly JsonObject[] {
  const result: JsonObject[] = [...objects(before, 'rule_entries')];
  const said = demandObjects(item, 'rule_entries', path);
  for (const [index, entry] of said.entries()) {
    const at = `${path}.rule_entries[${index}]`;
    const place = result.findIndex((other) => other['id'] === entry['id']);
    if (entry['id'] !== undefined && place < 0) refuse(invalidData(at, 'id'));
    if ('_delete' in entry) result.splice(place, 1);
    else if (place < 0) result.push({ id: setting.context.store.nextId(setting.context.org.name), ...readEntry(setting, entry, at) });
    else result[place] = { id: entry['id'] ?? '', ...readEntry(setting, { ...result[place], ...entry }, at) };
  }
  if (result.length > mostEntries) refuse(invalidData(path, 'rule_entries', { maximum_length: mostEntries }));
  if (before === undefined && property(item, 'rule_entries') === undefined) refuse(mandatoryNotFound(path, 'rule_entries'));
  return result.map((entry, index) => ({ ...entry, sequence_number: index }));
}
