import { isList, isObject, property } from '../../cli/model/json.ts';
import type { Relaxation } from './relaxation.ts';
import { addProperties, changeProperty, has } from './relaxation.ts';

/** What is wrong in the published files about who sees what. */
export const accessRelaxations: readonly Relaxation[] = [
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
];

function withGroups(schema: Parameters<Relaxation['relax']>[0]): Parameters<Relaxation['relax']>[0] {
  const values = property(schema, 'enum');
  return isList(values) && !values.includes('groups') && !isObject(values) ? { ...schema, enum: [...values, 'groups'] } : schema;
}
