import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, text } from '../../../model/json.ts';
import { demandObjects, refuse } from '../automation/refusal.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import { itemError } from '../route.ts';
import { missingFor } from './single.ts';

/** Days as hours are set for them, in the order of a week. */
export const weekdays: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** From and to on each day that has any, as `HH:MM`. */
export type Timetable = ReadonlyMap<string, readonly [string, string]>;

/** What hours call their parts: `business_days` and `business_timing`, and likewise for shifts and breaks. */
export interface HourNames {
  readonly days: string;
  readonly timing: string;
}

/** The days under a name: known ones, none of them twice, no more than a week has. Refuses anything else. */
export function readDays(value: JsonObject, name: string, path: string): readonly string[] {
  const given = value[name] ?? null;
  if (!isList(given)) refuse(invalidData(path, name, { expected_data_type: 'jsonarray' }));
  if (given.length > weekdays.length) refuse(invalidData(path, name, { maximum_length: weekdays.length }));
  const days = given.map(String);
  for (const [index, day] of days.entries()) {
    const place = { api_name: name, json_path: `${path}.${name}[${index}]` };
    if (!weekdays.includes(day)) refuse(itemError('INVALID_DATA', 'Invalid days', { ...place, supported_values: [...weekdays] }));
    const first = days.indexOf(day);
    if (first < index) refuseTwice(place, { api_name: name, json_path: `${path}.${name}[${first}]` });
  }
  return days;
}

function refuseTwice(place: JsonObject, other: JsonObject): never {
  return refuse(itemError('ALREADY_USED', 'Please avoid duplicate days', { ...place, exists_in: other }));
}

/**
 * The times of hours: one for all of their days (`same_as_everyday` with `daily_timing`), or one a day (`custom_timing`). Refuses what is missing, not a time, ends before
 * it begins, or is for a day that the hours do not have.
 */
export function readTimes(hours: JsonObject, days: readonly string[], names: HourNames, path: string): Timetable {
  if (typeof hours['same_as_everyday'] !== 'boolean') refuse(mandatoryNotFound(path, 'same_as_everyday'));
  if (hours['same_as_everyday']) {
    if (!isList(hours['daily_timing'] ?? null))
      refuse(missingFor(path, 'daily_timing', 'same_as_everyday', 'Daily timing required for "Same hours everyday" mode'));
    const time = readTime(hours['daily_timing'] ?? null, 'daily_timing', path);
    return new Map(days.map((day) => [day, time]));
  }
  if (!isList(hours['custom_timing'] ?? null))
    refuse(missingFor(path, 'custom_timing', 'same_as_everyday', 'Custom timing required for "Different hours everyday" mode'));
  return readTimesOfDays(hours, days, names, path);
}

function readTimesOfDays(hours: JsonObject, days: readonly string[], names: HourNames, path: string): Timetable {
  const times = new Map<string, readonly [string, string]>();
  for (const [index, entry] of demandObjects(hours, 'custom_timing', path).entries()) {
    const at = `${path}.custom_timing[${index}]`;
    const day = text(entry, 'days');
    if (day === undefined) refuse(mandatoryNotFound(at, 'days'));
    if (!days.includes(day)) refuse(itemError('INVALID_DATA', 'Invalid days', { ...locate(at, 'days'), supported_values: [...days] }));
    if (times.has(day)) refuseTwice(locate(at, 'days'), locate(`${path}.custom_timing[0]`, 'days'));
    if (entry[names.timing] === undefined) refuse(mandatoryNotFound(at, names.timing));
    times.set(day, readTime(entry[names.timing] ?? null, names.timing, at));
  }
  if (days.some((day) => !times.has(day))) refuse(invalidData(path, 'custom_timing'));
  return times;
}

/** From and to; midnight at the end is 00:00. */
function readTime(value: Json, name: string, path: string): readonly [string, string] {
  const pair = isList(value) ? value : [];
  if (pair.length !== 2) refuse(invalidData(path, name, pair.length < 2 ? { minimum_length: 2 } : { maximum_length: 2 }));
  const bad = pair.findIndex((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(String(time)));
  if (bad >= 0) refuse(itemError('INVALID_DATA', 'Invalid Time given', { api_name: name, json_path: `${path}.${name}[${bad}]` }));
  const [from = '', to = ''] = pair.map(String);
  if (toMinutes(to, true) <= toMinutes(from)) refuse(itemError('INVALID_DATA', 'Invalid Time given', locate(path, name)));
  return [from, to];
}

/** Minutes since midnight; as an end, 00:00 is the midnight after. */
export function toMinutes(time: string, isEnd = false): number {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return isEnd && minutes === 0 ? 24 * 60 : minutes;
}

/** The first day on which times are not within others; undefined when all are. */
export function findOutside(times: Timetable, within: Timetable): string | undefined {
  const outside = [...times].find(([day, [from, to]]) => {
    const frame = within.get(day);
    return frame === undefined || toMinutes(from) < toMinutes(frame[0]) || toMinutes(to, true) > toMinutes(frame[1], true);
  });
  return outside?.[0];
}

/** Hours as the CRM shows them: the times of the one sort, null for the other. */
export function showTimes(hours: JsonObject): JsonObject {
  const same = hours['same_as_everyday'] === true;
  return {
    same_as_everyday: same,
    daily_timing: same ? (hours['daily_timing'] ?? null) : null,
    custom_timing: same ? null : (hours['custom_timing'] ?? null),
  };
}

/** Entries of `custom_timing` laid over those that are there, day by day; `_delete` takes a day out (Zoho "Update Business Hours"). */
export function mergeTimes(before: Json | undefined, given: Json | undefined): Json {
  if (!isList(given)) return given ?? before ?? null;
  const entries = new Map((isList(before) ? before : []).filter(isObject).map((entry) => [text(entry, 'days') ?? '', entry]));
  for (const entry of given.filter(isObject)) {
    const { _delete, ...rest } = entry;
    if (_delete === undefined) entries.set(text(entry, 'days') ?? '', rest);
    else entries.delete(text(entry, 'days') ?? '');
  }
  return [...entries.values()];
}
