import type { CrmMethod } from '../model/crm-call.ts';

const actions: Readonly<Record<CrmMethod, string>> = { GET: 'READ', POST: 'CREATE', PUT: 'UPDATE', PATCH: 'UPDATE', DELETE: 'DELETE' };

/** Scope families by the beginning of the path, the longest first (`oauth_scope` of the OpenAPI files; Zoho's pages for blueprints). */
const families: readonly (readonly [string, string])[] = [
  ['/settings/automation/workflow_rules', 'ZohoCRM.settings.workflow_rules'],
  ['/settings/automation/', 'ZohoCRM.settings.automation_actions'],
  ['/settings/blueprints/transitions', 'ZohoCRM.settings.transitions'],
  ['/settings/blueprints', 'ZohoCRM.settings.blueprint'],
  ['/settings/global_picklists', 'ZohoCRM.settings.global_picklist'],
  ['/settings/email_templates', 'ZohoCRM.templates.email'],
  ['/users', 'ZohoCRM.users'],
  ['/__apis', 'ZohoCRM.apis'],
  ['/org', 'ZohoCRM.org'],
];

/** The OAuth scope that a call needs, for messages when the org itself cannot tell; e.g. `ZohoCRM.settings.fields.READ`. */
export function scopeOf(method: CrmMethod, path: string): string {
  const family = families.find(([start]) => path.startsWith(start))?.[1];
  const resource = /^\/settings\/([a-z_]+)/.exec(path)?.[1];
  return `${family ?? (resource === undefined ? 'ZohoCRM.modules' : `ZohoCRM.settings.${resource}`)}.${actions[method]}`;
}
