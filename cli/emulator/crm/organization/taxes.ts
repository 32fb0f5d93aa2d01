import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import { demandMembers, demandObject, demandObjects, refuse } from '../automation/refusal.ts';
import { duplicateData, invalidData, mandatoryNotFound } from '../checks.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import type { DocStore } from '../store.ts';
import { findSingle, pickMembers, saved, singleReply, writeSingle } from './single.ts';

const name = 'org_taxes';
const at = `$.${name}`;
const preferences = ['auto_populate_tax', 'modify_tax_rates'];

/** A new org has no taxes yet. */
export function seedTaxes(store: DocStore, org: string): void {
  const preference = Object.fromEntries(preferences.map((member) => [member, false]));
  store.put(org, name, { id: store.nextId(org), taxes: [], preference });
}

function read({ store, org }: RouteContext): Reply {
  const found = findSingle(store, org.name, name);
  return singleReply(name, found === undefined ? undefined : { taxes: found['taxes'] ?? [], preference: found['preference'] ?? null });
}

function readOne({ store, org, params }: RouteContext): Reply {
  const tax = objects(findSingle(store, org.name, name), 'taxes').find((one) => one['id'] === params['tax']);
  return singleReply(name, tax === undefined ? undefined : { taxes: [tax] });
}

/** PUT changes the taxes it names by id, makes those without one, deletes those with `_delete`, and leaves others alone. */
function update(context: RouteContext): Reply {
  return writeSingle(context, name, false, (item) => {
    const { store, org } = context;
    const before = findSingle(store, org.name, name) ?? { id: store.nextId(org.name), taxes: [], preference: {} };
    const taxes = new Map(objects(before, 'taxes').map((tax) => [text(tax, 'id') ?? '', tax]));
    for (const [index, entry] of demandObjects(item, 'taxes', at).entries()) writeTax(context, taxes, entry, `${at}.taxes[${index}]`);
    store.put(org.name, name, { ...before, taxes: inOrder([...taxes.values()]), preference: readPreference(item, before['preference'] ?? null) });
    return saved('Taxes updated successfully');
  });
}

function writeTax({ store, org }: RouteContext, taxes: Map<string, JsonObject>, entry: JsonObject, path: string): void {
  const id = text(entry, 'id');
  const before = id === undefined ? undefined : taxes.get(id);
  if (id !== undefined && before === undefined) refuse(invalidData(path, 'id'));
  if (id !== undefined && '_delete' in entry) {
    taxes.delete(id);
    return;
  }
  const rules = [
    { name: 'name', type: 'string', required: before === undefined, maxLength: 50 },
    { name: 'value', type: 'number', required: before === undefined },
    { name: 'sequence_number', type: 'integer' },
  ] as const;
  demandMembers(entry, rules, path);
  const tax: JsonObject = { sequence_number: taxes.size + 1, ...before, ...pickMembers(entry, ['name', 'value', 'sequence_number']) };
  const label = text(tax, 'name') ?? '';
  if (label === '') refuse(mandatoryNotFound(path, 'name'));
  const value = Number(tax['value']);
  if (value < 0 || value > 100) refuse(invalidData(path, 'value', { range: { from: 0, to: 100 } }));
  for (const other of taxes.values()) if (other['name'] === label && other['id'] !== id) refuse(duplicateData(path, 'name'));
  const own = id ?? store.nextId(org.name);
  taxes.set(own, { ...tax, display_label: label, id: own });
}

function inOrder(taxes: readonly JsonObject[]): readonly Json[] {
  return taxes.toSorted((one, other) => Number(one['sequence_number']) - Number(other['sequence_number']));
}

function readPreference(item: JsonObject, before: Json): JsonObject {
  const given = item['preference'] === undefined ? {} : demandObject(item, 'preference', at);
  demandMembers(
    given,
    preferences.map((member) => ({ name: member, type: 'boolean' }) as const),
    `${at}.preference`,
  );
  return { ...(isObject(before) ? before : {}), ...pickMembers(given, preferences) };
}

const cost = { minCredits: 1, maxCredits: 1 };

/** `/org/taxes`: in no OpenAPI file; shapes are those of the official SDK (taxes). */
export const taxRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path: '/org/taxes', scope: 'ZohoCRM.org.READ', handle: read },
  { ...cost, method: 'PUT', path: '/org/taxes', scope: 'ZohoCRM.org.UPDATE', handle: update },
  { ...cost, method: 'GET', path: '/org/taxes/{tax}', scope: 'ZohoCRM.org.READ', handle: readOne },
];
