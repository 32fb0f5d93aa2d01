import type { JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { Kind } from './kind.ts';

/** The year that forecasts go by (OpenAPI fiscal_year.json). Every org has one. */
export const fiscalYearKind: Kind = {
  name: 'fiscal_year',
  title: { en: 'Fiscal year', ja: '会計年度' },
  schema: 'fiscal-year',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/fiscal-year.yaml', holds: 'one' },
  identity: 'name',
  single: true,
  envelope: 'fiscal_year',
  list: { method: 'GET', path: '/settings/fiscal_year', per: 'org', paged: false },
  update: { method: 'PUT', path: '/settings/fiscal_year', batch: 1, credits: 1 },
  frozen: [],
  given: ['calendar_type', 'start_month', 'display_based_on'],
  deferred: [],
  whole: true,
  holdsRecords: false,
  setupPage: '/settings/fiscal-year',
  reshape: (document) => (document['calendar_type'] === 'custom' ? document : { ...document, ...onlyCustom }),
  body: sayFiscalYear,
};

/** What only a year of weeks has. */
const onlyCustom = { structure: null, start_date: null, interval_display_option: null, surplus_week: null };

/** A year of months says nothing of weeks; the numbers of a surplus week go as text. */
function sayFiscalYear(said: JsonObject): JsonObject {
  if (said['calendar_type'] !== 'custom') {
    const { structure: _structure, start_date: _date, interval_display_option: _interval, surplus_week: _week, ...months } = said;
    return months;
  }
  const week = said['surplus_week'];
  if (!isObject(week)) return said;
  return { ...said, surplus_week: Object.fromEntries(Object.entries(week).map(([name, value]) => [name, String(value)])) };
}
