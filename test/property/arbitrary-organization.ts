import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Draft, Fate } from './draft.ts';
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
  keyed('holiday', ['Early: 2027-01-01 元日'], () =>
    fc.constantFrom('元日', 'New Year').map((name) => ({ name, date: '2027-01-01', shift_hour: 'Early' })),
  ),
);

const arbitraryHoliday = keyed('holiday', ['2027-05-05 Day'], () =>
  fc.constantFrom('05', '06').map((day): JsonObject => ({ name: 'Day', date: `2027-05-${day}` })),
);

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

const one = (drafts: fc.Arbitrary<Draft>): fc.Arbitrary<readonly Draft[]> => drafts.map((draft) => [draft]);

/** Drafts of what is about the organization itself. */
export const arbitraryOrganization: fc.Arbitrary<readonly Draft[]> = fc.oneof(
  arbitraryShift,
  one(arbitraryHoliday),
  one(setting('fiscal_year', fiscalYear)),
  one(setting('taxes', taxes)),
  arbitraryCurrencies,
  one(keyed('contact_role', ['Parent', '親/保護者'], () => fc.integer({ min: 1, max: 9 }).map((sequence_number) => ({ sequence_number })))),
  one(keyed('variable', ['Shop', 'Place_2'], variable)),
  one(keyed('unsubscribe_link', ['News', '知らせ'], link)),
  one(
    setting(
      'call_preferences',
      fc.boolean().map((on) => ({ show_from_number: on, show_to_number: !on })),
    ),
  ),
  one(
    setting(
      'service_preferences',
      fc.boolean().map((on) => ({ job_sheet_enabled: on })),
    ),
  ),
);
