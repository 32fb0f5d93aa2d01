import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { checkMembers, invalidData } from '../checks.ts';
import { deriveApiName } from './api-name.ts';
import { makeField } from './field-make.ts';
import type { FieldPart } from './field-parts.ts';
import { collections, findField } from './lookups.ts';
import { makeModule } from './module-make.ts';
import { Refusal } from './refusal.ts';
import type { FieldDraft } from './writing.ts';

const rules = [
  { name: 'related_list_name', type: 'string', maxLength: 50 },
  { name: 'duration_configuration', type: 'string', oneOf: ['days', 'time'] },
  { name: 'followed_fields', type: 'list', maxLength: 10 },
] as const;

/** History of a picklist: makes the module that keeps it, which follows other fields of the record along. */
export const trackingPart: FieldPart = (draft) => {
  const given = property(draft.body, 'history_tracking');
  if (given === undefined || given === null) return {};
  const path = `${draft.path}.history_tracking`;
  if (!isObject(given)) return new Refusal(invalidData(draft.path, 'history_tracking', { expected_data_type: 'jsonobject' }));
  const error = checkMembers(given, rules, path);
  const followed = error === undefined ? followedFields(draft, given, path) : new Refusal(error);
  if (followed instanceof Refusal) return followed;
  const old = draft.field?.['history_tracking'];
  const kept = isObject(old) ? old : trackerModule(draft, text(given, 'related_list_name') ?? `${draft.body['field_label']} History`);
  const { followed_fields: _followed, ...changes } = given;
  return { history_tracking_enabled: true, history_tracking: { duration_configuration: 'days', ...kept, ...changes, followed_fields: followed } };
};

/** The followed fields after the call: those named are added, or taken away with `_delete`. */
function followedFields(draft: FieldDraft, given: JsonObject, path: string): JsonObject[] | Refusal {
  const { store, org } = draft.writing;
  const module = text(draft.module, 'api_name') ?? '';
  let followed = [...objects(draft.field?.['history_tracking'], 'followed_fields')];
  for (const [index, item] of objects(given, 'followed_fields').entries()) {
    const field = findField(store, org.name, module, text(item, 'id') ?? text(item, 'api_name') ?? '');
    if (field === undefined) return new Refusal(invalidData(`${path}.followed_fields[${index}]`, 'id'));
    followed = followed.filter((other) => other['id'] !== field.id);
    if (!Object.hasOwn(item, '_delete')) followed.push({ api_name: field['api_name'] ?? null, id: field.id });
  }
  return followed;
}

/** The module that keeps the history, with its field of the time spent. */
function trackerModule(draft: FieldDraft, name: string): JsonObject {
  const { writing } = draft;
  const taken = writing.store.list(writing.org.name, collections.modules).map((module) => text(module, 'api_name') ?? '');
  const labels = { singular_label: name, plural_label: name, show_as_tab: false };
  const tracker = makeModule(writing, { api_name: deriveApiName(name, new Set(taken)), generated_type: 'field_tracker', ...labels });
  const duration = makeField(writing, tracker, { api_name: 'Duration_Days', data_type: 'integer', read_only: true });
  makeField(writing, tracker, { api_name: 'Moved_To__s', data_type: 'picklist', field_label: 'Moved To', read_only: true });
  return {
    related_list_name: name,
    module: { api_name: tracker['api_name'] ?? null, id: tracker.id },
    duration_configured_field: { api_name: 'Duration_Days', id: duration.id },
  };
}
