import type { Json, JsonObject } from '../../../model/json.ts';
import { demandObjects, refuse } from '../automation/refusal.ts';
import { locate } from '../checks.ts';
import { itemError } from '../route.ts';
import type { HourNames, Timetable } from './day-times.ts';
import { findOutside, readDays, readTimes, showTimes, toMinutes } from './day-times.ts';

const names: HourNames = { days: 'break_days', timing: 'break_timing' };

/** Most breaks of a shift, and how long one may be, in minutes (shift_hours.json). */
const [mostBreaks, shortest, longest] = [2, 15, 120];

/** The breaks of a shift as stored, each with an id; refuses what lies outside of the shift, is too short or too long, or overlaps another. */
export function readBreaks(shift: JsonObject, times: Timetable, path: string, idOf: (index: number) => string): readonly Json[] | null {
  const given = demandObjects(shift, 'break_hours', path);
  if (given.length > mostBreaks) refuse(itemError('INVALID_DATA', 'INVALID_DATA', { maximum_length: mostBreaks, ...locate(path, 'break_hours') }));
  const read: Timetable[] = [];
  const breaks = given.map((entry, index) => {
    const at = `${path}.break_hours[${index}]`;
    // The published request has the flag as text.
    const hours = { ...entry, same_as_everyday: String(entry['same_as_everyday']) === 'true' };
    const days = readDays(hours, names.days, at);
    const own = readTimes(hours, days, names, at);
    checkBreak(own, times, hours, at);
    if (read.some((other) => overlaps(own, other)))
      refuse(itemError('INVALID_DATA', 'Break Hours timing is over lapped', { api_name: 'break_hours', json_path: at }));
    read.push(own);
    return { id: idOf(index), break_days: [...days], ...showTimes(hours) };
  });
  return breaks.length === 0 ? null : breaks;
}

function checkBreak(own: Timetable, shift: Timetable, hours: JsonObject, at: string): void {
  const member = hours['same_as_everyday'] === true ? 'daily_timing' : 'custom_timing';
  if (findOutside(own, shift) !== undefined)
    refuse(itemError('INVALID_DATA', 'The timing of the break hours fall outside the shift', locate(at, member)));
  for (const [from, to] of own.values()) {
    const minutes = toMinutes(to, true) - toMinutes(from);
    if (minutes >= shortest && minutes <= longest) continue;
    const api_name = member === 'daily_timing' ? member : names.timing;
    const dependee = { api_name, json_path: `${at}.${member}[0]` };
    const message = 'break timing should be greater than 15 minutes and less than 2 hours';
    refuse(itemError('DEPENDENT_MISMATCH', message, { dependee, api_name, json_path: `${at}.${member}[1]` }));
  }
}

function overlaps(one: Timetable, other: Timetable): boolean {
  return [...one].some(([day, [from, to]]) => {
    const there = other.get(day);
    return there !== undefined && toMinutes(from) < toMinutes(there[1], true) && toMinutes(there[0]) < toMinutes(to, true);
  });
}
