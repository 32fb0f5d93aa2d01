import { canonicalText } from '../model/canonical.ts';
import type { Write } from '../model/crm-call.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, text } from '../model/json.ts';
import type { Kind, SideFacts, StepFacts } from './kind.ts';
import { actualValue, goneOptions, listOf, optionForCreate, optionIds, optionRef, reshapeOptions } from './options.ts';
import { leaveOutForeign } from './origin.ts';

/** A list of values that fields of several modules share (OpenAPI global_picklists.json). One per call; its api name can be chosen. */
export const globalPicklistKind: Kind = {
  name: 'global_picklist',
  title: { en: 'Global picklist', ja: 'グローバル選択リスト' },
  schema: 'global-picklist',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/global-picklists/{name}.yaml', holds: 'one' },
  identity: 'api_name',
  envelope: 'global_picklists',
  list: { method: 'GET', path: '/settings/global_picklists', query: { include: 'pick_list_values' }, per: 'org', paged: false },
  create: { method: 'POST', path: '/settings/global_picklists', batch: 1, credits: 1 },
  update: { method: 'PATCH', path: '/settings/global_picklists/{id}', batch: 1, credits: 1 },
  besides: [{ method: 'PATCH', path: '/settings/global_picklists/{id}', sets: leftByCreate, instead: {} }],
  // A job of the server: the answer only says that it is scheduled, so that reading back tells.
  remove: { method: 'DELETE', path: '/settings/global_picklists/{id}', batch: 1, credits: 1 },
  frozen: [],
  given: ['display_label'],
  deferred: [],
  appendOnly: ['pick_list_values'],
  holdsRecords: true,
  setupPage: '/settings/global-picklists',
  leaveOut: leaveOutForeign,
  reshape: (document) => ({ ...document, pick_list_values: reshapeOptions(document) }),
  partIds: (document, key) => optionIds(document, globalOwner(key)),
  writes: writeGlobalPicklist,
};

/** Owner under which the ids of a global picklist's values are remembered, apart from fields of the same name. */
function globalOwner(key: string): string {
  return `global ${key}`;
}

/**
 * Writes of a global picklist. New and changed values go in one call; values that are retired or deleted in one call each, since only one may leave the list
 * at a time (OpenAPI global_picklists.json, `_delete`).
 */
function writeGlobalPicklist(step: StepFacts): readonly Write[] {
  const body: Record<string, Json> = {};
  for (const name of ['display_label', 'description', 'pick_list_values_sorted_lexically']) {
    if (step.changed.has(name) && (name in step.after || name === 'description')) body[name] = step.after[name] ?? null;
  }
  if (step.before === undefined)
    return [post(step, { ...body, api_name: step.key, pick_list_values: listOf(step.after, 'pick_list_values').map(newOption) })];
  const { kept, retired, gone } = step.changed.has('pick_list_values') ? changedOptions(step, step.before) : noChange;
  const first = kept.length === 0 ? body : { ...body, pick_list_values: kept };
  const single = [...retired, ...gone].map((option) => patch(step, { pick_list_values: [option] }));
  return Object.keys(first).length === 0 ? single : [patch(step, first), ...single];
}

function post(step: StepFacts, body: JsonObject): Write {
  return { method: 'POST', path: '/settings/global_picklists', envelope: 'global_picklists', batch: 1, items: [{ body, captures: step.ref }] };
}

/** A PATCH may be repeated as long as it makes no value and takes none away. */
function patch(step: StepFacts, body: JsonObject): Write {
  const path = '/settings/global_picklists/{id}';
  const write: Write = { method: 'PATCH', path, target: step.ref, envelope: 'global_picklists', batch: 1, items: [{ body }] };
  const isKnown = (option: JsonObject): boolean => option['id'] !== undefined && option['_delete'] === undefined;
  return objects(body, 'pick_list_values').every(isKnown) ? { ...write, idempotent: true } : write;
}

/** Values that a create cannot say whole, so that a change has to follow. */
function leftByCreate({ before, after }: SideFacts): readonly string[] {
  const isLeft = (option: Json): boolean => Object.keys(isObject(option) ? option : {}).some((name) => !['actual_value', 'type'].includes(name));
  return before === undefined && listOf(after ?? {}, 'pick_list_values').some(isLeft) ? ['pick_list_values'] : [];
}

/** A create takes only a shown value, which becomes the stored one too; another shown text is set by the next pass. */
function newOption(option: Json): JsonObject {
  return { display_value: actualValue(option) ?? '', type: usage(option) };
}

function usage(option: Json | undefined): string {
  return text(option, 'type') ?? 'used';
}

interface ChangedOptions {
  /** new ones, and those that stay in use or come back */
  readonly kept: readonly JsonObject[];
  readonly retired: readonly JsonObject[];
  readonly gone: readonly JsonObject[];
}

const noChange: ChangedOptions = { kept: [], retired: [], gone: [] };

function changedOptions(step: StepFacts, before: JsonObject): ChangedOptions {
  const there = new Map(listOf(before, 'pick_list_values').map((option) => [actualValue(option), option]));
  const after = listOf(step.after, 'pick_list_values');
  const idOf = (actual: string): JsonObject => ({ id: { $id: optionRef(globalOwner(step.key), actual) } });
  const kept: JsonObject[] = [];
  const retired: JsonObject[] = [];
  for (const option of after) {
    const actual = actualValue(option) ?? '';
    const now = there.get(actual);
    if (now === undefined) kept.push(newOption(option));
    else if (canonicalText(now) !== canonicalText(option)) {
      const { display_value, reference_value } = optionForCreate(option);
      const changed = { ...idOf(actual), display_value, reference_value, type: usage(option) } as JsonObject;
      (usage(option) === 'unused' && usage(now) === 'used' ? retired : kept).push(changed);
    }
  }
  return { kept, retired, gone: goneOptions([...there.values()], after).map((actual) => ({ ...idOf(actual), _delete: true })) };
}
