import type { JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { Kind } from './kind.ts';

type Particulars = Pick<Kind, 'name' | 'title' | 'schema' | 'setupPage' | 'given' | 'body'> & { readonly query?: Readonly<Record<string, string>> };

/** Descriptor of preferences: every org has them, and they can only be changed, all of them in one call. */
function definePreferences({ query, ...particulars }: Particulars): Kind {
  const path = `/settings/${particulars.name}`;
  return {
    ...particulars,
    scope: 'org',
    separator: '/',
    file: { pattern: `organization/${particulars.schema}.yaml`, holds: 'one' },
    identity: 'name',
    single: true,
    envelope: particulars.name,
    list: { method: 'GET', path, per: 'org', paged: false, ...(query === undefined ? {} : { query }) },
    update: { method: 'PUT', path, batch: 1, credits: 1 },
    frozen: [],
    deferred: [],
    whole: true,
    holdsRecords: false,
  };
}

/** What calls show (OpenAPI call_preferences.json). */
export const callPreferencesKind: Kind = definePreferences({
  name: 'call_preferences',
  title: { en: 'Call preferences', ja: '通話の設定' },
  schema: 'call-preferences',
  setupPage: '/settings/telephony',
  given: ['show_from_number', 'show_to_number'],
});

/** How services work (OpenAPI service_preference.json). */
export const servicePreferencesKind: Kind = definePreferences({
  name: 'service_preferences',
  title: { en: 'Service preferences', ja: 'サービスの設定' },
  schema: 'service-preferences',
  setupPage: '/settings/services',
  given: ['job_sheet_enabled'],
});

/** What appointments allow and lead to (OpenAPI appointment_preference.json); what they make is told only to who asks for it. */
export const appointmentPreferencesKind: Kind = definePreferences({
  name: 'appointment_preferences',
  title: { en: 'Appointment preferences', ja: '予約の設定' },
  schema: 'appointment-preferences',
  setupPage: '/settings/appointments',
  given: [
    'show_job_sheet',
    'when_duration_exceeds',
    'when_appointment_completed',
    'allow_booking_outside_service_availability',
    'allow_booking_outside_businesshours',
    'deal_record_configuration',
  ],
  query: { include: 'deal_record_configuration' },
  body: sayAppointments,
});

/** A layout is always said together with what is filled in, even with nothing. */
function sayAppointments(said: JsonObject): JsonObject {
  const made = said['deal_record_configuration'];
  return isObject(made) ? { ...said, deal_record_configuration: { field_mappings: [], ...made } } : said;
}
