import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { limitExceeded, locate, mandatoryNotFound, notAllowed } from '../checks.ts';
import type { ActionInput, ActionKind } from './action-kind.ts';
import { checkFieldValue } from './field-values.ts';
import { apiName, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, refuse } from './refusal.ts';

const members = [
  { name: 'type', type: 'string', required: true, oneOf: ['static'] },
  { name: 'update_type', type: 'string', nullable: true, oneOf: ['overwrite', 'append'] },
  { name: 'feature_type', type: 'string', oneOf: ['workflow', 'blueprint', 'approval_process'] },
  { name: 'notify', type: 'boolean' },
  { name: 'apply_assignment_threshold', type: 'boolean' },
  { name: 'related_records', type: 'list', nullable: true },
] as const;

/** What only the update of an owner can have. */
const ownerOnly = ['notify', 'apply_assignment_threshold', 'related_records'];

/** Field updates (field_updates.json). The dependent field (Stage of a Pipeline) is in the detail only. */
export const fieldUpdates: ActionKind = {
  collection: 'field_updates',
  word: 'field update',
  detailOnly: ['dependent_fields'],
  showModule: refer,
  read: (input) => {
    const { refs, item, path } = input;
    demandMembers(item, members, path);
    const module = apiName(input.module);
    const field = refs.field(module, demandObject(item, 'field', path), `${path}.field`);
    const value = readValue(input, field);
    const ownsRecord = text(refs.fieldDoc(module, text(field, 'id') ?? ''), 'data_type') === 'ownerlookup';
    const strange = ownerOnly.find((name) => !ownsRecord && isSet(item[name]));
    if (strange !== undefined) refuse(notAllowed('This key is not supported for this particular action', locate(path, strange)));
    return {
      type: 'static',
      field,
      value,
      update_type: item['update_type'] ?? 'overwrite',
      feature_type: item['feature_type'] ?? 'workflow',
      notify: item['notify'] ?? false,
      apply_assignment_threshold: item['apply_assignment_threshold'] ?? false,
      related_records: item['related_records'] ?? null,
      ...readDependent(input),
    };
  },
};

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

function readValue({ refs, module, item, path }: ActionInput, field: JsonObject): Json {
  const value = item['value'];
  if (value === undefined || value === null) refuse(mandatoryNotFound(path, 'value'));
  checkFieldValue(refs, apiName(module), text(field, 'id') ?? '', value, path, 'value');
  if (text(field, 'api_name') !== 'Layout' || !isObject(value)) return value;
  const layout = refs.layout(apiName(module), value, `${path}.value`);
  const name = layout['name'] ?? '';
  return { display_label: layout['display_label'] ?? name, name, id: layout.id };
}

function readDependent({ refs, module, item, path }: ActionInput): JsonObject {
  const dependents = demandObjects(item, 'dependent_fields', path);
  if (dependents.length === 0) return {};
  if (dependents.length > 1) refuse(limitExceeded(1, 'Fields limit exceeded', locate(path, 'dependent_fields')));
  const read = dependents.map((dependent, index) => {
    const at = `${path}.dependent_fields[${index}]`;
    const field = refs.field(apiName(module), demandObject(dependent, 'field', at), `${at}.field`);
    demandMembers(dependent, [{ name: 'value', type: 'string', required: true }], at);
    checkFieldValue(refs, apiName(module), text(field, 'id') ?? '', dependent['value'] ?? null, at, 'value');
    return { field, value: dependent['value'] ?? null };
  });
  return { dependent_fields: read };
}
