import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';
import type { MemberRule } from '../checks.ts';
import { checkMembers, invalidData, mandatoryNotFound } from '../checks.ts';
import type { Reply } from '../route.ts';
import { itemError, writeReply } from '../route.ts';

/**
 * An item of a write call that is refused, carried out of a deeply nested check to the one place that answers. Only `attempt` catches it;
 * nothing has been stored by then, because every item is checked whole before it is put.
 */
class RefusedItem extends Error {
  readonly item: JsonObject;

  constructor(item: JsonObject) {
    super(String(item['message']));
    this.name = 'RefusedItem';
    this.item = item;
  }
}

/** Ends the check of an item with its error item. */
export function refuse(item: JsonObject): never {
  throw new RefusedItem(item);
}

/** The result item of a write: what the work gives, or the error item that it was refused with. */
export function attempt(work: () => JsonObject): JsonObject {
  try {
    return work();
  } catch (error) {
    if (error instanceof RefusedItem) return error.item;
    throw error;
  }
}

/** The answer of a call that writes one item. */
export function writeOne(envelope: string, created: boolean, work: () => JsonObject): Reply {
  return writeReply(envelope, [attempt(work)], created);
}

/** Refuses an object that breaks one of the rules for its members. */
export function demandMembers(value: JsonObject, rules: readonly MemberRule[], path: string): void {
  const error = checkMembers(value, rules, path);
  if (error !== undefined) refuse(error);
}

/** A member that must be an object. */
export function demandObject(value: JsonObject, name: string, path: string): JsonObject {
  const found = value[name];
  if (found === undefined || found === null) refuse(mandatoryNotFound(path, name));
  return isObject(found) ? found : refuse(invalidData(path, name, { expected_data_type: 'jsonobject' }));
}

/** A member that must be a list of objects; absent and null read as an empty list. */
export function demandObjects(value: JsonObject, name: string, path: string): readonly JsonObject[] {
  const found: Json = value[name] ?? [];
  if (!isList(found)) refuse(invalidData(path, name, { expected_data_type: 'jsonarray' }));
  const bad = found.findIndex((entry) => !isObject(entry));
  if (bad >= 0) refuse(invalidData(path, `${name}[${bad}]`, { expected_data_type: 'jsonobject' }));
  return found.filter(isObject);
}

/** A member that another one needs is not there (`DEPENDENT_FIELD_MISSING` of workflow_rules.json). */
export function dependentMissing(path: string, name: string, dependee: string): never {
  const details = { dependee: { api_name: dependee, json_path: `${path}.${dependee}` }, api_name: name, json_path: `${path}.${name}` };
  return refuse(itemError('DEPENDENT_FIELD_MISSING', 'Dependent Field missing', details));
}

/** Two members contradict each other (`DEPENDENT_MISMATCH`); `dependee` is the one that decides, with its whole path. */
export function dependentMismatch(path: string, name: string, dependee: { readonly name: string; readonly path: string }, message: string): never {
  const details = { dependee: { api_name: dependee.name, json_path: dependee.path }, api_name: name, json_path: `${path}.${name}` };
  return refuse(itemError('DEPENDENT_MISMATCH', message, details));
}
