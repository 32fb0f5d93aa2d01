import { canonicalText } from '../model/canonical.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects, property, text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import { cadenceCalls } from './cadence-calls.ts';
import { draftRef, followUpRef, writeCadence } from './cadence-writes.ts';
import type { Kind, PartIds } from './kind.ts';
import { listOf } from './options.ts';

const path = '/settings/automation/cadences';

/**
 * Follow-ups after each other (OpenAPI cadences.json, which reads the list; the edition of 2026-09 has the rest). A new one is a draft, then published, which leaves it off, and
 * switched on last. A change of one that was published makes a draft of it, which is published in its place; one that somebody else left open would be published with it, so
 * that a person settles it first. The API takes no follow-up away, makes no WhatsApp message, and changes neither who is enrolled nor how often. Tasks and mails are
 * elements of their own, of the feature `cadences`, and go with their cadence.
 */
export const cadenceKind: Kind = {
  name: 'cadence',
  title: { en: 'Cadence', ja: 'ケイデンス' },
  schema: 'cadence',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/cadences/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'cadences',
  list: { method: 'GET', path, per: 'org', paged: true },
  detail: { method: 'GET', path: `${path}/{id}` },
  create: { method: 'POST', path, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  besides: cadenceCalls,
  frozen: ['type', 'custom_view', 'execute_every'],
  given: ['name'],
  kept: ['follow_ups'],
  deferred: [],
  holdsRecords: false,
  editions: ['standard', 'professional', 'enterprise', 'ultimate'],
  setupPage: '/settings/cadences',
  removeEffect: () => 'its tasks and mails go with it, and what is planned for records that it has',
  takes: (_key, attributes) => listOf(attributes, 'follow_ups').flatMap(ownActions),
  leaveOut: whyCadenceIsLeftOut,
  reshape: reshapeCadence,
  partIds: cadencePartIds,
  inTheWay: (key) => ({ ref: draftRef(key), why: 'changes of it that nobody published are open: publish them or throw them away first' }),
  manualCreate: (_key, attributes) => (hasMessage(attributes['follow_ups']) ? noMessages : undefined),
  manualUpdate: whyChangeIsManual,
  writes: writeCadence,
};

/** What goes with a cadence (deleteSingleCadence). */
function ownActions(followUp: Json): readonly Ref[] {
  return ['task', 'email_notification'].flatMap((kind) => {
    const key = text(followUp, kind);
    return key === undefined ? [] : [refOf(kind, key)];
  });
}

const noMessages = 'WhatsApp messages are made in the setup only, within their cadence';

/** A copy may name where it came from too, and is one of its own once it is published [?]. */
function whyCadenceIsLeftOut(document: JsonObject): LeftOutReason | undefined {
  return isObject(document['parent_cadence']) && (document['status'] ?? 'draft') === 'draft' ? 'draft' : undefined;
}

function cadencePartIds(document: JsonObject, key: string): PartIds {
  const followUps = objects(document, 'follow_ups').map((one, index) => [followUpRef(key, index), text(one, 'id') ?? ''] as const);
  const draft = text(document['draft_cadence'], 'id');
  return draft === undefined ? followUps : [...followUps, [draftRef(key), draft]];
}

function hasMessage(followUps: Json | undefined): boolean {
  return isList(followUps) && followUps.some((one) => property(one, 'message') !== undefined);
}

function whyChangeIsManual(_key: string, before: JsonObject, [attribute]: readonly string[], after?: Json): string | undefined {
  if (attribute === 'status' && after === 'draft') return 'what was published does not become a draft again';
  if (attribute !== 'follow_ups') return undefined;
  const [was, is] = [listOf(before, 'follow_ups'), isList(after) ? after : []];
  if (is.length < was.length) return 'the API takes no follow-up away';
  const different = is.filter((one, index) => canonicalText(one) !== canonicalText(was[index] ?? null));
  if (hasMessage(different)) return noMessages;
  const lost = timing.find((name) => is.some((one, index) => isSaid(was[index], name) && !isSaid(one, name)));
  return lost === undefined ? undefined : `whether the API takes \`${lost}\` off a follow-up is not documented`;
}

/** When a follow-up is due; what a change does not say of it stays. */
const timing = ['after', 'triggers', 'execute_after'] as const;

function isSaid(followUp: Json | undefined, name: string): boolean {
  const value = property(followUp, name) ?? null;
  return value !== null && !(isList(value) && value.length === 0);
}

function reshapeCadence(document: JsonObject): JsonObject {
  const execution = document['execution_details'];
  const followUps = objects(document, 'follow_ups');
  const module = text(document['module'], 'api_name') ?? '';
  const places = new Map(followUps.map((followUp, index) => [text(followUp, 'id') ?? '', index + 1]));
  return {
    ...document,
    custom_view: nameWithin(module, document['custom_view']),
    execute_every: property(execution, 'execute_every') ?? null,
    unenroll: objects(execution, 'unenroll_properties').map((end) => reshapeEnd(end, places)),
    follow_ups: followUps.map((followUp) => reshapeFollowUp(followUp, module, places)),
  };
}

/** A reference whose name is as its key says it, for where its id is unknown. */
function nameWithin(module: string, reference: Json | undefined): Json {
  if (!isObject(reference)) return null;
  return { id: reference['id'] ?? null, name: `${module}/${text(reference, 'name') ?? ''}` };
}

function reshapeEnd({ type, details }: JsonObject, places: ReadonlyMap<string, number>): JsonObject {
  if (type !== 'followup_criteria')
    return { type: type ?? null, date: property(details, 'unenroll_date') ?? null, criteria: property(details, 'criteria') ?? null };
  const inner = property(details, 'details');
  return {
    type,
    made: text(details, 'type') ?? null,
    made_criteria: withoutUsual(property(inner, 'criteria') ?? null),
    follow_up: places.get(text(property(inner, 'state'), 'id') ?? '') ?? null,
  };
}

/** Criteria of another module's records stand in files as free values, so that what goes without saying is left out here. */
function withoutUsual(criteria: Json): Json {
  if (!isObject(criteria)) return criteria;
  if ('group' in criteria) return { ...criteria, group: listOf(criteria, 'group').map(withoutUsual) };
  const { type, ...comparison } = criteria;
  return type === undefined || type === 'value' ? comparison : criteria;
}

/** A follow-up names the one before it by its place in the list. */
function reshapeFollowUp(followUp: JsonObject, module: string, places: ReadonlyMap<string, number>): JsonObject {
  return {
    after: places.get(text(followUp['parent_follow_up'], 'id') ?? '') ?? null,
    triggers: followUp['triggers'] ?? null,
    execute_after: followUp['execute_after'] ?? null,
    ...reshapeAction(followUp['action'], module),
  };
}

function reshapeAction(action: Json | undefined, module: string): JsonObject {
  const type = text(action, 'type');
  if (type === 'tasks') return { task: nameWithin(module, action) };
  if (type === 'email_notifications') return { email_notification: nameWithin(module, action) };
  if (type === 'schedule_call') return { call: property(action, 'details') ?? null };
  return { message: text(action, 'name') ?? type ?? null };
}
