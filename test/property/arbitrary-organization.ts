import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft, Fate } from './draft.ts';
import { madeGroup } from './prepared-org.ts';
import { arbitraryFate, versions } from './versions.ts';

/** Settings are always there and never go. */
const arbitraryChange: fc.Arbitrary<Fate> = fc.constantFrom('changes', 'stays', 'changes');

function setting(kind: string, attributes: fc.Arbitrary<JsonObject>): fc.Arbitrary<Draft> {
  return fc
    .record({ both: versions(attributes), fate: arbitraryChange })
    .map(({ both: [first, second], fate }): Draft => ({ kind, key: 'company', fate, first, second }));
}

function keyed(kind: string, keys: readonly string[], attributes: (key: string) => fc.Arbitrary<JsonObject>): fc.Arbitrary<Draft> {
  return fc
    .constantFrom(...keys)
    .chain((key) =>
      fc
        .record({ both: versions(attributes(key)), fate: arbitraryFate })
        .map(({ both: [first, second], fate }): Draft => ({ kind, key, fate, first, second })),
    );
}

const week = ['Monday', 'Tuesday', 'Wednesday', 'Friday', 'Sunday'];
const days = fc.subarray(week, { minLength: 1 });
const times = fc.constantFrom<Json[]>(['09:00', '17:00'], ['08:30', '00:00'], ['00:00', '12:00']);

/** Hours of some days: the same on all of them, or others on each, in any order of days. */
function hours(daysName: string, timingName: string): fc.Arbitrary<JsonObject> {
  return fc
    .record({ own: days, same: fc.boolean(), daily: times, custom: fc.array(times, { minLength: week.length, maxLength: week.length }) })
    .map(({ own, same, daily, custom }): JsonObject => {
      if (same) return { [daysName]: own, daily_timing: daily };
      const timing = own.map((day, index): Json => ({ days: day, [timingName]: custom[index] ?? [] }));
      return { [daysName]: own.toReversed(), same_as_everyday: false, custom_timing: timing };
    });
}

const businessHours: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.constant<JsonObject>({ type: '24_by_7', week_starts_on: 'Monday' }),
  fc.constant<JsonObject>({ type: '24_by_5', week_starts_on: 'Sunday', business_days: week }),
  hours('business_days', 'business_timing').map((own) => ({ type: 'custom', week_starts_on: 'Monday', ...own })),
);

/** Hours in another place than the org's, so that they need not lie within its own. */
const shift = (name: string): fc.Arbitrary<JsonObject> =>
  hours('shift_days', 'shift_timing').map((own) => ({ name, timezone: 'Asia/Tokyo', ...own }));

/** A shift with the business hours that it needs, and a holiday of it. */
const arbitraryShift: fc.Arbitrary<readonly Draft[]> = fc.tuple(
  setting('business_hours', businessHours),
  keyed('shift_hours', ['Early', '早番'], shift),
  holiday({ name: '元日', date: '2027-01-01', shift_hour: 'Early' }, { name: 'New Year' }),
);

/** A holiday, whose key tells its date and name at first. */
function holiday(first: { name: string; date: string; shift_hour?: string }, other: JsonObject): fc.Arbitrary<Draft> {
  const key = `${first.shift_hour === undefined ? '' : `${first.shift_hour}: `}${first.date} ${first.name}`;
  return fc
    .record({ same: fc.boolean(), fate: arbitraryFate })
    .map(({ same, fate }): Draft => ({ kind: 'holiday', key, fate, first, second: same ? first : { ...first, ...other } }));
}

const arbitraryHoliday = fc.constantFrom('04', '05').chain((day) => holiday({ name: 'Day', date: `2027-05-${day}` }, { date: '2027-05-06' }));

const fiscalYear = fc.oneof(
  fc
    .constantFrom('JANUARY', 'APRIL')
    .map((start_month): JsonObject => ({ calendar_type: 'gregorian', start_month, display_based_on: 'start_month' })),
  fc.constantFrom('4-4-5', '3-3-3-4').map(
    (structure): JsonObject => ({
      ...{ calendar_type: 'custom', start_month: 'APRIL', display_based_on: 'start_month', start_date: '2026-04-05' },
      structure,
      interval_display_option: 'quarter',
    }),
  ),
);

const taxes = fc.record({ names: fc.subarray(['VAT', '消費税', 'A & B']), value: fc.constantFrom(8, 7.7), fill: fc.boolean() }).map(
  ({ names, value, fill }): JsonObject => ({
    ...(names.length === 0 ? {} : { taxes: names.map((name) => ({ name, value })) }),
    preference: { auto_populate_tax: fill, modify_tax_rates: false },
  }),
);

