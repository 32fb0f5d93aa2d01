import type { JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, property } from '../../cli/model/json.ts';
import type { Relaxation } from './relaxation.ts';
import { addProperties, changeProperty, has } from './relaxation.ts';

/** What is wrong in the published files about who sees what. */
export const accessRelaxations: readonly Relaxation[] = [
  {
    name: 'one certificate for all',
    reason: 'the file has the values of a sample as the only ones that a portal can answer with; its change takes any',
    files: ['portals'],
    relax: (object) => changeProperty(object, 'public_key', ({ enum: _sample, ...schema }) => schema),
  },
  {
    name: 'groups in groups',
    reason: 'Zoho’s page "Create a User Group": users, roles, groups and territories can be in it; answers of the file itself show groups too',
    files: ['user_groups'],
    relax: (object) => (has(object, 'source') ? changeProperty(object, 'type', withGroups) : undefined),
  },
  {
    name: 'members that go',
    reason: 'Zoho’s page "Update a User Group": `_delete` in its sample takes a member out',
    files: ['user_groups'],
    relax: (object) => (has(object, 'source') && has(object, 'sub_territories') ? addProperties(object, ['_delete']) : undefined),
  },
  {
    name: 'managers by id',
    reason: 'Zoho’s page "Update Territories": the id of the manager is enough, as in the file itself when a territory is made',
    files: ['territories'],
    relax: (object) => (has(object, 'zuid') && isList(object['required']) ? { ...object, required: ['id'] } : undefined),
  },
  {
    name: 'rules that are said',
    reason:
      'one schema for what is said and what is told (the files of 2025 have no other), so that a request would need an id and a status, which it may not have',
    files: ['v8.0/sharing_rules'],
    relax: ({ required, ...object }) =>
      has(object, 'match_limit_exceeded') && isList(required) && !required.includes('superiors_allowed') ? object : undefined,
  },
  {
    name: 'people by id',
    reason: 'the same: an answer names whom it means, a request says the id',
    files: ['v8.0/sharing_rules'],
    relax: (object) => (has(object, 'subordinates') ? changeProperty(object, 'resource', (schema) => ({ ...schema, required: ['id'] })) : undefined),
  },
  {
    name: 'everybody',
    reason: 'the file itself has all_users among the types of people, and everybody has no id',
    files: ['v8.0/sharing_rules'],
    relax: (object) => {
      if (!has(object, 'subordinates')) return undefined;
      const all = { required: ['type', 'subordinates'], properties: { type: { const: 'all_users' }, resource: { type: 'null' } } };
      const { required, ...open } = changeProperty(object, 'resource', orNull) ?? object;
      return { ...open, anyOf: [all, { required: required ?? [], properties: { resource: { type: 'object' } } }] };
    },
  },
  {
    name: 'half of a rule',
    reason: 'the file itself has two types of rules: one goes by owners and has no criteria, the other goes by criteria and has no owners',
    files: ['v8.0/sharing_rules'],
    relax: (object) => {
      if (!has(object, 'match_limit_exceeded')) return undefined;
      const owners = changeProperty(object, 'shared_from', orNull) ?? object;
      return changeProperty(owners, 'criteria', orNull) ?? owners;
    },
  },
  {
    name: 'values of criteria',
    reason: 'facts: samples 18 and 34; the criteria of every other file hold texts, numbers, booleans, lists and objects',
    files: ['v8.0/sharing_rules'],
    relax: (object) => (has(object, 'comparator') ? changeProperty(object, 'value', () => ({})) : undefined),
  },
];

function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

function withGroups(schema: JsonObject): JsonObject {
  const values = property(schema, 'enum');
  return isList(values) && !values.includes('groups') && !isObject(values) ? { ...schema, enum: [...values, 'groups'] } : schema;
}
