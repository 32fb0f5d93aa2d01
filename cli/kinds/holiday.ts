import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';

/**
 * A day off, of the company or of a shift (OpenAPI holidays.json). Names repeat from year to year, so its key says the date too; renamed or moved it keeps the key by
 * its id.
 */
export const holidayKind: Kind = {
  name: 'holiday',
  title: { en: 'Holiday', ja: '休日' },
  schema: 'holiday',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/holidays.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'holidays',
  list: { method: 'GET', path: '/settings/holidays', per: 'org', paged: false },
  create: { method: 'POST', path: '/settings/holidays', batch: 100, credits: 1 },
  update: { method: 'PUT', path: '/settings/holidays/{id}', batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/holidays/{id}', batch: 1, credits: 1 },
  frozen: ['shift_hour'],
  given: ['name', 'date'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/business-hours/holidays',
  nameOf: nameHoliday,
  reshape: (document) => ({ ...document, shift_hour: document['type'] === 'shift_holiday' ? (document['shift_hour'] ?? null) : null }),
  body: sayHoliday,
};

/** `2026-01-01 New Year`, after the shift's name where it is one shift's. */
function nameHoliday(document: JsonObject): string {
  const day = `${text(document, 'date') ?? ''} ${text(document, 'name') ?? ''}`;
  return document['type'] === 'shift_holiday' ? `${text(document['shift_hour'], 'name') ?? ''}: ${day}` : day;
}

/** A new one says whose it is, a shift by id and name. */
function sayHoliday({ shift_hour, ...said }: JsonObject, step: StepFacts): JsonObject {
  if (step.before !== undefined) return said;
  if (shift_hour === undefined) return { ...said, type: 'business_holiday' };
  return { ...said, type: 'shift_holiday', shift_hour: { ...(shift_hour as JsonObject), name: text(step.after, 'shift_hour') ?? '' } };
}
