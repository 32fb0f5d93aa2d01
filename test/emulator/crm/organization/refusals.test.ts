import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { isObject, objects, property, text } from '../../../../cli/model/json.ts';
import { openContract } from '../../../contract/openapi.ts';
import { contractPresent } from '../../../contract/published.ts';
import type { EmbeddedOrg } from '../../../kinds/embedded-org.ts';
import { openOrg } from '../../../kinds/embedded-org.ts';

let org: EmbeddedOrg;
beforeEach(() => {
  org = openOrg();
});

type Method = Parameters<EmbeddedOrg['ask']>[0];

/** The first result of a write, or the refusal of the whole request. */
async function result(method: Method, path: string, body?: JsonObject): Promise<JsonObject> {
  const answer = (await org.ask(method, path, body)) as Json;
  const [envelope = ''] = Object.keys(body ?? {});
  const held = property(answer, envelope) ?? answer;
  const first = isObject(held) ? held : objects(answer, envelope)[0];
  if (first === undefined) throw new Error(`no result in ${JSON.stringify(answer)}`);
  return first;
}

const refusal = async (...call: Parameters<typeof result>) => {
  const { code, details } = await result(...call);
  return [code, details];
};

const hours: JsonObject = {
  type: 'custom',
  week_starts_on: 'Monday',
  business_days: ['Monday', 'Tuesday'],
  same_as_everyday: true,
  daily_timing: ['09:00', '18:00'],
};
const shift: JsonObject = { name: 'Early', timezone: 'Etc/UTC', shift_days: ['Monday'], same_as_everyday: true, daily_timing: ['09:00', '14:00'] };
const setHours = () => result('POST', '/settings/business_hours', { business_hours: hours });
const makeShift = (more: JsonObject = {}) => refusal('POST', '/settings/business_hours/shift_hours', { shift_hours: [{ ...shift, ...more }] });

describe('business hours', () => {
  test('are none in a new org, made once and changed after that', async () => {
    expect(await org.ask('GET', '/settings/business_hours')).toBeUndefined();
    expect((await refusal('PUT', '/settings/business_hours', { business_hours: hours }))[0]).toBe('NOT_ALLOWED');
    expect((await setHours())['code']).toBe('SUCCESS');
    expect((await refusal('POST', '/settings/business_hours', { business_hours: hours }))[0]).toBe('NOT_ALLOWED');
  });

  test.each<[string, JsonObject, string, string]>([
    ['no first day of the week', { week_starts_on: null }, 'INVALID_DATA', '$.business_hours.week_starts_on'],
    ['a type that is none', { type: 'nights' }, 'INVALID_DATA', '$.business_hours.type'],
    ['four days of five', { type: '24_by_5', business_days: ['Monday'] }, 'INVALID_DATA', '$.business_hours.business_days'],
    ['a day twice', { business_days: ['Monday', 'Monday'] }, 'ALREADY_USED', '$.business_hours.business_days[1]'],
    ['an end before the beginning', { daily_timing: ['18:00', '09:00'] }, 'INVALID_DATA', '$.business_hours.daily_timing'],
    ['no time', { daily_timing: null }, 'DEPENDENT_FIELD_MISSING', '$.business_hours.daily_timing'],
    [
      'times of another day',
      { same_as_everyday: false, custom_timing: [{ days: 'Sunday', business_timing: ['09:00', '10:00'] }] },
      'INVALID_DATA',
      '$.business_hours.custom_timing[0].days',
    ],
  ])('are refused with %s', async (_why, more, code, place) => {
    expect(await refusal('POST', '/settings/business_hours', { business_hours: { ...hours, ...more } })).toMatchObject([code, { json_path: place }]);
  });
});

describe('shifts', () => {
  test('need business hours', async () => {
    expect((await makeShift())[0]).toBe('NOT_ALLOWED');
  });

  test.each<[string, JsonObject, string, string]>([
    ['time before the company opens', { daily_timing: ['08:00', '14:00'] }, 'INVALID_DATA', 'daily_timing'],
    ['a day off', { shift_days: ['Sunday'] }, 'INVALID_DATA', 'daily_timing'],
    ['no such time zone', { timezone: 'Mars/North' }, 'INVALID_DATA', 'timezone'],
    ['a sign in the name', { name: '50%' }, 'INVALID_DATA', 'name'],
    [
      'a break of ten minutes',
      { break_hours: [{ break_days: ['Monday'], same_as_everyday: true, daily_timing: ['10:00', '10:10'] }] },
      'DEPENDENT_MISMATCH',
      'break_hours[0].daily_timing[1]',
    ],
    [
      'a break outside',
      { break_hours: [{ break_days: ['Monday'], same_as_everyday: true, daily_timing: ['13:30', '14:30'] }] },
      'INVALID_DATA',
      'break_hours[0].daily_timing',
    ],
  ])('are refused with %s', async (_why, more, code, place) => {
    await setHours();
    expect(await makeShift(more)).toMatchObject([code, { json_path: `$.shift_hours[0].${place}` }]);
  });

  test('are no more than fifty, no two of a name, and go with their holidays', async () => {
    await setHours();
    for (let index = 0; index < 50; index += 1) expect((await makeShift({ name: `S${index}` }))[0]).toBe('SUCCESS');
    expect(await makeShift({ name: 'S50' })).toMatchObject(['LIMIT_EXCEEDED', { limit: 50 }]);
    const [first] = objects((await org.ask('GET', '/settings/business_hours/shift_hours')) as Json, 'shift_hours');
    const id = text(first, 'id') ?? '';
    const holiday = { name: 'Eve', date: '2026-12-24', type: 'shift_holiday', shift_hour: { id, name: 'S0' } };
    expect((await result('POST', '/settings/holidays', { holidays: [holiday] }))['code']).toBe('SUCCESS');
    expect(await refusal('PUT', `/settings/business_hours/shift_hours/${id}`, { shift_hours: [{ name: 'S1' }] })).toMatchObject([
      'DUPLICATE_DATA',
      { api_name: 'name' },
    ]);
    await org.ask('DELETE', `/settings/business_hours/shift_hours/${id}`);
    expect(await org.ask('GET', '/settings/holidays')).toBeUndefined();
  });
});

