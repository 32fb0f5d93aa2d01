import type { Write } from '../model/crm-call.ts';
import type { Element, Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';

const [path, enabling] = ['/org/currencies', '/org/currencies/actions/enable'];

/**
 * A currency by its ISO code (OpenAPI currencies.json). An org without any has several currencies switched off; saying which is its own switches them on, for good. That
 * one is made and changed by calls of its own, before all others.
 */
export const currencyKind: Kind = {
  name: 'currency',
  title: { en: 'Currency', ja: '通貨' },
  schema: 'currency',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/currencies.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'currencies',
  list: { method: 'GET', path, per: 'org', paged: false, off: ['CURRENCIES_NOT_ENABLED', 'FEATURE_NOT_SUPPORTED'] },
  create: { method: 'POST', path, batch: 100, credits: 1 },
  update: { method: 'PUT', path, batch: 100, credits: 1 },
  besides: [
    { method: 'POST', path: enabling, sets: ({ before, after }) => (before === undefined && isBase(after ?? {}) ? ['is_base'] : []) },
    { method: 'PUT', path: enabling, sets: ({ before, after, changed }) => (before !== undefined && isBase(after ?? {}) ? [...changed] : []) },
  ],
  // the page "Get Currencies": FEATURE_NOT_SUPPORTED except in these
  editions: ['enterprise', 'ultimate'],
  frozen: ['name', 'is_base'],
  given: ['symbol', 'exchange_rate', 'format'],
  deferred: [],
  holdsRecords: true,
  setupPage: '/settings/currencies',
  nameOf: (document) => text(document, 'iso_code'),
  reshape: reshapeCurrency,
  needs: (key, attributes, desired) => (isBase(attributes) ? [] : otherBases(key, desired)),
  sideEffect: (_key, attributes) => (isBase(attributes) ? 'it turns several currencies on in the org, which cannot be undone' : undefined),
  manualRemove: () => 'a currency cannot be deleted, only taken out of use (`is_active: false`)',
  writes: writeCurrency,
};

/** The own currency of the org is set once. */
function isBase(attributes: JsonObject): boolean {
  return attributes['is_base'] === true;
}

function otherBases(key: string, desired: ReadonlyMap<Ref, Element>): readonly Ref[] {
  return [...desired].flatMap(([ref, element]) => (element.kind === 'currency' && element.key !== key && isBase(element.attributes) ? [ref] : []));
}

/** A rate that the CRM keeps up to date by itself differs every day and is no configuration. */
function reshapeCurrency(document: JsonObject): JsonObject {
  return document['exchange_rate_auto_update'] === true ? { ...document, exchange_rate: null } : document;
}

/** The rate of a new currency whose rate nobody says: the CRM brings it up to date. */
const someRate = '1.000000000';

function writeCurrency(step: StepFacts): readonly Write[] {
  const base = isBase(step.after);
  const envelope = base ? 'base_currency' : 'currencies';
  const shared = { path: base ? enabling : path, envelope, batch: base ? 1 : 100, ...(base ? { single: true as const } : {}) };
  const { is_base: _base, ...wire } = step.wire;
  if (step.before === undefined) {
    const body = { iso_code: step.key, exchange_rate: someRate, ...(base ? withoutUse(wire) : wire) };
    return [{ ...shared, method: 'POST', items: [{ body, captures: step.ref }] }];
  }
  const changed = Object.fromEntries(Object.entries(wire).filter(([name]) => step.changed.has(name)));
  const body = { id: { $id: refOf('currency', step.key) }, ...(base ? withoutUse(changed) : changed) } as JsonObject;
  return [{ ...shared, method: 'PUT', items: [{ body }], idempotent: true }];
}

/** The own currency is always in use, and its rate is never brought up to date. */
function withoutUse({ is_active: _active, exchange_rate_auto_update: _update, ...rest }: JsonObject): JsonObject {
  return rest;
}
