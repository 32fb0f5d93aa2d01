import { refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { objects } from '../model/json.ts';
import { reshapeHours, sayHours } from './hours.ts';
import type { Kind } from './kind.ts';
import { onlyKey } from './kind.ts';

const path = '/settings/business_hours/shift_hours';

/**
 * When a part of the people works (OpenAPI shift_hours.json), within the business hours, which have to be there first. Who works in it is people, not configuration, and
 * its holidays are a kind of their own: a change says nothing of either, so that they stay.
 */
export const shiftHoursKind: Kind = {
  name: 'shift_hours',
  title: { en: 'Shift', ja: 'シフト' },
  schema: 'shift-hours',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/shift-hours/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'shift_hours',
  list: { method: 'GET', path, per: 'org', paged: false },
  create: { method: 'POST', path, batch: 50, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  frozen: [],
  given: ['name', 'timezone', 'shift_days'],
  deferred: [],
  whole: true,
  holdsRecords: false,
  setupPage: '/settings/shift-hours',
  needs: () => [refOf('business_hours', onlyKey)],
  removeEffect: () => 'its holidays go with it, and its people are in no shift any more',
  reshape: (document) => ({ ...reshapeHours(document), break_hours: objects(document, 'break_hours').map(reshapeHours) }),
  body: (said) => ({ ...sayHours(said), break_hours: objects(said, 'break_hours').map(sayBreak) }),
};

/** A break as requests have it, where absence means the same times on every day. */
function sayBreak(hours: JsonObject): JsonObject {
  return sayHours({ same_as_everyday: true, ...hours });
}
