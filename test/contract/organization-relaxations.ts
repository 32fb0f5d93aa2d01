import type { JsonObject } from '../../cli/model/json.ts';
import { isObject } from '../../cli/model/json.ts';
import type { Relaxation } from './relaxation.ts';
import { addProperties, addStatus, changeProperty, has } from './relaxation.ts';

/** What is wrong in the published files about the organization. */
export const organizationRelaxations: readonly Relaxation[] = [
  {
    name: 'currencies that are off',
    reason: 'Zoho’s page "Get Currencies": 403 CURRENCIES_NOT_ENABLED until somebody enables them',
    files: ['currencies'],
    relax: (object) => addStatus(object, '200', '403', { description: 'switched off', content: { 'application/json': { schema: bareError } } }),
  },
  {
    name: 'where the symbol of a currency stands',
    reason:
      'Zoho’s pages "Add Currencies" and "Update Currencies": prefix_symbol is among the members of their samples, and in the answers of the file itself',
    files: ['currencies'],
    relax: (object) => (has(object, 'exchange_rate') && !has(object, 'prefix_symbol') ? addProperties(object, ['prefix_symbol']) : undefined),
  },
  {
    name: 'days whose times go',
    reason: 'Zoho’s page "Update Business Hours": `_delete` in its sample takes a day out',
    files: ['business_hours'],
    relax: (object) => (has(object, 'business_timing') ? addProperties(object, ['_delete']) : undefined),
  },
  {
    name: 'the same break every day',
    reason: 'quirk 11: a text of any form in the request, yes or no in the answer; Zoho’s page "Create Shift Hours" sends yes or no',
    files: ['shift_hours'],
    relax: (object) => (has(object, 'break_days') ? changeProperty(object, 'same_as_everyday', () => ({ type: 'boolean' })) : undefined),
  },
  {
    name: 'holidays of everybody',
    reason: 'Zoho’s page "Add Holidays": its sample of a business holiday names no shift',
    files: ['holidays'],
    relax: (object) => (has(object, 'shift_hour') ? withoutNeed(object, 'shift_hour') : undefined),
  },
  {
    name: 'values of variables',
    reason:
      'quirk 12: an integer in the request to make one and a text of 19 characters in the request to change it; answers have texts of 255 characters',
    files: ['variables'],
    relax: (object) => changeProperty(object, 'value', () => ({ type: ['string', 'null'], maxLength: 255 })),
  },
  {
    name: 'what can be changed of a variable',
    reason: 'Zoho’s page "Update Variables": api name and description too, as the samples of the official SDKs do',
    files: ['variables'],
    relax: (object) => (has(object, 'value') && !has(object, 'name') ? addProperties(object, ['api_name', 'name', 'description']) : undefined),
  },
  {
    name: 'unsubscribe links',
    reason: 'quirk 12: the answers were taken from one link, so that what it has is a text, what it has not is null, and there is never another',
    files: ['unsubscribe_links'],
    relax: ({ maxItems, ...object }) => {
      const texts = linkTexts.reduce<JsonObject>((at, name) => changeProperty(at, name, () => ({ type: ['string', 'null'] })) ?? at, object);
      return maxItems === 1 ? texts : { ...texts, ...(maxItems === undefined ? {} : { maxItems }) };
    },
  },
];

const linkTexts = ['submission_message', 'submission_redirect_url', 'standard_page_message', 'custom_location_url'];

const bareError: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'details', 'message', 'status'],
  properties: { code: { type: 'string' }, details: { type: 'object' }, message: { type: 'string' }, status: { const: 'error' } },
};

function withoutNeed(object: JsonObject, name: string): JsonObject {
  const required = object['required'];
  return Array.isArray(required) && !isObject(required) ? { ...object, required: required.filter((one) => one !== name) } : object;
}
