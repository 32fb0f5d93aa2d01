import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { deriveApiName } from './api-name.ts';
import { fieldsOf } from './lookups.ts';
import type { FieldDraft } from './writing.ts';

/** What a stored lookup says of its target; the related list's api_name is free among the lookups to that target. */
export function lookupFacts(draft: Pick<FieldDraft, 'writing' | 'module'>, given: JsonObject, target: Doc): JsonObject {
  const { store, org } = draft.writing;
  const label = text(given, 'display_label') ?? text(draft.module, 'plural_label') ?? '';
  const taken = fieldsOf(store, org.name, text(draft.module, 'api_name') ?? '').map((field) => text(field['lookup'], 'api_name') ?? '');
  return {
    display_label: label,
    revalidate_filter_during_edit: given['revalidate_filter_during_edit'] === true,
    api_name: deriveApiName(label, new Set(taken)),
    module: { api_name: target['api_name'] ?? null, crypt: false, id: target.id },
    id: store.nextId(org.name),
    query_details: { system_query_id: null },
  };
}
