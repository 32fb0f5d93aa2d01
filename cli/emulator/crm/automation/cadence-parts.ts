import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, property, text } from '../../../model/json.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import { itemError } from '../route.ts';
import type { ActionSetting } from './action-setting.ts';
import { readCriteria } from './criteria.ts';
import { isInlineAction, readInlineAction } from './inline-actions.ts';
import { apiName } from './references.ts';
import { demandMembers, demandObject, demandObjects, dependentMissing, refuse } from './refusal.ts';
import { idsInUse } from './usage.ts';

const actionTypes: readonly string[] = ['tasks', 'email_notifications', 'schedule_call', 'whatsapp_message_notification'];
const delays = ['minutes', 'hours', 'business_hours', 'days', 'business_days', 'months'];
const endTypes: readonly string[] = ['automatic_unenroll', 'end_date', 'criteria', 'followup_criteria'];

/** Modules of what follow-ups make, as a condition on it names them; the rest has no module of its own. */
const madeTypes: readonly string[] = ['Tasks', 'Calls', 'Email', 'WhatsApp'];

/** Follow-ups as stored: those of before in their order with what the request says of them, then new ones (postCadences, putUpdateCadence). */
export function readFollowUps(
  setting: ActionSetting,
  before: readonly JsonObject[],
  said: readonly JsonObject[],
  path: string,
): readonly JsonObject[] {
  const { store, org } = setting.context;
  const ids = new Map<string, string>();
  said.forEach((one, index) => {
    const at = `${path}[${index}]`;
    if (text(one, 'id') !== undefined) return;
    const name = text(one, 'reference_id') ?? refuse(mandatoryNotFound(at, 'reference_id'));
    if (ids.has(name)) refuse(unknownId(at, 'reference_id'));
    ids.set(name, store.nextId(org.name));
  });
  const mine = new Set(before.map((one) => text(one['action'], 'id')));
  const changed = new Map<string, JsonObject>();
  said.forEach((one, index) => {
    const at = `${path}[${index}]`;
    const id = text(one, 'id') ?? ids.get(text(one, 'reference_id') ?? '') ?? '';
    const old = before.find((other) => other['id'] === id);
    if (text(one, 'id') !== undefined && old === undefined) refuse(unknownId(at, 'id'));
    const first = before.length === 0 && index === 0;
    const known = (wanted: string): boolean => before.some((other) => other['id'] === wanted) || [...ids.values()].includes(wanted);
    changed.set(id, { ...old, id, ...readTiming(one, at, old !== undefined || first, { ids, known }), ...readAction(setting, one, at, old, mine) });
  });
  const kept = before.map((one) => changed.get(text(one, 'id') ?? '') ?? one);
  return [...kept, ...[...changed].filter(([id]) => !before.some((one) => one['id'] === id)).map(([, one]) => one)];
}

interface Known {
  /** ids of new follow-ups by the names that the request gives them */
  readonly ids: ReadonlyMap<string, string>;
  known(id: string): boolean;
}

function readTiming(said: JsonObject, path: string, mayBeFirst: boolean, { ids, known }: Known): JsonObject {
  const parent = said['parent_follow_up'];
  if (!isObject(parent)) {
    if (!mayBeFirst) refuse(mandatoryNotFound(path, 'parent_follow_up'));
    return said['execute_after'] === undefined
      ? { ...(parent === undefined ? {} : { parent_follow_up: null }) }
      : { execute_after: readDelay(said, path) };
  }
  const at = `${path}.parent_follow_up`;
  const [id, name] = [text(parent, 'id'), text(parent, 'reference_id')];
  if (id === undefined && name === undefined) {
    const expected_fields = ['reference_id', 'id'].map((member) => locate(at, member));
    refuse(itemError('EXPECTED_FIELD_MISSING', 'Specify atleast one field', { expected_fields }));
  }
  const found = id ?? ids.get(name ?? '');
  if (found === undefined || !known(found)) return refuse(unknownId(at, id === undefined ? 'reference_id' : 'id'));
  const triggers = readTriggers(said, path);
  if (triggers.length > 0 && said['execute_after'] === undefined) dependentMissing(path, 'execute_after', 'triggers');
  return {
    parent_follow_up: { id: found },
    ...(triggers.length === 0 ? {} : { triggers }),
    ...(said['execute_after'] === undefined ? {} : { execute_after: readDelay(said, path) }),
  };
}

