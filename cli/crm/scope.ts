import type { CrmMethod } from '../model/crm-call.ts';

const actions: Readonly<Record<CrmMethod, string>> = { GET: 'READ', POST: 'CREATE', PUT: 'UPDATE', PATCH: 'UPDATE', DELETE: 'DELETE' };

/**
 * Scope families that do not follow from the path, by its beginning, the longer before the shorter (`oauth_scope` of the OpenAPI files 3.1, which agree with Zoho's pages
 * where the older ones are known to be wrong; Zoho's pages for blueprints and taxes). The files lack the prefix of scoring rules.
 */
const families: readonly (readonly [string, string])[] = [
  ['/settings/automation/workflow_rules', 'ZohoCRM.settings.workflow_rules'],
  ['/settings/automation/assignment_rules', 'ZohoCRM.settings.assignment_rules'],
  ['/settings/automation/scoring_rules', 'ZohoCRM.settings.scoring_rules'],
  ['/settings/automation/cadences', 'ZohoCRM.settings.cadences'],
  ['/settings/automation/', 'ZohoCRM.settings.automation_actions'],
  ['/settings/appointment_preferences', 'ZohoCRM.org'],
  ['/settings/audit_log_export', 'ZohoCRM.settings.audit_logs'],
  ['/settings/blueprints/transitions', 'ZohoCRM.settings.transitions'],
  ['/settings/blueprints', 'ZohoCRM.settings.blueprint'],
  ['/settings/call_preferences', 'ZohoCRM.settings.modules'],
  ['/settings/email_templates', 'ZohoCRM.templates.email'],
  ['/settings/global_picklists', 'ZohoCRM.settings.global_picklist'],
  ['/settings/holidays', 'ZohoCRM.settings.business_hours'],
  ['/settings/inventory_templates', 'ZohoCRM.templates.inventory'],
  ['/settings/layouts/{}/map_dependency', 'ZohoCRM.settings.map_dependency'],
  ['/settings/portals', 'ZohoCRM.settings.clientportal'],
  ['/settings/service_preferences', 'ZohoCRM.settings.modules'],
  ['/settings/unsubscribe_link', 'ZohoCRM.settings.unsubscribe'],
  ['/workflow_configurations', 'ZohoCRM.settings.workflow_rules'],
  ['/contacts/roles', 'ZohoCRM.modules.contacts'],
  ['/org/currencies', 'ZohoCRM.settings.currencies'],
  ['/users', 'ZohoCRM.users'],
  ['/__apis', 'ZohoCRM.apis'],
  ['/__features', 'ZohoCRM.features'],
  ['/org', 'ZohoCRM.org'],
];

/** The OAuth scope that a call needs, for messages when the org itself cannot tell; e.g. `ZohoCRM.settings.fields.READ`. Ids in the path may be given or left open. */
export function scopeOf(method: CrmMethod, path: string): string {
  const template = path.replaceAll(/\{[^}]*\}|(?<=\/)\d{5,}(?=\/|$)/g, '{}').toLowerCase();
  const family = families.find(([start]) => template.startsWith(start))?.[1];
  const resource = /^\/settings\/([a-z_]+)/.exec(template)?.[1];
  const area = family ?? (resource === undefined ? 'ZohoCRM.modules' : `ZohoCRM.settings.${resource}`);
  return `${area}.${actionOf(method, template, area)}`;
}

/** What is switched on and off as a change of it (Zoho's pages of blueprints, data sharing rules and scoring rules), whatever the method. */
const switched = /^\/settings\/(?:blueprints|data_sharing\/rules|automation\/scoring_rules)\/.*\/actions\/activate$/;

/** Records of a module are written with a word of their own; some deletions are asked for by a POST. */
function actionOf(method: CrmMethod, template: string, area: string): string {
  if (switched.test(template)) return 'UPDATE';
  if (method === 'POST' && /\/actions\/(?:mass_delete|transfer_and_delete)$/.test(template)) return 'DELETE';
  return method === 'POST' && area === 'ZohoCRM.modules.contacts' ? 'WRITE' : actions[method];
}