test('a year has at most 52 holidays, and a day one of a sort', async () => {
  const days = Array.from({ length: 52 }, (_each, index) => new Date(Date.UTC(2026, 0, 1 + index * 7)).toISOString().slice(0, 10));
  const holiday = (date: string): JsonObject => ({ name: `Day ${date}`, date, type: 'business_holiday', shift_hour: { id: '1', name: 'x' } });
  await org.ask('POST', '/settings/holidays', { holidays: days.map(holiday) });
  expect(await refusal('POST', '/settings/holidays', { holidays: [holiday('2026-12-31')] })).toMatchObject(['LIMIT_EXCEEDED', { limit: 52 }]);
  expect((await result('POST', '/settings/holidays', { holidays: [holiday('2027-01-01')] }))['code']).toBe('SUCCESS');
  expect((await refusal('POST', '/settings/holidays', { holidays: [holiday('2027-01-01')] }))[0]).toBe('DUPLICATE_DATA');
  expect((await refusal('POST', '/settings/holidays', { holidays: [holiday('2027-02-30')] }))[0]).toBe('INVALID_DATA');
});

test.each<[string, JsonObject, string]>([
  ['a month that is none', { start_month: 'SMARCH' }, 'INVALID_DATA'],
  ['weeks without a first day', { calendar_type: 'custom', structure: '4-4-5' }, 'DEPENDENT_FIELD_MISSING'],
  ['weeks of another year', { calendar_type: 'custom', structure: '4-4-5', start_month: 'JANUARY', start_date: '2020-01-05' }, 'INVALID_DATA'],
  [
    'weeks that start in another month',
    { calendar_type: 'custom', structure: '4-4-5', start_month: 'MAY', start_date: '2026-01-05' },
    'INVALID_DATA',
  ],
])('a fiscal year is refused with %s', async (_why, fiscal_year, code) => {
  expect((await refusal('PUT', '/settings/fiscal_year', { fiscal_year }))[0]).toBe(code);
});

describe('currencies', () => {
  const enable = () => refusal('POST', '/org/currencies/actions/enable', { base_currency: { iso_code: 'JPY', exchange_rate: '1' } });
  const add = (iso_code: string, more: JsonObject = {}) =>
    refusal('POST', '/org/currencies', { currencies: [{ iso_code, exchange_rate: '2', ...more }] });

  test('are off until somebody enables them, which is done once', async () => {
    expect((await add('EUR'))[0]).toBe('CURRENCIES_NOT_ENABLED');
    expect((await enable())[0]).toBe('SUCCESS');
    expect((await enable())[0]).toBe('ALREADY_ENABLED');
    expect((await add('EUR'))[0]).toBe('SUCCESS');
    expect((await add('EUR'))[0]).toBe('DUPLICATE_DATA');
    expect((await add('XYQ'))[0]).toBe('INVALID_DATA');
    expect((await add('USD', { format: { decimal_separator: 'Comma', thousand_separator: 'Comma' } }))[0]).toBe('NOT_ALLOWED');
    for (const code of ['USD', 'GBP', 'CHF', 'AUD', 'CAD', 'NZD', 'SEK', 'NOK']) expect((await add(code))[0]).toBe('SUCCESS');
    expect(await add('DKK')).toMatchObject(['ACTIVE_STATE_LIMIT_EXCEEDED', { limit: 10 }]);
    expect((await add('DKK', { is_active: false }))[0]).toBe('SUCCESS');
    const base = objects((await org.ask('GET', '/org/currencies')) as Json, 'currencies').find((one) => one['is_base'] === true);
    expect((await refusal('PUT', '/org/currencies', { currencies: [{ id: text(base, 'id') ?? '', symbol: 'Y' }] }))[0]).toBe('NOT_ALLOWED');
  });

  test('are for the higher editions, and an org without them has none', async () => {
    org = openOrg({ edition: 'professional' });
    expect((await enable())[0]).toBe('FEATURE_NOT_SUPPORTED');
    const live = await org.read();
    expect(live.unreadable).toEqual([]);
    expect([...live.elements.keys()].filter((ref) => ref.startsWith('currency:'))).toEqual([]);
  });
});

