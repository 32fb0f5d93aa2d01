import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { attempt, demandMembers, demandObject, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, locate, mandatoryNotFound, notAllowed, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { nameUser } from '../security/author.ts';
import { pickMembers, saved, writeSingle } from './single.ts';

const name = 'currencies';

/** Most currencies in use (Zoho "Add Currencies"), and most in one call (currencies.json). */
const [mostActive, batch] = [10, 180];

const members = [
  { name: 'iso_code', type: 'string', maxLength: 3 },
  { name: 'exchange_rate', type: 'string', maxLength: 18 },
  { name: 'name', type: 'string', maxLength: 255 },
  { name: 'symbol', type: 'string', maxLength: 50 },
  { name: 'is_active', type: 'boolean' },
  { name: 'prefix_symbol', type: 'boolean' },
  { name: 'exchange_rate_auto_update', type: 'boolean' },
  { name: 'format', type: 'object' },
] as const;

const formatMembers = [
  { name: 'numeral_system', type: 'string', oneOf: ['Indian', 'International'] },
  { name: 'decimal_places', type: 'string', oneOf: ['0', '2', '3', '4', '5', '6'] },
  { name: 'decimal_separator', type: 'string', oneOf: ['Comma', 'Period'] },
  { name: 'thousand_separator', type: 'string', oneOf: ['Comma', 'Period', 'Space'] },
] as const;

const usualFormat = { numeral_system: 'International', decimal_places: '2', decimal_separator: 'Period', thousand_separator: 'Comma' };

/** Several currencies are for these editions only, and off until somebody enables them (Zoho "Get Currencies", errors). */
function refuseAsked({ org, store }: RouteContext): Reply | undefined {
  const refusal = refuseEdition({ org });
  if (refusal !== undefined) return refusal;
  if (store.count(org.name, name) > 0) return undefined;
  return requestError(403, 'CURRENCIES_NOT_ENABLED', 'Multi currency is not enabled');
}

function refuseEdition({ org }: Pick<RouteContext, 'org'>): Reply | undefined {
  if (org.edition === 'enterprise' || org.edition === 'ultimate') return undefined;
  return requestError(403, 'FEATURE_NOT_SUPPORTED', 'The multi-currency feature is not available except the Enterprise and higher editions');
}

function list(context: RouteContext): Reply {
  return refuseAsked(context) ?? listReply(name, context.store.list(context.org.name, name));
}

function read(context: RouteContext): Reply {
  const found = context.store.get(context.org.name, name, context.params['currency'] ?? '');
  return refuseAsked(context) ?? listReply(name, found === undefined ? [] : [found]);
}

/** POST enables several currencies for good, by saying which is the org's own; PUT changes that one. */
function writeBase(context: RouteContext, isNew: boolean): Reply {
  const refusal = isNew ? refuseEdition(context) : refuseAsked(context);
  if (refusal !== undefined) return refusal;
  const path = '$.base_currency';
  return writeSingle(context, 'base_currency', false, (item) => {
    const { store, org } = context;
    const base = store.list(org.name, name).find((doc) => doc['is_base'] === true);
    if (isNew && base !== undefined) refuse(itemError('ALREADY_ENABLED', 'The multi-currency is already enabled'));
    if (!isNew && text(item, 'id') !== base?.id) refuse(invalidData(path, 'id'));
    const doc = readCurrency(context, item, path, base);
    store.put(org.name, name, { ...doc, is_base: true, is_active: true });
    return saved(isNew ? 'The multi-currency feature is enabled for your organization' : 'The currency updated successfully', { id: doc.id });
  });
}

function create(context: RouteContext): Reply {
  const refusal = refuseAsked(context);
  if (refusal !== undefined) return refusal;
  const items = bodyItems(context.body, name, batch);
  if (isReply(items)) return items;
  const results = items.map((item, index) =>
    attempt(() => {
      const doc = readCurrency(context, item, `$.${name}[${index}]`);
      context.store.put(context.org.name, name, doc);
      return success(doc.id, 'The currency created successfully.');
    }),
  );
  // Currencies that are made answer 200 (currencies.json).
  return writeReply(name, results, false);
}

function update(context: RouteContext, id?: string): Reply {
  const refusal = refuseAsked(context);
  if (refusal !== undefined) return refusal;
  const items = bodyItems(context.body, name, id === undefined ? batch : 1);
  if (isReply(items)) return items;
  if (id !== undefined && context.store.get(context.org.name, name, id) === undefined) return unknownResource();
  const results = items.map((item, index) => attempt(() => changeCurrency(context, item, `$.${name}[${index}]`, id ?? text(item, 'id'))));
  return writeReply(name, results, false);
}

function changeCurrency(context: RouteContext, item: JsonObject, path: string, id: string | undefined): JsonObject {
  if (id === undefined) refuse(mandatoryNotFound(path, 'id'));
  const before = context.store.get(context.org.name, name, id);
  if (before === undefined) refuse(itemError('INVALID_DATA', 'ID is invalid', locate(path, 'id')));
  if (before['is_base'] === true) refuse(notAllowed('Base currency ID is not allowed here', locate(path, 'id')));
  const doc = readCurrency(context, item, path, before);
  context.store.put(context.org.name, name, doc);
  return success(doc.id, 'The currency updated successfully');
}

/** A currency as it is to be kept; its code and its name stay what they were. */
function readCurrency(context: RouteContext, item: JsonObject, path: string, before?: Doc): Doc {
  const { store, org, user } = context;
  const needed = ['iso_code', 'exchange_rate'];
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: before === undefined && needed.includes(rule.name) })),
    path,
  );
  const code = text(before, 'iso_code') ?? text(item, 'iso_code') ?? '';
  if (!isCurrency(code)) refuse(itemError('INVALID_DATA', 'ISO code is invalid', locate(path, 'iso_code')));
  if (before !== undefined && item['iso_code'] !== undefined && item['iso_code'] !== code)
    refuse(notAllowed('ISO code cannot be changed', locate(path, 'iso_code')));
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text(item, 'exchange_rate') ?? text(before, 'exchange_rate') ?? '')) refuse(invalidData(path, 'exchange_rate'));
  const others = store.list(org.name, name).filter((doc) => doc.id !== before?.id);
  if (others.some((doc) => doc['iso_code'] === code))
    refuse({ ...duplicateData(path, 'iso_code'), message: 'Duplicate value given for "Isocode" parameter.' });
  const active = item['is_active'] ?? before?.['is_active'] ?? true;
  if (active === true && others.filter((doc) => doc['is_active'] === true).length >= mostActive)
    refuse(itemError('ACTIVE_STATE_LIMIT_EXCEEDED', `Allowed active currency limit ${mostActive} reached.`, { limit: mostActive }));
  const [by, at] = [nameUser(user), context.now()];
  return {
    ...newCurrency(code),
    ...(before ?? { created_by: by, created_time: at }),
    ...pickMembers(item, [...members.map((one) => one.name).filter((member) => member !== 'format' && (before === undefined || member !== 'name'))]),
    format: readFormat(item, before, path),
    modified_by: by,
    modified_time: at,
    id: before?.id ?? store.nextId(org.name),
  };
}

