import type { JsonObject } from '../../../model/json.ts';
import { isList, objects, text } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, isReply, limitExceeded, locate, mandatoryNotFound, notAllowed, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, success, writeReply } from '../route.ts';
import { businessTimes } from './business-hours.ts';
import type { HourNames } from './day-times.ts';
import { findOutside, mergeTimes, readDays, readTimes, showTimes } from './day-times.ts';
import { holidaysOfShift, renameShift } from './holidays.ts';
import { readBreaks } from './shift-breaks.ts';
import { missingFor, pickMembers } from './single.ts';

const name = 'shift_hours';
const names: HourNames = { days: 'shift_days', timing: 'shift_timing' };

/** Most shifts of an org, and of one call (shift_hours.json). */
const mostShifts = 50;

const members = [
  { name: 'name', type: 'string', maxLength: 80 },
  { name: 'timezone', type: 'string' },
  { name: 'same_as_everyday', type: 'boolean' },
  { name: 'daily_timing', type: 'list', nullable: true },
  { name: 'custom_timing', type: 'list', nullable: true },
  { name: 'break_hours', type: 'list', nullable: true },
] as const;

function list(context: RouteContext): Reply {
  return show(context, context.store.list(context.org.name, name));
}

function read(context: RouteContext): Reply {
  const found = context.store.get(context.org.name, name, context.params['shift'] ?? '');
  return show(context, found === undefined ? [] : [found]);
}

function show({ store, org }: RouteContext, docs: readonly Doc[]): Reply {
  if (docs.length === 0) return { status: 204 };
  const shown = docs.map((doc): JsonObject => ({ ...doc, users_count: 0, users: null, holidays: holidaysOfShift(store, org.name, doc.id) }));
  return { status: 200, body: { shift_hours: shown, shift_count: { total_shift_with_user: 0 } } };
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, mostShifts);
  if (isReply(items)) return items;
  const results = items.map((item, index) => attempt(() => writeShift(context, item, `$.${name}[${index}]`)));
  return writeReply(name, results, true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = context.store.get(context.org.name, name, context.params['shift'] ?? '');
  if (before === undefined) return unknownResource();
  return writeReply(name, [attempt(() => writeShift(context, items[0] ?? {}, `$.${name}[0]`, before))], false);
}

function writeShift(context: RouteContext, item: JsonObject, path: string, before?: Doc): JsonObject {
  const { store, org } = context;
  const frame = businessTimes(store, org.name);
  if (frame === undefined) refuse(notAllowed('Business hours is not enabled'));
  const others = store.list(org.name, name).filter((doc) => doc.id !== before?.id);
  if (before === undefined && others.length >= mostShifts)
    refuse(limitExceeded(mostShifts, 'Shift hours Limit exceeds', { limit_due_to: [locate('$', name)] }));
  demandMembers(item, members, path);
  const custom_timing = mergeTimes(undefined, item['custom_timing'] ?? before?.['custom_timing']);
  const shift: JsonObject = { ...before, ...pickMembers(item, [...members.map((one) => one.name), names.days]), custom_timing };
  checkName(shift, others, path);
  checkTimeZone(shift, path);
  if (!isList(shift[names.days] ?? null)) refuse(missingFor(path, names.days, 'name'));
  const days = readDays(shift, names.days, path);
  const times = readTimes(shift, days, names, path);
  // Hours of another place cannot be compared with those of the org.
  if (shift['timezone'] === org.timeZone && findOutside(times, frame) !== undefined) {
    const member = shift['same_as_everyday'] === true ? 'daily_timing' : 'custom_timing';
    refuse(itemError('INVALID_DATA', 'Shift hours Not within BusinessHours time', locate(path, member)));
  }
  const id = before?.id ?? store.nextId(org.name);
  const breaks = readBreaks(shift, times, path, (index) => text(objects(before, 'break_hours')[index], 'id') ?? store.nextId(org.name));
  const own = { name: shift['name'] ?? '', timezone: shift['timezone'] ?? '', shift_days: [...days] };
  store.put(org.name, name, { id, ...own, ...showTimes(shift), break_hours: breaks === null ? null : [...breaks] });
  renameShift(store, org.name, { name: shift['name'] ?? '', id });
  return success(id, before === undefined ? 'Shift Hours created successfully' : 'Shift Hours updated successfully');
}

function checkName(shift: JsonObject, others: readonly Doc[], path: string): void {
  const own = text(shift, 'name') ?? '';
  if (own === '') refuse(mandatoryNotFound(path, 'name'));
  if (/[%^&]/.test(own)) refuse(itemError('INVALID_DATA', 'Shift Name should not contain special characters:%, ^, &', locate(path, 'name')));
  if (others.some((doc) => doc['name'] === own)) refuse({ ...duplicateData(path, 'name'), message: 'Shift Name already exists' });
}

function checkTimeZone(shift: JsonObject, path: string): void {
  const zone = text(shift, 'timezone') ?? '';
  if (zone === '') refuse(mandatoryNotFound(path, 'timezone'));
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    refuse(itemError('INVALID_DATA', 'Invalid Timezone given', locate(path, 'timezone')));
  }
}

/** A shift goes with its holidays. */
function remove({ store, org, params }: RouteContext): Reply {
  const shift = store.get(org.name, name, params['shift'] ?? '');
  if (shift === undefined) return unknownResource();
  for (const holiday of store.list(org.name, 'holidays'))
    if (text(holiday['shift_hour'], 'id') === shift.id) store.remove(org.name, 'holidays', holiday.id);
  store.remove(org.name, name, shift.id);
  return writeReply(name, [success(shift.id, 'Shift Hours deleted successfully')], false);
}

const path = '/settings/business_hours/shift_hours';
const cost = { minCredits: 1, maxCredits: 1 };
const scope = (verb: string): string => `ZohoCRM.settings.business_hours.${verb}`;

/** `/settings/business_hours/shift_hours` (shift_hours.json). People who work in a shift are no configuration, and the emulator puts nobody into one. */
export const shiftHourRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: `${path}/{shift}`, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: `${path}/{shift}`, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: `${path}/{shift}`, scope: scope('DELETE'), handle: remove },
];
