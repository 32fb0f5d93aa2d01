import type { Json, JsonObject } from '../../model/json.ts';
import { isList, isObject, property } from '../../model/json.ts';
import type { Reply } from './route.ts';
import { itemError, requestError } from './route.ts';

/** What a member of a request body must look like. `type` is a JSON type, or `id`: a string of 1 to 19 digits. */
export interface MemberRule {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'number' | 'object' | 'list' | 'id';
  readonly required?: boolean;
  /** null is allowed and means "none" */
  readonly nullable?: boolean;
  /** longest string (in UTF-16 units) or list */
  readonly maxLength?: number;
  readonly oneOf?: readonly string[];
}

/** Details that every located error carries: the member's name and where it is in the request, e.g. `$.fields[0].field_label`. */
export function locate(path: string, name: string): JsonObject {
  return { api_name: name, json_path: `${path}.${name}` };
}

/** A member that must be there is not. */
export function mandatoryNotFound(path: string, name: string): JsonObject {
  return itemError('MANDATORY_NOT_FOUND', 'required field not found', locate(path, name));
}

/** A member has a value that is not possible: unknown reference, wrong type, too long … `more` e.g. `{expected_data_type: 'string'}`. */
export function invalidData(path: string, name: string, more: JsonObject = {}): JsonObject {
  return itemError('INVALID_DATA', 'invalid data', { ...locate(path, name), ...more });
}

/** Something of that name exists already. */
export function duplicateData(path: string, name: string, more: JsonObject = {}): JsonObject {
  return itemError('DUPLICATE_DATA', 'duplicate data', { ...locate(path, name), ...more });
}

/** An edition's or a call's limit is reached. */
export function limitExceeded(limit: number, message = 'limit exceeded', more: JsonObject = {}): JsonObject {
  return itemError('LIMIT_EXCEEDED', message, { limit, ...more });
}

/** The change is never possible for this element. */
export function notAllowed(message: string, details: JsonObject = {}): JsonObject {
  return itemError('NOT_ALLOWED', message, details);
}

/** First broken rule of an object's members, as an error item; undefined when all hold. Members without a rule are passed over. */
export function checkMembers(value: JsonObject, rules: readonly MemberRule[], path: string): JsonObject | undefined {
  for (const rule of rules) {
    const found = property(value, rule.name);
    const error = found === undefined ? (rule.required ? mandatoryNotFound(path, rule.name) : undefined) : checkMember(found, rule, path);
    if (error !== undefined) return error;
  }
  return undefined;
}

function checkMember(value: Json, rule: MemberRule, path: string): JsonObject | undefined {
  if (value === null && rule.nullable) return undefined;
  if (!hasType(value, rule.type)) return invalidData(path, rule.name, { expected_data_type: typeNames[rule.type] });
  if (rule.required && value === '') return mandatoryNotFound(path, rule.name);
  const length = typeof value === 'string' || isList(value) ? value.length : 0;
  if (rule.maxLength !== undefined && length > rule.maxLength) return invalidData(path, rule.name, { maximum_length: rule.maxLength });
  if (rule.oneOf !== undefined && !rule.oneOf.includes(String(value))) return invalidData(path, rule.name, { supported_values: [...rule.oneOf] });
  return undefined;
}

const typeNames = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  number: 'double',
  object: 'jsonobject',
  list: 'jsonarray',
  id: 'bigint',
} as const;

function hasType(value: Json, type: MemberRule['type']): boolean {
  if (type === 'object') return isObject(value);
  if (type === 'list') return isList(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'id') return typeof value === 'string' && /^\d{1,19}$/.test(value);
  return typeof value === type;
}

/** The items of a write body under its envelope, or the answer that refuses it: no body, no list, no item, or more items than the call takes. */
export function bodyItems(body: JsonObject | undefined, envelope: string, limit: number): readonly JsonObject[] | Reply {
  const items = property(body, envelope);
  if (items === undefined) return { status: 400, body: mandatoryNotFound('$', envelope) };
  if (!isList(items)) return { status: 400, body: invalidData('$', envelope, { expected_data_type: 'jsonarray' }) };
  if (items.length === 0) return { status: 400, body: mandatoryNotFound('$', envelope) };
  if (items.length > limit)
    return { status: 400, body: limitExceeded(limit, 'more items than one call takes', { limit_due_to: [locate('$', envelope)] }) };
  if (!items.every(isObject)) return { status: 400, body: invalidData('$', envelope, { expected_data_type: 'jsonobject' }) };
  return items.filter(isObject);
}

/** True for what `bodyItems` gives when the body is refused. */
export function isReply(value: readonly JsonObject[] | Reply): value is Reply {
  return !isList(value);
}

/** The `module` parameter that a call needs, or the error answer. */
export function requiredParameter(query: URLSearchParams, name: string): string | Reply {
  const found = query.get(name);
  if (found !== null && found !== '') return found;
  return requestError(400, 'REQUIRED_PARAM_MISSING', 'one of the expected parameter is missing', { param_name: name });
}

/** The answer for an id in the path that the org does not have. */
export function unknownResource(): Reply {
  return requestError(400, 'INVALID_DATA', 'the id given seems to be invalid', { resource_path_index: 0 });
}
