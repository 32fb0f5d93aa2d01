import type { JsonObject } from '../model/json.ts';
import { objects } from '../model/json.ts';
import { goneDays, reshapeHours, sayHours } from './hours.ts';
import type { Kind, StepFacts } from './kind.ts';

/** When the company works (OpenAPI business_hours.json). An org has none (204) until they are set once; after that they can only be changed. */
export const businessHoursKind: Kind = {
  name: 'business_hours',
  title: { en: 'Business hours', ja: '営業時間' },
  schema: 'business-hours',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/business-hours.yaml', holds: 'one' },
  identity: 'name',
  single: true,
  envelope: 'business_hours',
  list: { method: 'GET', path: '/settings/business_hours', per: 'org', paged: false },
  create: { method: 'POST', path: '/settings/business_hours', batch: 1, credits: 1 },
  update: { method: 'PUT', path: '/settings/business_hours', batch: 1, credits: 1 },
  frozen: [],
  given: ['type', 'week_starts_on'],
  deferred: [],
  once: true,
  whole: true,
  holdsRecords: false,
  setupPage: '/settings/business-hours',
  reshape: reshapeBusinessHours,
  body: sayBusinessHours,
};

/** Round the clock there are no times, and all days of the week where no day is chosen. */
function reshapeBusinessHours(document: JsonObject): JsonObject {
  if (document['type'] === 'custom') return reshapeHours(document);
  const { same_as_everyday: _same, daily_timing: _daily, custom_timing: _custom, ...rest } = document;
  return { ...rest, business_days: document['type'] === '24_by_7' ? null : (document['business_days'] ?? null) };
}

function sayBusinessHours(said: JsonObject, step: StepFacts): JsonObject {
  const { same_as_everyday, business_days, ...rest } = said;
  const type = said['type'];
  if (type !== 'custom') {
    const { daily_timing: _daily, custom_timing: _custom, ...always } = rest;
    return type === '24_by_7' ? always : { ...always, business_days: business_days ?? [] };
  }
  const hours = sayHours({ ...rest, same_as_everyday: same_as_everyday ?? true, business_days: business_days ?? [] });
  const gone = goneDays(step);
  return gone.length === 0 ? hours : { ...hours, custom_timing: [...objects(hours, 'custom_timing'), ...gone] };
}