test('the last contact role, the default link and the general group of variables stay', async () => {
  const roles = objects((await org.ask('GET', '/contacts/roles')) as Json, 'contact_roles');
  for (const { id } of roles.slice(1)) expect((await result('DELETE', `/contacts/roles/${id}`))['contact_roles']).toBeDefined();
  const last = (await org.ask('DELETE', `/contacts/roles/${roles[0]?.['id']}`)) as Json;
  expect(objects(last, 'contact_roles')).toMatchObject([{ code: 'LOWER_LIMIT_REACHED', details: { limit: 1 } }]);
  const [link] = objects((await org.ask('GET', '/settings/unsubscribe_links')) as Json, 'unsubscribe_links');
  expect(await org.ask('DELETE', `/settings/unsubscribe_links/${link?.['id']}`)).toMatchObject({ code: 'NOT_ALLOWED' });
  const [group] = objects((await org.ask('GET', '/settings/variable_groups')) as Json, 'variable_groups');
  const change = { variable_groups: [{ id: group?.['id'] ?? '', name: 'Other' }] };
  expect((await refusal('PUT', '/settings/variable_groups', change))[0]).toBe('CANNOT_PERFORM_ACTION');
});

test.each<[string, JsonObject, string]>([
  ['a type that is none', { type: 'colour' }, 'PATTERN_NOT_MATCHED'],
  ['a value of another type', { type: 'integer', value: 'many' }, 'INVALID_DATA'],
  ['an api name with a sign', { api_name: 'a-b' }, 'INVALID_DATA'],
  ['no group', { variable_group: null }, 'MANDATORY_NOT_FOUND'],
  ['a group that is nowhere', { variable_group: { id: '17' } }, 'INVALID_DATA'],
])('a variable is refused with %s', async (_why, more, code) => {
  const [group] = objects((await org.ask('GET', '/settings/variable_groups')) as Json, 'variable_groups');
  const variable = { api_name: 'Shop', name: 'Shop', type: 'text', variable_group: { id: text(group, 'id') ?? '' }, ...more };
  expect((await refusal('POST', '/settings/variables', { variables: [variable] }))[0]).toBe(code);
});

test.each<[string, JsonObject, string]>([
  ['a page of its own without an address', { page_type: 'custom' }, 'DEPENDENT_FIELD_MISSING'],
  ['an address that is none', { page_type: 'custom', custom_location_url: 'over there' }, 'INVALID_DATA'],
  ['a name that is there', { name: 'Default' }, 'DUPLICATE_DATA'],
])('an unsubscribe link is refused with %s', async (_why, more, code) => {
  const link = {
    name: 'News',
    page_type: 'standard',
    standard_page_message: 'x',
    submission_action_type: 'display_message',
    submission_message: 'y',
    ...more,
  };
  expect((await refusal('POST', '/settings/unsubscribe_links', { unsubscribe_links: [link] }))[0]).toBe(code);
});

test.each<[string, JsonObject, string]>([
  ['booking at night but not at other times', { allow_booking_outside_businesshours: true }, 'DEPENDENT_MISMATCH'],
  ['a job sheet that nobody has to fill in', { show_job_sheet: true }, 'DEPENDENT_MISMATCH'],
  ['a deal that nothing is said of', { when_appointment_completed: 'create_deal', deal_record_configuration: null }, 'DEPENDENT_FIELD_MISSING'],
])('appointment preferences are refused with %s', async (_why, more, code) => {
  const usual = { allow_booking_outside_businesshours: false, allow_booking_outside_service_availability: false };
  expect((await refusal('PUT', '/settings/appointment_preferences', { appointment_preferences: { ...usual, ...more } }))[0]).toBe(code);
});

test('taxes are refused twice under a name, and beyond all they could be', async () => {
  const put = (taxes: Json) => refusal('PUT', '/org/taxes', { org_taxes: { taxes } });
  expect(
    (
      await put([
        { name: 'VAT', value: 10 },
        { name: 'VAT', value: 8 },
      ])
    )[0],
  ).toBe('DUPLICATE_DATA');
  expect((await put([{ name: 'VAT', value: 101 }]))[0]).toBe('INVALID_DATA');
  expect((await put([{ name: 'VAT' }]))[0]).toBe('MANDATORY_NOT_FOUND');
  expect((await put([{ name: 'VAT', value: 10 }]))[0]).toBe('SUCCESS');
});

test.skipIf(!contractPresent)('what is refused of business hours and shifts is refused as published', async () => {
  await makeShift();
  await setHours();
  await makeShift({ timezone: 'Mars/North' });
  await makeShift();
  await makeShift();
  const contract = openContract();
  expect(org.exchanges.flatMap((exchange) => contract.breaches(exchange))).toEqual([]);
});
