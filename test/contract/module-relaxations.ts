import type { JsonObject } from '../../cli/model/json.ts';
import { isList } from '../../cli/model/json.ts';
import type { Relaxation } from './relaxation.ts';
import { changeProperty, has } from './relaxation.ts';

/** What is wrong in the published files about how the records of a module are shown and kept. */
export const moduleRelaxations: readonly Relaxation[] = [
  {
    name: 'views of the product',
    reason: 'facts: samples 35; Zoho’s page "Custom Views Metadata": nobody made or changed them, and their times are null',
    files: ['custom_views'],
    relax: (object) => (has(object, 'system_name') ? ofNobody.reduce<JsonObject>(mayBeNull, object) : undefined),
  },
  {
    name: 'whoever looks',
    reason: 'the newest description of the same calls: a user is also the text that stands for whoever looks, without an id',
    files: ['custom_views'],
    relax: ({ required, ...object }) =>
      isList(required) && String(object['description']).startsWith('Base minified record') && required.includes('name')
        ? { ...object, required: ['name'] }
        : undefined,
  },
];

const ofNobody = ['created_time', 'modified_time', 'last_accessed_time', 'created_by', 'modified_by'];

function mayBeNull(object: JsonObject, name: string): JsonObject {
  return changeProperty(object, name, (schema) => ({ anyOf: [schema, { type: 'null' }] })) ?? object;
}
