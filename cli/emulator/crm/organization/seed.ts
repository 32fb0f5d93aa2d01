import type { DocStore } from '../store.ts';
import { seedAppointmentPreferences } from './appointment-preferences.ts';
import { seedContactRoles } from './contact-roles.ts';
import { seedFiscalYear } from './fiscal-year.ts';
import { seedPreferences } from './preferences.ts';
import { seedTaxes } from './taxes.ts';
import { seedUnsubscribeLinks } from './unsubscribe-links.ts';
import { seedVariableGroups } from './variable-groups.ts';

/** Gives a new org the settings that every org has; business hours, shifts, holidays and further currencies it has none. Call after its modules and users are seeded. */
export function seedOrganization(store: DocStore, org: string): void {
  seedFiscalYear(store, org);
  seedPreferences(store, org);
  seedAppointmentPreferences(store, org);
  seedContactRoles(store, org);
  seedVariableGroups(store, org);
  seedUnsubscribeLinks(store, org);
  seedTaxes(store, org);
}
