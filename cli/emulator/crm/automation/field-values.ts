import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, text } from '../../../model/json.ts';
import { locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import type { References } from './references.ts';
import { demandMembers, demandObject, dependentMismatch, refuse } from './refusal.ts';

/** Most values that an error names (field_updates.json). */
const mostSupported = 25;

/** Data types whose value is a user of the org. */
const userTypes = ['ownerlookup', 'userlookup'];

/** Refuses a fixed value that a field cannot take: an option that its picklist lacks, a user or layout that the org lacks. Merge text (`${…}`) passes; record ids are not looked at. */
export function checkFieldValue(refs: References, module: string, fieldId: string, value: Json, path: string, name: string): void {
  const field = refs.fieldDoc(module, fieldId);
  const type = text(field, 'data_type') ?? '';
  if (userTypes.includes(type) && isObject(value)) refs.element('users', value, `${path}.${name}`);
  if (type === 'layout' && isObject(value)) refs.layout(module, value, `${path}.${name}`);
  if (field !== undefined && (type === 'picklist' || type === 'multiselectpicklist')) checkOptions(field, value, path, name);
}

function checkOptions(field: Doc, value: Json, path: string, name: string): void {
  const options = objects(field, 'pick_list_values').flatMap((option) => [
    option['actual_value'],
    option['display_value'],
    option['reference_value'],
  ]);
  const given = isList(value) ? value : [value];
  const wrong = given.filter((entry) => typeof entry === 'string' && !entry.startsWith('${') && !options.includes(entry));
  if (options.length === 0 || wrong.length === 0) return;
  const supported = objects(field, 'pick_list_values').flatMap((option) => text(option, 'actual_value') ?? []);
  refuse(itemError('INVALID_DATA', 'Invalid data', { ...locate(path, name), supported_values: supported.slice(0, mostSupported) }));
}

/**
 * Field mappings of a task, a record, a meeting or a call that an automation makes: each field must be one of `module`; `display_value` is ours to tell, whatever the request has.
 * `path` is where the list is.
 */
export function readMappings(refs: References, module: string, mappings: readonly JsonObject[], path: string): JsonObject[] {
  return mappings.map((mapping, index) => readMapping(refs, module, mapping, `${path}[${index}]`));
}

function readMapping(refs: References, module: string, mapping: JsonObject, path: string): JsonObject {
  const field = refs.field(module, demandObject(mapping, 'field', path), `${path}.field`);
  demandMembers(mapping, [{ name: 'type', type: 'string', required: true, oneOf: ['static', 'merge_field', 'execution_time'] }], path);
  const value = mapping['value'];
  const type = mapping['type'] ?? null;
  if (value === undefined || value === null) refuse(mandatoryNotFound(path, 'value'));
  const fits = type === 'static' || (type === 'execution_time' ? isObject(value) : typeof value === 'string');
  if (!fits) dependentMismatch(path, 'value', { name: 'type', path: `${path}.type` }, 'Type and value is mismatched');
  if (type === 'static') checkFieldValue(refs, module, text(field, 'id') ?? '', value, path, 'value');
  return { display_value: showValue(value), field, type, value };
}

function showValue(value: Json): string {
  if (isList(value)) return value.map(showValue).join(', ');
  if (!isObject(value)) return String(value);
  return 'trigger_field' in value ? showMoment(value) : (text(value, 'name') ?? text(value, 'id') ?? '');
}

function showMoment(value: JsonObject): string {
  const from = value['trigger_field'] === '${CURRENTTIME}' ? 'Trigger Date' : String(value['trigger_field']);
  const period = String(value['period'] ?? 'days')
    .replace(/_/g, ' ')
    .replace(/s$/, '');
  const time = value['time'] === undefined ? '' : ` ${String(value['time'])}`;
  return `${from} ${String(value['sign'] ?? 'plus')} ${String(value['unit'] ?? '0')} ${period}(s)${time}`;
}
