import type { Json, JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, limitExceeded, locate, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, pagedReply, requestError, success, writeReply } from '../route.ts';
import type { DocStore } from '../store.ts';
import { isDate } from './fiscal-year.ts';
import { missingFor } from './single.ts';

const name = 'holidays';

/** Most holidays of a type, and of a shift, in a year (Zoho "Add Holidays"), and most in one call (holidays.json). */
const [mostInYear, batch] = [52, 100];

const members = [
  { name: 'name', type: 'string', maxLength: 80 },
  { name: 'date', type: 'string' },
  { name: 'type', type: 'string', oneOf: ['business_holiday', 'shift_holiday'] },
  { name: 'shift_hour', type: 'object', nullable: true },
] as const;

const needed: ReadonlySet<string> = new Set(['name', 'date', 'type']);

/** Holidays of a shift as the shift shows them; null for none. */
export function holidaysOfShift(store: DocStore, org: string, shift: string): Json {
  const own = store.list(org, name).filter((doc) => text(doc['shift_hour'], 'id') === shift);
  if (own.length === 0) return null;
  return own.map((doc) => ({ date: doc['date'] ?? '', year: String(doc['year']), name: doc['name'] ?? '', userFmt: doc['date'] ?? '', id: doc.id }));
}

/** Has the holidays of a shift call it by its name. */
export function renameShift(store: DocStore, org: string, shift: JsonObject): void {
  for (const doc of store.list(org, name))
    if (text(doc['shift_hour'], 'id') === text(shift, 'id')) store.put(org, name, { ...doc, shift_hour: shift });
}

function list({ store, org, query }: RouteContext): Reply {
  const [year, type, shift] = [query.get('year'), query.get('type'), query.get('shift_id')];
  if (year !== null && !/^\d{4}$/.test(year))
    return requestError(400, 'PATTERN_NOT_MATCHED', 'Please check whether the input values are correct', { param_name: 'year' });
  const docs = store
    .list(org.name, name)
    .filter((doc) => year === null || String(doc['year']) === year)
    .filter((doc) => type === null || doc['type'] === type)
    .filter((doc) => shift === null || text(doc['shift_hour'], 'id') === shift)
    .toSorted((one, other) => (String(one['date']) < String(other['date']) ? -1 : 1));
  return pagedReply(name, docs, query);
}

function read({ store, org, params }: RouteContext): Reply {
  const found = store.get(org.name, name, params['holiday'] ?? '');
  return listReply(name, found === undefined ? [] : [found]);
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, batch);
  if (isReply(items)) return items;
  const results = items.map((item, index) => attempt(() => writeHoliday(context, item, `$.${name}[${index}]`)));
  return writeReply(name, results, true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = context.store.get(context.org.name, name, context.params['holiday'] ?? '');
  if (before === undefined) return unknownResource();
  const { name: own, date } = items[0] ?? {};
  const item = { ...(own === undefined ? {} : { name: own }), ...(date === undefined ? {} : { date }) };
  return writeReply(name, [attempt(() => writeHoliday(context, item, `$.${name}[0]`, before))], false);
}

function writeHoliday(context: RouteContext, item: JsonObject, path: string, before?: Doc): JsonObject {
  const { store, org } = context;
  const rules = members.map((rule) => ({ ...rule, required: before === undefined && needed.has(rule.name) }));
  demandMembers(item, rules, path);
  const holiday: JsonObject = { ...before, ...item };
  const date = text(holiday, 'date') ?? '';
  if (!isDate(date)) refuse(invalidData(path, 'date'));
  if (/[~,`#%&+=[\]{}|;<>^*]/.test(text(holiday, 'name') ?? '')) refuse(invalidData(path, 'name'));
  const shift = readShift(context, holiday, path);
  const type = holiday['type'] ?? '';
  const beside = store
    .list(org.name, name)
    .filter((doc) => doc.id !== before?.id && doc['type'] === type && text(doc['shift_hour'], 'id') === text(shift, 'id'));
  if (beside.some((doc) => doc['date'] === date)) refuse(duplicateData(path, 'date'));
  if (beside.filter((doc) => String(doc['year']) === date.slice(0, 4)).length >= mostInYear)
    refuse(limitExceeded(mostInYear, 'holidays limit exceeds', { limit_due_to: [locate(path, 'date')] }));
  const id = before?.id ?? store.nextId(org.name);
  store.put(org.name, name, { id, name: holiday['name'] ?? '', date, year: Number(date.slice(0, 4)), type, shift_hour: shift });
  return success(id, before === undefined ? 'Holiday created successfully' : 'Holidays updated successfully');
}

/** The shift of a shift's holiday; null for one of the whole business. */
function readShift({ store, org }: RouteContext, holiday: JsonObject, path: string): JsonObject | null {
  if (holiday['type'] !== 'shift_holiday') return null;
  const id = text(holiday['shift_hour'], 'id');
  if (id === undefined) refuse(missingFor(path, 'shift_hour', 'type'));
  const shift = store.get(org.name, 'shift_hours', id);
  if (shift === undefined) refuse(itemError('INVALID_DATA', 'the id given seems to be invalid', locate(`${path}.shift_hour`, 'id')));
  return { name: shift['name'] ?? '', id };
}

function remove({ store, org, params }: RouteContext): Reply {
  const holiday = store.get(org.name, name, params['holiday'] ?? '');
  if (holiday === undefined) return unknownResource();
  store.remove(org.name, name, holiday.id);
  return writeReply(name, [success(holiday.id, 'Holiday deleted successfully')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const scope = (verb: string): string => `ZohoCRM.settings.business_hours.${verb}`;

/** `/settings/holidays` (holidays.json). */
export const holidayRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path: '/settings/holidays', scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path: '/settings/holidays', scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: '/settings/holidays/{holiday}', scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: '/settings/holidays/{holiday}', scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: '/settings/holidays/{holiday}', scope: scope('DELETE'), handle: remove },
];
