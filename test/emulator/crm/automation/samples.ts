import type { JsonObject } from '../../../../cli/model/json.ts';
import type { TestOrg } from './org-fixture.ts';

/** Adds a field update to the org; gives its id. */
export function addFieldUpdate(org: TestOrg, module: string, name: string, field: string, value: string): string {
  const item = { name, module: { api_name: module }, type: 'static', field: org.field(module, field), value };
  return org.write('POST', '/settings/automation/field_updates', { field_updates: [item] });
}

/** A rule on new leads that runs one field update, as a request has it. */
export function ruleBody(action: string, changes: JsonObject = {}): JsonObject {
  return {
    name: 'New lead',
    module: { api_name: 'Leads' },
    execute_when: { type: 'create', details: { trigger_module: { api_name: 'Leads' } } },
    conditions: [{ sequence_number: 1, criteria_details: { criteria: null }, instant_actions: { actions: [{ type: 'field_updates', id: action }] } }],
    ...changes,
  };
}

/** A webhook as a request has it. */
export function webhookBody(changes: JsonObject = {}): JsonObject {
  return {
    name: 'Sync',
    module: { api_name: 'Leads' },
    url: 'https://example.com/hook',
    http_method: 'POST',
    feature_type: 'workflow',
    headers: { custom_parameters: [{ name: 'x-api-key', value: 'k1' }], module_parameters: [{ name: 'email', value: '${!Leads.Email}' }] },
    body: { type: 'form_data', form_data_content: { module_parameters: [{ name: 'who', value: '${!Leads.Last_Name}' }] } },
    ...changes,
  };
}

/** A task as a request has it. */
export function taskBody(org: TestOrg, changes: JsonObject = {}): JsonObject {
  const due = { period: 'business_days', unit: '2', sign: 'plus', trigger_field: '${CURRENTTIME}' };
  return {
    name: 'Follow up',
    module: { api_name: 'Leads' },
    field_mappings: [
      { field: org.field('Tasks', 'Subject'), type: 'static', value: 'Follow up' },
      { field: org.field('Tasks', 'Due_Date'), type: 'execution_time', value: due },
      { field: org.field('Tasks', 'Status'), type: 'static', value: 'Not Started' },
      { field: org.field('Tasks', 'Owner'), type: 'merge_field', value: '${Leads.Owner}' },
    ],
    ...changes,
  };
}
