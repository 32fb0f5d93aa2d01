import type { JsonObject } from '../../../model/json.ts';
import { isList } from '../../../model/json.ts';
import { demandMembers, refuse } from '../automation/refusal.ts';
import { invalidData, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import type { DocStore } from '../store.ts';
import type { HourNames, Timetable } from './day-times.ts';
import { mergeTimes, readDays, readTimes, showTimes, weekdays } from './day-times.ts';
import { findSingle, missingFor, pickMembers, saved, singleReply, writeSingle } from './single.ts';

const name = 'business_hours';
const at = `$.${name}`;
const names: HourNames = { days: 'business_days', timing: 'business_timing' };

const members = [
  { name: 'type', type: 'string', required: true, oneOf: ['24_by_7', '24_by_5', 'custom'] },
  { name: 'week_starts_on', type: 'string', required: true, oneOf: weekdays },
  { name: 'same_as_everyday', type: 'boolean' },
  { name: 'daily_timing', type: 'list', nullable: true },
  { name: 'custom_timing', type: 'list', nullable: true },
] as const;

/** How many days "24 by 5" has. */
const fiveDays = 5;

function read({ store, org }: RouteContext): Reply {
  const found = findSingle(store, org.name, name);
  return singleReply(name, found === undefined ? undefined : { ...found, timezone: org.timeZone });
}

/** POST makes the hours of an org that has none, PUT changes those that are there; a new org has none (204). */
function write(context: RouteContext, isNew: boolean): Reply {
  return writeSingle(context, name, isNew, (item) => {
    const { store, org } = context;
    const before = findSingle(store, org.name, name);
    if (isNew && before !== undefined) refuse(notAllowed('business hours are set already'));
    if (!isNew && before === undefined) refuse(notAllowed('Business hours is not enabled'));
    demandMembers(item, members, at);
    const custom_timing = mergeTimes(before?.['custom_timing'], item['custom_timing']);
    const doc = makeHours(
      { ...before, ...pickMembers(item, [...members.map((one) => one.name), names.days]), custom_timing },
      before?.id ?? store.nextId(org.name),
    );
    store.put(org.name, name, doc);
    return saved('Business Hours saved successfully', { id: doc.id });
  });
}

function makeHours(hours: JsonObject, id: string): Doc {
  const type = hours['type'] ?? '';
  const shared = { id, type, week_starts_on: hours['week_starts_on'] ?? '' };
  const always = { same_as_everyday: true, daily_timing: null, custom_timing: null };
  if (type === '24_by_7') return { ...shared, business_days: [...weekdays], ...always };
  if (!isList(hours[names.days] ?? null)) refuse(missingFor(at, names.days, 'type'));
  const days = readDays(hours, names.days, at);
  if (type === '24_by_5') {
    if (days.length !== fiveDays) refuse(invalidData(at, names.days, { maximum_length: fiveDays }));
    return { ...shared, business_days: days, ...always };
  }
  if (hours['same_as_everyday'] === undefined) refuse(missingFor(at, 'same_as_everyday', 'type'));
  readTimes(hours, days, names, at);
  return { ...shared, business_days: days, ...showTimes(hours) };
}

/** The times within which the org works; undefined while it has set none. */
export function businessTimes(store: DocStore, org: string): Timetable | undefined {
  const hours = findSingle(store, org, name);
  if (hours === undefined) return undefined;
  const days = readDays(hours, names.days, at);
  if (hours['type'] === 'custom') return readTimes(hours, days, names, at);
  return new Map(days.map((day) => [day, ['00:00', '00:00']]));
}

const shared = { path: '/settings/business_hours', minCredits: 1, maxCredits: 1 };

/** `/settings/business_hours` (business_hours.json). */
export const businessHourRoutes: readonly Route[] = [
  { ...shared, method: 'GET', scope: 'ZohoCRM.settings.business_hours.READ', handle: read },
  { ...shared, method: 'POST', scope: 'ZohoCRM.settings.business_hours.CREATE', handle: (context) => write(context, true) },
  { ...shared, method: 'PUT', scope: 'ZohoCRM.settings.business_hours.UPDATE', handle: (context) => write(context, false) },
];
