import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf } from './options.ts';

/** Tax rates of the org: in no OpenAPI file, shapes as in the official SDK (taxes). One call changes them all, each by its id. */
export const taxesKind: Kind = {
  name: 'taxes',
  title: { en: 'Taxes', ja: '税' },
  schema: 'taxes',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/taxes.yaml', holds: 'one' },
  identity: 'name',
  single: true,
  envelope: 'org_taxes',
  list: { method: 'GET', path: '/org/taxes', per: 'org', paged: false },
  update: { method: 'PUT', path: '/org/taxes', batch: 1, credits: 1 },
  frozen: [],
  given: ['preference'],
  deferred: [],
  once: true,
  holdsRecords: true,
  setupPage: '/settings/taxes',
  reshape: (document) => ({ ...document, taxes: [...objects(document, 'taxes')].sort(bySequence) }),
  partIds: (document) => objects(document, 'taxes').map((tax) => [taxRef(text(tax, 'name') ?? ''), text(tax, 'id') ?? ''] as const),
  body: sayTaxes,
};

function bySequence(a: JsonObject, b: JsonObject): number {
  return Number(a['sequence_number'] ?? 0) - Number(b['sequence_number'] ?? 0);
}

/** Address under which the id of a rate is remembered. */
function taxRef(name: string): Ref {
  return refOf('tax', name);
}

/** Rates with their places and the ids of those that are there; those that go are said to. */
function sayTaxes(said: JsonObject, step: StepFacts): JsonObject {
  const preference = step.changed.has('preference') ? { preference: { ...switchedOff, ...(step.wire['preference'] as JsonObject | undefined) } } : {};
  if (!step.changed.has('taxes')) return { ...said, ...preference };
  const old = new Set(listOf(step.before ?? {}, 'taxes').map((tax) => text(tax, 'name') ?? ''));
  const wanted = objects(step.wire, 'taxes');
  const kept = wanted.map((tax, index): Json => {
    const name = text(tax, 'name') ?? '';
    return { ...tax, ...(old.has(name) ? { id: { $id: taxRef(name) } } : {}), sequence_number: index + 1 };
  });
  const names = new Set(wanted.map((tax) => text(tax, 'name')));
  const gone = [...old].filter((name) => !names.has(name)).map((name): Json => ({ id: { $id: taxRef(name) }, _delete: null }));
  return { ...said, ...preference, taxes: [...kept, ...gone] };
}

const switchedOff = { auto_populate_tax: false, modify_tax_rates: false };
