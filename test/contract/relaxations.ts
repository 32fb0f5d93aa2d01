import type { JsonObject } from '../../cli/model/json.ts';
import { isList, isObject } from '../../cli/model/json.ts';
import { accessRelaxations } from './access-relaxations.ts';
import { automationRelaxations } from './automation-relaxations.ts';
import { modulePartRelaxations } from './module-part-relaxations.ts';
import { moduleRelaxations } from './module-relaxations.ts';
import { organizationRelaxations } from './organization-relaxations.ts';
import type { Relaxation } from './relaxation.ts';
import { addProperties, addStatus, changeProperty, has } from './relaxation.ts';

/** Longest names, labels and values that the files allow; real ones are longer. */
const shortLengths: readonly unknown[] = [25, 30, 50];

/** What a create of a field takes and the file leaves out of a change. */
const alsoChangeable = ['tooltip', 'private', 'crypt', 'default_value', 'enable_colour_code', 'pick_list_values_sorted_lexically'];

/** Everywhere that we do not hold ourselves and the emulator to the published files to the letter. */
export const relaxations: readonly Relaxation[] = [
  {
    name: 'null beside an enum',
    reason: 'quirk 7: the type admits null and the enum forgot it; the format of a webhook’s body is null in Zoho’s own sample',
    relax: ({ type, enum: values, ...rest }) =>
      isList(type) && type.includes('null') && isList(values) && !values.includes(null) ? { ...rest, type, enum: [...values, null] } : undefined,
  },
  {
    name: 'short names',
    reason: 'quirk 12: real labels reach 50 characters and more, values of picklists 120',
    files: ['fields', 'layouts', 'modules', 'global_picklists', 'pick_list_values'],
    relax: ({ maxLength, ...rest }) => (shortLengths.includes(maxLength) ? rest : undefined),
  },
  {
    name: 'template names of five letters',
    reason: 'quirk 12: "Big Deal Alert" is the name of a template that Zoho ships',
    files: ['email_templates', 'inventory_templates'],
    relax: ({ pattern, ...rest }) => (pattern === '^[A-Za-z0-9]{5}$' ? rest : undefined),
  },
  {
    name: 'short lists',
    reason: 'fact 17: real orgs answer with more than 100 fields of a module and more than 100 values of a picklist',
    files: ['fields', 'layouts'],
    relax: ({ maxItems, ...rest }) => (maxItems === 100 ? rest : undefined),
  },
  {
    name: 'no colour',
    reason: 'fact 17: a value without a colour has colour_code null in every real answer',
    files: ['fields', 'layouts'],
    relax: (object) => changeProperty(object, 'colour_code', (schema) => ({ anyOf: [schema, { type: 'null' }] })),
  },
  {
    name: 'encrypted fields in a layout',
    reason: 'quirk 7: the file knows only null for them, fields.json has the object',
    files: ['layouts'],
    relax: (object) => (has(object, 'operation_type') ? changeProperty(object, 'crypt', ({ oneOf: _null, ...schema }) => schema) : undefined),
  },
  {
    name: 'email_parser',
    reason: 'fact 17: fields in the one real v8 layout have it',
    files: ['layouts'],
    relax: (object) =>
      has(object, 'operation_type') && object['additionalProperties'] === false ? addProperties(object, ['email_parser']) : undefined,
  },
  {
    name: 'parameters that nobody needs',
    reason: 'quirk 7: `required` beside a parameter that only adds details; Zoho’s pages call it optional',
    files: ['fields', 'field_updates'],
    relax: (object) =>
      object['in'] === 'query' && object['required'] === true && String(object['name']).startsWith('include')
        ? { ...object, required: false }
        : undefined,
  },
  {
    name: 'no 204',
    reason: 'quirk 13: an empty list is answered 204, whether the operation lists it or not',
    files: ['workflow_tasks', 'webhooks', 'workflow_rules', 'variables'],
    relax: (object) => addStatus(object, '200', '204', { description: 'nothing there' }),
  },
  {
    name: 'no 207',
    reason: 'quirk 13: five fields can be created in one call, so some can fail',
    files: ['fields'],
    relax: (object) => addStatus(object, '201', '207', mixedAnswer),
  },
  {
    name: 'errors described twice',
    reason: 'quirk 16: INVALID_MODULE matches two of "exactly one"',
    files: ['email_templates'],
    relax: ({ oneOf, ...rest }) => (isList(oneOf) ? { ...rest, anyOf: oneOf } : undefined),
  },
  {
    name: 'details described twice',
    reason: 'quirk 16: the place of an INVALID_DATA matches two of "exactly one", one of which may say a supported value more',
    files: ['fields'],
    relax: (object) => changeProperty(object, 'details', ({ oneOf, ...schema }) => (isList(oneOf) ? { ...schema, anyOf: oneOf } : schema)),
  },
  {
    name: 'errors left out',
    reason: 'quirk 13: names and ids that are refused are in no list of errors here, although every other resource has them',
    files: ['field_updates', 'workflow_rules'],
    relax: (object) =>
      object['description'] === 'Array of error objects' && isObject(object['items'])
        ? { ...object, items: { anyOf: [object['items'], refusedMember] } }
        : undefined,
  },
  {
    name: 'what can be changed of a field',
    reason: 'Zoho’s page "Update Custom Fields" (v8): all that a create takes; the file leaves out some of it',
    files: ['fields'],
    relax: (object) => (has(object, 'id') && has(object, 'sharing_properties') ? changeLookup(addProperties(object, alsoChangeable)) : undefined),
  },
  {
    name: 'values that are deleted',
    reason: 'the edition of the file from 2025 has `_delete` among the members of a picklist value; global picklists still say it so',
    files: ['fields'],
    relax: (object) => (has(object, '_global_picklist_value') && has(object, 'id') ? addProperties(object, ['_delete']) : undefined),
  },
  {
    name: 'required in a layout',
    reason: 'our assumption, not proved on a live org: a layout is where it stands in answers, and no other call could take it',
    files: ['layouts'],
    relax: (object) =>
      has(object, 'sequence_number') && has(object, 'field_label') && !has(object, 'required') ? addProperties(object, ['required']) : undefined,
  },
  ...organizationRelaxations,
  ...automationRelaxations,
  ...moduleRelaxations,
  ...accessRelaxations,
  ...modulePartRelaxations,
];

/** An item that is refused for one of its members. */
const refusedMember: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'details', 'message', 'status'],
  properties: {
    code: { enum: ['INVALID_DATA', 'DUPLICATE_DATA'] },
    details: { type: 'object', required: ['api_name', 'json_path'] },
    message: { type: 'string' },
    status: { const: 'error' },
  },
};

/** Results of a call of which some items failed. */
const mixedAnswer: JsonObject = {
  description: 'some failed',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['fields'],
        properties: { fields: { type: 'array', items: { type: 'object', required: ['code', 'details', 'message', 'status'] } } },
      },
    },
  },
};

function changeLookup(object: JsonObject): JsonObject {
  return changeProperty(object, 'lookup', (schema) => addProperties(schema, ['display_label'])) ?? object;
}
