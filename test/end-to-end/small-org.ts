import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { objects, text } from '../../cli/model/json.ts';

/** The one element that these orgs send. */
export const roleName = 'Branch manager';

const unneeded = ['fields', 'layouts', 'global_picklists', 'blueprints', 'appointment_preferences'];
const unneededAutomation = ['workflow_rules', 'field_updates', 'tasks', 'webhooks', 'email_notifications'];

/** Where only roles matter, an org that offers little else is read in a few requests. */
export const fewApis: readonly string[] = [...unneeded, ...unneededAutomation.map((name) => `automation/${name}`)].map(
  (path) => `GET /settings/${path}`,
);

/** Adds the role to an org. */
export async function addRole(crm: Clicks): Promise<void> {
  const top = objects(await crm.get('/settings/roles'), 'roles').find((role) => text(role, 'name') === 'CEO');
  await crm.make('/settings/roles', 'roles', { name: roleName, reporting_to: { id: text(top, 'id') ?? '' } });
}
