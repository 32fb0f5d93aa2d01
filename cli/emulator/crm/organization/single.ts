import type { JsonObject } from '../../../model/json.ts';
import { isObject, property } from '../../../model/json.ts';
import { attempt } from '../automation/refusal.ts';
import { invalidData, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, RouteContext } from '../route.ts';
import { itemError } from '../route.ts';
import type { DocStore } from '../store.ts';

/** The one document of a collection that holds a setting of the org; undefined while the org has none. */
export function findSingle(store: DocStore, org: string, collection: string): Doc | undefined {
  return store.list(org, collection)[0];
}

/** The answer that shows a setting: the object itself under its envelope, 204 while there is none. */
export function singleReply(envelope: string, shown: JsonObject | undefined): Reply {
  return shown === undefined ? { status: 204 } : { status: 200, body: { [envelope]: shown } };
}

/**
 * The answer to a write of a setting, whose envelope holds one object: the result of the work on it in an envelope of the same name. What the body lacks is refused.
 */
export function writeSingle(context: RouteContext, envelope: string, created: boolean, work: (item: JsonObject) => JsonObject): Reply {
  const item = property(context.body, envelope);
  if (item === undefined) return { status: 400, body: mandatoryNotFound('$', envelope) };
  if (!isObject(item)) return { status: 400, body: invalidData('$', envelope, { expected_data_type: 'jsonobject' }) };
  const result = attempt(() => work(item));
  return { status: result['status'] === 'error' ? 400 : created ? 201 : 200, body: { [envelope]: result } };
}

/** A success without an id, as settings have none. */
export function saved(message: string, details: JsonObject = {}): JsonObject {
  return { code: 'SUCCESS', details, message, status: 'success' };
}

/** A member that another one asks for is missing, where the file gives the message a form of its own. */
export function missingFor(path: string, name: string, dependee: string, message = 'required field not found'): JsonObject {
  const at = { api_name: dependee, json_path: `${path}.${dependee}` };
  return itemError('DEPENDENT_FIELD_MISSING', message, { dependee: at, api_name: name, json_path: `${path}.${name}` });
}

/** Those members of an object that have one of the names. */
export function pickMembers(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]] as const])));
}
