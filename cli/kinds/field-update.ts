import { defineAction } from './automation-action.ts';

/** Sets a field when an automation runs (OpenAPI field_updates.json). */
export const fieldUpdateKind = defineAction({
  name: 'field_update',
  title: { en: 'Field update', ja: '項目更新' },
  schema: 'field-update',
  folder: 'field-updates',
  envelope: 'field_updates',
  setupPage: '/settings/actions/field-updates',
  given: ['value'],
  cleared: { dependent_fields: [] },
});
