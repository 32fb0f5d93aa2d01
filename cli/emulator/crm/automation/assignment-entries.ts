import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, text } from '../../../model/json.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import { itemError } from '../route.ts';
import { nameUser } from '../security/author.ts';
import type { ActionSetting } from './action-setting.ts';
import { readCriteria } from './criteria.ts';
import { apiName } from './references.ts';
import { demandMembers, demandObject, demandObjects, dependentMissing, refuse } from './refusal.ts';

const currentUser = '${CURRENTUSER}';

/** The one whom records go to that no entry is for, as shown: a user, or whoever is logged in. */
export function readAssignee({ refs }: ActionSetting, resource: JsonObject, path: string): JsonObject {
  const [id, name] = [text(resource, 'id'), text(resource, 'api_name')];
  if (id === undefined && name === undefined) {
    const expected = { expected_fields: [locate(path, 'id'), locate(path, 'api_name')] };
    refuse(itemError('EXPECTED_FIELD_MISSING', 'One of the required fields is missing', expected));
  }
  if (id === undefined && name !== currentUser) refuse(invalidData(path, 'api_name', { supported_values: [currentUser] }));
  if (id === undefined) return { id: currentUser, name: currentUser, type: 'user', resource: { name: currentUser, api_name: currentUser } };
  const user = nameUser(refs.element('users', resource, path));
  return { ...user, type: 'user', resource: user };
}

const types = ['users', 'role', 'group', 'profile', 'criteria', 'zia_suggested_users'];
const collections: Readonly<Record<string, string>> = { role: 'roles', group: 'user_groups', profile: 'profiles' };
const availabilities = ['online_status', 'shift_timing'];

/** One entry as stored, without its id and place. */
export function readEntry(setting: ActionSetting, entry: JsonObject, path: string): JsonObject {
  const { refs, module } = setting;
  const assigned = demandObject(entry, 'assign_to', path);
  return {
    criteria: readCriteria({ refs, module: apiName(module), typed: true }, entry['criteria'], path),
    assign_to: readAssigned(setting, assigned, `${path}.assign_to`),
    user_availability_based_on: readAvailability(entry['user_availability_based_on'] ?? null, path),
    followup_actions: readFollowUp(setting, entry, path),
  };
}

function readAssigned({ refs, module }: ActionSetting, assigned: JsonObject, path: string): JsonObject {
  demandMembers(assigned, [{ name: 'type', type: 'string', required: true, oneOf: types }], path);
  const type = text(assigned, 'type') ?? '';
  if (type === 'zia_suggested_users') return { type };
  if (type === 'criteria') {
    if (!isObject(assigned['criteria'])) dependentMissing(path, 'criteria', 'type');
    return { type, criteria: readCriteria({ refs, module: apiName(module), typed: true }, assigned['criteria'], path) };
  }
  if (type === 'users') {
    const users = demandObjects(assigned, 'resources', path);
    if (users.length === 0) dependentMissing(path, 'resources', 'type');
    if (users.length > 50) refuse(invalidData(path, 'resources', { maximum_length: 50 }));
    return { type, resources: users.map((user, index) => nameUser(refs.element('users', user, `${path}.resources[${index}]`))) };
  }
  if (!isObject(assigned['resource'])) dependentMissing(path, 'resource', 'type');
  const found = refs.element(collections[type] ?? '', assigned['resource'], `${path}.resource`);
  return { type, resource: { name: text(found, 'name') ?? '', id: found.id } };
}

function readAvailability(value: Json, path: string): Json {
  if (value === null) return null;
  const name = 'user_availability_based_on';
  if (!isList(value)) return refuse(invalidData(path, name, { expected_data_type: 'jsonarray' }));
  if (value.some((one) => !availabilities.includes(String(one)))) refuse(invalidData(path, name, { supported_values: [...availabilities] }));
  return value.length === 0 ? null : value;
}

function readFollowUp({ refs }: ActionSetting, entry: JsonObject, path: string): Json {
  const actions = demandObjects(entry, 'followup_actions', path);
  const [action] = actions;
  if (action === undefined) return null;
  const at = `${path}.followup_actions`;
  if (actions.length > 1) refuse(invalidData(path, 'followup_actions', { maximum_length: 1 }));
  demandMembers(action, [{ name: 'type', type: 'string', required: true, oneOf: ['tasks'] }], `${at}[0]`);
  const [resource] = objects(action, 'resources');
  if (resource === undefined) return refuse(mandatoryNotFound(`${at}[0]`, 'resources'));
  const task = refs.element('tasks', resource, `${at}[0].resources[0]`);
  return [{ type: 'tasks', resources: [{ name: text(task, 'name') ?? '', id: task.id }] }];
}
