import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isObject, objects, property, text } from '../../cli/model/json.ts';
import { contractPresent, sharedFolder } from '../contract/published.ts';
import { attributesOf, readAnswers, throughFiles } from '../traps/answers.ts';

function sample(name: string): Json {
  return JSON.parse(readFileSync(join(sharedFolder, 'zoho-samples/docs-v7', `${name}.json`), 'utf8')) as Json;
}

/** What a document says and nobody configures. */
const ofTheCrm = ['id', 'created_time', 'modified_time', 'created_by', 'modified_by', 'year', 'display_label', 'api_name', 'iso_code'];

function configurable(document: JsonObject, ...leftOut: readonly string[]): readonly string[] {
  return Object.entries(document)
    .filter(([name, value]) => ![...ofTheCrm, ...leftOut].includes(name) && value !== null && value !== '')
    .map(([name]) => name)
    .sort();
}

describe.skipIf(!contractPresent)('the documented answers are read without loss (needs ../shared)', () => {
  test('business hours', () => {
    const hours = property(sample('business_hours.get-business-hours'), 'business_hours');
    if (!isObject(hours)) throw new Error('no object');
    const live = readAnswers({ business_hours: [hours] });
    expect(Object.keys(attributesOf(live, 'business_hours:company')).sort()).toEqual(configurable(hours));
    expect(objects(attributesOf(live, 'business_hours:company'), 'custom_timing')).toHaveLength(objects(hours, 'custom_timing').length);
  });

  test('currencies, whose defaults go without saying', () => {
    const listed = objects(sample('currencies.get-currencies-data'), 'currencies');
    const live = readAnswers({ currency: listed });
    for (const document of listed) {
      const attributes = attributesOf(live, `currency:${text(document, 'iso_code')}`);
      expect(attributes).toMatchObject({ name: document['name'], symbol: document['symbol'], exchange_rate: document['exchange_rate'] });
      expect(attributes['is_base'] ?? false).toBe(document['is_base']);
    }
    expect(throughFiles(live).elements.size).toBe(live.elements.size);
  });

  test('holidays, of a shift too', () => {
    const [document] = objects(sample('holidays.get-holidays'), 'holidays');
    const shift = property(document, 'shift_hour');
    const days = { shift_days: ['Monday'], same_as_everyday: true, daily_timing: ['09:00', '17:00'] };
    const hours: JsonObject = { ...(isObject(shift) ? shift : {}), timezone: 'America/Chicago', ...days };
    const live = readAnswers({ shift_hours: [hours], holiday: [document ?? {}] });
    const key = `${text(shift, 'name')}: ${text(document, 'date')} ${text(document, 'name')}`;
    expect(attributesOf(live, `holiday:${key}`)).toEqual({ name: document?.['name'], date: document?.['date'], shift_hour: text(shift, 'name') });
  });

  test('variables and their groups', () => {
    const groups = objects(sample('variable_groups.get-variable-group'), 'variable_groups');
    const listed = objects(sample('variables.get-variables'), 'variables');
    const live = readAnswers({ variable_group: groups, variable: listed });
    for (const group of groups)
      expect(Object.keys(attributesOf(live, `variable_group:${text(group, 'api_name')}`)).sort()).toEqual(configurable(group));
    for (const variable of listed)
      expect(Object.keys(attributesOf(live, `variable:${text(variable, 'api_name')}`)).sort()).toEqual(configurable(variable));
  });
});
