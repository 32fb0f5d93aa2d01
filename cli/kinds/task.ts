import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import { defineAction } from './automation-action.ts';

/** Creates a task when an automation runs (OpenAPI workflow_tasks.json). */
export const taskKind = defineAction({
  name: 'task',
  title: { en: 'Task', ja: 'タスク' },
  schema: 'task',
  folder: 'tasks',
  envelope: 'tasks',
  setupPage: '/settings/actions/tasks',
  wireBody: nameMappedFields,
});

/** Mapped fields are those of the Tasks module, and need their ids in a request. */
function nameMappedFields(wire: JsonObject): JsonObject {
  const mappings = objects(wire, 'field_mappings').map((mapping): Json => {
    const name = text(property(mapping, 'field'), 'api_name') ?? '';
    return { ...mapping, field: { id: { $id: refOf('field', `Tasks.${name}`) }, api_name: name } };
  });
  return 'field_mappings' in wire ? { ...wire, field_mappings: mappings } : wire;
}