/** Which triggers what can have nobody says; the same one twice is refused. */
function readTriggers(said: JsonObject, path: string): readonly Json[] {
  const triggers = said['triggers'] ?? [];
  if (!isList(triggers)) return refuse(invalidData(path, 'triggers', { expected_data_type: 'jsonarray' }));
  const repeated = triggers.findIndex((one, index) => triggers.indexOf(one) < index);
  if (repeated < 0) return triggers;
  const exists_in = { api_name: 'triggers', json_path: `${path}.triggers[${triggers.indexOf(triggers[repeated] ?? null)}]` };
  const details = { api_name: 'triggers', exists_in, json_path: `${path}.triggers[${repeated}]` };
  return refuse(itemError('ALREADY_USED', 'trigger type is already given in the same request under different key', details));
}

function readDelay(said: JsonObject, path: string): JsonObject {
  const delay = demandObject(said, 'execute_after', path);
  const at = `${path}.execute_after`;
  demandMembers(
    delay,
    [
      { name: 'unit', type: 'integer', required: true },
      { name: 'period', type: 'string', required: true, oneOf: delays },
    ],
    at,
  );
  const unit = Number(delay['unit']);
  if (unit < 1 || unit > 99) refuse(itemError('INVALID_DATA', 'the value given seems to be invalid', locate(at, 'unit')));
  return { unit, period: delay['period'] ?? '' };
}

function readAction(
  setting: ActionSetting,
  said: JsonObject,
  path: string,
  old: JsonObject | undefined,
  mine: ReadonlySet<string | undefined>,
): JsonObject {
  if (said['action'] === undefined && old !== undefined) return {};
  const action = demandObject(said, 'action', path);
  const at = `${path}.action`;
  demandMembers(action, [{ name: 'type', type: 'string', required: true, oneOf: actionTypes }], at);
  const type = text(action, 'type') ?? '';
  if (isInlineAction(type)) {
    if (!isObject(action['details'])) dependentMissing(at, 'details', 'type');
    return { action: readInlineAction(setting, type, action, at) };
  }
  const id = text(action, 'id') ?? dependentMissing(at, 'id', 'type');
  const { store, org } = setting.context;
  const found = store.get(org.name, type, id);
  const ofModule = text(found?.['module'], 'id') === setting.module.id;
  if (found === undefined || !ofModule) return refuse(itemError('INVALID_DATA', 'the given actionid seems to be invalid', locate(at, 'id')));
  if (idsInUse(store, org.name).has(id) && !mine.has(id))
    refuse(itemError('INVALID_DATA', 'Action is already associated with another rule', locate(at, 'id')));
  return { action: { type, id, name: text(found, 'name') ?? '' } };
}

function unknownId(path: string, name: string): JsonObject {
  return itemError('INVALID_DATA', 'the id given seems to be invalid', locate(path, name));
}

/** What ends a cadence for a record, as stored; each kind of end stands once, but for conditions on what follow-ups made. */
export function readEnds(setting: ActionSetting, execution: JsonObject, followUps: readonly JsonObject[], path: string): readonly JsonObject[] {
  const seen = new Set<string>();
  return demandObjects(execution, 'unenroll_properties', path).map((end, index) => {
    const at = `${path}.unenroll_properties[${index}]`;
    demandMembers(end, [{ name: 'type', type: 'string', required: true, oneOf: endTypes }], at);
    const type = text(end, 'type') ?? '';
    if (seen.has(type) && type !== 'followup_criteria')
      refuse(itemError('LIMIT_EXCEEDED', 'Given unenroll type limit is exceeded', { api_name: 'type', limit: 1, json_path: `${at}.type` }));
    seen.add(type);
    const { store, org } = setting.context;
    return { id: store.nextId(org.name), type, details: readEnd(setting, type, end, followUps, at) };
  });
}

