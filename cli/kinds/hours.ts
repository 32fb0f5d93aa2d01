import type { Json, JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { StepFacts } from './kind.ts';
import { listOf } from './options.ts';

/** Hours with the times that count: one for all days, or one a day. */
export function reshapeHours(hours: JsonObject): JsonObject {
  return hours['same_as_everyday'] === false ? { ...hours, daily_timing: null } : { ...hours, custom_timing: null };
}

/** What a request says of hours: nothing of the sort of times that does not count. */
export function sayHours({ custom_timing, daily_timing, ...hours }: JsonObject): JsonObject {
  const own = hours['same_as_everyday'] === false ? { custom_timing } : { daily_timing };
  return Object.fromEntries(
    Object.entries({ ...hours, ...own }).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null),
  );
}

/** Days whose times go, as a change has to say them (Zoho "Update Business Hours"). */
export function goneDays({ before, after }: StepFacts): readonly Json[] {
  const kept = new Set(listOf(after, 'custom_timing').map((entry) => text(entry, 'days')));
  const old = after['same_as_everyday'] === false ? listOf(before ?? {}, 'custom_timing') : [];
  return old.flatMap((entry) => (kept.has(text(entry, 'days')) ? [] : [{ ...(entry as JsonObject), _delete: null }]));
}
