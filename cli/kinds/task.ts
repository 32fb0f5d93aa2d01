import { defineAction } from './automation-action.ts';

/** Creates a task when an automation runs (OpenAPI workflow_tasks.json). */
export const taskKind = defineAction({
  name: 'task',
  title: { en: 'Task', ja: 'タスク' },
  schema: 'task',
  folder: 'tasks',
  envelope: 'tasks',
  setupPage: '/settings/actions/tasks',
});
