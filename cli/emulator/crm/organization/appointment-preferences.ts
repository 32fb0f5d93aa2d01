import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { demandMembers, demandObject, demandObjects, dependentMismatch, refuse } from '../automation/refusal.ts';
import { invalidData } from '../checks.ts';
import { findField, layoutsOf } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import type { DocStore } from '../store.ts';
import { findSingle, missingFor, pickMembers, saved, singleReply, writeSingle } from './single.ts';

const name = 'appointment_preferences';
const configuration = 'deal_record_configuration';
const at = `$.${name}`;

const members = [
  { name: 'show_job_sheet', type: 'boolean' },
  { name: 'when_duration_exceeds', type: 'string', oneOf: ['mark_as_complete', 'ask_appointment_provider_to_complete'] },
  { name: 'when_appointment_completed', type: 'string', oneOf: ['do_not_create_deal', 'create_deal'] },
  { name: 'allow_booking_outside_service_availability', type: 'boolean', required: true },
  { name: 'allow_booking_outside_businesshours', type: 'boolean', required: true },
] as const;

/** The module whose records an appointment makes. */
const deals = 'Deals';

/** Gives a new org its preferences: nothing is made of an appointment. Call after its modules are seeded. */
export function seedAppointmentPreferences(store: DocStore, org: string): void {
  const layout = layoutsOf(store, org, deals)[0];
  const made = layout === undefined ? null : { layout: { name: layout['name'] ?? '', id: layout.id }, field_mappings: [], id: store.nextId(org) };
  store.put(org, name, {
    id: store.nextId(org),
    show_job_sheet: false,
    when_duration_exceeds: 'mark_as_complete',
    when_appointment_completed: 'do_not_create_deal',
    allow_booking_outside_service_availability: false,
    allow_booking_outside_businesshours: false,
    [configuration]: made,
  });
}

function read({ store, org, query }: RouteContext): Reply {
  const found = findSingle(store, org.name, name);
  if (found === undefined) return { status: 204 };
  const { id: _id, [configuration]: made, ...shown } = found;
  return singleReply(name, query.get('include') === configuration ? { ...shown, [configuration]: made ?? null } : shown);
}

function update(context: RouteContext): Reply {
  return writeSingle(context, name, false, (item) => {
    demandMembers(item, members, at);
    const { store, org } = context;
    const before = findSingle(store, org.name, name) ?? { id: store.nextId(org.name) };
    const after = { ...before, ...pickMembers(item, [...members.map((member) => member.name), configuration]), id: before.id };
    checkTogether(after);
    const made = item[configuration];
    store.put(org.name, name, {
      ...after,
      id: before.id,
      [configuration]: isObject(made) ? readConfiguration(context, made, before[configuration]) : null,
    });
    return saved('Appointments preferences updated successfully');
  });
}

/** What one preference asks of another (Zoho "Update Appointment Preferences", errors). */
function checkTogether(after: JsonObject): void {
  const outside = 'allow_booking_outside_businesshours';
  const always = 'allow_booking_outside_service_availability';
  if (after[outside] === true && after[always] !== true)
    dependentMismatch(
      at,
      outside,
      { name: always, path: `${at}.${always}` },
      'booking outside of business hours needs booking outside of availability',
    );
  const exceeds = 'when_duration_exceeds';
  if (after['show_job_sheet'] === true && after[exceeds] !== 'ask_appointment_provider_to_complete')
    dependentMismatch(
      at,
      'show_job_sheet',
      { name: exceeds, path: `${at}.${exceeds}` },
      'a job sheet needs the provider to complete the appointment',
    );
  if (after['when_appointment_completed'] === 'create_deal' && !isObject(after[configuration] ?? null))
    refuse(missingFor(at, configuration, 'when_appointment_completed'));
}

function readConfiguration(context: RouteContext, made: JsonObject, before: Json | undefined): JsonObject {
  const { store, org } = context;
  const path = `${at}.${configuration}`;
  const layoutId = text(demandObject(made, 'layout', path), 'id') ?? '';
  const layout = layoutsOf(store, org.name, deals).find((one) => one.id === layoutId);
  if (layout === undefined) refuse(invalidData(`${path}.layout`, 'id'));
  if (made['field_mappings'] === undefined) refuse(missingFor(path, 'field_mappings', 'layout'));
  const mappings = demandObjects(made, 'field_mappings', path).map((mapping, index): JsonObject => {
    const place = `${path}.field_mappings[${index}]`;
    demandMembers(mapping, [{ name: 'type', type: 'string', required: true, oneOf: ['static', 'merge_field'] }], place);
    const apiName = text(demandObject(mapping, 'field', place), 'api_name') ?? '';
    const field = findField(store, org.name, deals, apiName);
    if (field === undefined) refuse(invalidData(`${place}.field`, 'api_name'));
    return { type: mapping['type'] ?? '', value: mapping['value'] ?? '', field: { api_name: apiName, id: field.id } };
  });
  return { layout: { name: layout['name'] ?? '', id: layout.id }, field_mappings: mappings, id: text(before, 'id') ?? store.nextId(org.name) };
}

const shared = { path: '/settings/appointment_preferences', minCredits: 1, maxCredits: 1 };

/** `/settings/appointment_preferences` (appointment_preference.json); what is made of an appointment is shown only when asked for. */
export const appointmentPreferenceRoutes: readonly Route[] = [
  { ...shared, method: 'GET', scope: 'ZohoCRM.org.READ', handle: read },
  { ...shared, method: 'PUT', scope: 'ZohoCRM.org.UPDATE', handle: update },
];
