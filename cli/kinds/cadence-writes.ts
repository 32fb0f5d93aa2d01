import { canonicalText } from '../model/canonical.ts';
import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { StepFacts } from './kind.ts';
import { listOf } from './options.ts';

const path = '/settings/automation/cadences';
const one = `${path}/{id}`;
const envelope = 'cadences';
const shared = { envelope, batch: 1 } as const;

/** Address of a follow-up; they are known by their places, which is how a plan sees them too. */
export function followUpRef(key: string, index: number): Ref {
  return refOf('follow_up', `${key}#${index}`);
}

/** Address of the draft of changes to a cadence that was published. */
export function draftRef(key: string): Ref {
  return refOf('cadence_draft', key);
}

/** Writes of a cadence in the order they need each other: itself, publishing, switching (postCadences, putUpdateCadence, postPublish, postActivate, postDeactivate). */
export function writeCadence(step: StepFacts): readonly Write[] {
  const wanted = text(step.after, 'status') ?? 'active';
  if (step.before === undefined) {
    const made: Write = { ...shared, method: 'POST', path, items: [{ body: newCadence(step), captures: step.ref }] };
    return [made, ...(wanted === 'draft' ? [] : [publish(step, step.ref)]), ...switching(step, 'inactive', wanted)];
  }
  const was = text(step.before, 'status') ?? 'active';
  const body = changedParts(step);
  const draft = draftRef(step.key);
  const published = was !== 'draft';
  const changed: Write = {
    ...shared,
    method: 'PUT',
    path: one,
    target: step.ref,
    items: [{ body, ...(published ? { also: { draft_cadence: draft } } : {}) }],
  };
  const changes = Object.keys(body).length === 0 ? [] : published ? [changed, publish(step, draft)] : [changed];
  const first = published || wanted === 'draft' ? [] : [publish(step, step.ref)];
  const switched = switching(step, published ? was : 'inactive', wanted);
  // One that is to stop does so before it is changed: a change that is published runs at once.
  return wanted === 'inactive' ? [...switched, ...changes, ...first] : [...changes, ...first, ...switched];
}

/** Records that the view has already are not enrolled by publishing: that is a person's to decide. Where nobody is enrolled by a view, saying so is refused. */
function publish(step: StepFacts, target: Ref): Write {
  const body: JsonObject = step.after['type'] === 'custom_view' ? { process_existing_records: false } : {};
  return { ...shared, method: 'POST', path: `${one}/actions/publish`, target, items: [{ body }], listed: true };
}

function switching(step: StepFacts, was: string, wanted: string): readonly Write[] {
  if (was === wanted || wanted === 'draft') return [];
  const call = { ...shared, method: 'POST', target: step.ref, items: [{ body: {} }] } as const;
  return wanted === 'active' ? [{ ...call, path: `${one}/actions/activate`, last: true }] : [{ ...call, path: `${one}/actions/deactivate` }];
}

function newCadence(step: StepFacts): JsonObject {
  const { description, type, custom_view, execute_every } = step.wire;
  // What is to end by one of the follow-ups is said once they have ids.
  const ends = listOf(step.wire, 'unenroll').filter((end) => property(end, 'follow_up') === undefined);
  const execution = {
    ...(execute_every === undefined ? {} : { execute_every }),
    ...(ends.length === 0 ? {} : { unenroll_properties: ends.map((end) => sayEnd(step, end)) }),
  };
  return {
    name: step.after['name'] ?? step.key,
    ...(description === undefined ? {} : { description }),
    module: { api_name: step.module },
    type: type ?? null,
    ...(custom_view === undefined ? {} : { custom_view }),
    ...(Object.keys(execution).length === 0 ? {} : { execution_details: execution }),
    ...(step.wire['follow_ups'] === undefined
      ? {}
      : { follow_ups: objects(step.wire, 'follow_ups').map((followUp, index) => sayFollowUp(step, followUp, index)) }),
  };
}

function changedParts(step: StepFacts): JsonObject {
  const own = ['name', 'description'].filter((name) => step.changed.has(name)).map((name) => [name, step.after[name] ?? ''] as const);
  // As in a new one: what is to end by a follow-up that is new itself is said once that one has an id.
  const known = listOf(step.before ?? {}, 'follow_ups').length;
  const ends = listOf(step.wire, 'unenroll').filter((end) => Number(property(end, 'follow_up') ?? 0) <= known);
  return {
    ...Object.fromEntries(own),
    ...(step.changed.has('unenroll') ? { execution_details: { unenroll_properties: ends.map((end) => sayEnd(step, end)) } } : {}),
    ...(step.changed.has('follow_ups') ? { follow_ups: changedFollowUps(step) } : {}),
  };
}

/** Follow-ups that differ, by their places, and those that are new. */
function changedFollowUps(step: StepFacts): readonly Json[] {
  const [before, after] = [listOf(step.before ?? {}, 'follow_ups'), listOf(step.after, 'follow_ups')];
  return objects(step.wire, 'follow_ups').flatMap((followUp, index) =>
    canonicalText(before[index] ?? null) === canonicalText(after[index] ?? null) ? [] : [sayFollowUp(step, followUp, index)],
  );
}

/** What is there is named by its id, what is new by its place. */
function sayFollowUp(step: StepFacts, followUp: JsonObject, index: number): JsonObject {
  const { after, triggers, execute_after } = followUp;
  const known = listOf(step.before ?? {}, 'follow_ups').length;
  const name = (place: number): JsonObject =>
    place < known ? { id: { $id: followUpRef(step.key, place) } } : { reference_id: `follow_up_${place + 1}` };
  return {
    ...name(index),
    ...(typeof after === 'number' ? { parent_follow_up: name(after - 1) } : {}),
    ...(triggers === undefined ? {} : { triggers }),
    ...(execute_after === undefined ? {} : { execute_after }),
    action: sayAction(followUp),
  };
}

function sayAction({ task, email_notification, call }: JsonObject): JsonObject {
  if (isObject(task)) return { type: 'tasks', ...task };
  if (isObject(email_notification)) return { type: 'email_notifications', ...email_notification };
  const details = isObject(call) ? call : {};
  const mappings = objects(details, 'field_mappings').map((mapping): Json => {
    const api_name = text(property(mapping, 'field'), 'api_name') ?? '';
    return { ...mapping, type: mapping['type'] ?? 'static', field: { id: { $id: refOf('field', `Calls.${api_name}`) }, api_name } };
  });
  return { type: 'schedule_call', details: { ...details, module: { api_name: 'Calls' }, field_mappings: mappings } };
}

function sayEnd(step: StepFacts, end: Json): JsonObject {
  const type = text(end, 'type') ?? '';
  if (type === 'end_date') return { type, details: { unenroll_date: property(end, 'date') ?? null } };
  if (type === 'criteria') return { type, details: { criteria: property(end, 'criteria') ?? null } };
  if (type !== 'followup_criteria') return { type };
  const place = property(end, 'follow_up');
  const state = typeof place === 'number' ? { id: { $id: followUpRef(step.key, place - 1) } } : null;
  const details = { criteria: property(end, 'made_criteria') ?? null, specific: state !== null, state };
  return { type, details: { type: property(end, 'made') ?? null, details } } as JsonObject;
}