function newCurrency(code: string): JsonObject {
  return { name: code, symbol: code, is_base: false, is_active: true, prefix_symbol: true, exchange_rate_auto_update: false };
}

function readFormat(item: JsonObject, before: Doc | undefined, path: string): JsonObject {
  const given = item['format'] === undefined ? {} : demandObject(item, 'format', path);
  demandMembers(given, formatMembers, `${path}.format`);
  const kept = before?.['format'];
  const format = {
    ...usualFormat,
    ...(isObject(kept ?? null) ? (kept as JsonObject) : {}),
    ...pickMembers(
      given,
      formatMembers.map((one) => one.name),
    ),
  };
  if (format.decimal_separator === format.thousand_separator)
    refuse(notAllowed('Thousand separator and decimal separator should not be equal', locate(`${path}.format`, 'thousand_separator')));
  return format;
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, enabling, one] = ['/org/currencies', '/org/currencies/actions/enable', '/org/currencies/{currency}'];
const scope = (verb: string): string => `ZohoCRM.settings.currencies.${verb}`;

/** `/org/currencies` (currencies.json); a currency is never deleted, only taken out of use. */
export const currencyRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'PUT', path, scope: scope('UPDATE'), handle: (context) => update(context) },
  { ...cost, method: 'POST', path: enabling, scope: scope('CREATE'), handle: (context) => writeBase(context, true) },
  { ...cost, method: 'PUT', path: enabling, scope: scope('UPDATE'), handle: (context) => writeBase(context, false) },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: (context) => update(context, context.params['currency'] ?? '') },
];
