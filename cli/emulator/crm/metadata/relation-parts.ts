import type { JsonObject } from '../../../model/json.ts';
import { isObject, property, text } from '../../../model/json.ts';
import { checkMembers, invalidData, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { FieldPart } from './field-parts.ts';
import { addLinkingModule } from './linking.ts';
import { lookupFacts } from './lookup-facts.ts';
import { findModule } from './lookups.ts';
import { Refusal } from './refusal.ts';
import type { FieldDraft } from './writing.ts';

/** The module that a body member names by api_name or id, or the refusal that says where. */
function namedModule(draft: FieldDraft, given: JsonObject, path: string): Doc | Refusal {
  const module = property(given, 'module');
  if (!isObject(module)) return new Refusal(mandatoryNotFound(path, 'module'));
  const name = text(module, 'api_name') ?? text(module, 'id');
  if (name === undefined) return new Refusal(mandatoryNotFound(`${path}.module`, 'api_name'));
  const found = findModule(draft.writing.store, draft.writing.org.name, name);
  if (found === undefined || found['api_supported'] === false) return new Refusal(invalidData(`${path}.module`, 'api_name'));
  return found;
}

/** A lookup to another module, or to users (which take sharing only). A lookup makes a related list on its target. */
export const lookupPart: FieldPart = (draft) => {
  if (draft.dataType !== 'lookup' && draft.dataType !== 'userlookup') return {};
  const given = property(draft.body, 'lookup') ?? {};
  const path = `${draft.path}.lookup`;
  if (!isObject(given)) return new Refusal(invalidData(draft.path, 'lookup', { expected_data_type: 'jsonobject' }));
  const shared = sharing(given);
  if (draft.dataType === 'userlookup')
    return { lookup: { revalidate_filter_during_edit: given['revalidate_filter_during_edit'] === true }, ...shared };
  const error = checkMembers(given, [{ name: 'display_label', type: 'string', maxLength: 50 }], path);
  if (error !== undefined) return new Refusal(error);
  const target = namedModule(draft, given, path);
  return target instanceof Refusal ? target : { lookup: lookupFacts(draft, given, target), ...criteriaOf(given), ...shared };
};

function criteriaOf(given: JsonObject): JsonObject {
  const criteria = property(property(given, 'query_details'), 'criteria');
  return criteria === undefined ? {} : { _criteria: criteria };
}

function sharing(given: JsonObject): JsonObject {
  const wanted = property(given, 'sharing_properties');
  if (!isObject(wanted)) return {};
  const enabled = wanted['share_preference_enabled'] === true;
  return {
    sharing_properties: {
      scheduler_status: 'completed',
      share_permission: text(wanted, 'share_permission') ?? 'full-access',
      share_preference_enabled: enabled,
    },
  };
}

/** A lookup to many: makes the linking module with its two lookups. To users when the type is `multiuserlookup`. */
export const multiLookupPart: FieldPart = (draft) => {
  if (draft.dataType !== 'multiselectlookup' && draft.dataType !== 'multiuserlookup') return {};
  const given = property(draft.body, 'multiselectlookup') ?? {};
  const path = `${draft.path}.multiselectlookup`;
  const connected = property(given, 'connected_details') ?? {};
  if (!isObject(connected)) return new Refusal(invalidData(path, 'connected_details', { expected_data_type: 'jsonobject' }));
  const plural = text(property(property(given, 'linking_details'), 'module'), 'plural_label');
  if (draft.dataType === 'multiuserlookup')
    return addLinkingModule(draft, undefined, { plural: plural ?? `${draft.body['field_label']}`, connected: 'Users' });
  if (plural === undefined || plural === '') return new Refusal(mandatoryNotFound(`${path}.linking_details.module`, 'plural_label'));
  if (plural.length > 25) return new Refusal(invalidData(`${path}.linking_details.module`, 'plural_label', { maximum_length: 25 }));
  const label = text(property(connected, 'field'), 'field_label');
  if (label === undefined || label === '') return new Refusal(mandatoryNotFound(`${path}.connected_details.field`, 'field_label'));
  const target = namedModule(draft, connected, `${path}.connected_details`);
  return target instanceof Refusal ? target : addLinkingModule(draft, target, { plural, connected: label });
};
