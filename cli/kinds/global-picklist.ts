import type { Write } from '../model/crm-call.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';
import { actualValue, listOf, optionForCreate, optionIds, optionRef, reshapeOptions } from './options.ts';

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
  // A job of the server: the answer only says that it is scheduled, so that reading back tells.
  remove: { method: 'DELETE', path: '/settings/global_picklists/{id}', batch: 1, credits: 1 },
  frozen: [],
  deferred: [],
  appendOnly: ['pick_list_values'],
  holdsRecords: true,
  setupPage: '/settings/global-picklists',
  leaveOut: (document) => ((text(document, 'source') ?? 'crm') === 'crm' ? undefined : 'extension'),
  reshape: (document) => ({ ...document, pick_list_values: reshapeOptions(document) }),
  partIds: (document, key) => optionIds(document, globalOwner(key)),
  writes: writeGlobalPicklist,
};

/** Owner under which the ids of a global picklist's values are remembered, apart from fields of the same name. */
function globalOwner(key: string): string {
  return `global ${key}`;
}

function writeGlobalPicklist(step: StepFacts): readonly Write[] {
  const create = step.before === undefined;
  const body: Record<string, Json> = {};
  for (const name of ['display_label', 'description', 'pick_list_values_sorted_lexically']) {
    if (name in step.after && step.changed.has(name)) body[name] = step.after[name] ?? null;
  }
  if (create) return [post(step, { ...body, api_name: step.key, pick_list_values: listOf(step.after, 'pick_list_values').map(newOption) })];
  if (step.changed.has('pick_list_values')) body['pick_list_values'] = changedOptions(step, step.before ?? {});
  return [{ method: 'PATCH', path: '/settings/global_picklists/{id}', target: step.ref, envelope: 'global_picklists', batch: 1, items: [{ body }] }];
}

function post(step: StepFacts, body: JsonObject): Write {
  return { method: 'POST', path: '/settings/global_picklists', envelope: 'global_picklists', batch: 1, items: [{ body, captures: step.ref }] };
}

/** A create takes only a shown value, which becomes the stored one too; another shown text is set by the next pass. */
function newOption(option: Json): JsonObject {
  return { display_value: actualValue(option) ?? '', type: text(option, 'type') ?? 'used' };
}

function changedOptions(step: StepFacts, before: JsonObject): readonly Json[] {
  const there = new Set(listOf(before, 'pick_list_values').map(actualValue));
  return listOf(step.after, 'pick_list_values').map((option) => {
    const actual = actualValue(option) ?? '';
    if (!there.has(actual)) return newOption(option);
    const { display_value, reference_value } = optionForCreate(option);
    return { id: { $id: optionRef(globalOwner(step.key), actual) }, display_value, reference_value, type: text(option, 'type') ?? 'used' } as Json;
  });
}
