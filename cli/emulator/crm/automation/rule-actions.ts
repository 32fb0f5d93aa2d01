import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import type { DocStore } from '../store.ts';
import type { ActionSetting } from './action-setting.ts';
import { isInlineAction, readInlineAction } from './inline-actions.ts';
import { apiName, refer } from './references.ts';
import { demandObject, dependentMismatch, refuse } from './refusal.ts';

/** Actions that are objects of their own; a rule or transition names them by id. Also the collections that they are kept in. */
const referredTypes = ['email_notifications', 'field_updates', 'tasks', 'webhooks', 'functions'] as const;

/** One action of a rule as stored: a reference (`type`, `id`) that must lead to an action of that type, or an inlined action, which gets a new id with every save. */
export function readAction(setting: ActionSetting, item: JsonObject, path: string): JsonObject {
  const type = text(item, 'type');
  if (type === undefined) return refuse(mandatoryNotFound(path, 'type'));
  if (isInlineAction(type)) return readInlineAction(setting, type, item, path);
  const action = findAction(setting.context.store, setting.context.org.name, item, path);
  return { type, id: action.id, name: action['name'] ?? null, ...readRelation(setting, type, action, item, path) };
}

/** The action that `{type, id}` names. Refuses an unknown type and an id that is not an action of that type. */
export function findAction(store: DocStore, org: string, item: JsonObject, path: string): Doc {
  const type = text(item, 'type') ?? '';
  const id = text(item, 'id');
  if (!referredTypes.some((known) => known === type)) return refuse(invalidData(path, 'type', { supported_values: [...referredTypes] }));
  if (id === undefined) return refuse(itemError('EXPECTED_FIELD_MISSING', 'Provide the expected field', { expected_fields: [locate(path, 'id')] }));
  return store.get(org, type, id) ?? refuse(invalidData(path, 'id'));
}

/** An action of another module than the rule's is possible through a lookup field of the rule's module only. */
function readRelation({ refs, module }: ActionSetting, type: string, action: Doc, item: JsonObject, path: string): JsonObject {
  if (type === 'webhooks' || type === 'functions') return {};
  const related = item['related_details'] ?? null;
  const lookup = related === null ? undefined : demandObject(item, 'related_details', path)['lookup_field'];
  const target = text(action['module'], 'api_name') ?? apiName(module);
  const owner = { name: 'module', path: '$.workflow_rules[0].module' };
  if (target !== apiName(module) && lookup === undefined) dependentMismatch(path, 'id', owner, 'the action belongs to another module');
  if (lookup === undefined) return { related_details: related };
  const field = refs.field(apiName(module), lookup, `${path}.related_details.lookup_field`);
  const details = target === apiName(module) ? {} : { details: { module: refer(refs.module({ api_name: target }, path)) } };
  return { related_details: { lookup_field: field }, ...details };
}

/** A stored action as it is shown: a reference carries the present name of its action. */
export function showAction(store: DocStore, org: string, action: JsonObject): JsonObject {
  const type = text(action, 'type') ?? '';
  if (isInlineAction(type)) return action;
  const present = store.get(org, type, text(action, 'id') ?? '');
  return present === undefined ? action : { ...action, name: present['name'] ?? null };
}