const variable = (key: string): fc.Arbitrary<JsonObject> =>
  fc.constantFrom('', '1', '010', '${x}', '住所 1').chain((value) =>
    fc.constantFrom(undefined, 'what for').map((description) => ({
      name: `The ${key}`,
      ...(description === undefined ? {} : { description }),
      type: 'text',
      variable_group: 'General',
      ...(value === '' ? {} : { value }),
    })),
  );

const link = (name: string): fc.Arbitrary<JsonObject> =>
  fc.constantFrom<JsonObject[]>(
    { name, standard_page_message: 'No more?', submission_message: 'Bye.' },
    { name, page_type: 'custom', custom_location_url: 'https://bye.example/x', submission_message: 'Bye.' },
    { name, standard_page_message: 'もう?', submission_action_type: 'redirect', submission_redirect_url: 'https://bye.example/y' },
  );

/** Currencies cannot be deleted: the org's own stays, another comes or changes. */
const arbitraryCurrencies: fc.Arbitrary<readonly Draft[]> = fc
  .record({ rates: versions(fc.constantFrom('0.0061', '0.0062')), fate: fc.constantFrom<Fate[]>('comes', 'changes', 'stays') })
  .map(({ rates, fate }) => {
    const own: JsonObject = { is_base: true, name: 'Yen', symbol: '¥', exchange_rate: '1', format: { decimal_places: '0' } };
    const other = (exchange_rate: string): JsonObject => ({ name: 'Euro', symbol: '€', exchange_rate, format: { thousand_separator: 'Space' } });
    return [
      { kind: 'currency', key: 'JPY', fate: 'stays', first: own, second: own },
      { kind: 'currency', key: 'EUR', fate, first: other(rates[0]), second: other(rates[1]) },
    ];
  });

const onOrOff = (first: string, second: string): fc.Arbitrary<JsonObject> => fc.boolean().map((on) => ({ [first]: on, [second]: !on }));

/** A group that somebody made in the setup: the API only changes it. */
const arbitraryVariableGroup: fc.Arbitrary<Draft> = fc
  .record({
    both: versions(fc.record({ name: fc.constantFrom('Shop', 'お店'), description: fc.constantFrom('what for', '説明') })),
    fate: arbitraryChange,
  })
  .map(({ both: [first, second], fate }): Draft => ({ kind: 'variable_group', key: madeGroup, fate, first, second }));

const appointments: fc.Arbitrary<JsonObject> = fc
  .record({
    sheet: fc.boolean(),
    asked: fc.boolean(),
    always: fc.boolean(),
    anyTime: fc.boolean(),
    deal: fc.constantFrom<Json>(null, [], [{ field: 'Deals.Deal_Name', type: 'static', value: '予約から' }]),
  })
  .map(
    ({ sheet, asked, always, anyTime, deal }): JsonObject => ({
      show_job_sheet: sheet,
      when_duration_exceeds: sheet || asked ? 'ask_appointment_provider_to_complete' : 'mark_as_complete',
      when_appointment_completed: deal === null ? 'do_not_create_deal' : 'create_deal',
      allow_booking_outside_service_availability: always || anyTime,
      allow_booking_outside_businesshours: anyTime,
      deal_record_configuration: { layout: 'Deals/Standard', ...(isList(deal) && deal.length > 0 ? { field_mappings: deal } : {}) },
    }),
  );

/** What is about the organization itself. */
export const organizationAreas: readonly Area[] = [
  { kinds: ['business_hours', 'shift_hours', 'holiday'], drafts: arbitraryShift },
  areaOf('holiday', arbitraryHoliday),
  areaOf('fiscal_year', setting('fiscal_year', fiscalYear)),
  areaOf('taxes', setting('taxes', taxes)),
  { kinds: ['currency'], drafts: arbitraryCurrencies },
  areaOf(
    'contact_role',
    keyed('contact_role', ['Parent', '親/保護者'], () => fc.integer({ min: 1, max: 9 }).map((sequence_number) => ({ sequence_number }))),
  ),
  areaOf('variable', keyed('variable', ['Shop', 'Place_2'], variable)),
  areaOf('variable_group', arbitraryVariableGroup),
  areaOf('unsubscribe_link', keyed('unsubscribe_link', ['News', '知らせ'], link)),
  areaOf('call_preferences', setting('call_preferences', onOrOff('show_from_number', 'show_to_number'))),
  areaOf(
    'service_preferences',
    setting(
      'service_preferences',
      fc.boolean().map((on) => ({ job_sheet_enabled: on })),
    ),
  ),
  areaOf('appointment_preferences', setting('appointment_preferences', appointments)),
];
