import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects, property, text } from '../model/json.ts';

/** Types of an automation's actions that are elements of their own, as the CRM names them, and our kind of each. */
export const actionKinds: Readonly<Record<string, string>> = {
  field_updates: 'field_update',
  tasks: 'task',
  webhooks: 'webhook',
  email_notifications: 'email_notification',
};

/** An action as in files: a reference for those that are elements of their own, else its definition. */
export function reshapeAction(action: JsonObject): JsonObject {
  const type = text(action, 'type') ?? '';
  const kind = actionKinds[type];
  if (kind === undefined)
    return { type, name: action['name'] ?? null, details: nameTags(action['details']), related_details: action['related_details'] ?? null };
  return {
    [kind]: { id: action['id'] ?? null, name: action['name'] ?? null },
    ...(isObject(action['related_details']) ? { related_details: action['related_details'] } : {}),
  };
}

/** Details in which tags stand by their names alone: a tag is made when it is first named, so that its id says nothing elsewhere. */
function nameTags(details: Json | undefined): Json {
  if (!isObject(details) || details['tags'] === undefined) return details ?? null;
  return { ...details, tags: objects(details, 'tags').map((tag) => ({ name: tag['name'] ?? null })) };
}

/** Tags that the actions in attributes add and that the files describe: they are made first, or the action would make them, without their colour. */
export function tagsToAdd(key: string, value: Json, desired: ReadonlyMap<Ref, Element>): readonly Ref[] {
  if (isList(value)) return value.flatMap((item) => tagsToAdd(key, item, desired));
  if (!isObject(value)) return [];
  if (value['type'] !== 'add_tags') return Object.values(value).flatMap((member) => tagsToAdd(key, member, desired));
  const module = text(property(value['details'], 'module'), 'module') ?? moduleOfKey(key);
  const refs = objects(value['details'], 'tags').map((tag) => refOf('tag', `${module}/${text(tag, 'name') ?? ''}`));
  return refs.filter((ref) => desired.has(ref));
}

/** An action as the CRM takes it; `wire` is the file's form with references as `{id}`. */
export function wireAction(wire: Json): JsonObject {
  for (const [type, kind] of Object.entries(actionKinds)) {
    const reference = isObject(wire) ? wire[kind] : undefined;
    if (isObject(reference))
      return { type, ...reference, ...(isObject(wire) && wire['related_details'] !== undefined ? { related_details: wire['related_details'] } : {}) };
  }
  return isObject(wire) ? wire : {};
}
