import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { refuse } from '../automation/refusal.ts';
import { locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError } from '../route.ts';
import type { DocStore } from '../store.ts';
import { findSingle, missingFor, pickMembers, saved, singleReply, writeSingle } from './single.ts';

const name = 'fiscal_year';
const at = `$.${name}`;

const months = ['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'];

/** What each member may be, and the words that refuse anything else (fiscal_year.json). */
const choices: readonly { name: string; values: readonly string[]; message: string }[] = [
  { name: 'calendar_type', values: ['gregorian', 'custom'], message: 'Please give a valid calendar type' },
  { name: 'display_based_on', values: ['start_month', 'end_month'], message: 'Please give a valid display based on' },
  { name: 'start_month', values: months, message: 'Please give a valid month' },
  { name: 'interval_display_option', values: ['year', 'quarter'], message: 'Please give a valid interval_display_option' },
  {
    name: 'structure',
    values: ['4-4-5', '4-5-4', '5-4-4', '3-3-3-4', '3-3-4-3', '3-4-3-3', '4-3-3-3'],
    message: 'Please give a valid structure',
  },
];

/** Gives a new org the usual year, from January on. */
export function seedFiscalYear(store: DocStore, org: string): void {
  const usual = { calendar_type: 'gregorian', display_based_on: 'start_month', start_month: 'JANUARY' };
  store.put(org, name, { id: store.nextId(org), ...usual, ...onlyCustom });
}

const onlyCustom = { interval_display_option: null, structure: null, start_date: null, surplus_week: null };

function read({ store, org }: RouteContext): Reply {
  const found = findSingle(store, org.name, name);
  return singleReply(name, found === undefined ? undefined : { ...found, past_surplus_weeks: null });
}

function update(context: RouteContext): Reply {
  return writeSingle(context, name, false, (item) => {
    const { store, org } = context;
    const before = findSingle(store, org.name, name) ?? { id: store.nextId(org.name) };
    for (const choice of choices) checkChoice(item, choice);
    const after: Doc = { ...before, ...pickMembers(item, [...choices.map((choice) => choice.name), 'start_date']), id: before.id };
    const custom = after['calendar_type'] === 'custom';
    if (custom) checkCustom(after, context.now());
    store.put(org.name, name, { ...after, ...(custom ? { surplus_week: readSurplus(item, context.now()) } : onlyCustom) });
    return saved('Fiscal year updated successfully', { id: before.id });
  });
}

function checkChoice(item: JsonObject, choice: (typeof choices)[number]): void {
  const found = item[choice.name] ?? null;
  if (found !== null && !choice.values.includes(String(found)))
    refuse(itemError('INVALID_DATA', choice.message, { ...locate(at, choice.name), supported_values: [...choice.values] }));
}

/** A year of weeks starts on a day of the current year, in the month that is named. */
function checkCustom(after: JsonObject, now: string): void {
  for (const member of ['structure', 'start_date'])
    if (text(after, member) === undefined) refuse(missingFor(at, member, 'calendar_type', 'Dependent field missing'));
  const date = text(after, 'start_date') ?? '';
  if (!isDate(date)) refuse(itemError('INVALID_DATA', 'Please give a valid start_date', locate(at, 'start_date')));
  if (date.slice(0, 4) !== now.slice(0, 4))
    refuse(itemError('INVALID_DATA', 'custom fiscal year can be configured only with current year', locate(at, 'start_date')));
  const month = months[Number(date.slice(5, 7)) - 1] ?? '';
  if (month !== after['start_month']) refuse(itemError('INVALID_DATA', 'start_month does not match with start_date', locate(at, 'start_month')));
  if (after['display_based_on'] === 'end_month' && ['JANUARY', 'FEBRUARY'].includes(month)) {
    const message = 'Cannot configure end month as display based option for January and February for custom calendar type';
    refuse(itemError('INVALID_DATA', message, locate(at, 'display_based_on')));
  }
}

/** True for a day of the calendar, as `2026-02-28`. */
export function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);
}

/** The week that some years have more: numbers as text in a request, as numbers in an answer. */
function readSurplus(item: JsonObject, now: string): Json {
  const given = item['surplus_week'] ?? null;
  if (!isObject(given)) return null;
  const year = Number(given['year'] ?? 0);
  const thisYear = Number(now.slice(0, 4));
  if (year !== thisYear && year !== thisYear + 1) {
    const details = { ...locate(`${at}.surplus_week`, 'year'), supported_values: [thisYear, thisYear + 1] };
    refuse(itemError('NOT_ALLOWED', 'Surplus week can be updated only for current year and next year', details));
  }
  return { period: Number(given['period'] ?? 0), year, quarter: Number(given['quarter'] ?? 0) };
}

const shared = { path: '/settings/fiscal_year', minCredits: 1, maxCredits: 1 };

/** `/settings/fiscal_year` (fiscal_year.json). */
export const fiscalYearRoutes: readonly Route[] = [
  { ...shared, method: 'GET', scope: 'ZohoCRM.settings.fiscal_year.READ', handle: read },
  { ...shared, method: 'PUT', scope: 'ZohoCRM.settings.fiscal_year.UPDATE', handle: update },
];
