import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { ActionSetting } from './action-setting.ts';
import { readMappings } from './field-values.ts';
import { apiName, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, refuse } from './refusal.ts';
import { readTags } from './tags.ts';

/** What a type of inlined action reads from its `details`; gives them completed. */
type ReadDetails = (setting: ActionSetting, details: JsonObject, path: string) => JsonObject;

/** Actions that live in the rule alone (workflow_rules.json); the module that a record action makes a record of, where it is fixed. */
const inlineTypes: Readonly<Record<string, ReadDetails>> = {
  create_record: (setting, details, path) => readRecord(setting, details, path),
  add_meeting: (setting, details, path) => readRecord(setting, details, path, 'Events'),
  schedule_call: (setting, details, path) => readRecord(setting, details, path, 'Calls'),
  assign_owner: readAssignment,
  add_tags: (setting, details, path) => ({ over_write: details['over_write'] === true, ...readTagging(setting, details, path) }),
  remove_tags: readTagging,
  convert: readConversion,
};

/** True for an action that has no object of its own. */
export function isInlineAction(type: string): boolean {
  return Object.hasOwn(inlineTypes, type);
}

/** An inlined action as stored, under a new id. */
export function readInlineAction(setting: ActionSetting, type: string, item: JsonObject, path: string): JsonObject {
  demandMembers(item, [{ name: 'name', type: 'string', maxLength: 100 }], path);
  const details = inlineTypes[type]?.(setting, demandObject(item, 'details', path), `${path}.details`) ?? {};
  const id = setting.context.store.nextId(setting.context.org.name);
  const related = type === 'assign_owner' ? { related_details: item['related_details'] ?? null } : {};
  return { type, id, name: text(item, 'name') ?? nameAction(setting, type, details), details, ...related };
}

function nameAction(setting: ActionSetting, type: string, details: JsonObject): string {
  const tags = objects(details, 'tags').map((tag) => text(tag, 'name') ?? '');
  const owners = objects(details, 'assign_to').map((owner) => text(owner['resource'], 'name') ?? '');
  if (tags.length > 0) return tags.join(', ');
  if (type === 'assign_owner') return `To users : ${owners.join(', ')}`;
  return text(details['module'], 'api_name') ?? text(setting.module, 'plural_label') ?? type;
}

function readRecord({ refs }: ActionSetting, details: JsonObject, path: string, fixed?: string): JsonObject {
  const module = refs.module(demandObject(details, 'module', path), `${path}.module`);
  if (fixed !== undefined && apiName(module) !== fixed) refuse(invalidData(`${path}.module`, 'api_name', { supported_values: [fixed] }));
  const layout = refs.layout(apiName(module), demandObject(details, 'layout', path), `${path}.layout`);
  const mappings = demandObjects(details, 'field_mappings', path);
  if (mappings.length === 0) refuse(mandatoryNotFound(path, 'field_mappings'));
  if (mappings.length > 25) refuse(limitExceeded(25, 'Fields limit exceeded', locate(path, 'field_mappings')));
  const name = text(layout, 'name') ?? '';
  return {
    ...details,
    module: refer(module),
    layout: { display_label: text(layout, 'display_label') ?? name, name, id: layout.id },
    field_mappings: readMappings(refs, apiName(module), mappings, `${path}.field_mappings`),
  };
}

const assigneeCollections: Readonly<Record<string, string>> = { user: 'users', role: 'roles', profile: 'profiles' };

function readAssignment(setting: ActionSetting, details: JsonObject, path: string): JsonObject {
  const { refs } = setting;
  const module = refs.module(details['module'] ?? refer(setting.module), `${path}.module`);
  const assignees = demandObjects(details, 'assign_to', path);
  if (assignees.length === 0) refuse(mandatoryNotFound(path, 'assign_to'));
  if (assignees.length > 5) refuse(limitExceeded(5, 'assign_to limit exceeded', locate(path, 'assign_to')));
  const lookup = details['lookup_field'];
  return {
    ...details,
    module: refer(module),
    assign_to: assignees.map((assignee, index) => readAssignee(setting, assignee, `${path}.assign_to[${index}]`)),
    ...(isObject(lookup) ? { lookup_field: refs.field(apiName(setting.module), lookup, `${path}.lookup_field`) } : {}),
  };
}

function readAssignee({ refs }: ActionSetting, assignee: JsonObject, path: string): JsonObject {
  const types = ['user', 'role', 'group', 'criteria', 'assignment_rule', 'profile', 'merge_field'];
  demandMembers(assignee, [{ name: 'type', type: 'string', required: true, oneOf: types }], path);
  const type = text(assignee, 'type') ?? '';
  if (type === 'merge_field') return { type, details: demandObject(assignee, 'details', path) };
  const resource = demandObject(assignee, 'resource', path);
  const collection = assigneeCollections[type];
  if (collection === undefined) return { ...assignee, details: null };
  const found = refs.element(collection, resource, `${path}.resource`);
  const name: Json = found['full_name'] ?? found['name'] ?? null;
  return { ...assignee, resource: { name, id: found.id, type }, details: null };
}

function readTagging(setting: ActionSetting, details: JsonObject, path: string): JsonObject {
  const module = setting.refs.module(details['module'] ?? refer(setting.module), `${path}.module`);
  return { module: refer(module), tags: readTags(setting.context, apiName(module), demandObjects(details, 'tags', path), path) };
}

function readConversion({ refs, module }: ActionSetting, details: JsonObject, path: string): JsonObject {
  if (apiName(module) !== 'Leads') {
    const ambiguity = { ambiguity_due_to: [locate('$.workflow_rules[0]', 'module'), { api_name: 'details', json_path: path }] };
    refuse({ code: 'AMBIGUITY_DURING_PROCESSING', details: ambiguity, message: 'The action not supported for this rule module', status: 'error' });
  }
  const mappings = demandObjects(details, 'field_mappings', path);
  const moved = details['move_attachment_to'];
  const carried = demandObjects(details, 'carry_tags', path);
  return {
    ...details,
    ...(isObject(moved) ? { move_attachment_to: refer(refs.module(moved, `${path}.move_attachment_to`)) } : {}),
    ...(carried.length > 0 ? { carry_tags: carried.map((to, index) => refer(refs.module(to, `${path}.carry_tags[${index}]`))) } : {}),
    ...(mappings.length > 0 ? { field_mappings: readMappings(refs, 'Deals', mappings, `${path}.field_mappings`) } : {}),
  };
}
