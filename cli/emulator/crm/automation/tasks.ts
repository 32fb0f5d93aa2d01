import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import type { ActionKind } from './action-kind.ts';
import { readMappings } from './field-values.ts';
import { demandMembers, demandObjects, refuse } from './refusal.ts';

/** The module that tasks are records of. */
const taskModule = 'Tasks';

const members = [
  { name: 'notify', type: 'boolean' },
  { name: 'feature_type', type: 'string', oneOf: ['workflow', 'blueprint', 'approval_process', 'kiosks', 'cadences'] },
  { name: 'field_mappings', type: 'list', required: true },
] as const;

/** Tasks that an automation makes (workflow_tasks.json). */
export const tasks: ActionKind = {
  collection: 'tasks',
  word: 'task',
  detailOnly: [],
  showModule: (module) => showTaskModule(module, 'moduleName'),
  read: ({ refs, item, path }) => {
    demandMembers(item, members, path);
    const mappings = demandObjects(item, 'field_mappings', path);
    if (mappings.length === 0) refuse(mandatoryNotFound(path, 'field_mappings'));
    if (mappings.length > 20) refuse(invalidData(path, 'field_mappings', { maximum_length: 20 }));
    const read = readMappings(refs, taskModule, mappings, `${path}.field_mappings`);
    if (!read.some((mapping) => text(mapping['field'], 'api_name') === 'Subject'))
      refuse(itemError('MANDATORY_NOT_FOUND', 'mandatory field is not given', { ...locate(path, 'field_mappings'), api_name: 'Subject' }));
    const related = item['related_module'];
    return {
      notify: item['notify'] ?? false,
      feature_type: item['feature_type'] ?? 'workflow',
      field_mappings: read,
      related_module: isObject(related) ? showTaskModule(refs.module(related, `${path}.related_module`), 'module_name') : null,
    };
  },
};

/** One answer spells the same fact `moduleName` in `module` and `module_name` in `related_module`, as workflow_tasks.json has it. */
function showTaskModule(module: Doc, spelling: 'moduleName' | 'module_name'): JsonObject {
  const name = text(module, 'api_name') ?? '';
  const labels = { singular_label: module['singular_label'] ?? name, plural_label: module['plural_label'] ?? name };
  return { ...labels, api_name: name, id: module.id, [spelling]: module['module_name'] ?? name };
}