function readEnd(setting: ActionSetting, type: string, end: JsonObject, followUps: readonly JsonObject[], path: string): JsonObject | null {
  if (type === 'automatic_unenroll') return null;
  if (!isObject(end['details'])) return dependentMissing(path, 'details', 'type');
  const details = end['details'];
  const at = `${path}.details`;
  if (type === 'end_date') {
    const day = text(details, 'unenroll_date') ?? dependentMissing(at, 'unenroll_date', 'type');
    // The message asks for MM/DD/YYYY, every sample has the year first.
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
      refuse(itemError('INVALID_DATA', 'the given format is invalid please provide the value as MM/DD/YYYY', locate(at, 'unenroll_date')));
    return { unenroll_date: day };
  }
  if (type === 'criteria') {
    if (!isObject(details['criteria'])) dependentMissing(at, 'criteria', 'id');
    return { criteria: readCriteria({ refs: setting.refs, module: apiName(setting.module), typed: true }, details['criteria'], at) };
  }
  return readMade(setting, details, followUps, at);
}

function readMade(setting: ActionSetting, details: JsonObject, followUps: readonly JsonObject[], path: string): JsonObject {
  const type = text(details, 'type') ?? dependentMissing(path, 'type', 'type');
  if (!madeTypes.includes(type))
    refuse(itemError('DEPENDENT_MISMATCH', 'Dependent Field is not matching', { ...locate(path, 'type'), supported_values: [...madeTypes] }));
  const at = `${path}.details`;
  const inner = isObject(details['details']) ? details['details'] : dependentMissing(path, 'details', 'type');
  for (const name of ['specific', 'state', 'criteria']) if (property(inner, name) === undefined) dependentMissing(at, name, 'type');
  const state = inner['state'];
  if ((inner['specific'] === true) !== isObject(state)) {
    const ambiguity_due_to = ['specific', 'state'].map((name) => locate(at, name));
    refuse(itemError('AMBIGUITY_DURING_PROCESSING', 'invalid data', { ambiguity_due_to }));
  }
  const id = text(state, 'id');
  const place = followUps.findIndex((one) => one['id'] === id);
  if (isObject(state) && place < 0) refuse(unknownId(`${at}.state`, 'id'));
  const ofModule = type === 'Tasks' || type === 'Calls';
  const criteria = ofModule ? readCriteria({ refs: setting.refs, module: type, typed: true }, inner['criteria'], at) : (inner['criteria'] ?? null);
  return {
    type,
    details: { criteria, specific: inner['specific'] === true, state: isObject(state) ? { id: id ?? '', name: `FollowUp${place + 1}` } : null },
  };
}

/** How many follow-ups of each sort there are. */
export function countFollowUps(followUps: readonly JsonObject[]): JsonObject {
  const count = (type: string): number => followUps.filter((one) => text(one['action'], 'type') === type).length;
  return {
    whatsapp_follow_up_count: count('whatsapp_message_notification'),
    task_follow_up_count: count('tasks'),
    call_follow_up_count: count('schedule_call'),
    email_follow_up_count: count('email_notifications'),
  };
}

/** Ids of the actions that go with follow-ups, by collection. */
export function ownActions(cadence: JsonObject): readonly (readonly [collection: string, id: string])[] {
  return objects(cadence, 'follow_ups').flatMap(({ action }) => {
    const type = text(action, 'type') ?? '';
    return isInlineAction(type) ? [] : [[type, text(action, 'id') ?? ''] as const];
  });
}
